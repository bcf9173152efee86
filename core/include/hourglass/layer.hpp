#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hourglass/activation.hpp"
#include "hourglass/export.hpp"
#include "hourglass/random.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// Weights and the gradient of the loss with respect to them; `shape` as in Keras.
struct Parameter {
  std::string name;
  std::vector<int> shape;
  Floats value, gradient;
};

/// The pass that a layer takes part in: layers that draw random numbers do so by its seed and step.
struct Pass {
  bool training = false;
  std::uint64_t seed = 0, step = 0;
};

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

/// Fills a kernel with Glorot-uniform numbers (Glorot and Bengio 2010), given the values that feed one output and those
/// that one input feeds.
HOURGLASS_API void glorot_uniform(std::span<float> kernel, double fan_in, double fan_out, const Rng& rng);

}  // namespace hourglass
