#include "hourglass/activation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/enum_names.hpp"
#include "kernels/kernels.hpp"
#include "support.hpp"

using hourglass::Activation;
using hourglass::enum_count;
using hourglass::enum_name;

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
  CHECK(of(Activation::gelu)[0] == doctest::Approx(-0.0455003));
  CHECK(of(Activation::gelu)[3] == doctest::Approx(0.3457312));
}

TEST_CASE("no output of an activation is beyond what is said of its range, which outputs come near") {
  for (std::size_t kind = 0; kind < enum_count<Activation>; ++kind) {
    const auto activation = static_cast<Activation>(kind);
    CAPTURE(enum_name(activation));
    std::vector<float> y(20001);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = (static_cast<float>(i) - 1e4F) * 1e-2F;
    const auto& known = hourglass::kernels::activation(activation);
    if (known.of_vectors) y = {-50, 50};
    hourglass::activate(activation, y, y.size());
    const auto [low, high] = std::ranges::minmax(y);
    CHECK(static_cast<double>(low) >= known.low);
    CHECK(static_cast<double>(high) <= known.high);
    CHECK(static_cast<double>(low) < (std::isfinite(known.low) ? known.low + 1e-3 : -10));
    CHECK(static_cast<double>(high) > (std::isfinite(known.high) ? known.high - 1e-3 : 90));
  }
}

TEST_CASE("gradients of activations agree with differences") {
  for (std::size_t kind = 0; kind < enum_count<Activation>; ++kind) {
    const auto activation = static_cast<Activation>(kind);
    CAPTURE(enum_name(activation));
    std::vector<float> z = support::random_values(18, 5);
    // The relus have no slope at 0: keep away from it.
    for (float& x : z) x += std::abs(x) < 0.05F ? 0.1F : 0.0F;
    const auto weights = support::random_values(18, 6);
    const auto loss = [&] {
      std::vector<float> y = z;
      hourglass::activate(activation, y, 3);
      return support::dot(y, weights);
    };
    std::vector<float> y = z;
    hourglass::activate(activation, y, 3);
    std::vector<float> gradient = weights;
    hourglass::activate_backward(activation, hourglass::derivative_at_input(activation) ? z : y, gradient, 3);
    CHECK(support::gradient_error(z, gradient, loss) < 1e-3);
  }
}
