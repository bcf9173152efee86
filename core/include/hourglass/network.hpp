#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "hourglass/dense.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// Settings of any layer.
using LayerConfig = std::variant<DenseConfig>;

/// Keras's Dense(units, activation).
inline LayerConfig dense(int units, Activation activation = Activation::linear) {
  return DenseConfig{units, activation};
}

/// What one pass through a network leaves behind, owned by whoever runs it: every layer's output, and for training
/// the gradient of the loss with respect to it.
struct Activations {
  std::vector<Tensor> outputs, gradients;

  [[nodiscard]] const Tensor& output() const { return outputs.back(); }
};

/// Layers applied one after another.
class Network {
 public:
  /// `name` is the first part of parameter names ("encoder" -> "encoder.0.kernel") and of fields in errors;
  /// `first_layer` keeps the initial weights of two networks under one seed apart.
  Network(std::string_view name, Shape input, const std::vector<LayerConfig>& layers, std::uint64_t seed,
          std::size_t first_layer);

  [[nodiscard]] Shape input_shape() const { return input_; }
  [[nodiscard]] Shape output_shape() const { return layers_.back()->output_shape(); }
  [[nodiscard]] Activation output_activation() const { return layers_.back()->activation(); }
  /// Every parameter, in the order of the layers.
  [[nodiscard]] std::vector<Parameter*> parameters() const;

  /// Room for a pass over at most `batch` samples.
  [[nodiscard]] Activations make_activations(std::size_t batch, bool training) const;

  /// Fills a.outputs. With `logits` the last layer's activation is left out.
  void forward(const Tensor& x, Activations& a, bool logits = false) const;
  /// Takes a.gradients.back() as the gradient with respect to the output (to the logits, if those were asked for),
  /// and fills the parameters' gradients and, unless it is null, *dx.
  void backward(const Tensor& x, Activations& a, Tensor* dx, bool logits = false);

 private:
  Shape input_;
  std::vector<std::unique_ptr<Layer>> layers_;
};

}  // namespace hourglass
