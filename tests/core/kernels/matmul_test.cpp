#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::kernels::matmul;
using hourglass::kernels::matmul_add;
using hourglass::kernels::MatrixView;
using hourglass::kernels::row_major;

namespace {

/// The definition, in double.
std::vector<double> reference(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b,
                              const float* bias) {
  std::vector<double> c(m * n);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = bias == nullptr ? 0 : static_cast<double>(bias[j]);
      for (std::size_t p = 0; p < k; ++p) {
        sum += static_cast<double>(a.data[i * a.row_stride + p * a.column_stride]) *
               static_cast<double>(b.data[p * b.row_stride + j * b.column_stride]);
      }
      c[i * n + j] = sum;
    }
  }
  return c;
}

void check(std::size_t m, std::size_t n, std::size_t k, MatrixView a, MatrixView b, const float* bias) {
  constexpr float guard = 12345.0F;  // nothing may be written past the end
  std::vector<float> c(m * n + 16, guard);
  matmul(m, n, k, a, b, bias, c.data());
  const std::vector<double> expected = reference(m, n, k, a, b, bias);
  double error = 0;
  for (std::size_t i = 0; i < m * n; ++i) error = std::max(error, std::abs(static_cast<double>(c[i]) - expected[i]));
  CAPTURE(m);
  CAPTURE(n);
  CAPTURE(k);
  CHECK(error < 1e-6 * static_cast<double>(k + 8));
  CHECK(std::all_of(c.begin() + static_cast<std::ptrdiff_t>(m * n), c.end(), [](float x) { return x == guard; }));
}

}  // namespace

TEST_CASE("matmul equals the plain definition at every odd size, straight and transposed") {
  for (const std::size_t m : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 11U, 12U, 13U, 17U}) {
    for (const std::size_t n : {1U, 3U, 4U, 5U, 7U, 8U, 9U, 15U, 16U, 17U, 30U, 31U, 32U, 33U}) {
      for (const std::size_t k : {1U, 2U, 3U, 17U, 64U}) {
        const auto a = support::random_values(m * k, 1);
        const auto b = support::random_values(k * n, 2);
        const auto bias = support::random_values(n, 3);
        check(m, n, k, row_major(a.data(), k), row_major(b.data(), n), bias.data());
        check(m, n, k, row_major(a.data(), m).transposed(), row_major(b.data(), n), nullptr);
        check(m, n, k, row_major(a.data(), k), row_major(b.data(), k).transposed(), nullptr);
      }
    }
  }
}

TEST_CASE("matmul: an element's bits do not depend on the tile it falls into") {
  constexpr std::size_t k = 97;
  constexpr std::size_t n = 41;
  const auto a = support::random_values(23 * k, 4);
  const auto b = support::random_values(k * n, 5);
  std::vector<float> whole(23 * n);
  matmul(23, n, k, row_major(a.data(), k), row_major(b.data(), n), nullptr, whole.data());
  for (std::size_t i = 0; i < 23; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      float single = 0;
      matmul(1, 1, k, row_major(a.data() + i * k, k), row_major(b.data() + j, n), nullptr, &single);
      REQUIRE(single == whole[i * n + j]);
    }
  }
}

TEST_CASE("matmul_add: products over parts of k leave the bits of one product over all of k") {
  constexpr std::size_t k = 53;
  for (const std::size_t m : {1U, 5U, 6U, 17U}) {
    for (const std::size_t n : {1U, 7U, 8U, 16U, 33U}) {
      const auto a = support::random_values(m * k, 6);
      const auto b = support::random_values(k * n, 7);
      std::vector<float> whole(m * n);
      matmul(m, n, k, row_major(a.data(), k), row_major(b.data(), n), nullptr, whole.data());
      std::vector<float> parts(m * n);
      for (std::size_t from = 0, part = 1; from < k; from += part, part = std::min(2 * part, k - from)) {
        matmul_add(m, n, part, row_major(a.data() + from, k), row_major(b.data() + from * n, n), parts.data());
      }
      CAPTURE(m);
      CAPTURE(n);
      CHECK(parts == whole);
    }
  }
}
