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
#elif defined(__aarch64__) && !XSIMD_WITH_EMULATED
#include <arm_neon.h>
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

/// a / b, rounded as IEEE 754 says: on ARM, xsimd 13 refines an estimate of 1 / b, which ends in other bits.
inline Vec divide(Vec a, Vec b) {
#if defined(__aarch64__) && !XSIMD_WITH_EMULATED
  return vdivq_f32(a, b);
#else
  return a / b;
#endif
}
Vec operator/(Vec a, Vec b) = delete;  // so that nobody takes xsimd's by accident

/// The square root of x, likewise.
inline Vec sqrt(Vec x) {
#if defined(__aarch64__) && !XSIMD_WITH_EMULATED
  return vsqrtq_f32(x);
#else
  return xsimd::sqrt(x);
#endif
}

/// The float at p in all lanes.
inline Vec broadcast(const float* p) {
#if defined(__wasm__)
  return wasm_v128_load32_splat(p);  // one instruction, where a splat of a loaded float becomes two
#else
  return Vec::broadcast(*p);
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

// WebAssembly cannot flush subnormal numbers, and many processors are slow with them. So what is too small to matter
// becomes 0 where it arises: early enough that products of two such numbers, or with the gain of a running mean, are
// normal.
inline constexpr float least_activation = 0x1p-40F;  // of a sigmoid
inline constexpr float least_gradient = 0x1p-80F;    // with respect to what an activation is taken of

/// x, or 0 where its magnitude is below `least`.
inline Vec flushed(Vec x, float least) { return xsimd::select(xsimd::abs(x) < Vec(least), Vec(0.0F), x); }

/// A moment, or 0 where it is below about 2^-116: adding and subtracting 2^-92 rounds it away. This takes one
/// instruction less than `flushed`, and a step does it for every weight.
inline Vec flushed_moment(Vec x) { return (x + Vec(0x1p-92F)) - Vec(0x1p-92F); }

/// The first `count` (<= lanes) floats at p, and zeros.
inline std::array<float, lanes> padded(const float* p, std::size_t count) {
  std::array<float, lanes> vector{};
  std::copy_n(p, count, vector.begin());
  return vector;
}
inline Vec load_partial(const float* p, std::size_t count) { return Vec::load_unaligned(padded(p, count).data()); }

/// Fewer elements than this take less time than to wake a thread.
inline constexpr std::size_t map_grain = 8 * 1024;

// Functions are applied to whole vectors, in a function that is not inlined; the last vector is padded. So their code
// is there only once, and every element gets the same bits.

template <class F, class... In>
[[gnu::noinline]] void map_vectors(std::size_t vectors, float* out, F f, const In*... in) {
  for (std::size_t i = 0; i < vectors * lanes; i += lanes) f(Vec::load_unaligned(in + i)...).store_unaligned(out + i);
}

/// out[i] = f(in[i]...) over n elements.
template <class F, class... In>
void map(std::size_t n, float* out, F f, const In*... in) {
  parallel_for(n, map_grain, [=](std::size_t first, std::size_t last) {
    const std::size_t vectors = (last - first) / lanes;
    map_vectors(vectors, out + first, f, in + first...);
    const std::size_t done = first + vectors * lanes;
    const auto tail = [&](auto... rest) {
      std::array<float, lanes> result;
      map_vectors(1, result.data(), f, rest.data()...);
      std::copy_n(result.begin(), last - done, out + done);
    };
    if (done < last) tail(padded(in + done, last - done)...);
  });
}

template <class F, class... Out>
[[gnu::noinline]] void map_vectors_in_place(std::size_t vectors, F f, const float* g, Out*... a) {
  for (std::size_t i = 0; i < vectors * lanes; i += lanes) {
    const auto change = [&](auto... v) {
      f(Vec::load_unaligned(g + i), v...);
      (v.store_unaligned(a + i), ...);
    };
    change(Vec::load_unaligned(a + i)...);
  }
}

/// f(g[i], a[i]...) changes the elements of several arrays at once.
template <class F, class... Out>
void map_in_place(std::size_t n, F f, const float* g, Out*... a) {
  parallel_for(n, map_grain, [=](std::size_t first, std::size_t last) {
    const std::size_t vectors = (last - first) / lanes;
    map_vectors_in_place(vectors, f, g + first, a + first...);
    const std::size_t done = first + vectors * lanes;
    const auto tail = [&](auto... rest) {
      map_vectors_in_place(1, f, padded(g + done, last - done).data(), rest.data()...);
      (std::copy_n(rest.begin(), last - done, a + done), ...);
    };
    if (done < last) tail(padded(a + done, last - done)...);
  });
}

/// What `map_sum` takes from its function: one vector to add up and one to store.
struct Summed {
  Vec sum, out;
};

using ColumnSums = std::array<Vec, sum_columns / lanes>;

[[gnu::noinline]] inline float total(const ColumnSums& sums) {
  std::array<float, sum_columns> column;
  for (std::size_t v = 0; v < sums.size(); ++v) sums[v].store_unaligned(column.data() + v * lanes);
  for (std::size_t half = sum_columns / 2; half > 0; half /= 2) {
    for (std::size_t c = 0; c < half; ++c) column[c] += column[c + half];
  }
  return column[0];
}

template <class F, class... In>
[[gnu::noinline]] void sum_vectors(std::size_t vectors, ColumnSums& sums, float* out, F f, const In*... in) {
  for (std::size_t v = 0, i = 0; v < vectors; ++v, i += lanes) {
    const Summed result = f(Vec::load_unaligned(in + i)...);
    sums[v % sums.size()] += result.sum;
    if (out != nullptr) result.out.store_unaligned(out + i);
  }
}

/// The sum over i of f(in[i]...).sum; unless `out` is null, out[i] = f(in[i]...).out.
template <class F, class... In>
float map_sum(std::size_t n, float* out, F f, const In*... in) {
  ColumnSums sums;
  sums.fill(Vec(0.0F));
  const std::size_t vectors = n / lanes;
  sum_vectors(vectors, sums, out, f, in...);
  const std::size_t done = vectors * lanes;
  const auto tail = [&](auto... rest) {
    ColumnSums last;
    last.fill(Vec(0.0F));
    std::array<float, lanes> result;
    sum_vectors(1, last, result.data(), f, rest.data()...);
    if (out != nullptr) std::copy_n(result.begin(), n - done, out + done);
    last[0].store_unaligned(result.data());
    sums[vectors % sums.size()] += load_partial(result.data(), n - done);
  };
  if (done < n) tail(padded(in + done, n - done)...);
  return total(sums);
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
