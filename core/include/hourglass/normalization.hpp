#pragma once

#include <array>

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// Settings of a batch normalisation, by Keras's defaults.
struct HOURGLASS_API BatchNormConfig {
  /// What a step leaves of the running means: they follow the batches' by 1 - momentum.
  double momentum = 0.99;
  /// Added to the variance.
  double epsilon = 1e-3;
  bool trainable = true;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const { return input; }
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape /*input*/, Side /*side*/) const { return Reach(); }
};

/// Settings of a layer normalisation, by Keras's defaults.
struct HOURGLASS_API LayerNormConfig {
  double epsilon = 1e-3;
  bool trainable = true;

  void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const { return input; }
  [[nodiscard]] std::size_t parameter_count(Shape input) const;
  [[nodiscard]] std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  [[nodiscard]] std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] std::optional<Reach> reach(Shape /*input*/, Side /*side*/) const { return Reach(); }
};

/// Each channel has mean 0 and variance 1 over the batch and its positions, then times gamma plus beta (Ioffe and
/// Szegedy 2015): in training by the batch's own mean and variance; else, or where it is not trainable, by their
/// running means. Parameters are gamma (1), beta (0), moving_mean (0) and moving_variance (1), [channels] each.
class HOURGLASS_API BatchNorm : public Layer {
 public:
  BatchNorm(Shape input, const BatchNormConfig& config);

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return parameters_; }

 private:
  struct Moments;
  [[nodiscard]] bool uses_batch(const Pass& pass) const { return pass.training && config_.trainable; }
  [[nodiscard]] Moments moments_of(const Tensor& x, float* scratch) const;

  Shape shape_;
  BatchNormConfig config_;
  std::array<Parameter, 4> parameters_;
};

/// The channels at each position have mean 0 and variance 1, then times gamma plus beta (Ba, Kiros and Hinton 2016): of
/// a vector all its features. Parameters are gamma (1) and beta (0), [channels] each.
class HOURGLASS_API LayerNorm : public Layer {
 public:
  LayerNorm(Shape input, const LayerNormConfig& config);

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Tensor& x, Tensor& z, const Pass& pass) const override;
  void backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) override;
  [[nodiscard]] std::span<Parameter> parameters() override { return parameters_; }

 private:
  Shape shape_;
  float epsilon_;
  std::array<Parameter, 2> parameters_;
};

}  // namespace hourglass
