#pragma once

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

struct HOURGLASS_API DropoutConfig {
  /// Share of features set to 0 in training; the others are scaled up by 1 / (1 - rate), as in Keras.
  double rate = 0.5;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const;
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape /*input*/, Side /*side*/) const { return Reach(); }
};

/// Srivastava et al. 2014. Outside training it changes nothing.
class HOURGLASS_API Dropout : public Layer {
 public:
  /// `stream` tells the masks of several such layers apart.
  Dropout(Shape input, const DropoutConfig& config, std::uint32_t stream)
      : shape_(input), config_(config), stream_(stream) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;

 private:
  void apply(const Tensor& in, Tensor& out, const Pass& pass) const;

  Shape shape_;
  DropoutConfig config_;
  std::uint32_t stream_;
};

}  // namespace hourglass
