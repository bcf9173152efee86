#include "hourglass/loss.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Loss;
using hourglass::Shape;
using hourglass::Tensor;

namespace {

Tensor probabilities(std::size_t batch, int features, std::uint64_t seed) {
  Tensor tensor = support::random_tensor(batch, {1, 1, features}, seed);
  for (float& x : tensor.values()) x = 0.5F + 0.4F * x;
  return tensor;
}

}  // namespace

TEST_CASE("losses are means over features and samples, as Keras computes them") {
  Tensor y(2, {1, 1, 2});
  Tensor t(2, {1, 1, 2});
  std::copy_n(std::array{0.4F, 0.6F, 0.4F, 0.6F}.begin(), 4, y.data());
  std::copy_n(std::array{0.0F, 1.0F, 0.0F, 0.0F}.begin(), 4, t.data());
  // keras.losses: MeanSquaredError 0.21; BinaryCrossentropy 0.6122 (its documentation's example is 0.815 on others).
  CHECK(hourglass::loss(Loss::mse, y, t, nullptr) == doctest::Approx((0.16 + 0.16 + 0.16 + 0.36) / 4));
  const double expected = -(std::log(0.6) + std::log(0.6) + std::log(0.6) + std::log(0.4)) / 4;
  CHECK(hourglass::loss(Loss::bce, y, t, nullptr) == doctest::Approx(expected).epsilon(1e-5));
}

TEST_CASE("gradients of losses agree with differences") {
  for (const int features : {1, 3, 17}) {
    const Tensor t = probabilities(3, features, 1);
    Tensor y = probabilities(3, features, 2);
    Tensor dy(3, {1, 1, features});
    for (const Loss kind : {Loss::mse, Loss::bce}) {
      hourglass::loss(kind, y, t, &dy);
      const auto value = [&] { return hourglass::loss(kind, y, t, nullptr); };
      CHECK(support::gradient_error(y.values(), dy.values(), value, 2e-3F) < 2e-3);
    }
    Tensor z = support::random_tensor(3, {1, 1, features}, 3);
    hourglass::loss(Loss::bce, z, t, &dy, true);
    const auto value = [&] { return hourglass::loss(Loss::bce, z, t, nullptr, true); };
    CHECK(support::gradient_error(z.values(), dy.values(), value) < 2e-3);
  }
}

TEST_CASE("cross-entropy neither overflows nor takes the log of 0") {
  Tensor z(1, {1, 1, 4});
  Tensor t(1, {1, 1, 4});
  std::copy_n(std::array{200.0F, -200.0F, 200.0F, -200.0F}.begin(), 4, z.data());
  std::copy_n(std::array{0.0F, 1.0F, 1.0F, 0.0F}.begin(), 4, t.data());
  CHECK(hourglass::loss(Loss::bce, z, t, nullptr, true) == doctest::Approx(100));
  std::copy_n(std::array{1.0F, 0.0F, 1.0F, 0.0F}.begin(), 4, z.data());
  // Keras clips probabilities to [1e-7, 1 - 1e-7].
  CHECK(hourglass::loss(Loss::bce, z, t, nullptr) == doctest::Approx(-std::log(1e-7) / 2).epsilon(0.02));
}
