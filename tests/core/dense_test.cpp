#include "hourglass/dense.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Activation;
using hourglass::Dense;
using hourglass::Purpose;
using hourglass::Rng;
using hourglass::Shape;
using hourglass::Tensor;

TEST_CASE("a dense layer computes x W + b") {
  Dense layer({1, 1, 2}, {3, Activation::linear}, Rng(0, Purpose::weights, 0));
  const auto parameters = layer.parameters();
  parameters[0].value = {1, 2, 3, 4, 5, 6};
  parameters[1].value = {10, 20, 30};
  Tensor x(2, {1, 1, 2});
  std::copy_n(std::array{1.0F, 1.0F, 2.0F, -1.0F}.begin(), 4, x.data());
  Tensor z(2, layer.output_shape());
  layer.forward(x, z, {});
  const std::vector<float> expected{15, 27, 39, 8, 19, 30};
  CHECK(std::equal(expected.begin(), expected.end(), z.data()));
}

TEST_CASE("a dense layer starts as in Keras: Glorot-uniform kernel, zero bias") {
  Dense layer({28, 28, 1}, {32, Activation::relu}, Rng(1, Purpose::weights, 0));
  const auto& kernel = layer.parameters()[0];
  CHECK(kernel.shape == std::vector<int>{784, 32});
  const float limit = std::sqrt(6.0F / (784 + 32));
  float largest = 0;
  double mean = 0;
  double square = 0;
  for (const float w : kernel.value) {
    largest = std::max(largest, std::abs(w));
    mean += static_cast<double>(w);
    square += static_cast<double>(w * w);
  }
  const auto n = static_cast<double>(kernel.value.size());
  CHECK(largest <= limit);
  CHECK(largest > 0.99F * limit);
  CHECK(std::abs(mean / n) < 1e-3);
  CHECK(square / n == doctest::Approx(2.0 / (784 + 32)).epsilon(0.02));
  for (const float b : layer.parameters()[1].value) REQUIRE(b == 0);
}

TEST_CASE("gradients of a dense layer agree with differences at odd sizes") {
  for (const int inputs : {1, 3, 17}) {
    for (const int units : {1, 5, 9}) {
      for (const std::size_t batch : {1U, 3U, 7U}) {
        Dense layer({1, 1, inputs}, {units, Activation::linear}, Rng(2, Purpose::weights, 0));
        Tensor x = support::random_tensor(batch, {1, 1, inputs}, 3);
        const Tensor weights = support::random_tensor(batch, layer.output_shape(), 4);
        Tensor z(batch, layer.output_shape());
        const auto loss = [&] {
          layer.forward(x, z, {});
          return support::dot(z.values(), weights.values());
        };
        Tensor dx(batch, {1, 1, inputs});
        layer.backward(x, weights, &dx, {});
        CAPTURE(inputs);
        CAPTURE(units);
        CAPTURE(batch);
        CHECK(support::gradient_error(x.values(), dx.values(), loss) < 1e-3);
        for (auto& parameter : layer.parameters()) {
          CHECK(support::gradient_error(parameter.value, parameter.gradient, loss) < 1e-3);
        }
      }
    }
  }
}
