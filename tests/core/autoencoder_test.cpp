#include "hourglass/autoencoder.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "hourglass/trainer.hpp"
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

TEST_CASE("a batch of another shape is refused, and the model stays as it is") {
  AutoencoderConfig config;
  config.input = 6;
  config.encoder = {dense(2)};
  Autoencoder model(config);
  const std::uint64_t fresh = model.fingerprint();
  const auto message = [&](std::size_t samples, int features, std::size_t targets, int wanted) {
    return support::error_of([&] { model.train_batch(Tensor(samples, features), Tensor(targets, wanted)); });
  };
  CHECK(message(3, 7, 3, 6) == "inputs must have 6 features, got 7");
  CHECK(message(3, 6, 3, 5) == "targets must have 6 features, got 5");
  CHECK(message(3, 6, 2, 6) == "targets must have 3 samples, got 2");
  CHECK(message(0, 6, 0, 6) == "inputs is empty");
  CHECK(model.fingerprint() == fresh);
  Autoencoder::Workspace workspace = model.make_workspace(3, false);
  CHECK(support::error_of([&] { (void)model.evaluate_batch(Tensor(3, 6), Tensor(3, 5), 0, workspace); }) ==
        "targets must have 6 features, got 5");
}

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

TEST_CASE("a first step that diverges speaks of the data's scale") {
  AutoencoderConfig config = small_config();
  config.output_activation = Activation::linear;
  Tensor x = unit_tensor(5, 9, 1);
  for (float& value : x.values()) value *= 1e25F;
  x.data()[0] = 2e25F;
  x.data()[1] = 0;
  Autoencoder model(config);
  const std::string message = support::error_of([&] { model.train_batch(x); });
  CHECK(message.starts_with("loss became inf at step 1; the weights are those before it. The data go from 0 to "));
  CHECK(message.ends_with("scale them to about 0 to 1, or -1 to 1"));
  const Dataset data = as_dataset(x);
  for (const auto& use :
       {std::function([&] { (void)model.evaluate(data); }), std::function([&] { (void)model.scores(data); }),
        std::function([&] { (void)model.feature_errors(data); })}) {
    CHECK(support::error_of(use).find("became inf: data or weights are too large") != std::string::npos);
  }
}

TEST_CASE("cross-entropy takes probabilities only") {
  AutoencoderConfig config = small_config();
  config.loss = Loss::bce;
  Autoencoder model(config);
  const Dataset data(std::vector<float>{0, 1, 0, 1, 1, 1, 0, 0, 1.5F}, 9);
  const std::string refusal =
      "data must be from 0 to 1, got 1.5 at index 8 (sample 0, feature 8): the loss bce compares probabilities. Scale "
      "the data to 0 to 1, or choose the loss mse";
  CHECK(support::error_of([&] { (void)model.evaluate(data); }) == refusal);
  CHECK(support::error_of([&] { (void)model.scores(data); }) == refusal);
  CHECK(support::error_of([&] { (void)model.feature_errors(data); }) == refusal);
  CHECK(support::error_of([&] { hourglass::Trainer(model, data); }) == refusal);
  const hourglass::Pairs pairs(Dataset(std::vector<float>(9), 9), data);
  CHECK(support::error_of([&] { (void)model.evaluate(pairs); }).starts_with("targets must be from 0 to 1, got 1.5"));
  CHECK(model.reconstruct(data).size() == 9);  // inputs may be any
}

TEST_CASE("an output that cannot reach the data is warned of") {
  AutoencoderConfig config = small_config();
  const Dataset data(std::vector<float>{0, 1, 0, 1, 1, 1, 0, 0, -1.5F}, 9);
  const Autoencoder sigmoid(config);
  REQUIRE(sigmoid.warnings(data).size() == 1);
  CHECK(sigmoid.warnings(data)[0] ==
        "The output's activation gives 0 to 1, but the data go from -1.5 to 1: the rest cannot be learnt. Scale the "
        "data, or choose a linear output");
  CHECK(sigmoid.warnings(Dataset(std::vector<std::uint8_t>(9), 9)).empty());
  config.output_activation = Activation::linear;
  CHECK(Autoencoder(config).warnings(data).empty());
}

TEST_CASE("a summary has a row for each layer") {
  AutoencoderConfig config = small_config();
  config.variational = hourglass::Variational{};
  const Autoencoder model(config);
  std::size_t parameters = 0;
  std::vector<std::string> names;
  for (const auto& row : model.summary()) {
    parameters += row.parameters;
    names.push_back(row.layer);
  }
  CHECK(names == std::vector<std::string>{"encoder.0", "encoder.1", "decoder.0", "decoder.1"});
  CHECK(parameters == model.parameter_count());
  CHECK(model.summary()[1].output_shape == model.latent_shape());
  CHECK(model.summary()[1].parameters == 2 * (6 * 3 + 3));
}

TEST_CASE("a variational model tells the spread of its codes, and draws from it") {
  AutoencoderConfig config = small_config();
  CHECK(support::error_of([&] { (void)Autoencoder(config).encode_spread(as_dataset(unit_tensor(1, 9, 1))); }) ==
        "encode_spread needs a variational model: others have no spread of codes");
  config.variational = hourglass::Variational{};
  const Autoencoder model(config);
  const Dataset data = as_dataset(unit_tensor(300, 9, 1));
  auto spread = model.encode_spread(data);
  CHECK(spread.mean == model.encode(data));
  CHECK(spread.log_variance.size() == spread.mean.size());
  CHECK(model.reconstruct(data, 4) == model.decode(spread, 4));
  CHECK(model.reconstruct(data, 4) != model.reconstruct(data, 5));
  std::fill(spread.log_variance.begin(), spread.log_variance.end(), -80.0F);  // as good as no spread
  const auto drawn = model.decode(spread, 4);
  const auto from_means = model.reconstruct(data);
  for (std::size_t i = 0; i < drawn.size(); ++i) REQUIRE(drawn[i] == doctest::Approx(from_means[i]).epsilon(1e-5));
  spread.log_variance.pop_back();
  CHECK(support::error_of([&] { (void)model.decode(spread, 4); }) ==
        "log_variance must be one for each mean, 900, got 899");
}

TEST_CASE("an encoder that leaves its mirror empty is refused") {
  AutoencoderConfig config = small_config();
  config.encoder = {hourglass::dropout(0.1), hourglass::dropout(0.2)};
  CHECK(support::error_of([&] { Autoencoder{config}; }) ==
        "encoder needs a layer other than dropout, normalisations and activations: the decoder that mirrors it would "
        "have none");
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
