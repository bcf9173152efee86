#include "hourglass/dataset.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Dataset;
using hourglass::Tensor;

TEST_CASE("bytes stand for 0 to 1") {
  const Dataset data(std::vector<std::uint8_t>{0, 51, 255, 128}, 2);
  CHECK(data.size() == 2);
  Tensor out(0, {1, 1, 2});
  const std::array<std::uint32_t, 3> indices{1, 0, 1};
  data.gather(indices, out);
  REQUIRE(out.batch() == 3);
  CHECK(out.data()[0] == 1);
  CHECK(out.data()[1] == 128.0F / 255);
  CHECK(out.data()[3] == 0.2F);
}

TEST_CASE("splitting off keeps the order on both sides") {
  Dataset data(std::vector<float>{1, 2, 3, 4, 5, 6}, 2);
  const Dataset tail = data.split_off(1);
  CHECK(data.size() == 2);
  CHECK(tail.size() == 1);
  Tensor out(0, {1, 1, 2});
  tail.gather(0, 1, out);
  CHECK(out.data()[0] == 5);
  data.gather(1, 1, out);
  CHECK(out.data()[1] == 4);
}

TEST_CASE("parts show the samples that they are of, and know their range") {
  const Dataset data(std::vector<float>{1, -2, 3, 4, 5, 60}, 2);
  const Dataset middle = data.rows(1, 2).rows(0, 1);
  CHECK(middle.size() == 1);
  CHECK(middle.values() == std::vector<float>{3, 4});
  CHECK(data.range() == hourglass::Range{-2, 60});
  CHECK(middle.range() == hourglass::Range{-2, 60});
  middle.require_within({0, 10}, "data", "");       // looks at its own samples
  middle.require_within({3, 3.99995}, "data", "");  // beyond it by rounding
  CHECK(!support::error_of([&] { middle.require_within({3, 3.999}, "data", ""); }).empty());
  CHECK(support::error_of([&] { data.rows(1, 2).require_within({0, 10}, "values", ", alas"); }) ==
        "values must be from 0 to 10, got 60 at index 3 (sample 1, feature 1), alas");
  CHECK(data.rows(1, 2).thinned(1).values() == std::vector<float>{3, 4});
  CHECK(Dataset(std::vector<std::uint8_t>{0, 9}, 2).range() == hourglass::Range{0, 1});
  CHECK(support::error_of([&] { (void)data.rows(2, 2); }) == "rows must be at least one of the 3 samples, got 2 to 4");
}

TEST_CASE("targets must be as many as the inputs, and are split off with them") {
  hourglass::Pairs pairs(Dataset(std::vector<float>{1, 2, 3}, 1), Dataset(std::vector<float>{4, 5, 6}, 1));
  const hourglass::Pairs tail = pairs.split_off(1);
  CHECK(tail.inputs.values() == std::vector<float>{3});
  CHECK(tail.targets().values() == std::vector<float>{6});
  CHECK(pairs.targets().values() == std::vector<float>{4, 5});
  CHECK(support::error_of([&] { hourglass::Pairs(pairs.inputs, tail.inputs); }) ==
        "targets must be as many samples as the data, 2, got 1");
}

TEST_CASE("bad data is refused with the place where it is") {
  CHECK(support::error_of([] { Dataset(std::vector<float>{}, 3); }) == "data is empty");
  CHECK(support::error_of([] { Dataset(std::vector<float>(10), 3); }) ==
        "data must have a length that is a multiple of 3 features, got 10");
  CHECK(support::error_of([] { Dataset(std::vector<float>{0, 0, 0, 0, NAN, 0}, 3); }) ==
        "data must be finite numbers, got nan at index 4 (sample 1, feature 1)");
  CHECK(support::error_of([] { Dataset(std::vector<float>(1), 2, "latents"); }) ==
        "latents must have a length that is a multiple of 2 features, got 1");
  CHECK(support::error_of([] { Dataset(std::vector<float>{-INFINITY}, 1); }) ==
        "data must be finite numbers, got -inf at index 0 (sample 0, feature 0)");
}

TEST_CASE("samples that lie elsewhere are copied, from floats, doubles and bytes") {
  const std::array<float, 4> floats{0, 0.25F, 0.5F, 1};
  const std::array<double, 4> doubles{0, 0.25, 0.5, 1};
  const std::array<std::uint8_t, 2> bytes{0, 255};
  const std::vector<float> expected(floats.begin(), floats.end());
  CHECK(Dataset(std::span<const float>(floats), 2).values() == expected);
  CHECK(Dataset(std::span<const double>(doubles), 2).values() == expected);
  CHECK(Dataset(std::span<const std::uint8_t>(bytes), 2).values() == std::vector<float>{0, 1});
  const std::array<double, 4> wide{0, 1, 2, -1e300};
  CHECK(support::error_of([&] { Dataset(std::span<const double>(wide), 2); }) ==
        "data must be finite numbers of single precision, got -1e+300 at index 3 (sample 1, feature 1)");
  CHECK(support::error_of([&] { Dataset(std::span<const double>(wide), 0); }) == "features must be at least 1, got 0");
}
