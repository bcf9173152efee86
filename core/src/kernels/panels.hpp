#pragma once

#include <cstddef>

#include "kernels/matmul.hpp"
#include "kernels/micro_kernel.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// The right matrix of a product, b (k, n), as the micro-kernel takes it: whole panels and, for the columns at its
/// edge, a narrower one, zero-padded.
struct RightMatrix {
  std::size_t n;
  Panels whole, edge;
  float* packed;  // where it is packed

  [[nodiscard]] std::size_t edge_columns() const { return n % tile_columns; }
  /// Whether the last vector has more columns than c.
  [[nodiscard]] bool has_partial_vector() const { return n % lanes > 0; }
};

/// How many floats it takes when it is packed.
std::size_t packed_size(std::size_t k, std::size_t n);

/// A matrix to be packed there, by `pack_terms`: its k terms in parts, each from `first` on.
RightMatrix packed_matrix(std::size_t k, std::size_t n, float* packed);
void pack_terms(const RightMatrix& matrix, std::size_t first, std::size_t terms, MatrixView b);

/// b (k, n), whose rows are contiguous, read where it is, but for the columns at its edge, which are packed.
RightMatrix unpacked_matrix(MatrixView b, std::size_t k, std::size_t n, float* packed);

/// `columns` columns of b (k, columns), as (k, width), zero-padded.
void pack(MatrixView b, std::size_t k, std::size_t columns, std::size_t width, float* panel);

/// c = start + a b, for these rows. `start` is one row for all, or null: then sums go on from c.
void multiply_rows(const TileRows& rows, const Terms& terms, const RightMatrix& matrix, const float* start);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
