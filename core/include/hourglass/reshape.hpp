#pragma once

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

struct HOURGLASS_API ReshapeConfig {
  Shape shape;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const;
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape /*input*/, Side /*side*/) const { return std::nullopt; }
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
