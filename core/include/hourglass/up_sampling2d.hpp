#pragma once

#include "hourglass/conv_geometry.hpp"
#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// How an up-sampling fills the pixels between: with the nearest one, or with means of the four around, weighted by how
/// near they are.
enum class Interpolation { nearest, bilinear };

/// Settings of an up-sampling, as Keras's UpSampling2D.
struct HOURGLASS_API UpSampling2dConfig {
  Sides size = 2;
  Interpolation interpolation = Interpolation::nearest;
  /// 0: the input's side times `size`. Another size cuts the last block, or repeats the last row or column; every pixel
  /// keeps at least one.
  int output_height = 0, output_width = 0;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const;
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape input, Side side) const;
};

/// Every pixel becomes a block, of equal ones or with smooth passages: (H, W, C) -> (H * size, W * size, C), or the
/// output size that was asked for.
class HOURGLASS_API UpSampling2d : public Layer {
 public:
  UpSampling2d(Shape input, const UpSampling2dConfig& config);

  [[nodiscard]] Shape output_shape() const override { return output_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;

 private:
  Shape input_, output_;
  UpSampling2dConfig config_;
};

}  // namespace hourglass
