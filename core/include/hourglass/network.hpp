#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "hourglass/activation_layer.hpp"
#include "hourglass/conv2d.hpp"
#include "hourglass/dense.hpp"
#include "hourglass/dropout.hpp"
#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"
#include "hourglass/normalization.hpp"
#include "hourglass/pool2d.hpp"
#include "hourglass/reshape.hpp"
#include "hourglass/residual.hpp"
#include "hourglass/up_sampling2d.hpp"

namespace hourglass {

/// Settings of any layer.
struct LayerConfig : std::variant<DenseConfig, Conv2dConfig, Conv2dTransposeConfig, DropoutConfig, ReshapeConfig,
                                  MaxPool2dConfig, UpSampling2dConfig, AveragePool2dConfig, BatchNormConfig,
                                  LayerNormConfig, ActivationConfig, ResidualConfig> {
  using variant::variant;

  // Of whichever kind it is (hourglass/layer.hpp).
  void check(Shape input, const std::string& field) const {
    std::visit([&](const auto& of_kind) { of_kind.check(input, field); }, *this);
  }
  [[nodiscard]] Shape output_shape(Shape input) const {
    return std::visit([&](const auto& of_kind) { return of_kind.output_shape(input); }, *this);
  }
  [[nodiscard]] std::size_t parameter_count(Shape input) const {
    return std::visit([&](const auto& of_kind) { return of_kind.parameter_count(input); }, *this);
  }
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation activation) const {
    return std::visit([&](const auto& of_kind) { return of_kind.mirrored(input, activation); }, *this);
  }
  [[nodiscard]] std::optional<Reach> reach(Shape input, Side side) const {
    return std::visit([&](const auto& of_kind) { return of_kind.reach(input, side); }, *this);
  }
};

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

/// Keras's MaxPooling2D(pool, strides=stride, padding); without a stride it is the pool's size.
inline LayerConfig max_pool2d(Sides pool = 2, std::optional<Sides> stride = std::nullopt,
                              Padding padding = Padding::valid) {
  return MaxPool2dConfig{{pool, stride, padding}};
}

/// Keras's AveragePooling2D(pool, strides=stride, padding), likewise.
inline LayerConfig average_pool2d(Sides pool = 2, std::optional<Sides> stride = std::nullopt,
                                  Padding padding = Padding::valid) {
  return AveragePool2dConfig{{pool, stride, padding}};
}

/// Keras's UpSampling2D(size, interpolation=interpolation).
inline LayerConfig up_sampling2d(Sides size = 2, Interpolation interpolation = Interpolation::nearest) {
  return UpSampling2dConfig{.size = size, .interpolation = interpolation};
}

/// Keras's BatchNormalization().
inline LayerConfig batch_norm() { return BatchNormConfig{}; }

/// Keras's LayerNormalization().
inline LayerConfig layer_norm() { return LayerNormConfig{}; }

/// Keras's Activation(activation).
inline LayerConfig activation(Activation activation) { return ActivationConfig{activation}; }

/// Keras's add([x, layers(x)]): what comes in is added to what the layers make of it.
inline LayerConfig residual(std::vector<LayerConfig> layers) { return ResidualConfig{std::move(layers)}; }

/// Errors: invalid_config unless the shape's sides are at least 1 and it is at most 1e8 features.
HOURGLASS_API void check_input(Shape input);

/// Makes a layer for inputs of this shape. `field` is its place in errors, e.g. "encoder[0]"; `number` keeps the random
/// numbers of the layers under one seed apart. Errors: invalid_config, naming the field and the value.
HOURGLASS_API std::unique_ptr<Layer> make_layer(const LayerConfig& config, Shape input, const std::string& field,
                                                std::uint64_t seed, std::uint32_t number);

/// What one pass through a network leaves behind, owned by whoever runs it: every layer's output, and for training
/// the gradient of the loss with respect to it, and what its activation was taken of, where its derivative needs that.
struct Activations {
  std::vector<Tensor> outputs, gradients, sums;

  /// The network's output, given its input: a network may have no layers.
  [[nodiscard]] const Tensor& output(const Tensor& x) const { return outputs.empty() ? x : outputs.back(); }
};

/// What comes into layer `from` is added to what layer `to` gives.
struct Shortcut {
  std::size_t from, to;
};

/// Layers applied one after another; it does not own them.
class HOURGLASS_API LayerSequence {
 public:
  explicit LayerSequence(std::vector<Layer*> layers = {}, std::vector<Shortcut> shortcuts = {})
      : layers_(std::move(layers)), shortcuts_(std::move(shortcuts)) {}

  [[nodiscard]] const std::vector<Layer*>& layers() const { return layers_; }
  /// Every parameter, in the order of the layers.
  [[nodiscard]] std::vector<Parameter*> parameters() const;

  /// Memory for a pass over at most `batch` samples.
  [[nodiscard]] Activations make_activations(std::size_t batch, bool training) const;

  /// Fills a.outputs. With `logits` the last layer's activation is left out.
  void forward(const Tensor& x, Activations& a, const Pass& pass, bool logits = false) const;
  /// Takes a.gradients.back() as the gradient with respect to the output (to the logits, if those were asked for),
  /// and fills the parameters' gradients and, unless it is null, *dx.
  void backward(const Tensor& x, Activations& a, Tensor* dx, const Pass& pass, bool logits = false) const;

 private:
  std::vector<Layer*> layers_;
  std::vector<Shortcut> shortcuts_;
};

/// Layers that are made from their settings, applied one after another.
class HOURGLASS_API Network {
 public:
  /// `name` is the first part of parameter names ("encoder" -> "encoder.0.kernel") and of fields in errors;
  /// `first_layer` is the number of layers that stand before under the same seed.
  Network(std::string_view name, Shape input, const std::vector<LayerConfig>& layers, std::uint64_t seed,
          std::size_t first_layer);

  [[nodiscard]] Shape output_shape() const { return layers_.empty() ? input_ : layers_.back()->output_shape(); }
  [[nodiscard]] Activation output_activation() const {
    return layers_.empty() ? Activation::linear : layers_.back()->activation();
  }
  [[nodiscard]] const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }
  /// Of each layer: "encoder.0", within a block "encoder.0.1".
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Every parameter, in the order of the layers.
  [[nodiscard]] std::vector<Parameter*> parameters() const { return sequence_.parameters(); }

  // As of a LayerSequence.
  [[nodiscard]] Activations make_activations(std::size_t batch, bool training) const {
    return sequence_.make_activations(batch, training);
  }
  void forward(const Tensor& x, Activations& a, const Pass& pass, bool logits = false) const {
    sequence_.forward(x, a, pass, logits);
  }
  void backward(const Tensor& x, Activations& a, Tensor* dx, const Pass& pass, bool logits = false) {
    sequence_.backward(x, a, dx, pass, logits);
  }

 private:
  /// Where layers are made: what parameters and errors call them.
  struct Place {
    std::string name, field;
    std::uint64_t seed;
    std::size_t first_layer;
  };
  void append(const std::vector<LayerConfig>& layers, const Place& place);

  Shape input_;
  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<std::string> names_;
  std::vector<Shortcut> shortcuts_;
  LayerSequence sequence_;
};

}  // namespace hourglass
