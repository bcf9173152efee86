#pragma once

#include <cstddef>
#include <span>

#include "kernels/instruction_set.hpp"

// Matrices of rows (samples, and positions in them) and columns (channels), row-major.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// out[i, j] = (x[i, j] - mean[j]) * y[i, j]; without y its own square.
void centered_products(const float* x, std::span<const float> mean, const float* y, std::size_t rows, float* out);

/// out[i, j] = gain[j] * x[i, j] + offset[j] and, where there is a y, + slope[j] * y[i, j].
struct ColumnScales {
  std::span<const float> gain, offset, slope;
};
void scale_columns(const float* x, const float* y, const ColumnScales& scales, std::size_t rows, float* out);

/// Each row about its mean and divided by sqrt(its variance + epsilon), then times gamma plus beta.
void layer_norm(const float* x, std::span<const float> gamma, std::span<const float> beta, float epsilon,
                std::size_t rows, float* out);

/// The gradient: products[i, j] = dy[i, j] * the normalised x[i, j], whose column sums are that with respect to gamma;
/// and unless it is null, dx.
void layer_norm_gradient(const float* x, const float* dy, std::span<const float> gamma, float epsilon, std::size_t rows,
                         float* products, float* dx);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
