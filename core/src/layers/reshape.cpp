#include "hourglass/reshape.hpp"

#include <algorithm>

#include "hourglass/network.hpp"
#include "layers/checks.hpp"

namespace hourglass {

void ReshapeConfig::check(Shape input, const std::string& field) const {
  const std::string name = field + ".shape";
  for (const int side : {shape.height, shape.width, shape.channels}) require_count(side, name);
  const double features = static_cast<double>(shape.height) * shape.width * shape.channels;
  require(features == static_cast<double>(input.size()), name,
          "must hold as many features as come in, " + std::to_string(input.size()), features);
}

Shape ReshapeConfig::output_shape(Shape /*input*/) const { return shape; }

std::size_t ReshapeConfig::parameter_count(Shape /*input*/) const { return 0; }

std::vector<LayerConfig> ReshapeConfig::mirrored(Shape input, Activation /*last*/) const {
  return {ReshapeConfig{input}};
}

std::unique_ptr<Layer> ReshapeConfig::make(const LayerPlace& /*place*/) const {
  return std::make_unique<Reshape>(*this);
}

void Reshape::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  std::copy(x.values().begin(), x.values().end(), z.values().begin());
}

void Reshape::backward(const Tensor& /*x*/, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  if (dx != nullptr) std::copy(dz.values().begin(), dz.values().end(), dx->values().begin());
}

}  // namespace hourglass
