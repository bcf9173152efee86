#pragma once

#include <array>
#include <cstddef>
#include <vector>

/// A lane more and a lane less than vectors of 4, 8 and 16.
inline constexpr std::array<std::size_t, 13> sizes{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 100};

/// n numbers, evenly from one to below the other.
inline std::vector<float> spread(std::size_t n, float from, float to) {
  std::vector<float> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = from + (to - from) * static_cast<float>(i) / static_cast<float>(n);
  return x;
}
