#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hourglass/activation.hpp"
#include "hourglass/export.hpp"
#include "hourglass/random.hpp"
#include "hourglass/reach.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// What weights cost, added to the loss: l1 * sum |w| + l2 * sum w^2, as Keras's regularizers.L1L2.
struct Regularizer {
  double l1 = 0, l2 = 0;

  friend bool operator==(const Regularizer&, const Regularizer&) = default;
};

/// Errors: invalid_config, naming the field, for a weight below 0.
HOURGLASS_API void validate(const Regularizer& regularizer, const std::string& field);

/// Weights and the gradient of the loss with respect to them; `shape` as in Keras.
struct Parameter {
  std::string name;
  std::vector<int> shape;
  Floats value, gradient;
  /// Whether optimizers change it, and regularizers count it.
  bool trainable = true;
  Regularizer regularizer{};
  /// Above 0 it is no weight but a running mean: each step moves it by this share towards `gradient`.
  double running_share = 0;
};

/// The pass that a layer takes part in: layers that draw random numbers do so by its seed and step.
struct Pass {
  bool training = false;
  std::uint64_t seed = 0, step = 0;
};

/// Where a layer is made: the shape of its input, what errors call it, e.g. "encoder[0]", and the number that keeps its
/// random numbers apart from those of the other layers under one seed.
struct LayerPlace {
  Shape input;
  std::string field;
  std::uint64_t seed = 0;
  std::uint32_t number = 0;

  [[nodiscard]] Rng rng() const { return {seed, Purpose::weights, 0, number}; }
};

// The settings of each kind of layer are a struct, XConfig, beside it. It says what is known of the layer before it is
// made:
// - check(input, field) refuses settings that cannot be. Errors: invalid_config, naming the field and the value.
// - output_shape(input) and parameter_count(input), of settings that have been checked, as the next two.
// - mirrored(input, last): the layers that bring back the input's shape; the last one with an activation has `last`.
// - make(place): the layer.
// - reach(input, side): what an output row, or column, is made of; nothing for layers that do not do the same
// everywhere
//   in an image, and for those whose output's size goes with one input size only.
class Layer;
struct LayerConfig;  // of any kind: hourglass/network.hpp

/// A map from one batch to another. It owns its parameters and caches nothing: what a pass needs belongs to the caller.
class HOURGLASS_API Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  [[nodiscard]] virtual Shape output_shape() const = 0;
  /// The network applies it to the output of `forward`.
  [[nodiscard]] virtual Activation activation() const { return Activation::linear; }

  /// z: the output before the activation.
  virtual void forward(const Tensor& x, Tensor& z, const Pass& pass) const = 0;
  /// Overwrites the parameters' gradients and, unless it is null, *dx.
  virtual void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) = 0;

  [[nodiscard]] virtual std::span<Parameter> parameters() { return {}; }
};

/// A parameter of this shape, filled with zeros.
HOURGLASS_API Parameter make_parameter(std::string name, std::vector<int> shape);

/// A layer's kernel and, where it has one, its bias. `parameters` is what a layer offers of them.
struct KernelAndBias {
  std::array<Parameter, 2> both;
  bool has_bias;

  [[nodiscard]] Parameter& kernel() { return both[0]; }
  [[nodiscard]] Parameter& bias() { return both[1]; }
  [[nodiscard]] const float* kernel_values() const { return both[0].value.data(); }
  /// Null where there is none.
  [[nodiscard]] const float* bias_values() const { return has_bias ? both[1].value.data() : nullptr; }
  [[nodiscard]] std::span<Parameter> parameters() { return {both.data(), has_bias ? both.size() : 1}; }
};

/// By the settings that all layers with a kernel have: use_bias, kernel_regularizer, trainable. All weights are 0.
template <class Config>
KernelAndBias make_weights(const Config& config, std::vector<int> kernel_shape, int outputs) {
  KernelAndBias weights{{make_parameter("kernel", std::move(kernel_shape)), make_parameter("bias", {outputs})},
                        config.use_bias};
  weights.kernel().regularizer = config.kernel_regularizer;
  for (Parameter& parameter : weights.both) parameter.trainable = config.trainable;
  return weights;
}

/// Fills a kernel with Glorot-uniform numbers (Glorot and Bengio 2010), given the values that feed one output and those
/// that one input feeds.
HOURGLASS_API void glorot_uniform(std::span<float> kernel, double fan_in, double fan_out, const Rng& rng);

}  // namespace hourglass
