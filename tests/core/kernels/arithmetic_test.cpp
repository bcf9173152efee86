#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "kernels/sizes.hpp"
#include "support.hpp"

namespace kernels = hourglass::kernels;

TEST_CASE("every byte becomes byte / 255") {
  std::vector<std::uint8_t> bytes(256);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  std::vector<float> x(256);
  kernels::from_bytes(bytes, x);
  for (std::size_t i = 0; i < 256; ++i) CHECK(x[i] == static_cast<float>(i) / 255.0F);
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
