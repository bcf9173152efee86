#include "kernels/matmul.hpp"

#include <algorithm>

#include "kernels/panels.hpp"
#include "kernels/parallel.hpp"
#include "kernels/workspace.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// A tile's rows of a and a panel of b with this many terms stay in the first-level cache, a block of b in the second.
constexpr std::size_t max_block_terms = 5 * 1024 / (tile_rows + tile_columns);
constexpr std::size_t max_block_values = 64 * 1024;

/// A part of the columns of c = start + a b, and as much of k as is added up at once. `start`: see multiply_tile.
struct Block {
  std::size_t n, k;
  MatrixView b;
  const float* start;
  float* c;
  std::size_t c_stride;
};

void multiply_block(std::size_t m, MatrixView a, const Block& block) {
  float* const packed_b = workspace(Workspace::packed_b, packed_size(block.k, block.n));
  // Few rows: to lay b out would cost more than it saves.
  const bool lies = block.b.column_stride == 1 && m <= 2 * tile_rows;
  const RightMatrix b =
      lies ? unpacked_matrix(block.b, block.k, block.n, packed_b) : packed_matrix(block.k, block.n, packed_b);
  if (!lies) pack_terms(b, 0, block.k, block.b);

  // So are rows whose terms lie far apart, or whose terms are read often enough.
  const bool packs_rows = a.column_stride > 1 || (m > 2 * tile_rows && block.n >= 8 * tile_columns);
  float* const packed = workspace(Workspace::packed_a, packed_rows * block.k);
  for (std::size_t i = 0; i < m; i += tile_rows) {
    MatrixView rows = a.from(i, 0);
    if (packs_rows) {
      pack(rows.transposed(), block.k, std::min(packed_rows, m - i), packed_rows, packed);
      rows = {packed, 1, packed_rows};
    }
    const TileRows tile{.count = std::min(tile_rows, m - i),
                        .a = rows.data,
                        .a_distance = static_cast<std::ptrdiff_t>(rows.row_stride),
                        .c = block.c + i * block.c_stride,
                        .c_distance = block.c_stride};
    const Terms terms{.length = block.k, .step = static_cast<std::ptrdiff_t>(rows.column_stride)};
    multiply_rows(tile, terms, b, block.start);
  }
}

/// The size of equal parts of `size`, at most `largest`, in multiples of `unit`.
std::size_t even_part(std::size_t size, std::size_t largest, std::size_t unit) {
  const std::size_t parts = (size + largest - 1) / largest;
  return ((size + parts - 1) / parts + unit - 1) / unit * unit;
}

/// What the sums of c's elements start from: bias, if there is one, or what they are.
enum class From : bool { bias, c };

/// The factors and the result of c = bias + a b, or of c += a b.
struct Product {
  std::size_t m, n, k;
  MatrixView a, b;
  From from;
  const float* bias;
  float* c;
};

/// Some rows and columns of c.
void multiply_part(const Product& product, std::size_t row, std::size_t rows, std::size_t column, std::size_t columns) {
  const auto& [m, n, k, a, b, from, bias, c] = product;
  const std::size_t block_terms = even_part(k, max_block_terms, 1);
  const std::size_t block_columns =
      even_part(columns, std::max(max_block_values / block_terms, tile_columns), tile_columns);
  float* const zeros = workspace(Workspace::start, block_columns);
  std::fill_n(zeros, block_columns, 0.0F);
  for (std::size_t j = column; j < column + columns; j += block_columns) {
    for (std::size_t p = 0; p < k; p += block_terms) {
      const Block block{.n = std::min(block_columns, column + columns - j),
                        .k = std::min(block_terms, k - p),
                        .b = b.from(p, j),
                        .start = p > 0 || from == From::c ? nullptr
                                 : bias == nullptr        ? zeros
                                                          : bias + j,
                        .c = c + row * n + j,
                        .c_stride = n};
      multiply_block(rows, a.from(row, p), block);
    }
  }
}

/// Threads share the rows or the columns of c, of whichever there are more tiles.
void multiply(const Product& product) {
  constexpr std::size_t grain_terms = 64 * 1024;  // fewer take less time than to wake a thread
  constexpr std::size_t grain_tiles = 4;          // every part of the rows lays b out for itself
  const auto& [m, n, k, a, b, from, bias, c] = product;
  if (m == 0 || n == 0) return;
  const std::size_t row_tiles = (m + tile_rows - 1) / tile_rows;
  const std::size_t column_tiles = (n + tile_columns - 1) / tile_columns;
  if (row_tiles >= column_tiles) {
    parallel_for(row_tiles, grain_tiles + grain_terms / (tile_rows * n * k), [&](std::size_t first, std::size_t last) {
      const std::size_t row = first * tile_rows;
      multiply_part(product, row, std::min(last * tile_rows, product.m) - row, 0, product.n);
    });
  } else {
    parallel_for(column_tiles, 1 + grain_terms / (tile_columns * m * k), [&](std::size_t first, std::size_t last) {
      const std::size_t column = first * tile_columns;
      multiply_part(product, 0, product.m, column, std::min(last * tile_columns, product.n) - column);
    });
  }
}

}  // namespace

void matmul(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, const float* bias, float* c) {
  multiply({m, n, k, a, b, From::bias, bias, c});
}

void matmul_add(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, float* c) {
  multiply({m, n, k, a, b, From::c, nullptr, c});
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
