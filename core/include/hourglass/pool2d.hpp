#pragma once

#include <optional>

#include "hourglass/conv_geometry.hpp"
#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// What settings of every kind of pooling have, as Keras's.
struct HOURGLASS_API Pool2dConfig {
  Sides pool = 2;
  /// None: the pool's size.
  std::optional<Sides> stride = std::nullopt;
  Padding padding = Padding::valid;

  [[nodiscard]] ConvGeometry geometry(Shape input) const;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const { return geometry(input).output; }
  [[nodiscard]] std::size_t parameter_count(Shape /*input*/) const { return 0; }
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::optional<Reach> reach(Shape input, Side side) const;
};

struct HOURGLASS_API MaxPool2dConfig : Pool2dConfig {
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
};

struct HOURGLASS_API AveragePool2dConfig : Pool2dConfig {
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
};

/// The largest value of each channel in each window: (H, W, C) -> (windows along H, along W, C). Where several are
/// equal the first of them gets the gradient.
class HOURGLASS_API MaxPool2d : public Layer {
 public:
  MaxPool2d(Shape input, const MaxPool2dConfig& config) : geometry_(config.geometry(input)) {}

  [[nodiscard]] Shape output_shape() const override { return geometry_.output; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;

 private:
  ConvGeometry geometry_;
};

/// The mean of each channel over the part of each window that is within the image: (H, W, C) -> (windows along H, along
/// W, C).
class HOURGLASS_API AveragePool2d : public Layer {
 public:
  AveragePool2d(Shape input, const AveragePool2dConfig& config) : geometry_(config.geometry(input)) {}

  [[nodiscard]] Shape output_shape() const override { return geometry_.output; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;

 private:
  ConvGeometry geometry_;
};

}  // namespace hourglass
