#include "hourglass/trainer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

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

TEST_CASE("an epoch's last batch, a short one, too, has the epoch's rate") {
  Autoencoder model(small_config());
  Trainer trainer(model, patterns(41), {.epochs = 4, .batch_size = 10, .schedule = hourglass::StepSchedule{1, 0.5}});
  double rate = 1e-3;
  for (const Progress& epoch : trainer.fit()) {
    CHECK(epoch.learning_rate == doctest::Approx(rate));
    rate /= 2;
  }
}

TEST_CASE("a schedule changes the rate of every step") {
  Autoencoder model(small_config());
  Trainer trainer(model, patterns(40), {.epochs = 4, .batch_size = 10, .schedule = hourglass::StepSchedule{2, 0.5}});
  std::vector<double> rates;
  CHECK(trainer.progress().learning_rate == 1e-3);
  // What a step, an epoch's last one, too, was done with.
  while (!trainer.finished()) rates.push_back(trainer.run(std::chrono::seconds(0)).learning_rate);
  REQUIRE(rates.size() == 16);
  for (std::size_t i = 0; i < 16; ++i) CHECK(rates[i] == doctest::Approx(i < 8 ? 1e-3 : 5e-4));

  Autoencoder constant(small_config());
  Trainer(constant, patterns(40), {.epochs = 4, .batch_size = 10}).fit();
  CHECK(constant.fingerprint() != model.fingerprint());
  CHECK(model.learning_rate() == 1e-3);
  CHECK(trainer.progress().learning_rate == doctest::Approx(5e-4));
}

TEST_CASE("a share is held out as Keras does, and neither side may be empty") {
  // keras/src/trainers/data_adapters/array_slicing.py: split_at = floor(n (1 - share)), refused at 0 and n.
  Autoencoder model(small_config());
  const auto steps = [&](std::size_t samples, double share) {
    return Trainer(model, patterns(samples), {.epochs = 1, .batch_size = 1, .validation_split = share})
        .progress()
        .steps;
  };
  CHECK(steps(10, 0.25) == 7);  // not 8
  CHECK(steps(10, 0.01) == 9);  // not 10
  CHECK(steps(3, 1.0 / 3) == 2);
  CHECK(steps(2, 0.5) == 1);
  CHECK(support::error_of([&] { (void)steps(1, 0.5); }) ==
        "validation_split must leave samples on both sides: of 1 it holds 1 out, got 0.5");
  CHECK(support::error_of([&] { (void)steps(3, 0.9); }) ==
        "validation_split must leave samples on both sides: of 3 it holds 3 out, got 0.9");
}

TEST_CASE("patience counts as Keras's does") {
  // keras/src/callbacks/early_stopping.py: stops once wait, the epochs since the best, is at least patience.
  AutoencoderConfig config = small_config();
  config.optimizer = hourglass::Sgd{1e-30};  // nothing gets better
  const auto epochs = [&](int patience) {
    Autoencoder model(config);
    return Trainer(model, patterns(10),
                   {.epochs = 20, .early_stopping = hourglass::EarlyStopping{.patience = patience, .min_delta = 1e-9}})
        .fit()
        .size();
  };
  CHECK(epochs(0) == 2);
  CHECK(epochs(1) == 2);
  CHECK(epochs(3) == 4);
}

TEST_CASE("targets of their own are what is learnt") {
  AutoencoderConfig config = small_config();
  config.optimizer = hourglass::Adam{.learning_rate = 0.01};
  const Dataset inputs = patterns(200);
  std::vector<float> inverse = inputs.values();
  for (float& value : inverse) value = 1 - value;
  const hourglass::Pairs pairs(inputs, Dataset(inverse, 16));
  Autoencoder model(config);
  const double before = model.evaluate(pairs).total();
  Trainer trainer(model, pairs, {.epochs = 40, .batch_size = 20, .validation_split = 0.25});
  const auto history = trainer.fit();
  CHECK(model.evaluate(pairs).total() < 0.5 * before);
  CHECK(model.evaluate(pairs).total() < 0.3 * model.evaluate(inputs).total());
  CHECK(*history.back().validation_loss < 0.5 * before);
  hourglass::Pairs train = pairs;
  CHECK(model.evaluate(train.split_off(50)).total() == doctest::Approx(*history.back().validation_loss));

  // Targets that are the inputs are no other run than none.
  Autoencoder plain(config);
  Trainer(plain, inputs, inputs, {.epochs = 2, .pretrain_epochs = 1}).fit();
  Autoencoder same(config);
  Trainer(same, {inputs, inputs}, {inputs, inputs}, {.epochs = 2, .pretrain_epochs = 1}).fit();
  CHECK(plain.fingerprint() == same.fingerprint());
}

TEST_CASE("a step is one batch of the same epoch, and ends it with its validation") {
  const FitOptions options{.epochs = 2,
                           .batch_size = 32,
                           .validation_split = 0.5,
                           .schedule = hourglass::CosineSchedule{1},
                           .pretrain_epochs = 2};
  Autoencoder whole(small_config());
  Trainer(whole, patterns(200), options).fit();
  Autoencoder stepped(small_config());
  Trainer trainer(stepped, patterns(200), options);
  int steps = 0;
  int epochs = 0;
  while (!trainer.finished()) {
    const Progress progress = steps % 3 == 2 ? trainer.run(std::chrono::seconds(0)) : trainer.step();
    if (progress.recent_samples > 0) ++steps;
    epochs += progress.epoch_finished ? 1 : 0;
    CHECK(progress.epochs_done == progress.epoch - (progress.epoch_finished ? 0 : 1));
  }
  CHECK(steps == 4 * 4);
  CHECK(epochs == 4);
  CHECK(stepped.fingerprint() == whole.fingerprint());
  CHECK(trainer.step().step == 16);  // there is none left
}

TEST_CASE("recent losses are those of the last burst") {
  Autoencoder model(small_config());
  Trainer trainer(model, patterns(100), {.epochs = 1, .batch_size = 40});
  double sum = 0;
  for (const std::size_t samples : std::array<std::size_t, 3>{40, 40, 20}) {
    const Progress progress = trainer.step();
    CHECK(progress.recent_samples == samples);
    sum += progress.recent_losses.total() * static_cast<double>(samples);
    const double seen = static_cast<double>(trainer.finished() ? 100 : 40 * progress.step);
    CHECK(progress.losses.total() == doctest::Approx(sum / seen));
  }
}

TEST_CASE("a last step that overflows is no finished run") {
  AutoencoderConfig config = small_config();
  config.output_activation = Activation::linear;
  config.optimizer = hourglass::Sgd{1e38, 0.99};
  Autoencoder model(config);
  std::vector<float> large(16, 30);
  CHECK(support::error_of([&] {
          Trainer(model, Dataset(large, 16), {.epochs = 1}).fit();
        }).find("overflowed in training. Make the model anew") != std::string::npos);
}

TEST_CASE("beta rises over the first epochs of a model, and not again") {
  AutoencoderConfig config = small_config();
  config.encoder = {dense(3)};
  config.variational = hourglass::Variational{.beta = 2, .warmup = 2};
  config.optimizer = hourglass::Sgd{1e-12};  // the KL term stays what it is
  Autoencoder model(config);
  const double full = model.evaluate(patterns(40)).penalty;
  std::vector<double> shares;
  const auto train = [&] {
    Trainer trainer(model, patterns(40), {.epochs = 2, .batch_size = 20, .shuffle = false});
    while (!trainer.finished()) shares.push_back(trainer.step().recent_losses.penalty / full);
  };
  train();
  train();
  REQUIRE(shares.size() == 8);
  const std::array<double, 8> expected{0.125, 0.375, 0.625, 0.875, 1, 1, 1, 1};
  for (std::size_t i = 0; i < 8; ++i) CHECK(shares[i] == doctest::Approx(expected[i]).epsilon(0.2));
  CHECK(shares[0] < 0.2);
  config.variational->warmup = -1;
  CHECK(support::error_of([&] { Autoencoder{config}; }) ==
        "variational.warmup must be a number of epochs of at least 0, got -1");
}

TEST_CASE("no subnormal number stays in moments, gradients or activations") {
  // At this rate units die, and what an optimizer remembers of them would shrink to the smallest subnormal and stay.
  AutoencoderConfig config;
  config.input = {1, 1, 64};
  config.encoder = {dense(24, Activation::relu), dense(12, Activation::sigmoid)};
  const std::vector<hourglass::OptimizerConfig> optimizers{
      hourglass::Adam{.learning_rate = 0.1}, hourglass::AdamW{.learning_rate = 0.1},
      hourglass::RmsProp{.learning_rate = 0.1}, hourglass::Sgd{.learning_rate = 30, .momentum = 0.9}};
  const auto subnormals = [](std::span<const float> values) {
    return std::ranges::count_if(values, [](float x) { return std::fpclassify(x) == FP_SUBNORMAL; });
  };
  for (const auto& optimizer : optimizers) {
    config.optimizer = optimizer;
    Autoencoder model(config);
    const Dataset data(support::patterned_bytes(std::size_t{200} * 64), 64);
    Trainer(model, data, {.epochs = 60, .batch_size = 10}).fit();
    std::ptrdiff_t found = 0;
    for (const auto& [first, second] : model.optimizer().moments()) found += subnormals(first) + subnormals(second);
    for (const auto* parameter : model.parameters()) found += subnormals(parameter->gradient);
    for (const auto& layer : model.activations(data.rows(0, 1))) found += subnormals(layer.values);
    CAPTURE(optimizer.index());
    CHECK(found == 0);
  }
}

TEST_CASE("options that cannot be are refused by name and value") {
  Autoencoder model(small_config());
  const auto refused = [&](const FitOptions& options) {
    return support::error_of([&] { Trainer(model, patterns(10), options); });
  };
  CHECK(refused({.epochs = 0}) == "epochs must be a whole number of at least 1, got 0");
  CHECK(refused({.batch_size = -1}) == "batch_size must be a whole number of at least 1, got -1");
  CHECK(refused({.validation_split = 1}) == "validation_split must be a share of at least 0 and below 1, got 1");
  CHECK(refused({.epochs = 2, .initial_epoch = 2}) ==
        "initial_epoch must be a whole number of at least 0 and below epochs, got 2");
  CHECK(refused({.initial_epoch = -1}) ==
        "initial_epoch must be a whole number of at least 0 and below epochs, got -1");
  CHECK(refused({.batch_size = 5, .initial_batch = 2}) ==
        "initial_batch must be a whole number of at least 0 and below an epoch's, got 2");
  CHECK(refused({.batch_size = 5, .initial_batch = 1}) == "initial_batch must be at most the model's own steps, got 1");
  CHECK(support::error_of([&] { Trainer(model, Dataset(std::vector<float>(8), 8)); }) ==
        "data must have 16 features, got 8");
  CHECK(support::error_of([&] { Trainer(model, patterns(2), Dataset(std::vector<float>(8), 8)); }) ==
        "validation must have 16 features, got 8");
}

namespace {

/// Feeds a stream's passes, one window of so many samples after another, until the run is over.
int feed_all(Trainer& trainer, const Dataset& data, std::size_t window) {
  int passes = 0;
  for (std::size_t first = 0; !trainer.finished();) {
    trainer.run(std::chrono::seconds(100));
    if (!trainer.hungry()) continue;
    const std::size_t count = std::min(window, data.size() - first);
    const bool last = first + count == data.size();
    trainer.feed(data.rows(first, count), last);
    first = last ? 0 : first + count;
    passes += last ? 1 : 0;
  }
  return passes;
}

}  // namespace

TEST_CASE("a stream of one window, or of windows in order, trains as the same samples in memory do") {
  const Dataset data = patterns(100);
  for (const bool shuffle : {false, true}) {
    const FitOptions options{.epochs = 3,
                             .batch_size = 8,
                             .shuffle = shuffle,
                             .early_stopping = hourglass::EarlyStopping{.patience = 1},
                             .pretrain_epochs = shuffle ? 2 : 0};
    Autoencoder in_memory(small_config());
    const auto history = Trainer(in_memory, data, patterns(9), options).fit();
    for (const std::size_t window : shuffle ? std::vector<std::size_t>{100} : std::vector<std::size_t>{100, 32, 8}) {
      Autoencoder streamed(small_config());
      Trainer trainer(streamed, hourglass::Stream(), patterns(9), options);
      CHECK(trainer.hungry());
      CHECK(trainer.progress().steps == 0);
      feed_all(trainer, data, window);
      CHECK(streamed.fingerprint() == in_memory.fingerprint());
      CHECK(trainer.progress().steps == history.back().steps);
      CHECK(trainer.progress().step == history.back().step);
    }
  }
}

TEST_CASE("epochs of a stream may be of so many batches, and go on in the same pass") {
  Autoencoder model(small_config());
  Trainer trainer(model, hourglass::Stream(), {},
                  {.epochs = 5, .batch_size = 10, .schedule = hourglass::CosineSchedule{}, .steps_per_epoch = 4});
  CHECK(trainer.progress().steps == 20);
  CHECK(feed_all(trainer, patterns(70), 30) == 2);  // 20 batches are two passes and 6 batches of a third
  CHECK(trainer.progress().step == 20);
  CHECK(trainer.progress().learning_rate < 1e-5);
  CHECK(model.steps() == 20);
}

TEST_CASE("what cannot be with a stream is refused, and a window that does not fit changes nothing") {
  const auto error = [](const FitOptions& options) {
    return support::error_of([&] {
      Autoencoder model(small_config());
      Trainer(model, hourglass::Stream(), {}, options);
    });
  };
  CHECK(error({.validation_split = 0.5}) ==
        "validation_split must be data of its own where training data are a stream, got 0.5");
  CHECK(error({.schedule = hourglass::CosineSchedule{}}) ==
        "steps_per_epoch must be given where data are a stream and a schedule or a warmup goes by epochs, got 0");
  CHECK(error({.initial_batch = 2}) == "initial_batch must be 0 where data are a stream, got 2");
  CHECK(error({.steps_per_epoch = -1}) == "steps_per_epoch must be a whole number of at least 0, got -1");
  Autoencoder model(small_config());
  CHECK(support::error_of([&] { Trainer(model, patterns(9), {.steps_per_epoch = 2}); }) ==
        "steps_per_epoch is for streams: data in memory have their own number, got 2");
  Trainer trainer(model, hourglass::Stream(), {}, {.epochs = 1});
  CHECK(support::error_of([&] { trainer.feed(Dataset(std::vector<float>(6), 3), true); }) ==
        "data must have 16 features, got 3");
  CHECK(trainer.hungry());
  CHECK(trainer.run(std::chrono::seconds(1)).step == 0);
  trainer.feed(patterns(20), true);
  CHECK_FALSE(trainer.hungry());
  CHECK(support::error_of([&] { trainer.feed(patterns(20), true); }) ==
        "data came before the window before was used up");
  CHECK(trainer.step().epoch_finished);
  CHECK(trainer.finished());
}

TEST_CASE("metrics are losses of the same outputs, of training and of held-out samples") {
  AutoencoderConfig config = small_config();
  config.loss = hourglass::Loss::bce;
  Autoencoder model(config);
  const Dataset held = patterns(20);
  FitOptions options{.epochs = 2, .batch_size = 32};
  options.metrics = {hourglass::Loss::bce, hourglass::Loss::mae};
  Trainer trainer(model, patterns(100), held, options);
  const Progress last = trainer.fit().back();
  REQUIRE(last.metrics.size() == 2);
  REQUIRE(last.validation_metrics.size() == 2);
  CHECK(last.metrics[0] == doctest::Approx(last.losses.reconstruction));
  CHECK(last.validation_metrics[0] == doctest::Approx(*last.validation_loss));
  const std::vector<float> outputs = model.reconstruct(held);
  const std::vector<float> targets = held.values();
  double sum = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) sum += std::abs(outputs[i] - targets[i]);
  CHECK(last.validation_metrics[1] == doctest::Approx(sum / static_cast<double>(outputs.size())));
}
