#include "hourglass/dropout.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Dropout;
using hourglass::Pass;
using hourglass::Tensor;

TEST_CASE("dropout changes nothing outside training") {
  const Dropout layer({1, 1, 17}, {0.5}, 0);
  const Tensor x = support::random_tensor(3, {1, 1, 17}, 1);
  Tensor z(3, {1, 1, 17});
  layer.forward(x, z, {});
  CHECK(std::equal(x.values().begin(), x.values().end(), z.data()));
}

TEST_CASE("in training dropout removes the given share and scales up the rest, back as forth") {
  Dropout layer({1, 1, 101}, {0.25}, 3);
  Tensor x(100, {1, 1, 101});
  for (float& value : x.values()) value = 3;
  Tensor z(100, x.shape());
  Tensor dx(100, x.shape());
  const Pass pass{.training = true, .seed = 1, .step = 7};
  layer.forward(x, z, pass);
  double dropped = 0;
  for (const float value : z.values()) {
    dropped += value == 0 ? 1 : 0;
    REQUIRE((value == 0 || value == 4));
  }
  CHECK(dropped / 10100 == doctest::Approx(0.25).epsilon(0.05));
  layer.backward(x, x, &dx, pass);
  CHECK(std::equal(z.values().begin(), z.values().end(), dx.data()));

  Tensor other(100, x.shape());
  layer.forward(x, other, {.training = true, .seed = 1, .step = 8});
  CHECK_FALSE(std::equal(z.values().begin(), z.values().end(), other.data()));
  Dropout({1, 1, 101}, {0.25}, 4).forward(x, other, pass);
  CHECK_FALSE(std::equal(z.values().begin(), z.values().end(), other.data()));
}
