#include "layers/mirror.hpp"

namespace hourglass {
namespace {

Shape output_shape(const DenseConfig& layer, Shape /*input*/) { return {1, 1, layer.units}; }
Shape output_shape(const Conv2dConfig& layer, Shape input) {
  return ConvGeometry(input, layer.filters, layer.kernel, layer.stride).output;
}
Shape output_shape(const Conv2dTransposeConfig& layer, Shape input) {
  return {layer.output_height > 0 ? layer.output_height : input.height * layer.stride.height,
          layer.output_width > 0 ? layer.output_width : input.width * layer.stride.width, layer.filters};
}
Shape output_shape(const DropoutConfig& /*layer*/, Shape input) { return input; }
Shape output_shape(const ReshapeConfig& layer, Shape /*input*/) { return layer.shape; }

// The layers that bring back `shape`, the last of which has this activation.
using Layers = std::vector<LayerConfig>;

Layers inverse(const DenseConfig& /*layer*/, Shape shape, Activation activation) {
  Layers layers{dense(static_cast<int>(shape.size()), activation)};
  if (shape.height > 1 || shape.width > 1) layers.emplace_back(ReshapeConfig{shape});
  return layers;
}
Layers inverse(const Conv2dConfig& layer, Shape shape, Activation activation) {
  return {Conv2dTransposeConfig{.filters = shape.channels,
                                .kernel = layer.kernel,
                                .stride = layer.stride,
                                .activation = activation,
                                .output_height = shape.height,
                                .output_width = shape.width}};
}
Layers inverse(const Conv2dTransposeConfig& layer, Shape shape, Activation activation) {
  return {conv2d(shape.channels, layer.kernel, layer.stride, activation)};
}
Layers inverse(const DropoutConfig& /*layer*/, Shape /*shape*/, Activation /*activation*/) { return {}; }
Layers inverse(const ReshapeConfig& /*layer*/, Shape shape, Activation /*activation*/) {
  return {ReshapeConfig{shape}};
}

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
    const Layers undone = std::visit([&](const auto& config) { return inverse(config, shape, activation); }, layer);
    decoder.insert(decoder.begin(), undone.begin(), undone.end());
    shape = std::visit([&](const auto& config) { return output_shape(config, shape); }, layer);
    activation = activation_after(layer, activation);
  }
  return decoder;
}

}  // namespace hourglass
