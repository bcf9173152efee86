// A linear autoencoder with the squared error has PCA's subspace as its optimum (Baldi and Hornik 1989).

#include <doctest/doctest.h>

#include "hourglass/pca.hpp"
#include "hourglass/trainer.hpp"
#include "support.hpp"

using namespace hourglass;

namespace {

/// 10 mixed factors of falling strength and an offset.
std::vector<float> mixed_factors(std::size_t samples) {
  const auto factors = support::random_values(samples * 10, 1);
  const auto mixing = support::random_values(100, 2);
  std::vector<float> data(samples * 10);
  for (std::size_t i = 0; i < samples; ++i) {
    for (std::size_t j = 0; j < 10; ++j) {
      float sum = 0.1F * static_cast<float>(j);
      for (std::size_t k = 0; k < 10; ++k) {
        sum += factors[10 * i + k] * mixing[10 * k + j] / static_cast<float>(1 + k);
      }
      data[10 * i + j] = sum;
    }
  }
  return data;
}

}  // namespace

TEST_CASE("a linear autoencoder's error approaches that of PCA from above") {
  const std::vector<float> data = mixed_factors(500);
  const double best = Pca(data, 10, 3).reconstruction_error(data);
  AutoencoderConfig config;
  config.input = {1, 1, 10};
  config.encoder = {dense(3)};
  config.output_activation = Activation::linear;
  config.optimizer = Adam{.learning_rate = 0.01};
  Autoencoder model(config);
  const Dataset samples(data, 10);
  double last = model.evaluate(samples).total();
  for (int run = 0; run < 4; ++run) {
    Trainer(model, samples, {.epochs = 40, .batch_size = 50, .schedule = CosineSchedule{}}).fit();
    const double error = model.evaluate(samples).total();
    CHECK(error > best * (1 - 1e-5));
    CHECK(error < last);
    last = error;
  }
  CHECK(last < 1.01 * best);
}
