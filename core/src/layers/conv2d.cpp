#include "hourglass/conv2d.hpp"

#include <string>

#include "base/message.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

/// A kernel of [height, width, rows, columns], and the bias. Keras takes the fans of either layer from the kernel's
/// shape.
std::array<Parameter, 2> make_parameters(Sides size, int rows, int columns, int filters, const Rng& rng) {
  std::array parameters{make_parameter("kernel", {size.height, size.width, rows, columns}),
                        make_parameter("bias", {filters})};
  const double receptive_field = static_cast<double>(size.height) * size.width;
  glorot_uniform(parameters[0].value, receptive_field * rows, receptive_field * columns, rng);
  return parameters;
}

void sum_over_positions(const Tensor& dz, Parameter& bias) {
  kernels::column_sums(dz.data(), dz.values().size() / bias.gradient.size(), bias.gradient);
}

/// One side of a transposed convolution's output.
int output_size(int size, int input, int stride, const std::string& field) {
  if (size == 0) return input * stride;
  const int smallest = (input - 1) * stride + 1;
  const int largest = input * stride;
  if (size < smallest || size > largest) {
    fail(ErrorCode::invalid_config, {field},
         {"must be from ", to_text(smallest), " to ", to_text(largest), " for an input of ", to_text(input),
          " and a stride of ", to_text(stride), ", got ", to_text(size)});
  }
  return size;
}

ConvGeometry transposed_geometry(Shape input, const Conv2dTransposeConfig& config, std::string_view field) {
  const std::string prefix(field);
  const int height = output_size(config.output_height, input.height, config.stride.height, prefix + ".output_height");
  const int width = output_size(config.output_width, input.width, config.stride.width, prefix + ".output_width");
  return {{height, width, config.filters}, input.channels, config.kernel, config.stride};
}

}  // namespace

Conv2d::Conv2d(Shape input, const Conv2dConfig& config, const Rng& rng)
    : geometry_(input, config.filters, config.kernel, config.stride),
      activation_(config.activation),
      parameters_(make_parameters(config.kernel, input.channels, config.filters, config.filters, rng)) {}

void Conv2d::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  const auto& [kernel, bias] = parameters_;
  kernels::convolve(geometry_, x.batch(), x.data(), kernel.value.data(), bias.value.data(), z.data());
}

void Conv2d::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  auto& [kernel, bias] = parameters_;
  kernels::convolve_kernel_gradient(geometry_, x.batch(), x.data(), dz.data(), kernel.gradient.data());
  sum_over_positions(dz, bias);
  if (dx == nullptr) return;
  kernels::convolve_input_gradient(geometry_, x.batch(), dz.data(), kernel.value.data(), nullptr, dx->data());
}

Conv2dTranspose::Conv2dTranspose(Shape input, const Conv2dTransposeConfig& config, const Rng& rng,
                                 std::string_view field)
    : geometry_(transposed_geometry(input, config, field)),
      activation_(config.activation),
      parameters_(make_parameters(config.kernel, config.filters, input.channels, config.filters, rng)) {}

void Conv2dTranspose::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  const auto& [kernel, bias] = parameters_;
  kernels::convolve_input_gradient(geometry_, x.batch(), x.data(), kernel.value.data(), bias.value.data(), z.data());
}

void Conv2dTranspose::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  auto& [kernel, bias] = parameters_;
  // dz lies in the convolution's input space, x in its output space.
  kernels::convolve_kernel_gradient(geometry_, x.batch(), dz.data(), x.data(), kernel.gradient.data());
  sum_over_positions(dz, bias);
  if (dx == nullptr) return;
  kernels::convolve(geometry_, x.batch(), dz.data(), kernel.value.data(), nullptr, dx->data());
}

}  // namespace hourglass
