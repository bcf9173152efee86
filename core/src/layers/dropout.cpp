#include "hourglass/dropout.hpp"

#include <algorithm>

#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {

void DropoutConfig::check(Shape /*input*/, const std::string& field) const {
  require(rate >= 0 && rate < 1, field + ".rate", "must be at least 0 and below 1", rate);
}

Shape DropoutConfig::output_shape(Shape input) const { return input; }

std::size_t DropoutConfig::parameter_count(Shape /*input*/) const { return 0; }

std::vector<LayerConfig> DropoutConfig::mirrored(Shape /*input*/, Activation /*last*/) const { return {}; }

std::unique_ptr<Layer> DropoutConfig::make(const LayerPlace& place) const {
  return std::make_unique<Dropout>(place.input, *this, place.number);
}

void Dropout::apply(const Tensor& in, Tensor& out, const Pass& pass) const {
  if (!pass.training) {
    std::copy(in.values().begin(), in.values().end(), out.values().begin());
    return;
  }
  // The output's own memory holds the random numbers: the backward pass draws the same ones again.
  Rng(pass.seed, Purpose::dropout, pass.step, stream_).uniform(out.values());
  const auto rate = static_cast<float>(config_.rate);
  kernels::drop(in.values(), out.values(), rate, 1.0F / (1.0F - rate), out.values());
}

void Dropout::forward(const Tensor& x, Tensor& z, const Pass& pass) const { apply(x, z, pass); }

void Dropout::backward(const Tensor& /*x*/, const Tensor& dz, Tensor* dx, const Pass& pass) {
  if (dx != nullptr) apply(dz, *dx, pass);
}

}  // namespace hourglass
