#pragma once

#include <cstddef>

#include "kernels/matmul.hpp"
#include "kernels/tile.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// The right factor of a product, (k, n), as tiles take it: whole panels and, where columns are left over, a narrower
/// one, zero-padded.
struct Factor {
  std::size_t n;
  Panels whole, rest;
  float* room;  // where it is laid out

  [[nodiscard]] std::size_t left_over() const { return n % tile_columns; }
  /// Whether the last vector sticks out of c.
  [[nodiscard]] bool sticks_out() const { return n % lanes > 0; }
};

/// Floats that a factor takes which is laid out.
std::size_t factor_size(std::size_t k, std::size_t n);

/// A factor laid out in `room`. It is filled by `fill_factor`, a part of its k terms from `first` on after the other.
Factor make_factor(std::size_t k, std::size_t n, float* room);
void fill_factor(const Factor& factor, std::size_t first, std::size_t terms, MatrixView b);

/// b (k, n), whose rows are contiguous, used as it lies but for the columns that are left over, which take `room`.
Factor as_it_lies(MatrixView b, std::size_t k, std::size_t n, float* room);

/// `columns` columns of b (k, columns), as (k, width), zero-padded.
void pack(MatrixView b, std::size_t k, std::size_t columns, std::size_t width, float* panel);

/// c = start + a b, for these rows. `start` is one row for all, or null: then sums go on from c.
void multiply_rows(const TileRows& rows, const Terms& terms, const Factor& factor, const float* start);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
