// How much samples and features count: in training, in evaluation and in scores.

#include <doctest/doctest.h>

#include <limits>

#include "hourglass/trainer.hpp"
#include "models.hpp"
#include "support.hpp"

using namespace hourglass;

namespace {

constexpr std::size_t features = 6;

AutoencoderConfig config_with(bool variational) {
  AutoencoderConfig config;
  config.input = features;
  config.encoder = {dense(4, Activation::tanh), dense(2)};
  config.output_activation = Activation::linear;
  if (variational) config.variational = Variational{};
  config.seed = 3;
  return config;
}

std::vector<float> values(std::size_t samples, std::uint64_t seed) {
  const Tensor tensor = support::random_tensor(samples, features, seed);
  return {tensor.values().begin(), tensor.values().end()};
}

std::uint64_t trained(const Pairs& data, const FitOptions& options = {.epochs = 3, .batch_size = 8}) {
  Autoencoder model(config_with(false));
  Trainer(model, data, options).fit();
  return model.fingerprint();
}

}  // namespace

TEST_CASE("weights of 1 train as none do, and those of 0 as if what they are of were other values") {
  const std::vector<float> all = values(40, 1);
  const Pairs plain(Dataset(all, features));
  Pairs ones(Dataset(all, features));
  ones.set_weights(Dataset(std::vector<float>(40, 1), 1), Dataset(std::vector<float>(features, 1), features));
  // The sum over a batch is the number of its values, to the bit.
  CHECK(trained(ones) == trained(plain));

  // A target that does not count may be anything.
  std::vector<float> masks(all.size(), 1), spoilt = all;
  for (std::size_t i = 0; i < masks.size(); i += 7) {
    masks[i] = 0;
    spoilt[i] = 50;
  }
  Pairs masked(Dataset(all, features), Dataset(all, features));
  masked.set_weights({}, Dataset(masks, features));
  Pairs elsewhere(Dataset(all, features), Dataset(spoilt, features));
  elsewhere.set_weights({}, Dataset(masks, features));
  CHECK(trained(masked) == trained(elsewhere));
  CHECK(trained(masked) != trained(plain));

  // Samples without weight train as batches without them.
  std::vector<float> few(all.begin(), all.begin() + 20 * features), weights(40, 0);
  std::fill_n(weights.begin(), 20, 2.0F);
  Pairs half(Dataset(all, features));
  half.set_weights(Dataset(weights, 1), {});
  const FitOptions whole{.epochs = 3, .batch_size = 40, .shuffle = false};
  Autoencoder one(config_with(false)), other(config_with(false));
  Trainer(one, half, whole).fit();
  Trainer(other, Dataset(few, features), whole).fit();
  for (std::size_t i = 0; i < one.parameters().size(); ++i) {
    for (std::size_t k = 0; k < one.parameters()[i]->value.size(); ++k) {
      CHECK(one.parameters()[i]->value[k] == doctest::Approx(other.parameters()[i]->value[k]).epsilon(1e-4));
    }
  }
}

TEST_CASE("every kind goes down the gradient of its weighted loss") {
  for (const bool variational : {false, true}) {
    AutoencoderConfig config = config_with(variational);
    config.optimizer = Sgd{1e-3};
    Autoencoder model(config);
    const Tensor x = support::random_tensor(5, features, 2);
    Tensor weights = support::random_tensor(5, features, 3);
    for (float& weight : weights.values()) weight = std::max(weight, 0.0F);
    double before = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 20 && !variational; ++i) {
      const double loss = model.train_batch(x, x, {}, &weights).total();
      CHECK(loss < before);
      before = loss;
    }
    if (variational) CHECK(std::isfinite(model.train_batch(x, x, {}, &weights).total()));
  }
}

TEST_CASE("evaluation and an epoch's loss are means over what counts, however batches part it") {
  Pairs data(Dataset(values(30, 1), features));
  std::vector<float> samples(30), own(30 * features);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<float>(i % 4);
  for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<float>(i % 3);
  data.set_weights(Dataset(samples, 1), Dataset(own, features));
  Autoencoder model(config_with(false));
  const std::vector<float> errors = model.feature_errors(data.inputs);
  double sum = 0, counted = 0;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const auto weight = static_cast<double>(samples[i / features] * own[i]);
    sum += weight * static_cast<double>(errors[i]);
    counted += weight;
  }
  CHECK(model.evaluate(data).reconstruction == doctest::Approx(sum / counted).epsilon(1e-5));

  // With a learning rate that changes nothing to speak of, in batches of 7, and as validation.
  AutoencoderConfig still = config_with(false);
  still.optimizer = Sgd{1e-12};
  Autoencoder unchanged(still);
  const auto history = Trainer(unchanged, data, data, {.epochs = 1, .batch_size = 7}).fit();
  CHECK(history[0].losses.total() == doctest::Approx(sum / counted).epsilon(1e-5));
  CHECK(*history[0].validation_loss == doctest::Approx(sum / counted).epsilon(1e-5));

  Pairs rest = data;
  const Pairs tail = rest.split_off(10);
  CHECK(tail.sample_weights.values() == std::vector<float>(samples.begin() + 20, samples.end()));
  CHECK(tail.feature_weights.values() == std::vector<float>(own.begin() + 20 * features, own.end()));
  CHECK(rest.sample_weights.size() == 20);
}

TEST_CASE("scores by other errors, reduced otherwise, of the features that count") {
  const Dataset data(values(9, 1), features);
  Autoencoder model(config_with(false));
  const std::vector<float> output = model.reconstruct(data), input = data.values();
  std::vector<float> weights(features, 1);
  weights[2] = 0;
  const Dataset counted(weights, features);
  using Reduce = Scoring::Reduce;
  const auto mean = model.scores(data, {.by = Loss::mae}, counted);
  const auto largest = model.scores(data, {.by = Loss::mae, .reduce = Reduce::max}, counted);
  const auto median = model.scores(data, {.reduce = Reduce::quantile, .quantile = 0.5});
  for (std::size_t i = 0; i < 9; ++i) {
    double sum = 0, top = 0;
    std::vector<float> squares;
    for (std::size_t k = i * features; k < (i + 1) * features; ++k) {
      const double error = std::abs(static_cast<double>(output[k] - input[k]));
      squares.push_back(static_cast<float>(error * error));
      if (k % features == 2) continue;
      sum += error;
      top = std::max(top, error);
    }
    std::ranges::sort(squares);
    CHECK(mean[i] == doctest::Approx(sum / 5).epsilon(1e-5));
    CHECK(largest[i] == doctest::Approx(top).epsilon(1e-5));
    CHECK(median[i] == doctest::Approx((squares[2] + squares[3]) / 2).epsilon(1e-5));
  }
  CHECK(model.scores(data) == model.scores(data, {.by = Loss::mse}));
}

TEST_CASE("weights that cannot be are refused") {
  Pairs data(Dataset(values(4, 1), features));
  const auto message = [&](std::vector<float> samples, std::vector<float> own, std::size_t width) {
    return support::error_of([&] {
      data.set_weights(samples.empty() ? Dataset() : Dataset(samples, 1),
                       own.empty() ? Dataset() : Dataset(own, width));
    });
  };
  CHECK(message({1, 1, 1}, {}, 1) == "sample_weights must be 4 numbers, got 3");
  CHECK(message({1, 1, -1, 1}, {}, 1) == "sample_weights must be numbers of at least 0, got -1");
  CHECK(message({0, 0, 0, 0}, {}, 1) == "sample_weights are all 0: then nothing counts");
  CHECK(message({}, {1, 2, 3}, 3) == "feature_weights must be 6 numbers, got 3");
  CHECK(message({}, std::vector<float>(12, 1), 6) == "feature_weights must be 6 numbers, got 12");
  Autoencoder model(config_with(false));
  CHECK(support::error_of([&] { (void)model.scores(data.inputs, {.quantile = 2}); }) ==
        "quantile must be a number from 0 to 1, got 2");
}
