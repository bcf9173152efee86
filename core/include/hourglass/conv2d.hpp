#pragma once

#include <array>
#include <string_view>

#include "hourglass/conv_geometry.hpp"
#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// Settings of a convolution with "same" padding. A signal is an image of height 1: kernels of {1, k} go along it.
struct Conv2dConfig {
  int filters = 1;
  Sides kernel = 3, stride = 1;
  Activation activation = Activation::linear;
};

/// Settings of a transposed convolution with "same" padding.
struct Conv2dTransposeConfig {
  int filters = 1;
  Sides kernel = 3, stride = 1;
  Activation activation = Activation::linear;
  /// 0: the input's size times the stride. Else any size that a convolution of this stride brings back to the input's.
  int output_height = 0, output_width = 0;
};

/// Cross-correlation with "same" padding, as in Keras: (H, W, in) -> (ceil(H / stride), ceil(W / stride), filters). The
/// kernel is [height, width, in, filters], Glorot-uniform; the bias is [filters] and starts at 0.
class HOURGLASS_API Conv2d : public Layer {
 public:
  Conv2d(Shape input, const Conv2dConfig& config, const Rng& rng);

  [[nodiscard]] Shape output_shape() const override { return geometry_.output; }
  [[nodiscard]] Activation activation() const override { return activation_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return parameters_; }

 private:
  ConvGeometry geometry_;
  Activation activation_;
  std::array<Parameter, 2> parameters_;  // kernel, bias
};

/// The gradient of a convolution with respect to its input, as a layer: (H, W, in) -> (H * stride, W * stride, filters)
/// or the output size that was asked for. The kernel is [height, width, filters, in], as in Keras, Glorot-uniform; the
/// bias is [filters] and starts at 0.
class HOURGLASS_API Conv2dTranspose : public Layer {
 public:
  /// `field` is the layer's place in errors. Errors: invalid_config "<field>.output_height" or "<field>.output_width"
  /// for an output size that does not belong to the input's.
  Conv2dTranspose(Shape input, const Conv2dTransposeConfig& config, const Rng& rng, std::string_view field);

  [[nodiscard]] Shape output_shape() const override { return geometry_.input; }
  [[nodiscard]] Activation activation() const override { return activation_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return parameters_; }

 private:
  ConvGeometry geometry_;  // of the convolution from the layer's output to its input
  Activation activation_;
  std::array<Parameter, 2> parameters_;  // kernel, bias
};

}  // namespace hourglass
