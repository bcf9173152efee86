#include "hourglass/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "support.hpp"

using hourglass::philox4x32;
using hourglass::Purpose;
using hourglass::Rng;

TEST_CASE("Philox4x32-10 gives the published vectors") {
  // Random123's kat_vectors.
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("streams differ by seed, purpose and step, and are the same again") {
  const auto draw = [](std::uint64_t seed, Purpose purpose, std::uint64_t step) {
    std::vector<float> values(100);
    Rng(seed, purpose, step).uniform(values);
    return values;
  };
  const auto one = draw(1, Purpose::weights, 0);
  CHECK(one == draw(1, Purpose::weights, 0));
  CHECK(one != draw(2, Purpose::weights, 0));
  CHECK(one != draw(1, Purpose::training, 0));
  CHECK(one != draw(1, Purpose::weights, 1));
  CHECK(draw(Rng::max_seed, Purpose::weights, 0) != draw(Rng::max_seed >> 1, Purpose::weights, 0));
}

TEST_CASE("a shorter draw is the beginning of a longer one") {
  std::vector<float> longer(200);
  std::vector<float> shorter(77);
  Rng(5, Purpose::sampling, 9).normal(longer);
  Rng(5, Purpose::sampling, 9).normal(shorter);
  CHECK(std::equal(shorter.begin(), shorter.end(), longer.begin()));
}

TEST_CASE("uniform numbers are in [0, 1) and have the moments of the uniform distribution") {
  std::vector<float> x(200000);
  Rng(3, Purpose::sampling, 0).uniform(x);
  double mean = 0;
  double square = 0;
  for (const float value : x) {
    REQUIRE(value >= 0);
    REQUIRE(value < 1);
    mean += static_cast<double>(value);
    square += static_cast<double>(value * value);
  }
  CHECK(mean / 200000 == doctest::Approx(0.5).epsilon(0.005));
  CHECK(square / 200000 == doctest::Approx(1.0 / 3).epsilon(0.005));
}

TEST_CASE("normal numbers have the moments and the tails of the normal distribution") {
  std::vector<float> x(400000);
  Rng(4, Purpose::sampling, 0).normal(x);
  std::array<double, 5> moment{};
  double beyond2 = 0;
  double product = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto value = static_cast<double>(x[i]);
    for (std::size_t power = 1; power < 5; ++power) moment[power] += std::pow(value, power);
    beyond2 += std::abs(value) > 2 ? 1 : 0;
    if (i >= 16) product += value * static_cast<double>(x[i - 16]);  // the other number of the same pair
  }
  const auto n = static_cast<double>(x.size());
  CHECK(std::abs(moment[1] / n) < 0.005);
  CHECK(moment[2] / n == doctest::Approx(1).epsilon(0.01));
  CHECK(std::abs(moment[3] / n) < 0.03);
  CHECK(moment[4] / n == doctest::Approx(3).epsilon(0.03));
  CHECK(beyond2 / n == doctest::Approx(0.0455).epsilon(0.03));
  CHECK(std::abs(product / n) < 0.005);
}

TEST_CASE("a permutation holds every index once and moves most of them") {
  std::vector<std::uint32_t> order(1000);
  Rng(1, Purpose::shuffling, 0).permutation(order);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < order.size(); ++i) kept += order[i] == i ? 1 : 0;
  CHECK(kept < 10);
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) REQUIRE(order[i] == i);
}
