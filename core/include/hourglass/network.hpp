#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "hourglass/conv2d.hpp"
#include "hourglass/dense.hpp"
#include "hourglass/dropout.hpp"
#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"
#include "hourglass/reshape.hpp"

namespace hourglass {

/// Settings of any layer.
using LayerConfig = std::variant<DenseConfig, Conv2dConfig, Conv2dTransposeConfig, DropoutConfig, ReshapeConfig>;

/// Keras's Dense(units, activation).
inline LayerConfig dense(int units, Activation activation = Activation::linear) {
  return DenseConfig{units, activation};
}

/// Keras's Conv2D(filters, kernel, strides=stride, padding="same", activation).
inline LayerConfig conv2d(int filters, Sides kernel, Sides stride = 1, Activation activation = Activation::linear) {
  return Conv2dConfig{filters, kernel, stride, activation};
}

/// Keras's Conv2DTranspose(filters, kernel, strides=stride, padding="same", activation).
inline LayerConfig conv2d_transpose(int filters, Sides kernel, Sides stride = 1,
                                    Activation activation = Activation::linear) {
  return Conv2dTransposeConfig{.filters = filters, .kernel = kernel, .stride = stride, .activation = activation};
}

/// Keras's Dropout(rate).
inline LayerConfig dropout(double rate) { return DropoutConfig{rate}; }

/// Keras's Reshape((height, width, channels)).
inline LayerConfig reshape(int height, int width, int channels) { return ReshapeConfig{{height, width, channels}}; }

/// Makes a layer for inputs of this shape. `field` is its place in errors, e.g. "encoder[0]"; `number` keeps the random
/// numbers of the layers under one seed apart. Errors: invalid_config, naming the field and the value.
HOURGLASS_API std::unique_ptr<Layer> make_layer(const LayerConfig& config, Shape input, const std::string& field,
                                                std::uint64_t seed, std::uint32_t number);

/// What one pass through a network leaves behind, owned by whoever runs it: every layer's output, and for training
/// the gradient of the loss with respect to it.
struct Activations {
  std::vector<Tensor> outputs, gradients;

  /// The network's output, given its input: a network may have no layers.
  [[nodiscard]] const Tensor& output(const Tensor& x) const { return outputs.empty() ? x : outputs.back(); }
};

/// Layers applied one after another.
class HOURGLASS_API Network {
 public:
  /// `name` is the first part of parameter names ("encoder" -> "encoder.0.kernel") and of fields in errors;
  /// `first_layer` is the number of layers that stand before under the same seed.
  Network(std::string_view name, Shape input, const std::vector<LayerConfig>& layers, std::uint64_t seed,
          std::size_t first_layer);

  [[nodiscard]] Shape input_shape() const { return input_; }
  [[nodiscard]] Shape output_shape() const { return layers_.empty() ? input_ : layers_.back()->output_shape(); }
  [[nodiscard]] Activation output_activation() const {
    return layers_.empty() ? Activation::linear : layers_.back()->activation();
  }
  [[nodiscard]] const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }
  /// Every parameter, in the order of the layers.
  [[nodiscard]] std::vector<Parameter*> parameters() const;

  /// Room for a pass over at most `batch` samples.
  [[nodiscard]] Activations make_activations(std::size_t batch, bool training) const;

  /// Fills a.outputs. With `logits` the last layer's activation is left out.
  void forward(const Tensor& x, Activations& a, const Pass& pass, bool logits = false) const;
  /// Takes a.gradients.back() as the gradient with respect to the output (to the logits, if those were asked for),
  /// and fills the parameters' gradients and, unless it is null, *dx.
  void backward(const Tensor& x, Activations& a, Tensor* dx, const Pass& pass, bool logits = false);

 private:
  Shape input_;
  std::vector<std::unique_ptr<Layer>> layers_;
};

}  // namespace hourglass
