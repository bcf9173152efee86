#include "kernels/panels.hpp"

#include <algorithm>

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

template <std::size_t Vectors>
void copy_rows(const float* from, std::size_t stride, std::size_t count, float* to) {
  for (std::size_t i = 0; i < count; ++i, from += stride, to += Vectors * lanes) {
    for (std::size_t v = 0; v < Vectors; ++v) Vec::load_unaligned(from + v * lanes).store_unaligned(to + v * lanes);
  }
}

/// `columns` columns of b, whose rows are contiguous.
void pack_rows(MatrixView b, std::size_t k, std::size_t columns, std::size_t width, float* panel) {
  if (columns == 2 * lanes && width == columns) return copy_rows<2>(b.data, b.row_stride, k, panel);
  for (std::size_t p = 0; p < k; ++p, panel += width) {
    const float* const row = b.data + p * b.row_stride;
    std::size_t j = 0;
    for (; j + lanes <= columns; j += lanes) Vec::load_unaligned(row + j).store_unaligned(panel + j);
    if (j < columns) load_partial(row + j, columns - j).store_unaligned(panel + j);
  }
}

/// A square whose columns are `stride` apart, transposed in registers: its rows are `width` apart.
void transpose(const float* columns, std::size_t stride, float* rows, std::size_t width) {
  std::array<Vec, lanes> square;
#pragma GCC unroll 16
  for (std::size_t i = 0; i < lanes; ++i) square[i] = Vec::load_unaligned(columns + i * stride);
  xsimd::transpose(square.data(), square.data() + lanes);
#pragma GCC unroll 16
  for (std::size_t i = 0; i < lanes; ++i) square[i].store_unaligned(rows + i * width);
}

/// `columns` columns of b, which are contiguous.
void pack_columns(MatrixView b, std::size_t k, std::size_t columns, std::size_t width, float* panel) {
  for (std::size_t j = 0; j < width; j += lanes) {
    const float* const first = b.data + j * b.column_stride;
    std::size_t p = 0;
    if (j + lanes <= columns) {
      for (; p + lanes <= k; p += lanes) transpose(first + p, b.column_stride, panel + p * width + j, width);
    }
    for (; p < k; ++p) {
      for (std::size_t c = 0; c < lanes; ++c) {
        panel[p * width + j + c] = j + c < columns ? first[c * b.column_stride + p] : 0.0F;
      }
    }
  }
}

/// The columns at the edge, where the last vector has more than c: computed whole, stored in part.
[[gnu::noinline]] void multiply_edge(const TileRows& rows, const Terms& terms, const RightMatrix& matrix,
                                     const float* start) {
  const std::size_t columns = matrix.edge_columns();
  float* const c = rows.c + matrix.edge.first;
  alignas(64) std::array<float, tile_rows * tile_columns> whole;
  alignas(64) std::array<float, tile_columns> whole_start{};
  if (start != nullptr) {
    std::copy_n(start + matrix.edge.first, columns, whole_start.data());
  } else {
    for (std::size_t r = 0; r < rows.count; ++r) {
      std::copy_n(c + r * rows.c_distance, columns, whole.data() + r * tile_columns);
    }
  }
  TileRows inside = rows;
  inside.c = whole.data();
  inside.c_distance = tile_columns;
  Panels panel = matrix.edge;
  panel.first = 0;
  multiply_tile(inside, terms, panel, start == nullptr ? nullptr : whole_start.data());
  for (std::size_t r = 0; r < rows.count; ++r) {
    std::copy_n(whole.data() + r * tile_columns, columns, c + r * rows.c_distance);
  }
}

}  // namespace

std::size_t packed_size(std::size_t k, std::size_t n) { return (n + tile_columns) * k; }

RightMatrix packed_matrix(std::size_t k, std::size_t n, float* packed) {
  const std::size_t whole = n / tile_columns;
  const std::size_t vectors = (n % tile_columns + lanes - 1) / lanes;
  const std::size_t pitch = k * tile_columns;
  return {n,
          {0, whole, 2, packed, tile_columns, pitch},
          {whole * tile_columns, 1, vectors, packed + whole * pitch, vectors * lanes, 0},
          packed};
}

void pack_terms(const RightMatrix& matrix, std::size_t first, std::size_t terms, MatrixView b) {
  const auto fill = [&](const Panels& panels, std::size_t panel, std::size_t column, std::size_t columns) {
    const std::ptrdiff_t place = panels.b - matrix.packed;
    float* const to = matrix.packed + place + panel * panels.pitch + first * panels.stride;
    pack(b.from(0, column), terms, columns, panels.stride, to);
  };
  for (std::size_t j = 0; j < matrix.whole.count; ++j) fill(matrix.whole, j, j * tile_columns, tile_columns);
  if (matrix.edge_columns() > 0) fill(matrix.edge, 0, matrix.n - matrix.edge_columns(), matrix.edge_columns());
}

RightMatrix unpacked_matrix(MatrixView b, std::size_t k, std::size_t n, float* packed) {
  RightMatrix matrix = packed_matrix(k, n % tile_columns, packed);
  matrix.n = n;
  matrix.whole = {0, n / tile_columns, 2, b.data, b.row_stride, tile_columns};
  matrix.edge.first = n - matrix.edge_columns();
  const MatrixView edge = b.from(0, matrix.edge.first);
  if (matrix.has_partial_vector()) {
    pack(edge, k, matrix.edge_columns(), matrix.edge.stride, packed);
  } else {
    matrix.edge.b = edge.data;
    matrix.edge.stride = edge.row_stride;
  }
  return matrix;
}

void pack(MatrixView b, std::size_t k, std::size_t columns, std::size_t width, float* panel) {
  if (b.column_stride == 1) {
    pack_rows(b, k, columns, width, panel);
  } else {
    pack_columns(b, k, columns, width, panel);
  }
}

void multiply_rows(const TileRows& rows, const Terms& terms, const RightMatrix& matrix, const float* start) {
  if (matrix.whole.count > 0) multiply_tile(rows, terms, matrix.whole, start);
  if (matrix.edge_columns() == 0) return;
  if (matrix.has_partial_vector()) {
    multiply_edge(rows, terms, matrix, start);
  } else {
    multiply_tile(rows, terms, matrix.edge, start);
  }
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
