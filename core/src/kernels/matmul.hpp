#pragma once

#include <cstddef>

#include "kernels/instruction_set.hpp"

namespace hourglass::kernels {

/// A matrix that lies somewhere in memory: element (i, j) is data[i * row_stride + j * column_stride].
struct MatrixView {
  const float* data;
  std::size_t row_stride, column_stride;

  [[nodiscard]] MatrixView transposed() const { return {data, column_stride, row_stride}; }
  /// Its part from this element on.
  [[nodiscard]] MatrixView from(std::size_t row, std::size_t column) const {
    return {data + row * row_stride + column * column_stride, row_stride, column_stride};
  }
};

inline MatrixView row_major(const float* data, std::size_t columns) { return {data, columns, 1}; }

namespace HOURGLASS_INSTRUCTION_SET {

/// c[i, j] = bias[j] + the sum over p of a[i, p] b[p, j]. a is (m, k), b is (k, n), c is (m, n) row-major; bias may be
/// null.
/// Every element of c is one sum, from the bias on over k in sequence, whatever the vectors' width: the same bits
/// everywhere.
void matmul(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, const float* bias, float* c);

/// c += a b. Each element goes on with its sum from the value it has: products over parts of k, one after the other,
/// leave the bits of one product over all of k.
void matmul_add(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, float* c);

}  // namespace HOURGLASS_INSTRUCTION_SET
}  // namespace hourglass::kernels
