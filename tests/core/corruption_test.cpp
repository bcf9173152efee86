#include "hourglass/corruption.hpp"

#include <doctest/doctest.h>

#include "hourglass/trainer.hpp"
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

TEST_CASE("Gaussian corruption clamps to the data's own range, or not at all") {
  using namespace hourglass;
  Tensor clean(100, {1, 1, 11});
  for (float& x : clean.values()) x = 3;
  Tensor corrupted(0, clean.shape());
  const auto extremes = [&](std::optional<Range> clip) {
    hourglass::corrupt({.amount = 10, .clip = clip}, Rng(1, Purpose::training, 0), clean, corrupted);
    const auto [low, high] = std::minmax_element(corrupted.values().begin(), corrupted.values().end());
    return std::pair(*low, *high);
  };
  CHECK(extremes(Range{-4, 8}) == std::pair(-4.0F, 8.0F));
  CHECK(extremes(std::nullopt).first < -10);
  CHECK(extremes(std::nullopt).second > 15);

  AutoencoderConfig config;
  config.input = {1, 1, 2};
  config.encoder = {dense(2)};
  config.corruption = Corruption{};
  Autoencoder model(config);
  const Dataset standardised(std::vector<float>{0.5F, -1.5F, 0, 1}, 2);
  const std::string refusal =
      "data must be from 0 to 1, got -1.5 at index 1 (sample 0, feature 1): gaussian corruption clamps to this range. "
      "Scale the data, or set corruption.clip to another range or to none";
  CHECK(support::error_of([&] { Trainer(model, standardised); }) == refusal);
  CHECK(support::error_of([&] { (void)model.evaluate(standardised); }) == refusal);
  CHECK(support::error_of([&] { (void)model.corrupt(standardised, Corruption{}, 0); }) == refusal);
  model.set_corruption(Corruption{.clip = std::nullopt});
  Trainer trainer(model, standardised, {.epochs = 1});
  CHECK(support::error_of([&] { trainer.set_corruption(Corruption{.amount = 0.1}); }) == refusal);
  CHECK(!model.config().corruption->clip);
  trainer.set_corruption(Corruption{.amount = 0.1, .clip = Range{-2, 2}});
  CHECK(model.config().corruption->amount == 0.1);
  trainer.fit();
  CHECK(support::error_of([] { validate(Corruption{.clip = Range{1, 1}}); }) ==
        "corruption.clip must go from a number to a greater one, got 1");
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
