#include "hourglass/up_sampling2d.hpp"

#include <algorithm>
#include <string>

#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"
#include "layers/checks.hpp"

namespace hourglass {
namespace {

/// One side of the output: as given, or that of whole blocks.
int output_side(int given, int input, int size) { return given == 0 ? input * size : given; }

/// Every pixel must keep at least one row and one column.
void check_side(int given, int input, int size, const std::string& field) {
  const int smallest = (input - 1) * size + 1;
  require(given == 0 || given >= smallest, field, "must be at least " + std::to_string(smallest), given);
}

}  // namespace

void UpSampling2dConfig::check(Shape input, const std::string& field) const {
  require_sides(size, field + ".size");
  const auto features = [&](int given_height, int given_width) {
    const double height = given_height > 0 ? given_height : static_cast<double>(input.height) * size.height;
    return height * (given_width > 0 ? given_width : static_cast<double>(input.width) * size.width) * input.channels;
  };
  require_features(features(0, 0), field + ".size", std::max(size.height, size.width));
  check_side(output_height, input.height, size.height, field + ".output_height");
  check_side(output_width, input.width, size.width, field + ".output_width");
  require_features(features(output_height, output_width), field + ".output_height",
                   std::max(output_height, output_width));
}

Shape UpSampling2dConfig::output_shape(Shape input) const {
  return {output_side(output_height, input.height, size.height), output_side(output_width, input.width, size.width),
          input.channels};
}

std::size_t UpSampling2dConfig::parameter_count(Shape /*input*/) const { return 0; }

std::vector<LayerConfig> UpSampling2dConfig::mirrored(Shape /*input*/, Activation /*last*/) const {
  const Pool2dConfig pool{.pool = size, .padding = Padding::same};
  if (interpolation == Interpolation::bilinear) return {AveragePool2dConfig{pool}};
  return {MaxPool2dConfig{pool}};
}

std::unique_ptr<Layer> UpSampling2dConfig::make(const LayerPlace& place) const {
  return std::make_unique<UpSampling2d>(place.input, *this);
}

std::optional<Reach> UpSampling2dConfig::reach(Shape input, Side side) const {
  const int times = of(size, side);
  if (of(output_shape(input), side) != of(input, side) * times) return std::nullopt;
  if (interpolation == Interpolation::nearest) return Reach{1, times, 0, 0};
  // Between the centres of pixels: output o lies at (o + 1/2) / times - 1/2 of the input.
  return Reach{2, 2 * times, 1 - times, 1 + times};
}

UpSampling2d::UpSampling2d(Shape input, const UpSampling2dConfig& config)
    : input_(input), output_(config.output_shape(input)), config_(config) {}

void UpSampling2d::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  if (config_.interpolation == Interpolation::bilinear) {
    return kernels::up_sample_bilinear(input_, output_, config_.size, x.batch(), x.data(), z.data());
  }
  kernels::up_sample(input_, output_, config_.size, x.batch(), x.data(), z.data());
}

void UpSampling2d::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  if (dx == nullptr) return;
  if (config_.interpolation == Interpolation::bilinear) {
    return kernels::up_sample_bilinear_gradient(input_, output_, config_.size, x.batch(), dz.data(), dx->data());
  }
  kernels::up_sample_gradient(input_, output_, config_.size, x.batch(), dz.data(), dx->data());
}

}  // namespace hourglass
