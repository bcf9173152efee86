#pragma once

#include "kernels/simd.hpp"

// Own elementary functions, in multiplies and adds alone, so that no result depends on a standard library. Polynomials
// and splittings of the constants are those of Moshier's Cephes library (single precision); errors are below 2 ulp.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// The nearest integer to a small x, as the low bits of the result and, with `round_magic` taken off, as a float.
inline constexpr float round_magic = 12582912.0F;  // 1.5 * 2^23

template <std::size_t N>
Vec polynomial(Vec x, const std::array<float, N>& coefficients) {  // highest power first
  Vec y(coefficients[0]);
  for (std::size_t i = 1; i < N; ++i) y = madd(y, x, Vec(coefficients[i]));
  return y;
}

/// e^x; inputs are clamped to [-87.3, 88.3], where results are still normal numbers.
inline Vec exp(Vec x) {
  x = clamp(x, -87.3F, 88.3F);
  const Vec shifted = madd(x, Vec(1.44269504F), Vec(round_magic));
  const Vec n = shifted - Vec(round_magic);
  Vec r = madd(n, Vec(-0.693359375F), x);
  r = madd(n, Vec(2.12194440e-4F), r);
  static constexpr std::array p{1.9875691500e-4F, 1.3981999507e-3F, 8.3334519073e-3F,
                                4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};
  const Vec y = madd(polynomial(r, p), r * r, r) + Vec(1.0F);
  const IntVec exponent = xsimd::bitwise_cast<std::int32_t>(shifted) << 23;
  return xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(y) + exponent);
}

/// Natural logarithm of a positive normal x.
inline Vec log(Vec x) {
  // x = m * 2^e with m in [sqrt(1/2), sqrt(2)).
  const IntVec offset = xsimd::bitwise_cast<std::int32_t>(x) - IntVec(std::bit_cast<std::int32_t>(0.70710678F));
  const IntVec e = offset >> 23;
  const Vec m = xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(x) - (e << 23));
  const Vec exponent = xsimd::to_float(e);
  const Vec r = m - Vec(1.0F);
  static constexpr std::array p{7.0376836292e-2F,  -1.1514610310e-1F, 1.1676998740e-1F,
                                -1.2420140846e-1F, 1.4249322787e-1F,  -1.6668057665e-1F,
                                2.0000714765e-1F,  -2.4999993993e-1F, 3.3333331174e-1F};
  const Vec square = r * r;
  Vec y = polynomial(r, p) * r * square;
  y = madd(exponent, Vec(-2.12194440e-4F), y);
  y = madd(square, Vec(-0.5F), y);
  return madd(exponent, Vec(0.693359375F), r + y);
}

/// 1 / (1 + e^-x), and 0 below the least activation.
inline Vec sigmoid(Vec x) { return flushed(divide(Vec(1.0F), Vec(1.0F) + exp(-x)), least_activation); }

inline Vec tanh(Vec x) {
  static constexpr std::array p{-5.70498872745e-3F, 2.06390887954e-2F, -5.37397155531e-2F, 1.33314422036e-1F,
                                -3.33332819422e-1F};
  const Vec square = x * x;
  const Vec near = madd(polynomial(square, p) * square, x, x);
  const Vec magnitude = xsimd::abs(x);
  const Vec far = Vec(1.0F) - divide(Vec(2.0F), exp(magnitude + magnitude) + Vec(1.0F));
  return xsimd::select(magnitude < Vec(0.625F), near, xsimd::select(x < Vec(0.0F), -far, far));
}

/// The error function, within 1e-7. Beyond 1 it is 1 less its complement, an exponential times a polynomial.
inline Vec erf(Vec x) {
  static constexpr std::array p{7.853861353153693e-5F,  -8.010193625184903e-4F, 5.188327685732524e-3F,
                                -2.685381193529856e-2F, 1.128358514861418e-1F,  -3.761262582423300e-1F,
                                1.128379165726710F};
  static constexpr std::array q{2.326819970068386e-2F,  -1.387039388740657e-1F, 3.687424674597105e-1F,
                                -5.824733027278666e-1F, 6.210004621745983e-1F,  -4.944515323274145e-1F,
                                3.404879937665872e-1F,  -2.741127028184656e-1F, 5.638259427386472e-1F};
  const Vec square = x * x;
  const Vec inverse = divide(Vec(1.0F), max(Vec(1.0F), xsimd::abs(x)));
  const Vec complement = exp(-square) * inverse * polynomial(inverse * inverse, q);
  return xsimd::select(xsimd::abs(x) < Vec(1.0F), x * polynomial(square, p), sign(x) * (Vec(1.0F) - complement));
}

/// log(1 + e^x), without overflow.
inline Vec softplus(Vec x) { return max(Vec(0.0F), x) + log(Vec(1.0F) + exp(-xsimd::abs(x))); }

struct SinCos {
  Vec sin, cos;
};

/// Sine and cosine of `turns` whole turns, for turns in [0, 1).
inline SinCos sincos_turns(Vec turns) {
  const Vec shifted = madd(turns, Vec(4.0F), Vec(round_magic));
  const IntVec quadrant = xsimd::bitwise_cast<std::int32_t>(shifted) & IntVec(3);
  const Vec x = madd(turns, Vec(4.0F), Vec(round_magic) - shifted) * Vec(1.57079633F);  // in [-pi/4, pi/4]
  const Vec square = x * x;
  static constexpr std::array s{-1.9515295891e-4F, 8.3321608736e-3F, -1.6666654611e-1F};
  static constexpr std::array c{2.443315711809948e-5F, -1.388731625493765e-3F, 4.166664568298827e-2F};
  const Vec sin = madd(polynomial(square, s) * square, x, x);
  const Vec cos = madd(polynomial(square, c) * square, square, madd(square, Vec(-0.5F), Vec(1.0F)));
  const Vec parity = xsimd::to_float(quadrant & IntVec(1));
  const Vec sin_sign = Vec(1.0F) - xsimd::to_float(quadrant & IntVec(2));
  const Vec cos_sign = Vec(1.0F) - xsimd::to_float((quadrant + IntVec(1)) & IntVec(2));
  const auto swap = parity > Vec(0.5F);
  return {xsimd::select(swap, cos, sin) * sin_sign, xsimd::select(swap, sin, cos) * cos_sign};
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
