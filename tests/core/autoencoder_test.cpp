#include "hourglass/autoencoder.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Activation;
using hourglass::Autoencoder;
using hourglass::AutoencoderConfig;
using hourglass::Corruption;
using hourglass::Dataset;
using hourglass::dense;
using hourglass::Loss;
using hourglass::Losses;
using hourglass::Parameter;
using hourglass::Sgd;
using hourglass::Tensor;

namespace {

AutoencoderConfig small_config() {
  AutoencoderConfig config;
  config.input = {1, 1, 9};
  config.encoder = {dense(6, Activation::tanh), dense(3, Activation::linear)};
  config.output_activation = Activation::sigmoid;
  config.seed = 3;
  return config;
}

Tensor unit_tensor(std::size_t batch, int features, std::uint64_t seed) {
  Tensor tensor = support::random_tensor(batch, {1, 1, features}, seed);
  for (float& x : tensor.values()) x = 0.5F + 0.5F * x;
  return tensor;
}

Dataset as_dataset(const Tensor& tensor) { return {support::to_vector(tensor.values()), tensor.features()}; }

}  // namespace

TEST_CASE("the seed's Keras model has Keras's parameter count") {
  AutoencoderConfig config;
  config.input = {1, 1, 784};
  config.encoder = {dense(32, Activation::relu)};
  config.decoder = {dense(784, Activation::sigmoid)};
  const Autoencoder model(config);
  CHECK(model.parameter_count() == 50992);
  CHECK(model.features() == 784);
  CHECK(model.latent_size() == 32);
}

TEST_CASE("a decoder that is left out mirrors the encoder") {
  const Autoencoder model(small_config());
  const auto& decoder = model.config().decoder;
  REQUIRE(decoder.size() == 2);
  const auto hidden = std::get<hourglass::DenseConfig>(decoder[0]);
  const auto output = std::get<hourglass::DenseConfig>(decoder[1]);
  CHECK(hidden.units == 6);
  CHECK(hidden.activation == Activation::tanh);
  CHECK(output.units == 9);
  CHECK(output.activation == Activation::sigmoid);
}

TEST_CASE("one step of gradient descent goes down the gradient of the loss, for every loss") {
  for (const Loss loss : {Loss::mse, Loss::bce}) {
    for (const Activation output : {Activation::sigmoid, Activation::linear}) {
      if (loss == Loss::bce && output == Activation::linear) continue;  // not probabilities
      AutoencoderConfig config = small_config();
      config.loss = loss;
      config.output_activation = output;
      config.optimizer = Sgd{1e-6, 0};  // leaves the weights where they are, near enough for differences
      Autoencoder model(config);
      const Tensor x = unit_tensor(5, 9, 1);
      model.train_batch(x);
      const Dataset data = as_dataset(x);
      const auto value = [&] { return model.evaluate(data).total(); };
      for (Parameter* parameter : model.parameters()) {
        CAPTURE(parameter->name);
        CHECK(support::gradient_error(parameter->value, parameter->gradient, value) < 5e-3);
      }
    }
  }
}

TEST_CASE("reconstruct is decode after encode, in any number of samples") {
  const Autoencoder model(small_config());
  const Tensor x = unit_tensor(600, 9, 2);
  const auto latents = model.encode(as_dataset(x));
  CHECK(latents.size() == 1800);
  const auto whole = model.reconstruct(as_dataset(x));
  CHECK(model.decode(Dataset(latents, 3)) == whole);
  const auto last = model.reconstruct(Dataset(support::to_vector(x.row(599)), 9));
  CHECK(std::equal(last.begin(), last.end(), whole.end() - 9));
}

TEST_CASE("evaluate is the mean over all samples, with the corruption that corrupt shows") {
  AutoencoderConfig config = small_config();
  const Tensor x = unit_tensor(300, 9, 4);
  const auto mean_error = [&](const std::vector<float>& y) {
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += std::pow(static_cast<double>(y[i] - x.data()[i]), 2);
    return sum / static_cast<double>(y.size());
  };
  const Autoencoder vanilla(config);
  CHECK(vanilla.evaluate(as_dataset(x)).total() == doctest::Approx(mean_error(vanilla.reconstruct(as_dataset(x)))));

  config.corruption = Corruption{.amount = 0.5};
  const Autoencoder denoising(config);
  const auto noisy = denoising.corrupt(as_dataset(x), *config.corruption, config.seed);
  CHECK(denoising.evaluate(as_dataset(x)).total() ==
        doctest::Approx(mean_error(denoising.reconstruct(Dataset(noisy, 9)))));
  CHECK(denoising.evaluate(as_dataset(x)).total() == denoising.evaluate(as_dataset(x)).total());
}

TEST_CASE("a diverging step is not taken") {
  AutoencoderConfig config = small_config();
  config.output_activation = Activation::linear;
  config.optimizer = Sgd{1e12, 0};
  Autoencoder model(config);
  const Tensor x = unit_tensor(5, 9, 1);
  std::string message;
  std::uint64_t before = 0;
  for (int step = 0; step < 20 && message.empty(); ++step) {
    before = model.fingerprint();
    message = support::error_of([&] { model.train_batch(x); });
  }
  CHECK(message.find("loss became") == 0);
  CHECK(message.find("smaller learning rate") != std::string::npos);
  CHECK(model.fingerprint() == before);
}

TEST_CASE("settings that do not fit are refused by name and value") {
  AutoencoderConfig config = small_config();
  config.decoder = {dense(8, Activation::sigmoid)};
  CHECK(support::error_of([&] { Autoencoder{config}; }) ==
        "decoder[0] must give the input's shape back, 1 x 1 x 9, got 1 x 1 x 8");
  config = small_config();
  config.encoder.clear();
  CHECK(support::error_of([&] { Autoencoder{config}; }) == "encoder needs at least one layer, got none");
  config = small_config();
  config.input.channels = 0;
  CHECK(support::error_of([&] { Autoencoder{config}; }) == "input must be whole numbers of at least 1, got 0");
  const Autoencoder model(small_config());
  CHECK(support::error_of([&] { (void)model.encode(Dataset(std::vector<float>(8), 8)); }) ==
        "data must have 9 features, got 8");
}
