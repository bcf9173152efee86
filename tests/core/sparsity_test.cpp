#include "hourglass/sparsity.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Sparsity;
using hourglass::Tensor;

TEST_CASE("the L1 penalty is the weighted sum of magnitudes, averaged over samples") {
  Tensor latent(2, {1, 1, 3});
  std::copy_n(std::array{1.0F, -2.0F, 0.0F, 3.0F, 0.5F, -0.5F}.begin(), 6, latent.data());
  CHECK(hourglass::penalty({Sparsity::Kind::l1, 0.1}, latent, nullptr) == doctest::Approx(0.1 * (3 + 4) / 2));
}

TEST_CASE("the KL penalty compares mean activations with the target") {
  Tensor latent(2, {1, 1, 2});
  std::copy_n(std::array{0.1F, 0.3F, 0.3F, 0.7F}.begin(), 4, latent.data());  // means 0.2 and 0.5
  const auto kl = [](double t, double m) { return t * std::log(t / m) + (1 - t) * std::log((1 - t) / (1 - m)); };
  CHECK(hourglass::penalty({Sparsity::Kind::kl, 3, 0.05}, latent, nullptr) ==
        doctest::Approx(3 * (kl(0.05, 0.2) + kl(0.05, 0.5))).epsilon(1e-5));
}

TEST_CASE("gradients of the penalties agree with differences and are added") {
  for (const int units : {1, 3, 17}) {
    for (const Sparsity sparsity : {Sparsity{Sparsity::Kind::l1, 0.7}, Sparsity{Sparsity::Kind::kl, 0.7, 0.2}}) {
      Tensor latent = support::random_tensor(5, {1, 1, units}, 2);
      for (float& h : latent.values()) h = 0.5F + 0.3F * h;
      Tensor dlatent(5, {1, 1, units});
      std::fill(dlatent.values().begin(), dlatent.values().end(), 1.0F);
      hourglass::penalty(sparsity, latent, &dlatent);
      for (float& d : dlatent.values()) d -= 1;
      const auto value = [&] { return hourglass::penalty(sparsity, latent, nullptr); };
      CHECK(support::gradient_error(latent.values(), dlatent.values(), value, 5e-3F) < 5e-3);
    }
  }
}

TEST_CASE("sparsity outside its range is refused by name and value") {
  CHECK(support::error_of([] { hourglass::validate({Sparsity::Kind::l1, -1}); }) ==
        "sparsity.weight must be a number of at least 0, got -1");
  CHECK(support::error_of([] { hourglass::validate({Sparsity::Kind::kl, 1, 1}); }) ==
        "sparsity.target must be above 0 and below 1, got 1");
}
