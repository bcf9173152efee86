#pragma once

#include <string_view>

#include "hourglass/conv_geometry.hpp"
#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// Settings of a convolution. A signal is an image of height 1: kernels of {1, k} go along it.
struct HOURGLASS_API Conv2dConfig {
  int filters = 1;
  Sides kernel = 3, stride = 1;
  Activation activation = Activation::linear;
  Padding padding = Padding::same;
  /// How far apart the kernel's taps are. Above 1 the stride must be 1, as in Keras.
  Sides dilation = 1;
  bool use_bias = true;
  Regularizer kernel_regularizer{};
  bool trainable = true;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const;
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape input, Side side) const;
};

/// Settings of a transposed convolution.
struct HOURGLASS_API Conv2dTransposeConfig {
  int filters = 1;
  Sides kernel = 3, stride = 1;
  Activation activation = Activation::linear;
  /// 0: as in Keras, the input's size times the stride; with "valid" padding (input - 1) * stride + the kernel's size,
  /// if that is more. Else any size that a convolution of these settings brings back to the input's.
  int output_height = 0, output_width = 0;
  Padding padding = Padding::same;
  Sides dilation = 1;
  bool use_bias = true;
  Regularizer kernel_regularizer{};
  bool trainable = true;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const;
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape input, Side side) const;
};

/// Cross-correlation, as in Keras: (H, W, in) -> (ceil(H / stride), ceil(W / stride), filters) or, with "valid"
/// padding, as many as there are windows that fit. The kernel is [height, width, in, filters], Glorot-uniform; the bias
/// is [filters] and starts at 0.
class HOURGLASS_API Conv2d : public Layer {
 public:
  Conv2d(Shape input, const Conv2dConfig& config, const Rng& rng);

  [[nodiscard]] Shape output_shape() const override { return geometry_.output; }
  [[nodiscard]] Activation activation() const override { return activation_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return weights_.parameters(); }

 private:
  ConvGeometry geometry_;
  Activation activation_;
  KernelAndBias weights_;
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
  [[nodiscard]] std::span<Parameter> parameters() override { return weights_.parameters(); }

 private:
  ConvGeometry geometry_;  // of the convolution from the layer's output to its input
  Activation activation_;
  KernelAndBias weights_;
};

}  // namespace hourglass
