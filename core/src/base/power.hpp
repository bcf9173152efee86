#pragma once

#include <cstdint>

namespace hourglass {

/// base^exponent by squaring, multiplications alone: no result depends on a library's pow.
inline double power(double base, std::uint64_t exponent) {
  double result = 1;
  for (; exponent > 0; exponent /= 2, base *= base) result *= exponent % 2 == 1 ? base : 1;
  return result;
}

}  // namespace hourglass
