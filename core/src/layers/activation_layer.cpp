#include "hourglass/activation_layer.hpp"

#include <algorithm>

#include "hourglass/network.hpp"

namespace hourglass {

/// Nothing: the layer that restores what came in brings the activation that made it.
std::vector<LayerConfig> ActivationConfig::mirrored(Shape /*input*/, Activation /*last*/) const { return {}; }

std::unique_ptr<Layer> ActivationConfig::make(const LayerPlace& place) const {
  return std::make_unique<ActivationLayer>(place.input, *this);
}

void ActivationLayer::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  std::ranges::copy(x.values(), z.values().begin());
}

void ActivationLayer::backward(const Tensor& /*x*/, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  if (dx != nullptr) std::ranges::copy(dz.values(), dx->values().begin());
}

}  // namespace hourglass
