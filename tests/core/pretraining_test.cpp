#include "hourglass/pretraining.hpp"

#include <doctest/doctest.h>

#include "hourglass/trainer.hpp"
#include "support.hpp"

using hourglass::Activation;
using hourglass::Autoencoder;
using hourglass::AutoencoderConfig;
using hourglass::conv2d;
using hourglass::Dataset;
using hourglass::dense;
using hourglass::dropout;
using hourglass::LayerPretraining;
using hourglass::Progress;
using hourglass::Tensor;
using hourglass::Trainer;

namespace {

AutoencoderConfig stacked_config() {
  AutoencoderConfig config;
  config.input = {1, 1, 16};
  config.encoder = {dense(12, Activation::tanh), dropout(0.2), dense(8, Activation::tanh), dense(4, Activation::tanh)};
  return config;
}

Dataset patterns() { return {support::patterned_bytes(std::size_t{320} * 16), 16}; }

}  // namespace

TEST_CASE("a layer and its counterpart learn, and nothing else changes") {
  Autoencoder model(stacked_config());
  REQUIRE(LayerPretraining::count(model) == 3);
  Tensor batch(320, {1, 1, 16});
  patterns().gather(0, 320, batch);
  std::vector<hourglass::Floats> before;
  for (const auto* parameter : model.parameters()) before.push_back(parameter->value);
  LayerPretraining pretraining(model, 1, 320);
  const double first = pretraining.train_batch(batch, 1);
  double last = first;
  for (int i = 0; i < 200; ++i) last = pretraining.train_batch(batch, 1);
  CHECK(last < 0.7 * first);
  CHECK(pretraining.steps() == 201);
  CHECK(model.steps() == 0);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::string& name = model.parameters()[i]->name;
    CAPTURE(name);
    const bool pair = name.starts_with("encoder.2.") || name.starts_with("decoder.1.");
    CHECK((model.parameters()[i]->value != before[i]) == pair);
  }
}

TEST_CASE("gradients of a pretrained layer agree with differences") {
  AutoencoderConfig config = stacked_config();
  config.optimizer = hourglass::Sgd{1e-6};
  Autoencoder model(config);
  Tensor batch(7, {1, 1, 16});
  patterns().gather(0, 7, batch);
  for (int layer = 0; layer < 3; ++layer) {
    LayerPretraining pretraining(model, layer, 7);
    pretraining.train_batch(batch, 1);
    const auto& kernel = model.encoder_layers()[static_cast<std::size_t>(layer)]->parameters()[0];
    const hourglass::Floats gradient = kernel.gradient;
    const auto loss = [&] { return LayerPretraining(model, layer, 7).train_batch(batch, 1e-9); };
    CHECK(support::gradient_error(model.encoder_layers()[static_cast<std::size_t>(layer)]->parameters()[0].value,
                                  gradient, loss) < 5e-3);
  }
}

TEST_CASE("a trainer pretrains layer by layer, then trains the whole") {
  Autoencoder model(stacked_config());
  Trainer trainer(model, patterns(), {.epochs = 2, .batch_size = 32, .validation_split = 0.5, .pretrain_epochs = 3});
  const std::vector<Progress> history = trainer.fit();
  REQUIRE(history.size() == 11);
  for (int layer = 0; layer < 3; ++layer) {
    for (int epoch = 0; epoch < 3; ++epoch) {
      const Progress& progress = history[static_cast<std::size_t>(3 * layer + epoch)];
      CHECK(progress.pretraining_layer == layer);
      CHECK(progress.epoch == epoch + 1);
      CHECK(progress.epochs == 3);
      CHECK_FALSE(progress.validation_loss.has_value());
    }
  }
  CHECK_FALSE(history.back().pretraining_layer.has_value());
  CHECK(history.back().epoch == 2);
  CHECK(history.back().validation_loss.has_value());
  CHECK(history.back().step == 55);
  CHECK(history.back().steps == 55);
  CHECK(model.steps() == 10);
}

TEST_CASE("a pretraining step that diverges is not taken") {
  AutoencoderConfig config = stacked_config();
  config.output_activation = Activation::linear;
  for (const double rate : {1e3, 1e8, 1e15}) {
    config.optimizer = hourglass::Sgd{rate};
    Autoencoder model(config);
    const std::string message =
        support::error_of([&] { Trainer(model, patterns(), {.epochs = 1, .pretrain_epochs = 20}).fit(); });
    CAPTURE(rate);
    CHECK((message.find("pretraining step") != std::string::npos ||  // or at the end of an epoch
           message.find("overflowed in training") != std::string::npos));
    for (const auto* parameter : model.parameters()) {
      for (const float weight : parameter->value) REQUIRE(std::isfinite(weight));
    }
  }
}

TEST_CASE("convolutions pretrain, too") {
  AutoencoderConfig config;
  config.input = {4, 4, 1};
  config.encoder = {conv2d(3, 3, 2, Activation::relu), conv2d(2, 3, 1, Activation::relu), dense(3)};
  Autoencoder model(config);
  Trainer trainer(model, patterns(), {.epochs = 1, .pretrain_epochs = 2});
  CHECK(trainer.fit().size() == 7);
}

TEST_CASE("a decoder that does not mirror the encoder cannot be pretrained") {
  AutoencoderConfig config = stacked_config();
  config.decoder = {dense(16)};
  Autoencoder model(config);
  CHECK(support::error_of([&] { Trainer(model, patterns(), {.pretrain_epochs = 1}); }) ==
        "pretrain needs a decoder that mirrors the encoder layer by layer, got 3 and 1 layers with weights");
  config.decoder = {dense(8), dense(9), dense(16)};
  Autoencoder other(config);
  CHECK(support::error_of([&] {
          Trainer(other, patterns(), {.pretrain_epochs = 1});
        }).find("the counterpart of encoder layer 1 must give 12 features back, got 9") != std::string::npos);
}
