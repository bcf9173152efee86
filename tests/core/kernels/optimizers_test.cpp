#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include "kernels/sizes.hpp"
#include "support.hpp"

namespace kernels = hourglass::kernels;

TEST_CASE("roots and quotients are rounded as IEEE 754 says") {
  const std::vector<float> gradient = spread(20001, -3, 40);
  const std::vector<float> given = spread(20001, 1e-6F, 9);
  std::vector<float> mean_square = given, weight(20001);
  kernels::rmsprop(weight, gradient, mean_square, 1, 0, 0);
  std::size_t different = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) different += weight[i] != -(gradient[i] / std::sqrt(given[i]));
  CHECK(different == 0);
}
