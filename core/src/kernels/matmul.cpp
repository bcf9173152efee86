#include "kernels/matmul.hpp"

#include "hourglass/tensor.hpp"
#include "kernels/simd.hpp"

namespace hourglass::kernels {
namespace {

// A tile of c is held in registers: tile_rows x 2 vectors, beside 2 vectors of b and one value of a. Measured: without
// fused multiply-add, engines keep 4 rows in 16 registers and spill 6.
#if defined(__wasm__) && !HOURGLASS_FUSED
constexpr std::size_t tile_rows = 4;
#else
constexpr std::size_t tile_rows = 6;
#endif
constexpr std::size_t tile_columns = 2 * lanes;

/// The panel of b in use: tile_columns of its columns, zero-padded, as (k, tile_columns).
thread_local Floats packed;

void pack_panel(MatrixView b, std::size_t k, std::size_t columns, float* panel) {
  for (std::size_t p = 0; p < k; ++p, panel += tile_columns) {
    const float* row = b.data + p * b.row_stride;
    for (std::size_t j = 0; j < columns; ++j) panel[j] = row[j * b.column_stride];
    for (std::size_t j = columns; j < tile_columns; ++j) panel[j] = 0.0F;
  }
}

/// Where the sums of c's elements begin.
enum class From : bool { zero, c };

/// One tile: `out` (Rows, tile_columns) = a (Rows, k) times a panel, plus a row of bias. Kept out of line, because
/// WebAssembly engines optimise a function only when it is called anew.
template <std::size_t Rows>
[[gnu::noinline]] void tile(std::size_t k, MatrixView a, const float* panel, From from, const float* bias, float* out,
                            std::size_t out_stride) {
  std::array<std::array<Vec, 2>, Rows> sum;
  for (std::size_t r = 0; r < Rows; ++r) {
    const float* const former = out + r * out_stride;
    sum[r][0] = from == From::c ? Vec::load_unaligned(former) : Vec(0.0F);
    sum[r][1] = from == From::c ? Vec::load_unaligned(former + lanes) : Vec(0.0F);
  }
  const float* column = a.data;
  for (std::size_t p = 0; p < k; ++p, panel += tile_columns, column += a.column_stride) {
    const Vec b0 = Vec::load_aligned(panel);
    const Vec b1 = Vec::load_aligned(panel + lanes);
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; ++r) {
      const Vec value(column[r * a.row_stride]);
      sum[r][0] = madd(value, b0, sum[r][0]);
      sum[r][1] = madd(value, b1, sum[r][1]);
    }
  }
  const Vec bias0 = Vec::load_aligned(bias);
  const Vec bias1 = Vec::load_aligned(bias + lanes);
#pragma GCC unroll 8
  for (std::size_t r = 0; r < Rows; ++r) {
    (sum[r][0] + bias0).store_unaligned(out + r * out_stride);
    (sum[r][1] + bias1).store_unaligned(out + r * out_stride + lanes);
  }
}

using Tile = void (*)(std::size_t, MatrixView, const float*, From, const float*, float*, std::size_t);

template <std::size_t... Rows>
constexpr std::array<Tile, sizeof...(Rows)> make_tiles(std::index_sequence<Rows...> /*rows*/) {
  return {tile<Rows + 1>...};
}
constexpr auto tiles = make_tiles(std::make_index_sequence<tile_rows>{});

/// A tile that sticks out of c on the right: computed whole, stored in part.
void edge_tile(std::size_t rows, std::size_t columns, std::size_t k, MatrixView a, const float* panel, From from,
               const float* bias, float* c, std::size_t n) {
  alignas(64) std::array<float, tile_rows * tile_columns> whole{};
  if (from == From::c) {
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(c + r * n, columns, whole.data() + r * tile_columns);
  }
  tiles[rows - 1](k, a, panel, from, bias, whole.data(), tile_columns);
  for (std::size_t r = 0; r < rows; ++r) std::copy_n(whole.data() + r * tile_columns, columns, c + r * n);
}

void multiply(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, From from, const float* bias,
              float* c) {
  reserve_matmul(k);
  const float* const panel = packed.data();
  for (std::size_t j = 0; j < n; j += tile_columns) {
    const std::size_t columns = std::min(tile_columns, n - j);
    pack_panel({b.data + j * b.column_stride, b.row_stride, b.column_stride}, k, columns, packed.data());
    alignas(64) std::array<float, tile_columns> bias_panel{};
    if (bias != nullptr) std::copy_n(bias + j, columns, bias_panel.begin());
    for (std::size_t i = 0; i < m; i += tile_rows) {
      const std::size_t rows = std::min(tile_rows, m - i);
      const MatrixView a_tile{a.data + i * a.row_stride, a.row_stride, a.column_stride};
      float* const out = c + i * n + j;
      if (columns == tile_columns) {
        tiles[rows - 1](k, a_tile, panel, from, bias_panel.data(), out, n);
      } else {
        edge_tile(rows, columns, k, a_tile, panel, from, bias_panel.data(), out, n);
      }
    }
  }
}

}  // namespace

void matmul(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, const float* bias, float* c) {
  multiply(m, n, k, a, b, From::zero, bias, c);
}

void matmul_add(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, float* c) {
  multiply(m, n, k, a, b, From::c, nullptr, c);
}

void reserve_matmul(std::size_t k) {
  if (packed.size() < k * tile_columns) packed.resize(k * tile_columns);
}

}  // namespace hourglass::kernels
