#include "hourglass/activation.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Activation;

TEST_CASE("activations have the values of their definitions") {
  const std::vector<float> z{-2, -0.5F, 0, 0.5F, 2};
  const auto of = [&z](Activation activation) {
    std::vector<float> y = z;
    hourglass::activate(activation, y);
    return y;
  };
  CHECK(of(Activation::linear) == z);
  CHECK(of(Activation::relu) == std::vector<float>{0, 0, 0, 0.5F, 2});
  CHECK(of(Activation::leaky_relu) == std::vector<float>{-0.4F, -0.1F, 0, 0.5F, 2});
  CHECK(of(Activation::elu)[0] == doctest::Approx(-0.8646647));
  CHECK(of(Activation::elu)[3] == 0.5F);
  CHECK(of(Activation::tanh)[4] == doctest::Approx(0.9640276));
  CHECK(of(Activation::sigmoid)[1] == doctest::Approx(0.3775407));
}

TEST_CASE("gradients of activations agree with differences") {
  for (const auto activation : {Activation::linear, Activation::relu, Activation::leaky_relu, Activation::elu,
                                Activation::tanh, Activation::sigmoid}) {
    CAPTURE(static_cast<int>(activation));
    std::vector<float> z = support::random_values(17, 5);
    // The relus have no slope at 0: keep away from it.
    for (float& x : z) x += std::abs(x) < 0.05F ? 0.1F : 0.0F;
    const auto weights = support::random_values(17, 6);
    const auto loss = [&] {
      std::vector<float> y = z;
      hourglass::activate(activation, y);
      return support::dot(y, weights);
    };
    std::vector<float> y = z;
    hourglass::activate(activation, y);
    std::vector<float> gradient = weights;
    hourglass::activate_backward(activation, y, gradient);
    CHECK(support::gradient_error(z, gradient, loss) < 1e-3);
  }
}
