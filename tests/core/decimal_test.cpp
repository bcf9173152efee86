#include "base/decimal.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "hourglass/random.hpp"

using hourglass::from_decimal;
using hourglass::to_decimal;

TEST_CASE("numbers are written as JavaScript writes them") {
  const std::vector<std::pair<double, const char*>> cases{
      {0, "0"},
      {-0.0, "-0"},
      {7, "7"},
      {-2.5, "-2.5"},
      {100, "100"},
      {0.001, "0.001"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {1.5e-10, "1.5e-10"},
      {123456.789, "123456.789"},
      {9007199254740991, "9007199254740991"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {0.99999999999999989, "0.9999999999999999"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::min(), "2.2250738585072014e-308"},
      {std::numeric_limits<double>::denorm_min(), "5e-324"},
  };
  for (const auto& [value, text] : cases) CHECK(to_decimal(value) == text);
}

TEST_CASE("numbers are read to the nearest double, ties to even") {
  const std::vector<std::pair<const char*, double>> cases{
      {"0", 0},
      {"1e0", 1},
      {"1E+2", 100},
      {"12.50", 12.5},
      {"0.000000000000000000001", 1e-21},
      {"123456789012345678901234567890", 123456789012345678901234567890.0},
      {"9007199254740993", 9007199254740992},       // half-way, down to even
      {"9007199254740995", 9007199254740996},       // half-way, up to even
      {"9007199254740993.0001", 9007199254740994},  // a bit more than half-way
      {"1.7976931348623157e308", std::numeric_limits<double>::max()},
      {"1.7976931348623158e308", std::numeric_limits<double>::max()},
      {"1.7976931348623159e308", std::numeric_limits<double>::infinity()},
      {"1e999999999999999999999", std::numeric_limits<double>::infinity()},
      {"2.4703282292062327e-324", 0},
      {"2.4703282292062328e-324", std::numeric_limits<double>::denorm_min()},
      {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022},
      {"1e-999999999999999999999", 0},
      {"0e999999999999999999999", 0},
  };
  for (const auto& c : cases) {
    CAPTURE(c.first);
    CHECK(from_decimal(c.first) == c.second);
  }
  CHECK(std::signbit(from_decimal("-0")));
  // Half-way between 1 and the next double, and a digit behind a thousand zeros that decides.
  const std::string half = "1.00000000000000011102230246251565404236316680908203125";
  CHECK(from_decimal(half) == 1);
  CHECK(from_decimal(half + std::string(1000, '0') + "1") == std::nextafter(1.0, 2.0));
}

TEST_CASE("every double reads back as it was") {
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const auto words = hourglass::philox4x32({i, 0, 0, 0}, {1, 2});
    const double value = std::bit_cast<double>(std::uint64_t{words[0]} << 32 | words[1]);
    if (!std::isfinite(value)) continue;
    CAPTURE(value);
    CHECK(std::bit_cast<std::uint64_t>(from_decimal(to_decimal(value))) == std::bit_cast<std::uint64_t>(value));
  }
}
