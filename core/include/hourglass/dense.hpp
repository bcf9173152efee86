#pragma once

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"
#include "hourglass/random.hpp"

namespace hourglass {

/// Settings of a dense layer.
struct HOURGLASS_API DenseConfig {
  int units = 1;
  Activation activation = Activation::linear;
  bool use_bias = true;
  Regularizer kernel_regularizer{};
  bool trainable = true;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const;
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape /*input*/, Side /*side*/) const { return std::nullopt; }
};

/// z = x W + b. The kernel W is [inputs, units], Glorot-uniform (Glorot and Bengio 2010); b starts at 0, as in Keras.
class HOURGLASS_API Dense : public Layer {
 public:
  Dense(Shape input, const DenseConfig& config, const Rng& rng);

  [[nodiscard]] Shape output_shape() const override { return {1, 1, config_.units}; }
  [[nodiscard]] Activation activation() const override { return config_.activation; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return weights_.parameters(); }

 private:
  DenseConfig config_;
  KernelAndBias weights_;
};

}  // namespace hourglass
