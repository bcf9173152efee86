#include "hourglass/pool2d.hpp"

#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"
#include "layers/checks.hpp"

namespace hourglass {

ConvGeometry Pool2dConfig::geometry(Shape input) const {
  return {input, input.channels, pool, stride.value_or(pool), padding};
}

void Pool2dConfig::check(Shape input, const std::string& field) const {
  require_sides(pool, field + ".pool");
  if (stride) require_sides(*stride, field + ".stride");
  if (padding == Padding::valid) require_fits(pool, input, field + ".pool");
}

std::vector<LayerConfig> Pool2dConfig::mirrored(Shape input, Activation /*last*/) const {
  return {
      UpSampling2dConfig{.size = stride.value_or(pool), .output_height = input.height, .output_width = input.width}};
}

std::optional<Reach> Pool2dConfig::reach(Shape /*input*/, Side side) const {
  const int step = of(stride.value_or(pool), side);
  if (padding == Padding::valid && step != of(pool, side)) return std::nullopt;
  return Reach::of_windows(of(pool, side), step);
}

std::unique_ptr<Layer> MaxPool2dConfig::make(const LayerPlace& place) const {
  return std::make_unique<MaxPool2d>(place.input, *this);
}

std::unique_ptr<Layer> AveragePool2dConfig::make(const LayerPlace& place) const {
  return std::make_unique<AveragePool2d>(place.input, *this);
}

void MaxPool2d::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  kernels::max_pool(geometry_, x.batch(), x.data(), z.data());
}

void MaxPool2d::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  if (dx != nullptr) kernels::max_pool_gradient(geometry_, x.batch(), x.data(), dz.data(), dx->data());
}

void AveragePool2d::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  kernels::average_pool(geometry_, x.batch(), x.data(), z.data());
}

void AveragePool2d::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  if (dx != nullptr) kernels::average_pool_gradient(geometry_, x.batch(), dz.data(), dx->data());
}

}  // namespace hourglass
