#include "kernels/micro_kernel.hpp"

#include <utility>

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// What a tile holds in registers.
template <std::size_t Rows, std::size_t Vectors>
using Sums = std::array<std::array<Vec, Vectors>, Rows>;

/// sum[r] += *a(r) b, where `a` is asked for the rows in sequence.
template <std::size_t Rows, std::size_t Vectors, class A>
[[gnu::always_inline]] inline void add_term(Sums<Rows, Vectors>& sum, const float* b, A a) {
  std::array<Vec, Vectors> columns;
  for (std::size_t v = 0; v < Vectors; ++v) columns[v] = Vec::load_unaligned(b + v * lanes);
#pragma GCC unroll 16
  for (std::size_t r = 0; r < Rows; ++r) {
    const Vec value = broadcast(a(r));
    for (std::size_t v = 0; v < Vectors; ++v) sum[r][v] = madd(value, columns[v], sum[r][v]);
  }
}

// How rows of a lie in memory. Loops are not unrolled: engines would spill.

struct Strided {
  template <std::size_t Rows, std::size_t Vectors>
  static void add(Sums<Rows, Vectors>& sum, const TileRows& rows, const Terms& terms, const float* b,
                  std::size_t stride) {
    const float* a = rows.a;
    const std::ptrdiff_t distance = rows.a_distance;
    const std::ptrdiff_t step = terms.step;
    for (std::size_t group = terms.groups; group > 0; --group, a += terms.group_jump) {
      for (std::size_t run = terms.runs; run > 0; --run, a += terms.jump) {
        for (std::size_t p = terms.length; p > 0; --p, a += step, b += stride) {
          add_term(sum, b, [row = a, distance](std::size_t) mutable { return std::exchange(row, row + distance); });
        }
      }
    }
  }
};

struct Packed {
  template <std::size_t Rows, std::size_t Vectors>
  static void add(Sums<Rows, Vectors>& sum, const TileRows& rows, const Terms& terms, const float* b,
                  std::size_t stride) {
    const float* a = rows.a;
    for (std::size_t p = terms.length; p > 0; --p, a += packed_rows, b += stride) {
      add_term(sum, b, [a](std::size_t r) { return a + r; });
    }
  }
};

/// Not inlined, because WebAssembly engines optimise a function only the next time that it is called.
template <class Layout, std::size_t Rows, std::size_t Vectors>
[[gnu::noinline]] void micro_kernel(const TileRows& rows, const Terms& terms, const Panels& panels,
                                    const float* start) {
  const std::size_t from_distance = start == nullptr ? rows.c_distance : 0;
  for (std::size_t panel = 0; panel < panels.count; ++panel) {
    const std::size_t column = panels.first + panel * Vectors * lanes;
    Sums<Rows, Vectors> sum;
    const float* from = (start == nullptr ? rows.c : start) + column;
#pragma GCC unroll 16
    for (std::size_t r = 0; r < Rows; ++r, from += from_distance) {
      for (std::size_t v = 0; v < Vectors; ++v) sum[r][v] = Vec::load_unaligned(from + v * lanes);
    }
    Layout::add(sum, rows, terms, panels.b + panel * panels.pitch, panels.stride);
    float* to = rows.c + column;
#pragma GCC unroll 16
    for (std::size_t r = 0; r < Rows; ++r, to += rows.c_distance) {
      for (std::size_t v = 0; v < Vectors; ++v) sum[r][v].store_unaligned(to + v * lanes);
    }
  }
}

using MicroKernel = void (*)(const TileRows&, const Terms&, const Panels&, const float*);

template <std::size_t Vectors, std::size_t... Rows>
constexpr std::array<MicroKernel, sizeof...(Rows)> make_kernels(std::index_sequence<Rows...> /*rows*/) {
  return {micro_kernel<Strided, Rows + 1, Vectors>...};
}
constexpr std::array micro_kernels{make_kernels<1>(std::make_index_sequence<tile_rows>{}),
                                   make_kernels<2>(std::make_index_sequence<tile_rows>{})};

}  // namespace

void multiply_tile(const TileRows& rows, const Terms& terms, const Panels& panels, const float* start) {
  const bool packed = rows.a_distance == 1 && terms.step == packed_rows && terms.runs == 1 && terms.groups == 1;
  if (packed && rows.count == tile_rows && panels.vectors == 2) {
    micro_kernel<Packed, tile_rows, 2>(rows, terms, panels, start);
  } else {
    micro_kernels[panels.vectors - 1][rows.count - 1](rows, terms, panels, start);
  }
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
