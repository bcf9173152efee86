#include "hourglass/sparsity.hpp"

#include <doctest/doctest.h>

#include "hourglass/autoencoder.hpp"
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

TEST_CASE("at and beyond the clamps of the penalties the gradient is that of what is computed") {
  // Means outside (0, 1) are clamped, and the penalty does not change with them.
  for (const float activation : {0.0F, -0.5F, 1.0F, 1.5F}) {
    Tensor latent(4, {1, 1, 3});
    Tensor dlatent(4, {1, 1, 3});
    std::fill(latent.values().begin(), latent.values().end(), activation);
    const Sparsity kl{Sparsity::Kind::kl, 0.7, 0.2};
    const auto value = [&] { return hourglass::penalty(kl, latent, nullptr); };
    CHECK(value() > 0);
    hourglass::penalty(kl, latent, &dlatent);
    if (activation != 0 && activation != 1) {
      CHECK(support::gradient_error(latent.values(), dlatent.values(), value, 1e-3F) < 1e-6);
    }
    for (const float d : dlatent.values()) CHECK(d == 0);
  }
  Tensor latent(1, {1, 1, 3});
  Tensor dlatent(1, {1, 1, 3});
  std::copy_n(std::array{0.0F, 1e-3F, -1e-3F}.begin(), 3, latent.data());
  hourglass::penalty({Sparsity::Kind::l1, 0.5}, latent, &dlatent);
  CHECK(support::to_vector(dlatent.values()) == std::vector<float>{0, 0.5F, -0.5F});
}

TEST_CASE("KL is refused for codes that may leave 0 to 1") {
  using namespace hourglass;
  const auto refusal = [](std::vector<LayerConfig> encoder) {
    AutoencoderConfig config;
    config.input = {1, 1, 4};
    config.encoder = std::move(encoder);
    config.sparsity = Sparsity{Sparsity::Kind::kl, 0.1, 0.1};
    return support::error_of([&] { Autoencoder{config}; });
  };
  CHECK(refusal({dense(2, Activation::sigmoid)}).empty());
  CHECK(refusal({dense(2, Activation::sigmoid), reshape(2, 1, 1)}).empty());
  for (const Activation activation : {Activation::linear, Activation::relu, Activation::tanh}) {
    CHECK(refusal({dense(3, Activation::sigmoid), dense(2, activation)})
              .starts_with("sparsity of kind kl needs a code from 0 to 1: end the encoder in a layer with the "
                           "activation sigmoid (encoder[1] has"));
  }
  CHECK(refusal({dense(2, Activation::sigmoid), dropout(0.5)}).find("encoder[1]") != std::string::npos);
}

TEST_CASE("sparsity outside its range is refused by name and value") {
  CHECK(support::error_of([] { hourglass::validate({Sparsity::Kind::l1, -1}); }) ==
        "sparsity.weight must be a number of at least 0, got -1");
  CHECK(support::error_of([] { hourglass::validate({Sparsity::Kind::kl, 1, 1}); }) ==
        "sparsity.target must be above 0 and below 1, got 1");
}
