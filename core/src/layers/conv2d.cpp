#include "hourglass/conv2d.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/message.hpp"
#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"
#include "layers/checks.hpp"

namespace hourglass {
namespace {

/// A kernel of [height, width, rows, columns], and the bias. Keras takes the fans of either layer from the kernel's
/// shape.
template <class Config>
KernelAndBias make_weights(const Config& config, int rows, int columns, const Rng& rng) {
  const Sides& size = config.kernel;
  KernelAndBias weights = hourglass::make_weights(config, {size.height, size.width, rows, columns}, config.filters);
  const double receptive_field = static_cast<double>(size.height) * size.width;
  glorot_uniform(weights.kernel().value, receptive_field * rows, receptive_field * columns, rng);
  return weights;
}

void sum_over_positions(const Tensor& dz, KernelAndBias& weights) {
  if (!weights.has_bias) return;
  Floats& sums = weights.bias().gradient;
  kernels::column_sums(dz.data(), dz.values().size() / sums.size(), sums);
}

/// One side of a transposed convolution's output: a convolution, whose kernel reaches over `reach` pixels, brings it
/// back to `input`.
int output_size(int size, int input, int stride, int reach, Padding padding, const std::string& field) {
  const int least = (input - 1) * stride + (padding == Padding::valid ? reach : 1);
  const int most = least + stride - 1;
  if (size == 0) return padding == Padding::valid ? std::max(least, input * stride) : most;
  if (size < least || size > most) {
    fail(ErrorCode::invalid_config, {field},
         {"must be from ", to_text(least), " to ", to_text(most), " for an input of ", to_text(input),
          " and a stride of ", to_text(stride), ", got ", to_text(size)});
  }
  return size;
}

ConvGeometry transposed_geometry(Shape input, const Conv2dTransposeConfig& config, std::string_view field) {
  const auto side = [&](int size, int of_input, int stride, int taps, int apart, const char* name) {
    return output_size(size, of_input, stride, ConvGeometry::reach(taps, apart), config.padding,
                       std::string(field) + name);
  };
  const auto& [kernel, stride, dilation] = std::tie(config.kernel, config.stride, config.dilation);
  const int height =
      side(config.output_height, input.height, stride.height, kernel.height, dilation.height, ".output_height");
  const int width = side(config.output_width, input.width, stride.width, kernel.width, dilation.width, ".output_width");
  return {{height, width, config.filters}, input.channels, kernel, stride, config.padding, dilation};
}

/// What both kinds have.
template <class Config>
void check_convolution(const Config& config, Shape input, const std::string& field) {
  require_count(config.filters, field + ".filters");
  require_sides(config.kernel, field + ".kernel");
  require_sides(config.stride, field + ".stride");
  const double weights =
      static_cast<double>(config.kernel.height) * config.kernel.width * input.channels * config.filters;
  require_parameters(weights, field + ".filters", config.filters);
  require_sides(config.dilation, field + ".dilation");
  const auto above_1 = [](Sides sides) { return std::max(sides.height, sides.width) > 1; };
  require(!above_1(config.stride) || !above_1(config.dilation), field + ".stride", "must be 1 where dilation is not",
          std::max(config.stride.height, config.stride.width));
  validate(config.kernel_regularizer, field + ".kernel_regularizer");
}

template <class Config>
std::size_t count_parameters(const Config& config, int channels) {
  const std::size_t receptive_field = Shape{config.kernel.height, config.kernel.width, channels}.size();
  return (receptive_field + (config.use_bias ? 1 : 0)) * static_cast<std::size_t>(config.filters);
}

}  // namespace

void Conv2dConfig::check(Shape input, const std::string& field) const {
  check_convolution(*this, input, field);
  const Sides reach{ConvGeometry::reach(kernel.height, dilation.height),
                    ConvGeometry::reach(kernel.width, dilation.width)};
  if (padding == Padding::valid) require_fits(reach, input, field + ".kernel");
}

Shape Conv2dConfig::output_shape(Shape input) const {
  return ConvGeometry(input, filters, kernel, stride, padding, dilation).output;
}

std::size_t Conv2dConfig::parameter_count(Shape input) const { return count_parameters(*this, input.channels); }

std::vector<LayerConfig> Conv2dConfig::mirrored(Shape input, Activation last) const {
  return {Conv2dTransposeConfig{.filters = input.channels,
                                .kernel = kernel,
                                .stride = stride,
                                .activation = last,
                                .output_height = input.height,
                                .output_width = input.width,
                                .padding = padding,
                                .dilation = dilation}};
}

std::unique_ptr<Layer> Conv2dConfig::make(const LayerPlace& place) const {
  return std::make_unique<Conv2d>(place.input, *this, place.rng());
}

std::optional<Reach> Conv2dConfig::reach(Shape /*input*/, Side side) const {
  if (padding == Padding::valid) return std::nullopt;
  return Reach::of_windows(of(kernel, side), of(stride, side), of(dilation, side));
}

std::optional<Reach> Conv2dTransposeConfig::reach(Shape input, Side side) const {
  const bool grows = of(output_shape(input), side) == of(input, side) * of(stride, side);
  if (padding == Padding::valid || !grows) return std::nullopt;
  return Reach::of_transposed(of(kernel, side), of(stride, side), of(dilation, side));
}

void Conv2dTransposeConfig::check(Shape input, const std::string& field) const {
  check_convolution(*this, input, field);
  const auto most = [&](double side, int step, int taps, int apart) {
    return side * step + (padding == Padding::valid ? ConvGeometry::reach(taps, apart) - 1 : 0);
  };
  const double positions = most(input.height, stride.height, kernel.height, dilation.height) *
                           most(input.width, stride.width, kernel.width, dilation.width);
  require_features(positions * filters, field + ".stride", std::max(stride.height, stride.width));
  (void)transposed_geometry(input, *this, field);
}

Shape Conv2dTransposeConfig::output_shape(Shape input) const { return transposed_geometry(input, *this, {}).input; }

std::size_t Conv2dTransposeConfig::parameter_count(Shape input) const {
  return count_parameters(*this, input.channels);
}

std::vector<LayerConfig> Conv2dTransposeConfig::mirrored(Shape input, Activation last) const {
  return {Conv2dConfig{.filters = input.channels,
                       .kernel = kernel,
                       .stride = stride,
                       .activation = last,
                       .padding = padding,
                       .dilation = dilation}};
}

std::unique_ptr<Layer> Conv2dTransposeConfig::make(const LayerPlace& place) const {
  return std::make_unique<Conv2dTranspose>(place.input, *this, place.rng(), place.field);
}

Conv2d::Conv2d(Shape input, const Conv2dConfig& config, const Rng& rng)
    : geometry_(input, config.filters, config.kernel, config.stride, config.padding, config.dilation),
      activation_(config.activation),
      weights_(make_weights(config, input.channels, config.filters, rng)) {}

void Conv2d::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  kernels::convolve(geometry_, x.batch(), x.data(), weights_.kernel_values(), weights_.bias_values(), z.data());
}

void Conv2d::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  kernels::convolve_kernel_gradient(geometry_, x.batch(), x.data(), dz.data(), weights_.kernel().gradient.data());
  sum_over_positions(dz, weights_);
  if (dx == nullptr) return;
  kernels::convolve_input_gradient(geometry_, x.batch(), dz.data(), weights_.kernel_values(), nullptr, dx->data());
}

Conv2dTranspose::Conv2dTranspose(Shape input, const Conv2dTransposeConfig& config, const Rng& rng,
                                 std::string_view field)
    : geometry_(transposed_geometry(input, config, field)),
      activation_(config.activation),
      weights_(make_weights(config, config.filters, input.channels, rng)) {}

void Conv2dTranspose::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  kernels::convolve_input_gradient(geometry_, x.batch(), x.data(), weights_.kernel_values(), weights_.bias_values(),
                                   z.data());
}

void Conv2dTranspose::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  // dz lies in the convolution's input space, x in its output space.
  kernels::convolve_kernel_gradient(geometry_, x.batch(), dz.data(), x.data(), weights_.kernel().gradient.data());
  sum_over_positions(dz, weights_);
  if (dx == nullptr) return;
  kernels::convolve(geometry_, x.batch(), dz.data(), weights_.kernel_values(), nullptr, dx->data());
}

}  // namespace hourglass
