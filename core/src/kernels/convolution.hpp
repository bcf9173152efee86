#pragma once

#include <cstddef>

#include "hourglass/conv_geometry.hpp"
#include "kernels/instruction_set.hpp"

// A convolution y = x * W of "same" padding and its two gradients. x is (batch, g.input), y is (batch, g.output), W is
// (kernel, kernel, in, filters). Each element is one sum in one order.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// y = x * W + bias: over the kernel's rows, its columns and the channels in sequence. bias: one value a filter or
/// null.
void convolve(const ConvGeometry& g, std::size_t batch, const float* x, const float* kernel, const float* bias,
              float* y);

/// dx = bias + the gradient with respect to x: over the output's positions and filters in sequence. bias: one value a
/// channel of x, or null. With a bias it is the transposed convolution.
void convolve_input_gradient(const ConvGeometry& g, std::size_t batch, const float* dy, const float* kernel,
                             const float* bias, float* dx);

/// dkernel = the gradient with respect to the kernel: over the samples and the output's positions in sequence, where
/// groups of samples have sums of their own.
void convolve_kernel_gradient(const ConvGeometry& g, std::size_t batch, const float* x, const float* dy,
                              float* dkernel);
}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
