#include "hourglass/trainer.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Activation;
using hourglass::Autoencoder;
using hourglass::AutoencoderConfig;
using hourglass::Dataset;
using hourglass::dense;
using hourglass::FitOptions;
using hourglass::Progress;
using hourglass::Trainer;

namespace {

AutoencoderConfig small_config() {
  AutoencoderConfig config;
  config.input = {1, 1, 16};
  config.encoder = {dense(8, Activation::tanh)};
  config.output_activation = Activation::sigmoid;
  return config;
}

Dataset patterns(std::size_t samples) { return {support::patterned_bytes(samples * 16), 16}; }

}  // namespace

TEST_CASE("training lowers the loss, on held-out samples too") {
  Autoencoder model(small_config());
  Trainer trainer(model, patterns(400), {.epochs = 30, .batch_size = 32, .validation_split = 0.25});
  std::size_t calls = 0;
  const auto history = trainer.fit([&](const Progress&) { ++calls; });
  REQUIRE(history.size() == 30);
  CHECK(calls == 30);
  CHECK(history.front().steps == 300);  // 10 batches of the 300 samples, the last of 12
  CHECK(history.back().step == 300);
  CHECK(history.back().epoch == 30);
  CHECK(history.back().losses.total() < 0.7 * history.front().losses.total());
  CHECK(*history.back().validation_loss < 0.8 * *history.front().validation_loss);
  CHECK(history.back().seconds_left == 0);
  CHECK(history.back().samples_per_second > 0);
  CHECK(trainer.finished());
}

TEST_CASE("bursts of any length give the same weights as one run") {
  Autoencoder whole(small_config());
  Trainer(whole, patterns(100), {.epochs = 3, .batch_size = 7}).fit();
  Autoencoder parts(small_config());
  Trainer trainer(parts, patterns(100), {.epochs = 3, .batch_size = 7});
  int bursts = 0;
  int epochs = 0;
  for (; !trainer.finished(); ++bursts) epochs += trainer.run(std::chrono::seconds(0)).epoch_finished ? 1 : 0;
  CHECK(bursts == 45);
  CHECK(epochs == 3);
  CHECK(parts.fingerprint() == whole.fingerprint());
}

TEST_CASE("two runs of two epochs are one run of four") {
  Autoencoder once(small_config());
  Trainer(once, patterns(100), {.epochs = 4}).fit();
  Autoencoder twice(small_config());
  Trainer(twice, patterns(100), {.epochs = 2}).fit();
  Trainer(twice, patterns(100), {.epochs = 2}).fit();
  CHECK(once.fingerprint() == twice.fingerprint());
}

TEST_CASE("the seed and shuffling change the weights") {
  const auto trained = [](std::uint64_t seed, bool shuffle) {
    AutoencoderConfig config = small_config();
    config.seed = seed;
    Autoencoder model(config);
    Trainer(model, patterns(100), {.epochs = 1, .batch_size = 10, .shuffle = shuffle}).fit();
    return model.fingerprint();
  };
  CHECK(trained(1, true) == trained(1, true));
  CHECK(trained(1, true) != trained(2, true));
  CHECK(trained(1, true) != trained(1, false));
}

TEST_CASE("validation data of its own is what evaluate sees") {
  Autoencoder model(small_config());
  Trainer trainer(model, patterns(50), patterns(30), {.epochs = 1});
  const auto history = trainer.fit();
  CHECK(*history.back().validation_loss == doctest::Approx(model.evaluate(patterns(30)).total()));
}

TEST_CASE("early stopping ends a run that gets no better and gives the best weights back") {
  AutoencoderConfig config = small_config();
  config.optimizer = hourglass::Adam{.learning_rate = 0.3};  // too fast: the validation loss goes up and down
  Autoencoder model(config);
  Trainer trainer(model, patterns(60),
                  {.epochs = 500,
                   .batch_size = 10,
                   .validation_split = 0.5,
                   .early_stopping = hourglass::EarlyStopping{.patience = 3}});
  const auto history = trainer.fit();
  CHECK(trainer.stopped_early());
  REQUIRE(history.size() < 500);
  CHECK(history.back().seconds_left == 0);
  double best = 1e9;
  for (const Progress& progress : history) best = std::min(best, *progress.validation_loss);
  CHECK(best < *history.back().validation_loss);
  Dataset train = patterns(60);
  CHECK(model.evaluate(train.split_off(30)).total() == doctest::Approx(best));
}

TEST_CASE("a schedule changes the rate of every step") {
  Autoencoder model(small_config());
  Trainer trainer(model, patterns(40), {.epochs = 4, .batch_size = 10, .schedule = hourglass::StepSchedule{2, 0.5}});
  std::vector<double> rates;
  while (!trainer.finished()) {
    const Progress before = trainer.progress();
    rates.push_back(before.learning_rate);
    trainer.run(std::chrono::seconds(0));
  }
  REQUIRE(rates.size() == 16);
  for (std::size_t i = 0; i < 16; ++i) CHECK(rates[i] == doctest::Approx(i < 8 ? 1e-3 : 5e-4));

  Autoencoder constant(small_config());
  Trainer(constant, patterns(40), {.epochs = 4, .batch_size = 10}).fit();
  CHECK(constant.fingerprint() != model.fingerprint());
  CHECK(model.learning_rate() == 1e-3);
}

TEST_CASE("options that cannot be are refused by name and value") {
  Autoencoder model(small_config());
  const auto refused = [&](const FitOptions& options) {
    return support::error_of([&] { Trainer(model, patterns(10), options); });
  };
  CHECK(refused({.epochs = 0}) == "epochs must be a whole number of at least 1, got 0");
  CHECK(refused({.batch_size = -1}) == "batch_size must be a whole number of at least 1, got -1");
  CHECK(refused({.validation_split = 1}) == "validation must be a share of at least 0 and below 1, got 1");
  CHECK(support::error_of([&] { Trainer(model, Dataset(std::vector<float>(8), 8)); }) ==
        "data must have 16 features, got 8");
}
