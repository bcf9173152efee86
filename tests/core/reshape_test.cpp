#include "hourglass/reshape.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Reshape;
using hourglass::Tensor;

TEST_CASE("reshape passes numbers through, forth and back") {
  Reshape layer(hourglass::ReshapeConfig{{2, 3, 4}});
  CHECK(layer.output_shape() == hourglass::Shape{2, 3, 4});
  const Tensor x = support::random_tensor(2, {1, 1, 24}, 1);
  Tensor z(2, layer.output_shape());
  layer.forward(x, z, {});
  CHECK(support::to_vector(x.values()) == support::to_vector(z.values()));
  Tensor dx(2, {1, 1, 24});
  layer.backward(x, z, &dx, {});
  CHECK(support::to_vector(x.values()) == support::to_vector(dx.values()));
}
