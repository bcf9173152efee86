#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <xsimd/xsimd.hpp>

#include "kernels/instruction_set.hpp"
#include "kernels/parallel.hpp"

#if defined(__wasm__)
#include <wasm_simd128.h>
#endif

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

using Vec = xsimd::batch<float>;
using IntVec = xsimd::batch<std::int32_t>;
inline constexpr std::size_t lanes = Vec::size;

/// Sums are kept in this many columns whatever the machine's vectors are, so that they are the same bits everywhere.
inline constexpr std::size_t sum_columns = 16;
static_assert(sum_columns % lanes == 0);

/// a * b + c: one rounding in the fused mode, two in the other. The only place that decides.
inline Vec madd(Vec a, Vec b, Vec c) {
#if HOURGLASS_FUSED && defined(__wasm__)
  return wasm_f32x4_relaxed_madd(a, b, c);
#elif HOURGLASS_FUSED && (defined(__FMA__) || defined(__aarch64__))
  return xsimd::fma(a, b, c);
#elif HOURGLASS_FUSED
  std::array<float, lanes> sums;
  for (std::size_t i = 0; i < lanes; ++i) sums[i] = std::fma(a.get(i), b.get(i), c.get(i));
  return Vec::load_unaligned(sums.data());
#else
  return a * b + c;
#endif
}

/// The float at p in all lanes.
inline Vec broadcast(const float* p) {
#if defined(__wasm__)
  return wasm_v128_load32_splat(p);  // one instruction, where a splat of a loaded float becomes two
#else
  return Vec(*p);
#endif
}

/// a > b ? a : b, to the bit: where b is NaN it stays NaN. (Instructions of this name differ in NaN and signed zeros.)
inline Vec max(Vec a, Vec b) {
#if defined(__wasm__)
  return xsimd::max(b, a);  // pmax is b > a ? b : a
#elif defined(__SSE2__) && !XSIMD_WITH_EMULATED
  return xsimd::max(a, b);
#else
  return xsimd::select(a > b, a, b);
#endif
}

/// a < b ? a : b, likewise.
inline Vec min(Vec a, Vec b) {
#if defined(__wasm__)
  return xsimd::min(b, a);
#elif defined(__SSE2__) && !XSIMD_WITH_EMULATED
  return xsimd::min(a, b);
#else
  return xsimd::select(a < b, a, b);
#endif
}

/// -1, 0 or 1.
inline Vec sign(Vec x) {
  return xsimd::select(x > Vec(0.0F), Vec(1.0F), xsimd::select(x < Vec(0.0F), Vec(-1.0F), Vec(0.0F)));
}

/// x within [low, high]; NaN stays NaN.
inline Vec clamp(Vec x, float low, float high) { return min(Vec(high), max(Vec(low), x)); }

/// The first `count` (< lanes) floats at p; the other lanes are 0.
inline Vec load_partial(const float* p, std::size_t count) {
  std::array<float, lanes> buffer{};
  std::copy_n(p, count, buffer.begin());
  return Vec::load_unaligned(buffer.data());
}

inline void store_partial(Vec v, float* p, std::size_t count) {
  std::array<float, lanes> buffer{};
  v.store_unaligned(buffer.data());
  std::copy_n(buffer.begin(), count, p);
}

/// Fewer elements than this take less time than to wake a thread.
inline constexpr std::size_t map_grain = 8 * 1024;

/// out[i] = f(in[i]...) over n elements: the same vector code serves the tail, so every element gets the same bits.
template <class F, class... In>
void map(std::size_t n, float* out, F f, const In*... in) {
  parallel_for(n, map_grain, [=](std::size_t first, std::size_t last) {
    std::size_t i = first;
    for (; i + lanes <= last; i += lanes) f(Vec::load_unaligned(in + i)...).store_unaligned(out + i);
    if (i < last) store_partial(f(load_partial(in + i, last - i)...), out + i, last - i);
  });
}

/// f(g[i], a[i]...) changes the elements of several arrays at once.
template <class F, class... Out>
void map_in_place(std::size_t n, F f, const float* g, Out*... a) {
  parallel_for(n, map_grain, [=](std::size_t first, std::size_t last) {
    std::size_t i = first;
    const auto whole = [&](auto... v) {
      f(Vec::load_unaligned(g + i), v...);
      (v.store_unaligned(a + i), ...);
    };
    for (; i + lanes <= last; i += lanes) whole(Vec::load_unaligned(a + i)...);
    const auto part = [&](auto... v) {
      f(load_partial(g + i, last - i), v...);
      (store_partial(v, a + i, last - i), ...);
    };
    if (i < last) part(load_partial(a + i, last - i)...);
  });
}

/// What `map_sum` takes from its function: one vector to add up and one to store.
struct Summed {
  Vec sum, out;
};

/// The sum over i of f(in[i]...).sum; unless `out` is null, out[i] = f(in[i]...).out.
template <class F, class... In>
float map_sum(std::size_t n, float* out, F f, const In*... in) {
  std::array<Vec, sum_columns / lanes> partial;
  partial.fill(Vec(0.0F));
  std::size_t i = 0;
  const auto add_vector = [&](Vec& sum) {
    const Summed result = f(Vec::load_unaligned(in + i)...);
    sum += result.sum;
    if (out != nullptr) result.out.store_unaligned(out + i);
    i += lanes;
  };
  while (i + sum_columns <= n) {
    for (Vec& sum : partial) add_vector(sum);
  }
  for (std::size_t v = 0; i + lanes <= n; ++v) add_vector(partial[v]);
  if (i < n) {
    const Summed result = f(load_partial(in + i, n - i)...);
    std::array<float, lanes> values{};
    result.sum.store_unaligned(values.data());
    partial[i / lanes % partial.size()] += load_partial(values.data(), n - i);
    if (out != nullptr) store_partial(result.out, out + i, n - i);
  }
  std::array<float, sum_columns> column{};
  for (std::size_t v = 0; v < partial.size(); ++v) partial[v].store_unaligned(column.data() + v * lanes);
  for (std::size_t half = sum_columns / 2; half > 0; half /= 2) {
    for (std::size_t c = 0; c < half; ++c) column[c] += column[c + half];
  }
  return column[0];
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
