#include "hourglass/tensor.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using hourglass::Shape;
using hourglass::Tensor;

TEST_CASE("a tensor is a batch of rows") {
  Tensor tensor(3, Shape{2, 2, 5});
  CHECK(tensor.features() == 20);
  CHECK(tensor.values().size() == 60);
  tensor.row(2)[0] = 7;
  CHECK(tensor.data()[40] == 7);
  CHECK(reinterpret_cast<std::uintptr_t>(tensor.data()) % 64 == 0);
}

TEST_CASE("resizing within the largest batch so far keeps the memory") {
  Tensor tensor(8, Shape{1, 1, 10});
  const float* const before = tensor.data();
  tensor.resize(3);
  CHECK(tensor.values().size() == 30);
  tensor.resize(8);
  CHECK(tensor.data() == before);
}

TEST_CASE("shapes take any integers, and refuse what no side can be") {
  const std::vector<float> values(12);
  CHECK(hourglass::Shape{1, 1, values.size()} == hourglass::Shape(12));
  CHECK(hourglass::Shape(std::size_t{12}).size() == 12);
  CHECK(support::error_of([] { hourglass::Shape{1, 1, std::uint64_t{1} << 32U}; }) ==
        "shape must be at most 2147483647 a side, got 4294967296");
}
