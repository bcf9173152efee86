#pragma once

#include <array>
#include <cstddef>

#include "kernels/simd.hpp"

// The micro-kernel, which is the one inner loop behind every product: c[r, j] = start[j] + the sum over p of a[r, p]
// b[p, j], for a tile of c that is held in registers.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

// As many rows as registers hold beside two vectors of b and one value of a. Measured: without fused multiply-add,
// engines keep 4 rows in 16 registers and spill 6.
#if defined(__AVX512F__) || defined(__aarch64__)
inline constexpr std::size_t tile_rows = 12;
#elif (defined(__wasm__) || defined(__SSE2__)) && !defined(__AVX__) && !HOURGLASS_FUSED
inline constexpr std::size_t tile_rows = 4;
#else
inline constexpr std::size_t tile_rows = 6;
#endif
inline constexpr std::size_t tile_columns = 2 * lanes;

/// How the terms of a sum lie in a row of a: `length` of them `step` floats apart make a run, `runs` of those a group.
/// From where a run would go on to the next it is `jump` more floats, and likewise from group to group.
struct Terms {
  std::size_t length, runs = 1, groups = 1;
  std::ptrdiff_t step = 1, jump = 0, group_jump = 0;
};

/// The rows of a and of c that make a tile, and how far apart they are. (A pointer for each would take more registers
/// than there are.)
struct TileRows {
  std::size_t count;
  const float* a;
  std::ptrdiff_t a_distance;
  float* c;
  std::size_t c_distance;
};

/// Rows of a that are laid out for a tile: their terms side by side. This many, for which the loop is shortest.
inline constexpr std::size_t packed_rows = (tile_rows + lanes - 1) / lanes * lanes;

/// Panels of b, each of 1 or 2 vectors of columns, and the column of c that they begin at. `stride` is from one row to
/// the next, `pitch` from panel to panel.
struct Panels {
  std::size_t first, count, vectors;
  const float* b;
  std::size_t stride, pitch;
};

/// c = start + a b, for these rows and all panels, which stand side by side in c and in `start`: one row for all, or
/// null, and sums go on from c.
void multiply_tile(const TileRows& rows, const Terms& terms, const Panels& panels, const float* start);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
