#include "hourglass/serialize.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "file_parts.hpp"
#include "files/safetensors.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/trainer.hpp"
#include "models.hpp"
#include "support.hpp"

using namespace hourglass;
using support::Bytes;

namespace {

AutoencoderConfig vanilla(OptimizerConfig optimizer = Sgd{0.1, 0.9, true}) {
  AutoencoderConfig config;
  config.input = {1, 1, 6};
  config.encoder = {dense(4, Activation::tanh), dense(2)};
  config.optimizer = optimizer;
  config.seed = 5;
  return config;
}

AutoencoderConfig with_largest_seed() {
  AutoencoderConfig config = support::with_everything();
  config.seed = Rng::max_seed;
  return config;
}

Dataset patterns(const AutoencoderConfig& config, std::size_t samples) {
  return {support::patterned_bytes(samples * config.input.size()), config.input.size()};
}

void train(Autoencoder& model, int epochs) {
  Trainer(model, patterns(model.config(), 40), {.epochs = epochs, .batch_size = 7}).fit();
}

/// 3-2-3 with 17 weights and as many velocities.
Bytes small_file() {
  AutoencoderConfig config;
  config.input = {1, 1, 3};
  config.encoder = {dense(2)};
  config.optimizer = Sgd{0.1, 0.9};
  return save(Autoencoder(config));
}

/// A file of the model's weights with numbers that start at `start`, and of things that others put there.
Bytes foreign_weights(const Autoencoder& model, float start) {
  std::vector<std::vector<float>> values;  // must outlive the writer, which keeps no copies
  const std::array other{1.0F};
  safetensors::Writer file;
  file.add_metadata("format", "pt");
  file.add("something.else", std::array<std::uint64_t, 1>{1}, other);
  values.reserve(model.parameters().size());
  for (const Parameter* parameter : model.parameters()) {
    std::vector<float>& numbers = values.emplace_back(parameter->value.size());
    std::iota(numbers.begin(), numbers.end(), start);
    file.add(parameter->name, std::vector<std::uint64_t>(parameter->shape.begin(), parameter->shape.end()), numbers);
  }
  return file.bytes();
}

}  // namespace

TEST_CASE("a file is what safetensors says it is") {
  const support::FileParts parts(small_file());
  CHECK(parts.header.size() % 8 == 0);
  CHECK(parts.tensors.size() == 34 * 4);
  CHECK(parts.header.starts_with(
      R"({"__metadata__":{"format":"hourglass","version":"1","config":"{\"input\":3,\"encoder\":[)"));
  CHECK(parts.header.find(R"("steps":"0"},"encoder.0.kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},)"
                          R"("encoder.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},)") !=
        std::string::npos);
  CHECK(
      parts.header.find(R"("optimizer.first.decoder.0.bias":{"dtype":"F32","shape":[3],"data_offsets":[124,136]}})") !=
      std::string::npos);
  const Autoencoder model = open(small_file());
  float first = 0;
  std::memcpy(&first, parts.tensors.data(), 4);
  CHECK(model.parameters()[0]->value[0] == first);
}

TEST_CASE("a model of any kind reads back as it was") {
  for (const AutoencoderConfig& config : {vanilla(), with_largest_seed()}) {
    Autoencoder model(config);
    train(model, 2);
    const Bytes file = save(model);
    const Autoencoder opened = open(file);
    CHECK(opened.fingerprint() == model.fingerprint());
    CHECK(opened.steps() == model.steps());
    CHECK(config_to_json(opened.config()) == config_to_json(model.config()));
    CHECK(save(opened) == file);
    CHECK(opened.sample(3, 1) == model.sample(3, 1));
    const Dataset data = patterns(config, 10);
    CHECK(opened.reconstruct(data) == model.reconstruct(data));
    CHECK(opened.evaluate(data).total() == model.evaluate(data).total());
  }
}

TEST_CASE("training goes on from a file bit for bit as if it had not stopped") {
  for (const OptimizerConfig& optimizer :
       {OptimizerConfig(Sgd{0.1}), OptimizerConfig(Sgd{0.05, 0.9, true}), OptimizerConfig(RmsProp{0.01}),
        OptimizerConfig(Adam{0.01}), OptimizerConfig(AdamW{0.01, 0.1})}) {
    for (AutoencoderConfig config : {vanilla(), with_largest_seed()}) {
      CAPTURE(optimizer.index());
      config.optimizer = optimizer;
      Autoencoder whole(config);
      train(whole, 6);
      Autoencoder half(config);
      train(half, 3);
      Autoencoder resumed = open(save(half));
      train(resumed, 3);
      CHECK(resumed.fingerprint() == whole.fingerprint());
      CHECK(save(resumed) == save(whole));
    }
  }
}

TEST_CASE("a run goes on from a file, in the middle of an epoch and of its schedule, bit for bit") {
  for (int stopped = 1; stopped < 4 * 7; stopped += 3) {
    CAPTURE(stopped);
    FitOptions options{.epochs = 4, .batch_size = 6, .schedule = CosineSchedule{0.5}};
    const Dataset data = patterns(vanilla(), 40);  // 7 batches, the last one smaller
    Autoencoder whole(vanilla());
    Trainer run(whole, data, options);
    for (int step = 0; step < stopped; ++step) run.step();
    Autoencoder resumed = open(save(whole));
    run.fit();
    options.initial_epoch = stopped / 7;
    options.initial_batch = stopped % 7;
    Trainer rest(resumed, data, options);
    CHECK(rest.progress().steps == 4 * 7 - stopped);
    const std::vector<Progress> history = rest.fit();
    CHECK(history.back().epoch == 4);
    CHECK(history.back().losses.total() > 0);
    CHECK(save(resumed) == save(whole));
  }
}

TEST_CASE("a changed learning rate is saved, too") {
  Autoencoder model(vanilla());
  model.set_learning_rate(0.025);
  CHECK(open(save(model)).learning_rate() == 0.025);
}

TEST_CASE("weights that are NaN or infinite are not saved") {
  Autoencoder model(vanilla());
  model.parameters()[1]->value[0] = std::numeric_limits<float>::infinity();
  CHECK(support::error_of([&] { (void)save(model); }) ==
        "encoder.0.bias has a value that is NaN or infinite: it cannot be saved");
}

TEST_CASE("weights of any origin can be loaded into a model") {
  Autoencoder model(with_largest_seed());
  train(model, 1);
  const std::uint64_t steps = model.steps();
  load_weights(model, foreign_weights(model, 0.5F));
  for (const Parameter* parameter : model.parameters()) {
    CHECK(parameter->value.front() == 0.5F);
    CHECK(parameter->value.back() == static_cast<float>(parameter->value.size() - 1) + 0.5F);
  }
  CHECK(model.steps() == steps);

  Autoencoder other(with_largest_seed());
  train(other, 2);
  load_weights(model, save(other));
  CHECK(model.fingerprint() == other.fingerprint());
}

TEST_CASE("weights that do not fit leave the model as it was") {
  Autoencoder model(vanilla());
  const std::uint64_t before = model.fingerprint();
  const auto refused = [&](const Bytes& file) { return support::error_of([&] { load_weights(model, file); }); };
  support::FileParts parts(foreign_weights(model, 1));
  CHECK(refused(support::FileParts(parts).replace("decoder.1.bias", "decoder.1.beta").joined()) ==
        "file has no tensor \"decoder.1.bias\"");
  CHECK(refused(support::FileParts(parts).replace("[4,6]", "[6,4]").joined()) ==
        "file has a tensor \"decoder.1.kernel\" of shape [6,4], which must be [4,6]");
  CHECK(refused(support::FileParts(parts).replace("F32\",\"shape\":[4,6]", "I32\",\"shape\":[4,6]").joined()) ==
        "file has a tensor \"decoder.1.kernel\" of dtype \"I32\", which must be F32");
  parts.value(parts.tensors.size() / 4 - 1, std::numeric_limits<float>::quiet_NaN());
  CHECK(refused(parts.joined()) == "file has a tensor \"decoder.1.bias\" that is not finite at index 5");
  CHECK(model.fingerprint() == before);
}

TEST_CASE("what else a file's metadata say is kept, and a file's own keys are its own") {
  Autoencoder model(vanilla());
  model.set_metadata({{"table", "{\"a\": \"\u00e4\n\"}"}, {"steps", "no number"}});
  const Autoencoder opened = open(save(model));
  CHECK(opened.metadata() == std::map<std::string, std::string>{{"table", "{\"a\": \"\u00e4\n\"}"}});
  CHECK(save(opened) == save(open(save(opened))));
}

#if !defined(__EMSCRIPTEN__)
TEST_CASE("models are saved to a path and opened from it, and what cannot be names the path") {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("hourglass-" + std::to_string(std::random_device()()) + ".safetensors");
  Autoencoder model(vanilla());
  train(model, 1);
  save(model, path);
  CHECK(open(path).fingerprint() == model.fingerprint());
  train(model, 1);
  save(model, path);  // takes the place of the other
  CHECK(open(path).fingerprint() == model.fingerprint());
  std::filesystem::remove(path);
  CHECK(support::error_of([&] { open(path); }) == path.string() + " cannot be read, or is empty");
  CHECK(support::error_of([&] { open(path.parent_path()); }) ==
        path.parent_path().string() + " cannot be read, or is empty");
  const std::filesystem::path nowhere = path / "model";
  CHECK(support::error_of([&] { save(model, nowhere); }) == nowhere.string() + " cannot be written");
}
#endif
