#include "hourglass/corruption.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Corruption;
using hourglass::Purpose;
using hourglass::Rng;
using hourglass::Tensor;

TEST_CASE("Gaussian corruption adds noise of the given deviation and clamps to [0, 1]") {
  Tensor clean(100, {1, 1, 101});
  for (float& x : clean.values()) x = 0.5F;
  Tensor corrupted(0, clean.shape());
  hourglass::corrupt({.amount = 0.1}, Rng(1, Purpose::training, 0), clean, corrupted);
  REQUIRE(corrupted.batch() == 100);
  double mean = 0;
  double square = 0;
  for (const float x : corrupted.values()) {
    const double difference = static_cast<double>(x) - 0.5;
    mean += difference;
    square += difference * difference;
  }
  CHECK(std::abs(mean / 10100) < 0.005);
  CHECK(std::sqrt(square / 10100) == doctest::Approx(0.1).epsilon(0.03));

  hourglass::corrupt({.amount = 5}, Rng(1, Purpose::training, 0), clean, corrupted);
  for (const float x : corrupted.values()) {
    REQUIRE(x >= 0);
    REQUIRE(x <= 1);
  }
}

TEST_CASE("corruption is new at every step and the same for the same step") {
  const Tensor clean = support::random_tensor(2, {1, 1, 30}, 1);
  const auto at = [&](std::uint64_t step) {
    Tensor corrupted(0, clean.shape());
    hourglass::corrupt({.amount = 0.5}, Rng(1, Purpose::training, step), clean, corrupted);
    return support::to_vector(corrupted.values());
  };
  CHECK(at(1) == at(1));
  CHECK(at(1) != at(2));
}

TEST_CASE("masking and salt-and-pepper change the given share of the features") {
  Tensor clean(100, {1, 1, 101});
  for (float& x : clean.values()) x = 0.5F;
  Tensor corrupted(0, clean.shape());
  const auto share = [&](float value) {
    return static_cast<double>(std::count(corrupted.values().begin(), corrupted.values().end(), value)) / 10100;
  };
  hourglass::corrupt({Corruption::Kind::masking, 0.3}, Rng(1, Purpose::training, 0), clean, corrupted);
  CHECK(share(0) == doctest::Approx(0.3).epsilon(0.05));
  CHECK(share(0.5F) == doctest::Approx(0.7).epsilon(0.05));
  hourglass::corrupt({Corruption::Kind::salt_and_pepper, 0.3}, Rng(1, Purpose::training, 0), clean, corrupted);
  CHECK(share(0) == doctest::Approx(0.15).epsilon(0.07));
  CHECK(share(1) == doctest::Approx(0.15).epsilon(0.07));
  CHECK(share(0.5F) == doctest::Approx(0.7).epsilon(0.05));
}

TEST_CASE("an amount outside its range is refused by name and value") {
  CHECK(support::error_of([] { hourglass::validate({.amount = -0.5}); }) ==
        "corruption.amount must be a number of at least 0, got -0.5");
  CHECK(support::error_of([] { hourglass::validate({Corruption::Kind::masking, 1.5}); }) ==
        "corruption.amount must be a share from 0 to 1, got 1.5");
}
