#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include "kernels/sizes.hpp"
#include "support.hpp"

namespace kernels = hourglass::kernels;
using hourglass::Activation;

namespace {

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

TEST_CASE("sigmoid and tanh are within a few ulp of the library's, over their whole range") {
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  CHECK(largest_error(-27.7F, 80, [](auto y) { hourglass::activate(Activation::sigmoid, y); }, sigmoid) < 5e-7);
  CHECK(largest_error(
            -80, -27.8F, [](auto y) { hourglass::activate(Activation::sigmoid, y); }, [](double) { return 0.0; }) == 0);
  CHECK(largest_error(
            -12, 12, [](auto y) { hourglass::activate(Activation::tanh, y); }, [](double x) { return std::tanh(x); }) <
        3e-7);
  CHECK(largest_error(
            -0.7F, 0.7F, [](auto y) { hourglass::activate(Activation::tanh, y); },
            [](double x) { return std::tanh(x); }) < 3e-7);
}

TEST_CASE("activations far out saturate and stay finite") {
  std::vector<float> y{-1e30F, -200, 0, 200, 1e30F};
  hourglass::activate(Activation::sigmoid, y);
  CHECK(y[0] >= 0);
  CHECK(y[0] < 1e-37F);
  CHECK(y[2] == 0.5F);
  CHECK(y[4] == 1);
  y = {-1e30F, -200, 0, 200, 1e30F};
  hourglass::activate(Activation::tanh, y);
  CHECK(y == std::vector<float>{-1, -1, 0, 1, 1});
}

TEST_CASE("elementwise kernels give an element the same bits wherever it stands, and nothing past the end") {
  for (const std::size_t n : sizes) {
    std::vector<float> x = support::random_values(n + 1, 3);
    const float guard = x[n];
    std::vector<float> y = x;
    hourglass::activate(Activation::sigmoid, std::span(y).first(n));
    CHECK(y[n] == guard);
    for (std::size_t i = 0; i < n; ++i) {
      float single = x[i];
      hourglass::activate(Activation::sigmoid, std::span(&single, 1));
      REQUIRE(single == y[i]);
    }
  }
}
