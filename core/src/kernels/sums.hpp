#pragma once

#include <cstddef>
#include <span>

#include "kernels/instruction_set.hpp"

// Sums, each in one order, so that they are the same bits everywhere.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// out[j] = the sum over rows i of x[i, j]; x is (rows, out.size()). In sequence; groups of very many rows have sums of
/// their own, in sequence too.
void column_sums(const float* x, std::size_t rows, std::span<float> out);

[[nodiscard]] bool squares_are_finite(std::span<const float> x);

/// The sum over all elements, in one order.
float sum_of_magnitudes(std::span<const float> x);
float sum_of_squares(std::span<const float> x);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
