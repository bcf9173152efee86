#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <utility>

#include "kernels/sizes.hpp"
#include "support.hpp"

namespace kernels = hourglass::kernels;

TEST_CASE("column sums add rows in sequence") {
  for (const std::size_t n : sizes) {
    const auto x = support::random_values(7 * n, 8);
    std::vector<float> out(n);
    kernels::column_sums(x.data(), 7, out);
    for (std::size_t j = 0; j < n; ++j) {
      float sum = 0;
      for (std::size_t i = 0; i < 7; ++i) sum += x[i * n + j];
      REQUIRE(out[j] == sum);
    }
  }
}

TEST_CASE("column sums of many rows are sums of groups, which threads may share") {
  for (const std::size_t n : {1U, 3U, 16U, 17U}) {
    for (const std::size_t rows : {511U, 1023U, 1024U, 1025U, 5000U}) {
      CAPTURE(n);
      CAPTURE(rows);
      const auto x = support::random_values(rows * n, 9);
      std::vector<float> out(n);
      kernels::column_sums(x.data(), rows, out);
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t i = 0; i < rows; ++i) sum += static_cast<double>(x[i * n + j]);
        REQUIRE(std::abs(static_cast<double>(out[j]) - sum) < 1e-6 * static_cast<double>(rows));
      }
    }
  }
}

TEST_CASE("squares are finite unless a value is not, or is too large, wherever it is") {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::array bad{infinity, -infinity, std::numeric_limits<float>::quiet_NaN(), 2e19F, -2e19F};
  for (const std::size_t n : {1U, 3U, 15U, 16U, 17U, 33U, 20'001U}) {
    std::vector<float> x = support::random_values(n, 10);
    x[0] = 1.8e19F;  // its square is below the largest float
    CHECK(kernels::squares_are_finite(x));
    for (const std::size_t place : {std::size_t{0}, n / 3, n / 2, n - 1}) {
      for (const float value : bad) {
        const float before = std::exchange(x[place], value);
        CAPTURE(n);
        CAPTURE(place);
        CAPTURE(value);
        CHECK_FALSE(kernels::squares_are_finite(x));
        x[place] = before;
      }
    }
  }
  CHECK(kernels::squares_are_finite({}));
}
