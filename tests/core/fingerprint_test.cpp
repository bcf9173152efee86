#include <doctest/doctest.h>

#include "hourglass/trainer.hpp"
#include "support.hpp"

using hourglass::Activation;
using hourglass::Autoencoder;
using hourglass::AutoencoderConfig;
using hourglass::Dataset;
using hourglass::dense;
using hourglass::Trainer;

#if !HOURGLASS_FUSED
TEST_CASE("50 steps end in the same bits as on every other platform") {
  AutoencoderConfig config;
  config.input = {1, 1, 784};
  config.encoder = {dense(32, Activation::relu)};
  config.decoder = {dense(784, Activation::sigmoid)};
  config.corruption = {.amount = 0.5};
  config.seed = 7;
  Autoencoder model(config);
  Trainer trainer(model, Dataset(support::patterned_bytes(784 * 1000), 784), {.epochs = 5, .batch_size = 100});
  trainer.fit();
  CHECK(model.steps() == 50);
  CHECK_MESSAGE(model.fingerprint() == DENSE_FINGERPRINT, "fingerprint: ", std::hex, model.fingerprint());
}
#endif
