#pragma once

#include <cstddef>

#include "hourglass/conv_geometry.hpp"
#include "kernels/instruction_set.hpp"

// Layers without weights that make images smaller and larger. x is (batch, input), y is (batch, output), channels
// fastest.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// y[r, c, f] = the largest x of channel f in the window at (r, c).
void max_pool(const ConvGeometry& g, std::size_t batch, const float* x, float* y);
/// dx = dy, added up where each window's first largest x is; 0 elsewhere.
void max_pool_gradient(const ConvGeometry& g, std::size_t batch, const float* x, const float* dy, float* dx);

/// y[r, c, f] = the mean of channel f over the pixels of the window at (r, c) that are within the input.
void average_pool(const ConvGeometry& g, std::size_t batch, const float* x, float* y);
/// dx = dy divided by its window's pixels, added up.
void average_pool_gradient(const ConvGeometry& g, std::size_t batch, const float* dy, float* dx);

/// y[r, c] = x[r / size, c / size], or x's last row or column where there are no more.
void up_sample(Shape input, Shape output, Sides size, std::size_t batch, const float* x, float* y);
/// dx = dy, added up where it came from.
void up_sample_gradient(Shape input, Shape output, Sides size, std::size_t batch, const float* dy, float* dx);

/// y[r, c] = x between the four pixels around ((r + 1/2) / size - 1/2, (c + 1/2) / size - 1/2), as TensorFlow's resize.
void up_sample_bilinear(Shape input, Shape output, Sides size, std::size_t batch, const float* x, float* y);
void up_sample_bilinear_gradient(Shape input, Shape output, Sides size, std::size_t batch, const float* dy, float* dx);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
