#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <numeric>
#include <utility>

#include "support.hpp"

namespace kernels = hourglass::kernels;

namespace {

/// A lane more and a lane less than vectors of 4, 8 and 16.
constexpr std::array<std::size_t, 13> sizes{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 100};

std::vector<float> spread(std::size_t n, float from, float to) {
  std::vector<float> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = from + (to - from) * static_cast<float>(i) / static_cast<float>(n);
  return x;
}

template <class Kernel, class Reference>
double largest_error(float from, float to, Kernel kernel, Reference reference) {
  double error = 0;
  for (const std::size_t n : {std::size_t{20001}, std::size_t{17}, std::size_t{1}}) {
    const std::vector<float> x = spread(n, from, to);
    std::vector<float> y = x;
    kernel(std::span(y));
    for (std::size_t i = 0; i < n; ++i) {
      const double expected = reference(static_cast<double>(x[i]));
      error = std::max(error, std::abs(static_cast<double>(y[i]) - expected) / std::max(std::abs(expected), 1e-30));
    }
  }
  return error;
}

}  // namespace

TEST_CASE("every byte becomes byte / 255") {
  std::vector<std::uint8_t> bytes(256);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  std::vector<float> x(256);
  kernels::from_bytes(bytes, x);
  for (std::size_t i = 0; i < 256; ++i) CHECK(x[i] == static_cast<float>(i) / 255.0F);
}

TEST_CASE("sigmoid and tanh are within a few ulp of the library's, over their whole range") {
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  CHECK(largest_error(-27.7F, 80, [](auto y) { kernels::sigmoid(y); }, sigmoid) < 5e-7);
  CHECK(largest_error(-80, -27.8F, [](auto y) { kernels::sigmoid(y); }, [](double) { return 0.0; }) == 0);
  CHECK(largest_error(-12, 12, [](auto y) { kernels::tanh(y); }, [](double x) { return std::tanh(x); }) < 3e-7);
  CHECK(largest_error(-0.7F, 0.7F, [](auto y) { kernels::tanh(y); }, [](double x) { return std::tanh(x); }) < 3e-7);
}

TEST_CASE("activations far out saturate and stay finite") {
  std::vector<float> y{-1e30F, -200, 0, 200, 1e30F};
  kernels::sigmoid(y);
  CHECK(y[0] >= 0);
  CHECK(y[0] < 1e-37F);
  CHECK(y[2] == 0.5F);
  CHECK(y[4] == 1);
  y = {-1e30F, -200, 0, 200, 1e30F};
  kernels::tanh(y);
  CHECK(y == std::vector<float>{-1, -1, 0, 1, 1});
}

TEST_CASE("roots and quotients are rounded as IEEE 754 says") {
  const std::vector<float> gradient = spread(20001, -3, 40);
  const std::vector<float> given = spread(20001, 1e-6F, 9);
  std::vector<float> mean_square = given, weight(20001);
  kernels::rmsprop(weight, gradient, mean_square, 1, 0, 0);
  std::size_t different = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) different += weight[i] != -(gradient[i] / std::sqrt(given[i]));
  CHECK(different == 0);
}

TEST_CASE("elementwise kernels give an element the same bits wherever it stands, and nothing past the end") {
  for (const std::size_t n : sizes) {
    std::vector<float> x = support::random_values(n + 1, 3);
    const float guard = x[n];
    std::vector<float> y = x;
    kernels::sigmoid(std::span(y).first(n));
    CHECK(y[n] == guard);
    for (std::size_t i = 0; i < n; ++i) {
      float single = x[i];
      kernels::sigmoid(std::span(&single, 1));
      REQUIRE(single == y[i]);
    }
  }
}

TEST_CASE("losses of one sample equal their definitions") {
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto z = support::random_values(n, 11);
    const auto t = support::random_values(n, 12);
    std::vector<float> y(n);
    std::vector<float> target(n);
    double squares = 0;
    double entropy = 0;
    for (std::size_t i = 0; i < n; ++i) {
      target[i] = (t[i] + 1) / 2;
      y[i] = 1 / (1 + std::exp(-4 * z[i]));
      const double p = static_cast<double>(y[i]);
      const double q = static_cast<double>(target[i]);
      squares += (p - q) * (p - q);
      entropy -= q * std::log(p) + (1 - q) * std::log(1 - p);
    }
    std::vector<float> logits(n);
    std::transform(z.begin(), z.end(), logits.begin(), [](float x) { return 4 * x; });
    CHECK(kernels::squared_error(y, target, 1, nullptr, nullptr) == doctest::Approx(squares).epsilon(1e-5));
    CHECK(kernels::cross_entropy(y, target, 1, nullptr, nullptr) == doctest::Approx(entropy).epsilon(1e-5));
    CHECK(kernels::cross_entropy_logits(logits, target, 1, nullptr, nullptr) == doctest::Approx(entropy).epsilon(1e-5));
  }
}

TEST_CASE("a loss's bits are one fixed sum: 16 columns in sequence, then halves") {
  const std::size_t n = 77;
  const auto y = support::random_values(n, 21);
  const std::vector<float> t(n, 0.0F);
  std::array<float, 16> column{};
  for (std::size_t i = 0; i < n; ++i) column[i % 16] += y[i] * y[i];
  for (std::size_t half = 8; half > 0; half /= 2) {
    for (std::size_t c = 0; c < half; ++c) column[c] += column[c + half];
  }
  CHECK(kernels::squared_error(y, t, 1, nullptr, nullptr) == column[0]);
}

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

TEST_CASE("softmax of any number of classes, without overflow") {
  for (const std::size_t n : sizes) {
    for (const float offset : {0.0F, 1000.0F, -1000.0F}) {
      std::vector<float> z = spread(n, offset - 8, offset + 8);
      const std::vector<float> logits = z;
      const float logarithm = kernels::softmax(z);
      double sum = 0;
      for (const float x : logits) sum += std::exp(static_cast<double>(x - offset));
      CHECK(logarithm == doctest::Approx(static_cast<double>(offset) + std::log(sum)).epsilon(1e-5));
      for (std::size_t i = 0; i < n; ++i) {
        REQUIRE(z[i] == doctest::Approx(std::exp(static_cast<double>(logits[i] - offset)) / sum).epsilon(1e-5));
      }
    }
  }
}
