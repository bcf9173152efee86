#pragma once

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

struct ReshapeConfig {
  Shape shape;
};

/// The same numbers seen as another shape, as in Keras: how an image follows a dense layer.
class HOURGLASS_API Reshape : public Layer {
 public:
  explicit Reshape(const ReshapeConfig& config) : shape_(config.shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;

 private:
  Shape shape_;
};

}  // namespace hourglass
