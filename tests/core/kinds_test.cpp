// Every kind of autoencoder, and what all of them are used for.

#include <doctest/doctest.h>

#include <chrono>

#include "hourglass/autoencoder.hpp"
#include "hourglass/trainer.hpp"
#include "models.hpp"
#include "support.hpp"

using namespace hourglass;
using support::with_everything;

namespace {

/// 7 x 5 images: odd sizes all the way down.
AutoencoderConfig convolutional() {
  AutoencoderConfig config;
  config.input = {7, 5, 1};
  config.encoder = {conv2d(3, 3, 2, Activation::tanh), conv2d(2, 2, 2, Activation::tanh)};
  return config;
}

std::vector<std::pair<const char*, AutoencoderConfig>> kinds() {
  AutoencoderConfig vanilla;
  vanilla.input = {1, 1, 30};
  vanilla.encoder = {dense(9, Activation::elu), dense(4, Activation::tanh)};
  AutoencoderConfig denoising = vanilla;
  denoising.corruption = Corruption{Corruption::Kind::salt_and_pepper, 0.2};
  AutoencoderConfig sparse = vanilla;
  sparse.encoder = {dense(20, Activation::sigmoid)};
  sparse.sparsity = Sparsity{Sparsity::Kind::kl, 0.1, 0.1};
  AutoencoderConfig variational = vanilla;
  variational.variational = Variational{};
  variational.encoder = {dense(3)};
  return {{"vanilla", vanilla},         {"denoising", denoising},           {"sparse", sparse},
          {"variational", variational}, {"convolutional", convolutional()}, {"everything", with_everything()}};
}

Tensor samples(const AutoencoderConfig& config, std::size_t batch) {
  Tensor x = support::random_tensor(batch, config.input, 1);
  for (float& value : x.values()) value = 0.5F + 0.5F * value;
  return x;
}

Dataset as_dataset(const Tensor& tensor) { return {support::to_vector(tensor.values()), tensor.features()}; }

}  // namespace

TEST_CASE("every kind goes down the gradient of its loss") {
  for (const auto& kind : kinds()) {
    AutoencoderConfig config = kind.second;
    config.optimizer = Sgd{1e-9};
    const Tensor x = samples(config, 5);
    Autoencoder model(config);
    model.train_batch(x);
    for (std::size_t p = 0; p < model.parameters().size(); ++p) {
      const Parameter& parameter = *model.parameters()[p];
      Floats values = parameter.value;
      // A new model's first step draws the same random numbers every time.
      const auto loss = [&] {
        Autoencoder again(config);
        again.set_weights({{parameter.name, {values.begin(), values.end()}}});
        return again.train_batch(x).total();
      };
      CAPTURE(kind.first);
      CAPTURE(parameter.name);
      CHECK(support::gradient_error(values, parameter.gradient, loss, 5e-3F) < 1e-2);
    }
  }
}

TEST_CASE("every kind learns") {
  for (const auto& kind : kinds()) {
    const AutoencoderConfig& config = kind.second;
    Autoencoder model(config);
    const Dataset data(support::patterned_bytes(60 * config.input.size()), config.input.size());
    const double before = model.evaluate(data).total();
    model.set_learning_rate(0.01);
    Trainer(model, data, {.epochs = 30, .batch_size = 20}).fit();
    CAPTURE(kind.first);
    CHECK(model.evaluate(data).total() < 0.95 * before);
  }
}

TEST_CASE("a mirrored decoder restores every shape exactly") {
  for (const int size : {28, 27, 15, 7, 5, 2, 1}) {
    for (const int stride : {1, 2, 3}) {
      for (const int kernel : {1, 2, 3, 5}) {
        AutoencoderConfig config;
        config.input = {size, size == 1 ? 9 : size, 2};
        config.encoder = {conv2d(3, kernel, stride), conv2d(2, kernel, stride), dense(4)};
        const Autoencoder model(config);
        const Tensor x = samples(config, 1);
        CHECK(model.reconstruct(as_dataset(x)).size() == x.values().size());
        const auto outputs = model.activations(as_dataset(x));
        REQUIRE(outputs.size() >= 6);  // three layers in the encoder, three or, with a reshape, four in the decoder
        CHECK(outputs[outputs.size() - 2].shape == outputs[0].shape);
        CHECK(outputs.back().shape == config.input);
      }
    }
  }
}

TEST_CASE("a mirror of transposed convolutions, dropout and reshapes") {
  AutoencoderConfig config;
  config.input = {1, 1, 12};
  config.encoder = {reshape(2, 3, 2), conv2d_transpose(3, 3, 2, Activation::relu), dropout(0.5),
                    dense(4, Activation::tanh)};
  const Autoencoder model(config);
  REQUIRE(model.config().decoder.size() == 4);  // dense, reshape, conv2d, reshape
  const auto& first = std::get<DenseConfig>(model.config().decoder[0]);
  CHECK(first.units == 4 * 6 * 3);
  CHECK(first.activation == Activation::relu);
  CHECK(std::get<Conv2dConfig>(model.config().decoder[2]).activation == Activation::sigmoid);
}

TEST_CASE("an encoder that cannot be is refused before it is mirrored") {
  AutoencoderConfig config;
  config.input = {9, 9, 1};
  config.encoder = {conv2d(4, 3, 0)};
  CHECK(support::error_of([&] { Autoencoder{config}; }) ==
        "encoder[0].stride must be a whole number of at least 1, got 0");
}

TEST_CASE("a decoder that ends in another shape is refused by its layer") {
  AutoencoderConfig config;
  config.input = {27, 27, 1};
  config.encoder = {conv2d(4, 3, 2)};
  config.decoder = {conv2d_transpose(1, 3, 2)};
  CHECK(support::error_of([&] { Autoencoder{config}; }) ==
        "decoder[0] must give the input's shape back, 27 x 27 x 1, got 28 x 28 x 1");
}

TEST_CASE("the negative ELBO is reconstruction summed over features, plus beta times KL") {
  AutoencoderConfig config;
  config.input = {1, 1, 30};
  config.encoder = {dense(3)};
  config.variational = Variational{0};
  config.loss = Loss::bce;
  const Tensor x = samples(config, 40);
  const Losses without = Autoencoder(config).evaluate(as_dataset(x));
  CHECK(without.penalty == 0);
  CHECK(without.reconstruction > 30 * 0.3);  // bce of untrained guesses, times 30 features
  config.variational = Variational{2};
  const Losses twice = Autoencoder(config).evaluate(as_dataset(x));
  config.variational = Variational{1};
  const Losses once = Autoencoder(config).evaluate(as_dataset(x));
  CHECK(once.penalty > 0);
  CHECK(twice.penalty == doctest::Approx(2 * once.penalty));
  CHECK(twice.reconstruction == without.reconstruction);
}

TEST_CASE("scores are the means of feature errors, and tell unusual samples apart") {
  AutoencoderConfig config;
  config.input = {1, 1, 8};
  config.encoder = {dense(2)};
  config.output_activation = Activation::linear;
  config.optimizer = Adam{.learning_rate = 0.02};
  Autoencoder model(config);
  // Normal samples: one pattern at many strengths.
  std::vector<float> normal;
  for (int i = 0; i < 100; ++i) {
    for (int j = 0; j < 8; ++j) normal.push_back(static_cast<float>(i * (j + 1)) / 800.0F);
  }
  Trainer(model, Dataset(normal, 8), {.epochs = 200, .batch_size = 25}).fit();
  std::vector<float> mixed(normal.begin() + 80, normal.begin() + 88);
  mixed.insert(mixed.end(), normal.begin() + 80, normal.begin() + 88);
  mixed[8 + 5] += 1;  // the second sample is off in one feature
  const auto scores = model.scores(Dataset(mixed, 8));
  const auto errors = model.feature_errors(Dataset(mixed, 8));
  REQUIRE(scores.size() == 2);
  REQUIRE(errors.size() == 16);
  CHECK(scores[1] > 20 * scores[0]);
  CHECK(std::max_element(errors.begin() + 8, errors.end()) - errors.begin() == 13);
  float sum = 0;
  for (std::size_t j = 8; j < 16; ++j) sum += errors[j];
  CHECK(scores[1] == doctest::Approx(sum / 8));
}

TEST_CASE("new samples come from the prior, or from a Gaussian fitted to the codes") {
  auto all = kinds();
  for (const auto& kind : all) {
    const AutoencoderConfig& config = kind.second;
    CAPTURE(kind.first);
    Autoencoder model(config);
    if (!config.variational) {
      CHECK(support::error_of([&] { (void)model.sample(1, 0); }).find("train the model with fit before") !=
            std::string::npos);
    }
    const Dataset data(support::patterned_bytes(60 * config.input.size()), config.input.size());
    Trainer(model, data, {.epochs = 1}).fit();
    const auto drawn = model.sample(5, 1);
    CHECK(drawn.size() == 5 * config.input.size());
    CHECK(drawn == model.sample(5, 1));
    CHECK(drawn != model.sample(5, 2));
    using enum Sampling::Source;
    CHECK(drawn == model.sample(5, 1, {.source = config.variational ? prior : codes, .temperature = 1}));
    CHECK(model.sample(5, 1, {.source = prior, .temperature = 1}) !=
          model.sample(5, 1, {.source = codes, .temperature = 1}));
    // Without noise what is left is the mean.
    const auto cold = model.sample(2, 1, {.source = prior, .temperature = 0});
    CHECK(cold == model.sample(2, 7, {.source = prior, .temperature = 0}));
    const std::vector<float> origin(2 * model.latent_size());
    CHECK(cold == model.decode(Dataset(origin, model.latent_size())));
    CHECK(support::error_of([&] { (void)model.sample(1, 0, {.source = {}, .temperature = -1}); }) ==
          "temperature must be a number of at least 0, got -1");
  }
}

TEST_CASE("codes too wide for a Gaussian are neither fitted nor saved") {
  AutoencoderConfig config;
  config.input = {1, 1, 2};
  config.encoder = {dense(2049)};
  Autoencoder model(config);
  model.remember(Dataset(std::vector<float>{0, 1, 1, 0}, 2));
  CHECK(!model.code_distribution());
  CHECK(support::error_of([&] { (void)model.sample(1, 0); }) ==
        "sample fits a Gaussian to at most 2048 latent units, unless it draws from the prior, got 2049");
}

TEST_CASE("interpolation goes from one reconstruction to the other") {
  const Autoencoder model(convolutional());
  const Tensor x = samples(convolutional(), 2);
  const Dataset from(support::to_vector(x.row(0)), 35);
  const Dataset to(support::to_vector(x.row(1)), 35);
  const auto film = model.interpolate(from, to, 5);
  REQUIRE(film.size() == 5 * 35);
  const auto ends = model.reconstruct(as_dataset(x));
  CHECK(std::equal(film.begin(), film.begin() + 35, ends.begin()));
  CHECK(std::equal(film.end() - 35, film.end(), ends.end() - 35));
  CHECK(support::error_of([&] { (void)model.interpolate(from, to, 1); }) == "count must be at least 2, got 1");
}

TEST_CASE("activations are every layer's output in order") {
  const Autoencoder model(with_everything());
  const Tensor x = samples(with_everything(), 1);
  const auto outputs = model.activations(as_dataset(x));
  std::vector<std::string> names;
  for (const LayerOutput& output : outputs) names.push_back(output.layer);
  CHECK(names == std::vector<std::string>{"encoder.0", "encoder.1", "encoder.2", "encoder.3", "decoder.0", "decoder.1",
                                          "decoder.2", "decoder.3"});
  CHECK(outputs[3].values == model.encode(as_dataset(x)));
  CHECK(outputs.back().values == model.reconstruct(as_dataset(x)));
  const auto of_code = model.decoder_activations(Dataset(outputs[3].values, 3));
  REQUIRE(of_code.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(of_code[i].values == outputs[4 + i].values);
}

TEST_CASE("weights go out and in by name") {
  const Autoencoder from(with_everything());
  AutoencoderConfig config = with_everything();
  config.seed = 99;
  Autoencoder to(config);
  CHECK(to.fingerprint() != from.fingerprint());
  std::vector<Weights> weights;
  for (const Parameter* parameter : from.parameters()) {
    weights.push_back({parameter->name, support::to_vector(parameter->value)});
  }
  to.set_weights(weights);
  CHECK(to.fingerprint() == from.fingerprint());
  CHECK(support::error_of([&] { to.set_weights({{"encoder.9.kernel", {}}}); }) ==
        "weights.encoder.9.kernel is not a parameter of this model");
  CHECK(support::error_of([&] { to.set_weights({{"encoder.0.bias", std::vector<float>(2)}}); }) ==
        "weights.encoder.0.bias must have 3 values, got 2");
  CHECK(support::error_of([&] {
          to.set_weights({{"encoder.0.kernel", std::vector<float>(54)}, {"encoder.0.bias", {0, NAN, 0}}});
        }) == "weights.encoder.0.bias must be finite numbers");
  CHECK(to.fingerprint() == from.fingerprint());
}
