#include "layers/mirror.hpp"

namespace hourglass {
namespace {

/// The layer's own activation, or for layers that have none the one before it.
Activation activation_after(const LayerConfig& layer, Activation before) {
  return std::visit(
      [before](const auto& config) {
        if constexpr (requires { config.activation; }) {
          return config.activation;
        } else {
          return before;
        }
      },
      layer);
}

}  // namespace

std::vector<LayerConfig> mirrored(const std::vector<LayerConfig>& encoder, Shape input, Activation output_activation) {
  std::vector<LayerConfig> decoder;
  Shape shape = input;
  Activation activation = output_activation;
  for (const LayerConfig& layer : encoder) {
    const std::vector<LayerConfig> undone = layer.mirrored(shape, activation);
    decoder.insert(decoder.begin(), undone.begin(), undone.end());
    shape = layer.output_shape(shape);
    activation = activation_after(layer, activation);
  }
  return decoder;
}

}  // namespace hourglass
