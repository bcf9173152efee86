#include "hourglass/network.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "hourglass/autoencoder.hpp"
#include "support.hpp"

using hourglass::Activation;
using hourglass::Activations;
using hourglass::dense;
using hourglass::Network;
using hourglass::residual;
using hourglass::Shape;
using hourglass::Tensor;

namespace {

Network make_network() {
  return {"encoder", {1, 1, 5}, {dense(7, Activation::tanh), dense(3, Activation::sigmoid)}, 1, 0};
}

}  // namespace

TEST_CASE("a network names its parameters by layer") {
  const Network network = make_network();
  std::vector<std::string> names;
  for (const auto* parameter : network.parameters()) names.push_back(parameter->name);
  CHECK(names == std::vector<std::string>{"encoder.0.kernel", "encoder.0.bias", "encoder.1.kernel", "encoder.1.bias"});
}

TEST_CASE("gradients through a whole network agree with differences") {
  Network network = make_network();
  CHECK(network.parameters()[2]->name == "encoder.1.kernel");
  CHECK(network.parameters()[2]->shape == std::vector<int>{7, 3});
  Tensor x = support::random_tensor(4, {1, 1, 5}, 2);
  const Tensor weights = support::random_tensor(4, {1, 1, 3}, 3);
  for (const bool logits : {false, true}) {
    Activations a = network.make_activations(4, true);
    const auto loss = [&] {
      network.forward(x, a, {}, logits);
      return support::dot(a.output(x).values(), weights.values());
    };
    loss();
    std::copy(weights.values().begin(), weights.values().end(), a.gradients.back().data());
    Tensor dx(4, {1, 1, 5});
    network.backward(x, a, &dx, {}, logits);
    CHECK(support::gradient_error(x.values(), dx.values(), loss) < 2e-3);
    for (auto* parameter : network.parameters()) {
      CHECK(support::gradient_error(parameter->value, parameter->gradient, loss) < 2e-3);
    }
  }
}

TEST_CASE("a layer that cannot be is refused by its field") {
  CHECK(support::error_of([] { Network("encoder", {1, 1, 4}, {dense(3), dense(0)}, 0, 0); }) ==
        "encoder[1].units must be a whole number of at least 1, got 0");
  CHECK(support::error_of([] { Network("encoder", {1, 1, 100000}, {dense(1001)}, 0, 0); }) ==
        "encoder[0].units makes a layer of more than 100000000 parameters, got 1001");
}

namespace {

/// Gradients of a network of these layers, with respect to what comes in and to all its weights.
void check_gradients(Shape input, const std::vector<hourglass::LayerConfig>& layers, bool training = false) {
  constexpr std::size_t batch = 5;
  const hourglass::Pass pass{.training = training};
  Network network("encoder", input, layers, 1, 0);
  Tensor x = support::random_tensor(batch, input, 2);
  const Tensor weights = support::random_tensor(batch, network.output_shape(), 3);
  Activations a = network.make_activations(batch, true);
  const auto loss = [&] {
    network.forward(x, a, pass);
    return support::dot(a.output(x).values(), weights.values());
  };
  loss();
  std::ranges::copy(weights.values(), a.gradients.back().data());
  Tensor dx(batch, input);
  network.backward(x, a, &dx, pass);
  CHECK(support::gradient_error(x.values(), dx.values(), loss) < 3e-3);
  for (auto* parameter : network.parameters()) {
    CAPTURE(parameter->name);
    if (parameter->running_share == 0) {
      CHECK(support::gradient_error(parameter->value, parameter->gradient, loss) < 3e-3);
    }
  }
}

}  // namespace

TEST_CASE("a block's input is added to its output") {
  const Network network("encoder", 3, {residual({dense(4), dense(3)}), dense(2)}, 1, 0);
  const Tensor x = support::random_tensor(2, 3, 4);
  Activations a = network.make_activations(2, false);
  network.forward(x, a, {});
  CHECK(network.names() == std::vector<std::string>{"encoder.0.0", "encoder.0.1", "encoder.0", "encoder.1"});
  for (std::size_t i = 0; i < x.values().size(); ++i) {
    CHECK(a.outputs[2].data()[i] == a.outputs[1].data()[i] + x.data()[i]);
  }
  CHECK(network.parameters()[2]->name == "encoder.0.1.kernel");
}

TEST_CASE("gradients through blocks, one within another, agree with differences") {
  using hourglass::batch_norm;
  using hourglass::layer_norm;
  check_gradients(3, {residual({dense(4, Activation::tanh), dense(3)}), dense(2)});
  check_gradients(3, {dense(3, Activation::sigmoid), residual({residual({dense(3, Activation::tanh)}), dense(3)})});
  check_gradients({4, 3, 2},
                  {residual({hourglass::Conv2dConfig{.filters = 2, .use_bias = false}, batch_norm(),
                             hourglass::activation(Activation::silu)})},
                  true);
  check_gradients({2, 3, 4}, {layer_norm(), residual({hourglass::conv2d(4, 2), layer_norm()}), dense(2)}, true);
  check_gradients({2, 3, 4}, {batch_norm(), dense(3, Activation::softmax)}, true);
}

TEST_CASE("a block that changes the shape is refused, by its place within others") {
  const auto error_of = [](const std::vector<hourglass::LayerConfig>& layers) {
    return support::error_of([&] { Network("encoder", {2, 2, 3}, layers, 0, 0); });
  };
  CHECK(error_of({residual({})}) == "encoder[0].layers needs at least one layer, got none");
  CHECK(error_of({residual({dense(12)})}) ==
        "encoder[0].layers must give the shape that comes in, 2 x 2 x 3, got 1 x 1 x 12");
  CHECK(error_of({dense(4), residual({residual({dense(0)})})}) ==
        "encoder[1].layers[0].layers[0].units must be a whole number of at least 1, got 0");
}

TEST_CASE("running means follow what a step measured; nothing that is not trainable changes") {
  hourglass::AutoencoderConfig config{.input = 3,
                                      .encoder = {hourglass::BatchNormConfig{.momentum = 0.75}, dense(2)},
                                      .decoder = {hourglass::DenseConfig{.units = 3, .trainable = false}}};
  hourglass::Autoencoder model(config);
  const auto value = [&](const char* name) {
    for (const auto* parameter : model.parameters()) {
      if (parameter->name == name) return support::to_vector(parameter->value);
    }
    return std::vector<float>();
  };
  const auto frozen = value("decoder.0.kernel");
  const auto learnt = value("encoder.1.kernel");
  Tensor x(2, 3);
  std::ranges::copy(std::array{1.0F, 0.0F, -2.0F, 3.0F, 0.0F, -4.0F}, x.data());
  model.train_batch(x);
  CHECK(value("encoder.0.moving_mean") == std::vector<float>{0.5F, 0, -0.75F});
  CHECK(value("encoder.0.moving_variance") == std::vector<float>{1, 0.75F, 1});
  CHECK(value("decoder.0.kernel") == frozen);
  CHECK(value("encoder.1.kernel") != learnt);
}

TEST_CASE("a mirrored decoder restores what blocks, pools and normalisations of the encoder changed") {
  const hourglass::AutoencoderConfig config{
      .input = {9, 7, 2},
      .encoder = {hourglass::Conv2dConfig{.filters = 4, .kernel = 3, .padding = hourglass::Padding::valid},
                  hourglass::batch_norm(), hourglass::activation(Activation::relu), hourglass::average_pool2d(),
                  residual({hourglass::conv2d(4, 3, 1, Activation::relu)}), hourglass::dense(5)},
      .decoder = {}};
  const hourglass::Autoencoder model(config);
  const auto summary = model.summary();
  std::vector<std::string> decoder;
  for (const auto& row : summary) {
    if (row.layer.starts_with("decoder")) decoder.push_back(row.layer);
  }
  CHECK(decoder == std::vector<std::string>{"decoder.0", "decoder.1", "decoder.2.0", "decoder.2", "decoder.3",
                                            "decoder.4", "decoder.5"});
  CHECK(summary.back().output_shape == Shape{9, 7, 2});
}

TEST_CASE("a residual model's output is what it sees plus what it decodes, and its gradients are so") {
  hourglass::AutoencoderConfig config{.input = 4,
                                      .encoder = {dense(2, Activation::tanh)},
                                      .decoder = {},
                                      .output_activation = Activation::linear,
                                      .residual = true,
                                      .optimizer = hourglass::Sgd{1e-3}};
  hourglass::Autoencoder model(config);
  config.residual = false;
  hourglass::Autoencoder plain(config);
  const std::vector<float> samples = support::random_values(12, 5);
  const hourglass::Dataset data(samples, 4);
  const auto ours = model.reconstruct(data);
  const auto decoded = plain.reconstruct(data);
  for (std::size_t i = 0; i < samples.size(); ++i) CHECK(ours[i] == decoded[i] + samples[i]);
  CHECK(
      support::error_of([&] { (void)model.decode(hourglass::Dataset(samples, 2)); }) ==
      "residual models cannot decode codes by themselves: what they decode is added to an input, as reconstruct does");
  config.residual = true;
  config.output_activation = Activation::sigmoid;
  CHECK(support::error_of([&] { hourglass::Autoencoder{config}; }).starts_with("residual needs an output that can"));

  // Targets t with a residual are targets t - x without one.
  Tensor x(3, 4), targets(3, 4), rest(3, 4);
  std::ranges::copy(samples, x.data());
  std::ranges::copy(support::random_values(12, 6), targets.data());
  for (std::size_t i = 0; i < samples.size(); ++i) rest.data()[i] = targets.data()[i] - samples[i];
  const double loss = model.train_batch(x, targets).total();
  CHECK(loss == doctest::Approx(plain.train_batch(x, rest).total()).epsilon(1e-5));
  for (std::size_t i = 0; i < model.parameters().size(); ++i) {
    for (std::size_t j = 0; j < model.parameters()[i]->value.size(); ++j) {
      CHECK(model.parameters()[i]->value[j] == doctest::Approx(plain.parameters()[i]->value[j]).epsilon(1e-5));
    }
  }
}

TEST_CASE("a regularizer's penalty is part of what a model minimises, and weights follow it") {
  hourglass::AutoencoderConfig config{
      .input = 3,
      .encoder = {hourglass::DenseConfig{.units = 2, .kernel_regularizer = {.l1 = 0.125, .l2 = 0.25}}},
      .decoder = {},
      .output_activation = Activation::linear,
      .optimizer = hourglass::Sgd{0.5}};
  hourglass::Autoencoder model(config);
  const auto before = support::to_vector(model.parameters()[0]->value);
  double penalty = 0;
  for (const float w : before) penalty += 0.125 * std::abs(static_cast<double>(w)) + 0.25 * static_cast<double>(w * w);
  const Tensor nothing(2, 3);
  const hourglass::Losses losses = model.train_batch(nothing);
  CHECK(losses.reconstruction == 0);
  CHECK(losses.penalty == doctest::Approx(penalty));
  for (std::size_t i = 0; i < before.size(); ++i) {
    const float gradient = (before[i] > 0 ? 0.125F : -0.125F) + 0.5F * before[i];
    CHECK(model.parameters()[0]->value[i] == doctest::Approx(before[i] - 0.5F * gradient));
  }
}
