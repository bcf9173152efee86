#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include "kernels/sizes.hpp"
#include "support.hpp"

namespace kernels = hourglass::kernels;
using hourglass::Loss;

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
    CHECK(kernels::loss(Loss::mse).of_outputs(y, target, 1, nullptr, nullptr) ==
          doctest::Approx(squares).epsilon(1e-5));
    CHECK(kernels::loss(Loss::bce).of_outputs(y, target, 1, nullptr, nullptr) ==
          doctest::Approx(entropy).epsilon(1e-5));
    CHECK(kernels::loss(Loss::bce).of_logits(logits, target, 1, nullptr, nullptr) ==
          doctest::Approx(entropy).epsilon(1e-5));
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
  CHECK(kernels::loss(Loss::mse).of_outputs(y, t, 1, nullptr, nullptr) == column[0]);
}
