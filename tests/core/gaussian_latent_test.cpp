#include "hourglass/gaussian_latent.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Activation;
using hourglass::conv2d;
using hourglass::dense;
using hourglass::dropout;
using hourglass::GaussianLatent;
using hourglass::LayerConfig;
using hourglass::Purpose;
using hourglass::Rng;
using hourglass::Shape;
using hourglass::Tensor;

namespace {

GaussianLatent make_latent(const LayerConfig& head, Shape input) {
  return {hourglass::Variational{0.3}, head, input, "encoder", 1, 3, 1};
}

}  // namespace

TEST_CASE("the latent has a mean and a twin for the log-variance, with weights of their own") {
  const GaussianLatent latent = make_latent(dense(3), {1, 1, 5});
  const auto parameters = latent.parameters();
  REQUIRE(parameters.size() == 4);
  CHECK(parameters[0]->name == "encoder.1.kernel");
  CHECK(parameters[2]->name == "encoder.1.log_variance_kernel");
  CHECK(parameters[0]->shape == parameters[2]->shape);
  CHECK(parameters[0]->value != parameters[2]->value);
}

TEST_CASE("the KL divergence is the closed form") {
  GaussianLatent latent = make_latent(dense(2), {1, 1, 1});
  auto w = latent.make_workspace(2, false);
  std::copy_n(std::array{1.0F, -0.5F, 0.0F, 2.0F}.begin(), 4, w.mean.data());
  std::copy_n(std::array{0.0F, -1.0F, 0.5F, 1.0F}.begin(), 4, w.log_variance.data());
  double expected = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto m = static_cast<double>(w.mean.data()[i]);
    const auto lv = static_cast<double>(w.log_variance.data()[i]);
    expected += -0.5 * (1 + lv - m * m - std::exp(lv)) / 2;
  }
  CHECK(latent.kl(w) == doctest::Approx(expected).epsilon(1e-5));
}

TEST_CASE("samples have the mean and the variance that the layers give") {
  GaussianLatent latent = make_latent(dense(1), {1, 1, 1});
  const auto parameters = latent.parameters();
  for (auto* parameter : parameters) parameter->value = {0};
  parameters[1]->value = {2};  // mean
  parameters[3]->value = {1};  // log-variance
  const Tensor x(20000, {1, 1, 1});
  auto w = latent.make_workspace(20000, false);
  latent.forward(x, w, Rng(1, Purpose::training, 0), {});
  double mean = 0;
  double square = 0;
  for (const float z : w.sample.values()) {
    mean += static_cast<double>(z) / 20000;
    square += std::pow(static_cast<double>(z) - 2, 2) / 20000;
  }
  CHECK(mean == doctest::Approx(2).epsilon(0.02));
  CHECK(square == doctest::Approx(std::exp(1)).epsilon(0.05));
}

TEST_CASE("gradients through sampling and KL agree with differences") {
  const std::vector<std::pair<LayerConfig, Shape>> heads{
      {dense(1), {1, 1, 3}}, {dense(3, Activation::tanh), {1, 1, 17}}, {conv2d(2, 3, 2), {3, 3, 2}}};
  for (const auto& [head, input] : heads) {
    GaussianLatent latent = make_latent(head, input);
    Tensor x = support::random_tensor(4, input, 5);
    auto w = latent.make_workspace(4, true);
    const Tensor weights = support::random_tensor(4, latent.output_shape(), 6);
    const auto loss = [&] {
      latent.forward(x, w, Rng(2, Purpose::training, 0), {});
      return support::dot(w.sample.values(), weights.values()) + latent.penalty(w, 0.4);
    };
    loss();
    std::copy(weights.values().begin(), weights.values().end(), w.dsample.data());
    std::fill(w.dmean.values().begin(), w.dmean.values().end(), 0.0F);
    Tensor dx(4, input);
    latent.backward(x, w, &dx, {}, 0.4);
    CHECK(support::gradient_error(x.values(), dx.values(), loss) < 2e-3);
    for (auto* parameter : latent.parameters()) {
      CAPTURE(parameter->name);
      CHECK(support::gradient_error(parameter->value, parameter->gradient, loss) < 2e-3);
    }
  }
}

TEST_CASE("a latent that cannot be is refused by its field") {
  CHECK(support::error_of([] {
          make_latent(dropout(0.5), {1, 1, 3});
        }).find("encoder[1] must be a dense or conv2d layer") == 0);
  CHECK(support::error_of([] { hourglass::validate(hourglass::Variational{-1}); }) ==
        "variational.beta must be a number of at least 0, got -1");
}
