#include "kernels/tile.hpp"

#include <utility>

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// Kept out of line, because WebAssembly engines optimise a function only when it is called anew. Not unrolled: they
/// would spill.
template <std::size_t Rows, std::size_t Vectors>
[[gnu::noinline]] void tile(const TileRows& rows, const Terms& terms, const Panels& panels, const float* start) {
  std::size_t column = panels.first;
  for (std::size_t panel = 0; panel < panels.count; ++panel, column += Vectors * lanes) {
    std::array<std::array<Vec, Vectors>, Rows> sum;
    std::array<const float*, Rows> a;
    for (std::size_t r = 0; r < Rows; ++r) {
      a[r] = rows.a[r];
      const float* const from = (start == nullptr ? rows.c[r] : start) + column;
      for (std::size_t v = 0; v < Vectors; ++v) sum[r][v] = Vec::load_unaligned(from + v * lanes);
    }
    const float* b = panels.b + panel * panels.pitch;
    const auto advance = [&a](std::ptrdiff_t distance) {
      for (std::size_t r = 0; r < Rows; ++r) a[r] += distance;
    };
    const std::ptrdiff_t step = terms.step;
    const std::size_t stride = panels.stride;
    for (std::size_t group = terms.groups; group > 0; --group, advance(terms.group_jump)) {
      for (std::size_t run = terms.runs; run > 0; --run, advance(terms.jump)) {
        for (std::size_t p = terms.length; p > 0; --p, b += stride) {
          std::array<Vec, Vectors> columns;
          for (std::size_t v = 0; v < Vectors; ++v) columns[v] = Vec::load_unaligned(b + v * lanes);
#pragma GCC unroll 16
          for (std::size_t r = 0; r < Rows; ++r) {
            const Vec value(*a[r]);
            a[r] += step;
            for (std::size_t v = 0; v < Vectors; ++v) sum[r][v] = madd(value, columns[v], sum[r][v]);
          }
        }
      }
    }
#pragma GCC unroll 16
    for (std::size_t r = 0; r < Rows; ++r) {
      for (std::size_t v = 0; v < Vectors; ++v) sum[r][v].store_unaligned(rows.c[r] + column + v * lanes);
    }
  }
}

using Tile = void (*)(const TileRows&, const Terms&, const Panels&, const float*);

template <std::size_t Vectors, std::size_t... Rows>
constexpr std::array<Tile, sizeof...(Rows)> make_tiles(std::index_sequence<Rows...> /*rows*/) {
  return {tile<Rows + 1, Vectors>...};
}
constexpr std::array tiles{make_tiles<1>(std::make_index_sequence<tile_rows>{}),
                           make_tiles<2>(std::make_index_sequence<tile_rows>{})};

}  // namespace

void multiply_tile(std::size_t count, const TileRows& rows, const Terms& terms, const Panels& panels,
                   const float* start) {
  tiles[panels.vectors - 1][count - 1](rows, terms, panels, start);
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
