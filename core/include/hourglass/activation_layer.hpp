#pragma once

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// Settings of an activation by itself, as Keras's Activation: behind a normalisation, or a residual block.
struct HOURGLASS_API ActivationConfig {
  Activation activation = Activation::linear;

  void check(Shape /*input*/, const std::string& /*field*/) const {}
  [[nodiscard]] Shape output_shape(Shape input) const { return input; }
  [[nodiscard]] std::size_t parameter_count(Shape /*input*/) const { return 0; }
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape /*input*/, Side /*side*/) const { return Reach(); }
};

/// Its input, which the network applies the activation to.
class HOURGLASS_API ActivationLayer : public Layer {
 public:
  ActivationLayer(Shape input, const ActivationConfig& config) : shape_(input), activation_(config.activation) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] Activation activation() const override { return activation_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;

 private:
  Shape shape_;
  Activation activation_;
};

}  // namespace hourglass
