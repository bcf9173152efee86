#include "hourglass/dataset.hpp"

#include <doctest/doctest.h>

#include <numeric>

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

TEST_CASE("samples are added behind, and dropped in front; whoever shares them keeps what was there") {
  Dataset data(std::vector<float>{1, 2, 3, 4}, 2);
  const Dataset before = data;
  data.append(Dataset(std::vector<float>{5, -6}, 2));
  CHECK(data.values() == std::vector<float>{1, 2, 3, 4, 5, -6});
  CHECK(data.range() == hourglass::Range{-6, 5});
  CHECK(before.values() == std::vector<float>{1, 2, 3, 4});
  CHECK(before.range() == hourglass::Range{1, 4});
  data.append(data);
  CHECK(data.size() == 6);
  data.append(data.rows(1, 1));
  CHECK(data.rows(6, 1).values() == std::vector<float>{3, 4});
  // A ring of three rows: what it holds stays small, however many pass.
  Dataset ring = data.rows(0, 3);
  for (int i = 0; i < 1000; ++i) {
    ring.append(Dataset(std::vector<float>{static_cast<float>(i), 0}, 2));
    ring.drop_first(1);
  }
  CHECK(ring.values() == std::vector<float>{997, 0, 998, 0, 999, 0});
  CHECK(support::error_of([&] { ring.drop_first(3); }) == "rows must leave at least one sample, got 3");
  CHECK(support::error_of([&] { ring.append(Dataset(std::vector<float>{1}, 1)); }) ==
        "samples must have 2 features, got 1");
  CHECK(support::error_of([&] { ring.append(Dataset(std::vector<std::uint8_t>{1, 2}, 2)); }) ==
        "samples must be bytes behind bytes, or other numbers behind others");
}

TEST_CASE("windows share one block of values, and their parts and copies are windows, too") {
  std::vector<float> series(11);
  std::iota(series.begin(), series.end(), 0.0F);
  const Dataset windows = Dataset::windows(Dataset(series, 1), 4, 3);
  CHECK(windows.size() == 3);
  CHECK(windows.values() == std::vector<float>{0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9});
  CHECK(windows.rows(1, 2).values() == std::vector<float>{3, 4, 5, 6, 6, 7, 8, 9});
  CHECK(windows.thinned(2).values() == std::vector<float>{0, 1, 2, 3, 3, 4, 5, 6});
  CHECK(Dataset::windows(Dataset(series, 1), 2, 5).values() == std::vector<float>{0, 1, 5, 6});  // gaps between
  Tensor batch(0, 4);
  windows.gather(std::vector<std::uint32_t>{2, 0}, batch);
  CHECK(support::to_vector(batch.values()) == std::vector<float>{6, 7, 8, 9, 0, 1, 2, 3});
  windows.require_within({0, 10}, "data", "");
  CHECK(support::error_of([&] { windows.rows(1, 1).require_within({0, 5}, "data", ""); }) ==
        "data must be from 0 to 5, got 6 at index 3 (sample 0, feature 3)");
  CHECK(support::error_of([&] { (void)Dataset::windows(Dataset(series, 1), 12, 1); }) ==
        "data must have at least the 12 values of a window, got 11");
  CHECK(support::error_of([&] { (void)Dataset::windows(Dataset(series, 1), 3, 0); }) ==
        "step must be at least 1, got 0");
  Dataset more = windows;
  CHECK(support::error_of([&] { more.append(windows); }) ==
        "samples cannot be added where samples are windows of one block");
}
