#include "hourglass/patches.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "hourglass/trainer.hpp"
#include "support.hpp"

using hourglass::Autoencoder;
using hourglass::AutoencoderConfig;
using hourglass::Dataset;
using hourglass::Pairs;
using hourglass::Patches;
using hourglass::PatchOptions;
using Kind = hourglass::PatchOptions::Kind;

namespace {

/// Every pixel of it says where it is: 100 * row + column, in the second channel half of it.
Dataset numbered(int height, int width, float of_image = 0) {
  std::vector<float> values;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto value = of_image + static_cast<float>(100 * y + x);
      values.insert(values.end(), {value, value / 2});
    }
  }
  return {std::move(values), 1};
}

/// The first channel of each pixel.
std::vector<float> first_channel(const std::vector<float>& values, std::size_t patch, std::size_t pixels) {
  std::vector<float> all;
  for (std::size_t i = 0; i < pixels; ++i) all.push_back(values[2 * (patch * pixels + i)]);
  return all;
}

}  // namespace

TEST_CASE("patches are parts of their images, as often as these are large") {
  Patches patches({.size = 3}, 2);
  patches.add(numbered(5, 40), 5, 40);
  patches.add(numbered(10, 60, 10'000), 10, 60);
  CHECK(patches.count() == 800 / 9);
  const Pairs drawn = patches.draw(400, 7, 0);
  CHECK_FALSE(drawn.has_targets());
  const std::vector<float> values = drawn.inputs.values();
  std::size_t of_second = 0;
  std::set<float> corners;
  for (std::size_t patch = 0; patch < 400; ++patch) {
    const std::vector<float> pixels = first_channel(values, patch, 9);
    corners.insert(pixels[0]);
    if (pixels[0] >= 10'000) ++of_second;
    for (std::size_t i = 0; i < 9; ++i) {
      CHECK(pixels[i] == pixels[0] + static_cast<float>(100 * (i / 3) + i % 3));
      CHECK(values[2 * (patch * 9 + i) + 1] == pixels[i] / 2);
    }
  }
  CHECK(of_second > 260);
  CHECK(of_second < 340);
  CHECK(corners.size() > 200);
  // To the very edges.
  const auto of_second_image = [&](auto is_at) {
    return std::ranges::any_of(
        corners, [&](float corner) { return corner >= 10'000 && is_at(static_cast<int>(corner) - 10'000); });
  };
  CHECK(of_second_image([](int place) { return place % 100 == 0; }));
  CHECK(of_second_image([](int place) { return place % 100 == 57; }));
  CHECK(of_second_image([](int place) { return place / 100 == 0; }));
  CHECK(of_second_image([](int place) { return place / 100 == 7; }));
}

TEST_CASE("an image may come with what is to be made of it") {
  Patches patches({.size = 3, .flips = true, .rotations = true}, 2);
  patches.add(numbered(5, 40), 5, 40, "image", numbered(5, 40, 50'000));
  patches.add(numbered(10, 60, 10'000), 10, 60, "image", numbered(10, 60, 60'000));
  const Pairs drawn = patches.draw(50, 7, 0);
  REQUIRE(drawn.has_targets());
  const std::vector<float> inputs = drawn.inputs.values(), targets = drawn.targets().values();
  for (std::size_t i = 0; i < inputs.size(); i += 2) CHECK(targets[i] == inputs[i] + 50'000);
  CHECK(patches.draw(50, 7, 0).inputs.values() == inputs);

  CHECK_THROWS_WITH(patches.add(numbered(5, 40), 5, 40), "image.targets must be there for all images or for none");
  CHECK_THROWS_WITH(patches.add(numbered(5, 40), 5, 40, "image", numbered(5, 39)),
                    "image.targets must be 400 numbers, got 390");
  Patches neighbours({.size = 3, .kind = Kind::neighbours}, 2);
  CHECK_THROWS_WITH(neighbours.add(numbered(9, 9), 9, 9, "image", numbered(9, 9)),
                    "image.targets cannot be beside pairs that are made of one image");
}

TEST_CASE("what is drawn goes by seed and step alone") {
  Patches patches({.size = 4, .kind = Kind::neighbours, .flips = true, .rotations = true}, 2);
  patches.add(numbered(30, 30), 30, 30);
  const auto values = [&](std::uint64_t seed, std::uint64_t step) {
    return patches.draw(5, seed, step).inputs.values();
  };
  CHECK(values(1, 2) == values(1, 2));
  CHECK(values(1, 2) != values(1, 3));
  CHECK(values(1, 2) != values(2, 2));
}

TEST_CASE("patches are turned and mirrored, all ways alike") {
  for (const auto& [flips, rotations, ways] : {std::tuple(false, false, 1U), std::tuple(true, false, 2U),
                                               std::tuple(false, true, 4U), std::tuple(true, true, 8U)}) {
    Patches patches({.size = 2, .flips = flips, .rotations = rotations}, 2);
    patches.add(numbered(2, 2), 2, 2);
    const std::vector<float> values = patches.draw(100, 3, 0).inputs.values();
    std::set<std::vector<float>> seen;
    for (std::size_t patch = 0; patch < 100; ++patch) {
      std::vector<float> pixels = first_channel(values, patch, 4);
      seen.insert(pixels);
      // Beside each other before, beside each other after.
      CHECK(pixels[0] + pixels[3] == 101);
      std::ranges::sort(pixels);
      CHECK(pixels == std::vector<float>{0, 1, 100, 101});
    }
    CHECK(seen.size() == ways);
  }
}

TEST_CASE("neighbours are of one cell, beside each other, and all of them come") {
  for (const int distance : {1, 3}) {
    Patches patches({.size = 4, .kind = Kind::neighbours, .distance = distance}, 2);
    const int side = 8 * distance;
    patches.add(numbered(side, side), side, side);
    const Pairs drawn = patches.draw(60, 1, 0);
    REQUIRE(drawn.has_targets());
    const std::vector<float> inputs = drawn.inputs.values(), targets = drawn.own_targets.values();
    std::set<std::pair<int, int>> ways;
    for (std::size_t patch = 0; patch < 60; ++patch) {
      const std::vector<float> in = first_channel(inputs, patch, 16), out = first_channel(targets, patch, 16);
      for (std::size_t i = 0; i < 16; ++i) {
        const auto corner = static_cast<float>(2 * distance * (100 * (i / 4) + i % 4));
        const int from = static_cast<int>(in[i] - corner), to = static_cast<int>(out[i] - corner);
        const std::set<int> corners{0, distance, 100 * distance, 101 * distance};
        CHECK(corners.count(from) == 1);
        CHECK(corners.count(to) == 1);
        CHECK((std::abs(from - to) == distance || std::abs(from - to) == 100 * distance));
        ways.insert({from, to});
      }
    }
    CHECK(ways.size() == 8);
  }
}

TEST_CASE("blind pixels alone count, and what stands in for them is near") {
  Patches patches({.size = 8, .kind = Kind::blind_spots}, 2);
  patches.add(numbered(20, 20), 20, 20);
  const Pairs drawn = patches.draw(100, 1, 0);
  const std::vector<float> inputs = drawn.inputs.values(), targets = drawn.own_targets.values();
  const std::vector<float> weights = drawn.feature_weights.values();
  std::size_t blind = 0, replaced = 0;
  for (std::size_t i = 0; i < inputs.size(); i += 2) {
    CHECK(weights[i] == weights[i + 1]);
    if (weights[i] == 0) {
      CHECK(inputs[i] == targets[i]);
      continue;
    }
    CHECK(weights[i] == 1);
    ++blind;
    if (inputs[i] != targets[i]) ++replaced;
    const int apart = static_cast<int>(std::abs(inputs[i] - targets[i]));
    CHECK((apart + 50) / 100 <= 2);
    CHECK(std::abs((apart + 50) % 100 - 50) <= 2);
  }
  CHECK(blind > 250);
  CHECK(blind < 500);
  CHECK(replaced > blind * 8 / 10);
}

TEST_CASE("a model learns from patches, and from noise alone what is no noise") {
  constexpr int side = 64;
  std::vector<float> clean, noisy(side * side);
  for (int i = 0; i < side * side; ++i) {
    clean.push_back(0.5F +
                    0.3F * std::sin(static_cast<float>(i % side) / 6) * std::cos(static_cast<float>(i) / side / 9));
  }
  hourglass::Rng(4, hourglass::Purpose::sampling, 0).normal(noisy);
  for (std::size_t i = 0; i < noisy.size(); ++i) noisy[i] = clean[i] + 0.15F * noisy[i];
  for (const Kind kind : {Kind::neighbours, Kind::blind_spots}) {
    AutoencoderConfig config;
    config.input = {12, 12, 1};
    config.encoder = {hourglass::conv2d(8, 3, 1, hourglass::Activation::relu),
                      hourglass::conv2d(8, 3, 1, hourglass::Activation::relu)};
    config.decoder = {hourglass::conv2d(1, 3)};
    config.optimizer = hourglass::Adam{.learning_rate = 0.005};
    Autoencoder model(config);
    Patches patches({.size = 12, .kind = kind, .flips = true, .rotations = true}, 1);
    patches.add(Dataset(noisy, 1), side, side);
    hourglass::FitOptions options{.epochs = 4, .batch_size = 16};
    options.steps_per_epoch = 100;
    hourglass::Trainer trainer(model, patches, {}, options);
    const auto history = trainer.fit();
    CHECK(history.back().step == 400);
    CHECK(history.back().losses.total() < history.front().losses.total());
    CHECK(model.steps() == 400);
    // On its own pixels, by patches that lie side by side.
    double before = 0, after = 0;
    for (int top = 0; top + 12 <= side; top += 12) {
      std::vector<float> patch, target;
      for (int y = 0; y < 12; ++y) {
        for (int x = 0; x < 12; ++x) {
          patch.push_back(noisy[static_cast<std::size_t>((top + y) * side + x + 20)]);
          target.push_back(clean[static_cast<std::size_t>((top + y) * side + x + 20)]);
        }
      }
      const std::vector<float> restored = model.reconstruct(Dataset(patch, 144));
      for (std::size_t i = 0; i < 144; ++i) {
        before += std::pow(static_cast<double>(patch[i] - target[i]), 2);
        after += std::pow(static_cast<double>(restored[i] - target[i]), 2);
      }
    }
    CHECK(after < 0.5 * before);
  }
}

TEST_CASE("bursts of any length give the same weights from patches") {
  AutoencoderConfig config;
  config.input = {4, 4, 2};
  config.encoder = {hourglass::dense(3)};
  config.output_activation = hourglass::Activation::linear;
  Patches patches({.size = 4}, 2);
  patches.add(Dataset(support::patterned_bytes(30 * 30 * 2), 1), 30, 30);
  Autoencoder whole(config), parts(config);
  hourglass::Trainer(whole, patches, {}, {.epochs = 2, .batch_size = 8}).fit();
  hourglass::Trainer trainer(parts, patches, {}, {.epochs = 2, .batch_size = 8});
  while (!trainer.finished()) trainer.step();
  CHECK(whole.fingerprint() == parts.fingerprint());
  CHECK(whole.steps() == 2 * ((900 / 16 + 7) / 8));
}

TEST_CASE("patches that cannot be are refused by name") {
  const auto error = [](const PatchOptions& options, int channels = 1) {
    return support::error_of([&] { (void)Patches(options, channels); });
  };
  CHECK(error({.size = 0}).find("size must be") != std::string::npos);
  CHECK(error({.distance = 2}).find("distance is of neighbours") != std::string::npos);
  CHECK(error({.kind = Kind::neighbours, .distance = 17}).find("distance must be") != std::string::npos);
  Patches patches({.size = 4, .kind = Kind::neighbours}, 1);
  CHECK(support::error_of([&] {
          patches.add(Dataset(std::vector<float>(56), 1), 7, 8);
        }).find("image must have at least 8 rows and columns for these patches, got 7 x 8") != std::string::npos);
  CHECK(support::error_of([&] {
          patches.add(Dataset(std::vector<float>(65), 1), 8, 8);
        }).find("must be 64 numbers, got 65") != std::string::npos);
  CHECK(support::error_of([&] { (void)patches.draw(1, 0, 0); }).find("need an image") != std::string::npos);
}
