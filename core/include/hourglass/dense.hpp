#pragma once

#include <array>

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"
#include "hourglass/random.hpp"

namespace hourglass {

/// Settings of a dense layer.
struct DenseConfig {
  int units = 1;
  Activation activation = Activation::linear;
};

/// z = x W + b. The kernel W is [inputs, units], Glorot-uniform (Glorot and Bengio 2010); b starts at 0, as in Keras.
class HOURGLASS_API Dense : public Layer {
 public:
  Dense(Shape input, const DenseConfig& config, const Rng& rng);

  [[nodiscard]] Shape output_shape() const override { return {1, 1, config_.units}; }
  [[nodiscard]] Activation activation() const override { return config_.activation; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return parameters_; }

 private:
  DenseConfig config_;
  std::array<Parameter, 2> parameters_;  // kernel, bias
};

}  // namespace hourglass
