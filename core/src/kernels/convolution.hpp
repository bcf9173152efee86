#pragma once

#include <cstddef>

#include "hourglass/conv_geometry.hpp"
#include "kernels/instruction_set.hpp"

// A convolution y = x * W and its two gradients; where the kernel is dilated, i and j are taps times the dilation. x is
// (batch, g.input), y is (batch, g.output), W is (kernel, kernel, in, filters). Each element is one sum in one order.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// y[n, r, c, f] = bias[f] + the sum over i, j, d of x[n, r * stride + i - pad, c * stride + j - pad, d] W[i, j, d, f],
/// over the kernel's rows i, its columns j and the channels d in sequence. bias may be null.
void convolve(const ConvGeometry& g, std::size_t batch, const float* x, const float* kernel, const float* bias,
              float* y);

/// dx[n, p, q, d] = bias[d] + the sum over r, c, f of dy[n, r, c, f] W[p - r * stride + pad, q - c * stride + pad, d,
/// f], over the output's positions and filters in sequence. bias may be null; with one it is the transposed
/// convolution.
void convolve_input_gradient(const ConvGeometry& g, std::size_t batch, const float* dy, const float* kernel,
                             const float* bias, float* dx);

/// dW[i, j, d, f] = the sum over n, r, c of x[n, r * stride + i - pad, c * stride + j - pad, d] dy[n, r, c, f], over
/// the samples and the output's positions in sequence, where groups of samples have sums of their own.
void convolve_kernel_gradient(const ConvGeometry& g, std::size_t batch, const float* x, const float* dy,
                              float* dkernel);
}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
