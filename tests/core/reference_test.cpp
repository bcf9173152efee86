#include "reference.hpp"

#include <doctest/doctest.h>

#include "base/json.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"
#include "model/weight_penalty.hpp"
#include "support.hpp"

// The core against the numbers that tests/reference/reference.py computes with PyTorch in double precision.

using namespace hourglass;

namespace {

const json::Value& at(const json::Value& object, std::string_view key) {
  CAPTURE(key);
  const json::Value* const value = json::find(*object.as<json::Object>(), key);
  REQUIRE(value != nullptr);
  return *value;
}

const json::Array& items(const json::Value& array) { return *array.as<json::Array>(); }
double number(const json::Value& value) { return *value.as<double>(); }

void copy(const json::Value& numbers, std::span<float> target) {
  const json::Array& all = items(numbers);
  REQUIRE(all.size() == target.size());
  std::transform(all.begin(), all.end(), target.begin(), [](const auto& x) { return static_cast<float>(number(x)); });
}

Tensor tensor(const json::Value& numbers, std::size_t batch, Shape shape) {
  Tensor result(batch, shape);
  copy(numbers, result.values());
  return result;
}

Tensor tensor(const json::Value& numbers, std::size_t batch) {
  return tensor(numbers, batch, {1, 1, static_cast<int>(items(numbers).size() / batch)});
}

const json::Value& section(std::string_view name) {
  static const json::Value reference = json::parse(reference_json);
  return at(reference, name);
}

/// A config with one setting, read as the package reads it.
AutoencoderConfig config_with(const std::string& key, const json::Value& value) {
  return config_from_json(R"({"input":1,"encoder":[],")" + key + "\":" + json::to_text(value) + "}");
}

void check_near(double ours, double theirs) { CHECK(ours == doctest::Approx(theirs).epsilon(1e-6)); }

/// As near as single precision allows, measured by the largest number.
void check_near(std::span<const float> ours, const json::Value& theirs) {
  REQUIRE(ours.size() == items(theirs).size());
  double largest = 0;
  double error = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const double expected = number(items(theirs)[i]);
    largest = std::max(largest, std::abs(expected));
    error = std::max(error, std::abs(static_cast<double>(ours[i]) - expected));
  }
  CHECK(error <= 1e-6 * largest);
}

/// The weights after every step; one step moves both tensors.
void check_run(const json::Value& run, const json::Array& start, const json::Array& gradients) {
  std::array<Parameter, 2> parameters;
  for (std::size_t i = 0; i < 2; ++i) {
    parameters[i] = make_parameter("w", {static_cast<int>(items(start[i]).size())});
    copy(start[i], parameters[i].value);
  }
  const std::array<Parameter*, 2> pointers{&parameters[0], &parameters[1]};
  Optimizer optimizer(config_with("optimizer", at(run, "optimizer")).optimizer, pointers);
  const json::Array& weights = items(at(run, "weights"));
  REQUIRE(weights.size() == gradients.size());
  for (std::size_t t = 0; t < weights.size(); ++t) {
    CAPTURE(t);
    for (std::size_t i = 0; i < 2; ++i) copy(items(gradients[t])[i], parameters[i].gradient);
    optimizer.step(pointers);
    for (std::size_t i = 0; i < 2; ++i) check_near(parameters[i].value, items(weights[t])[i]);
  }
}

/// A layer with the reference's weights, if it has any, forward and backward.
void check_layer(const json::Value& reference, const Pass& pass = {}) {
  const AutoencoderConfig config = config_from_json(json::to_text(at(reference, "config")));
  const std::size_t batch = items(at(reference, "x")).size() / config.input.size();
  const std::unique_ptr<Layer> layer = make_layer(config.encoder[0], config.input, "encoder[0]", 0, 0);
  for (Parameter& parameter : layer->parameters()) copy(at(reference, parameter.name), parameter.value);
  const Tensor x = tensor(at(reference, "x"), batch, config.input);
  Tensor z(batch, layer->output_shape());
  layer->forward(x, z, pass);
  check_near(z.values(), at(reference, "z"));
  Tensor dx(batch, config.input);
  layer->backward(x, tensor(at(reference, "dz"), batch, z.shape()), &dx, pass);
  check_near(dx.values(), at(reference, "dx"));
  for (const Parameter& parameter : layer->parameters()) {
    const std::string name = "d" + parameter.name;
    if (json::find(*reference.as<json::Object>(), name) != nullptr) check_near(parameter.gradient, at(reference, name));
  }
}

}  // namespace

TEST_CASE("optimizers take PyTorch's steps on two tensors") {
  const json::Value& optimizers = section("optimizers");
  for (const json::Value& run : items(at(optimizers, "runs"))) {
    const std::string name = json::to_text(at(run, "optimizer"));
    CAPTURE(name);
    check_run(run, items(at(optimizers, "start")), items(at(optimizers, "gradients")));
  }
}

TEST_CASE("activations and their gradients are PyTorch's") {
  for (const json::Value& reference : items(section("activations"))) {
    const std::string name = json::to_text(at(reference, "activation"));
    CAPTURE(name);
    const Activation activation = config_with("outputActivation", at(reference, "activation")).output_activation;
    Tensor y = tensor(at(reference, "z"), 3);  // of four channels
    const Tensor z = y;
    activate(activation, y.values(), y.channels());
    check_near(y.values(), at(reference, "y"));
    Tensor dz = tensor(at(reference, "dy"), 3);
    activate_backward(activation, (derivative_at_input(activation) ? z : y).values(), dz.values(), y.channels());
    check_near(dz.values(), at(reference, "dz"));
  }
}

TEST_CASE("losses and their gradients are PyTorch's") {
  constexpr std::size_t batch = 3;
  for (const json::Value& reference : items(section("losses"))) {
    const std::string name = json::to_text(at(reference, "loss"));
    CAPTURE(name);
    const Loss kind = config_with("loss", at(reference, "loss")).loss;
    const Tensor y = tensor(at(reference, "y"), batch);
    const Tensor t = tensor(at(reference, "t"), batch);
    Tensor dy(batch, y.shape());
    const double value = loss(kind, y, t, &dy, *at(reference, "logits").as<bool>());
    check_near(value, number(at(reference, "value")));
    check_near(dy.values(), at(reference, "dy"));
  }
}

TEST_CASE("penalties and their gradients are PyTorch's") {
  for (const json::Value& reference : items(section("penalties"))) {
    const std::string name = json::to_text(at(reference, "sparsity"));
    CAPTURE(name);
    const Sparsity sparsity = *config_with("sparsity", at(reference, "sparsity")).sparsity;
    const Tensor latent = tensor(at(reference, "latent"), 4);
    Tensor dlatent(4, latent.shape());
    check_near(penalty(sparsity, latent, &dlatent), number(at(reference, "value")));
    check_near(dlatent.values(), at(reference, "dlatent"));
  }
}

TEST_CASE("regularizers and their gradients are Keras's") {
  const json::Value& reference = section("regularizers");
  const AutoencoderConfig config =
      config_from_json(R"({"input":5,"encoder":[{"type":"dense","units":3,"kernelRegularizer":)" +
                       json::to_text(at(reference, "regularizer")) + "}]}");
  const std::unique_ptr<Layer> layer = make_layer(config.encoder[0], config.input, "encoder[0]", 0, 0);
  Parameter& kernel = layer->parameters()[0];
  copy(at(reference, "kernel"), kernel.value);
  const std::array<Parameter*, 2> parameters{&kernel, &layer->parameters()[1]};
  check_near(weight_penalty(parameters), number(at(reference, "value")));
  add_weight_penalty_gradient(parameters);
  check_near(kernel.gradient, at(reference, "dkernel"));
  kernel.trainable = false;
  CHECK(weight_penalty(parameters) == 0);
}

TEST_CASE("a Gaussian's sample, its divergence from the prior and their gradients are PyTorch's") {
  constexpr std::size_t batch = 3;
  const json::Value& reference = section("gaussian");
  const Tensor mean = tensor(at(reference, "mean"), batch);
  const Tensor log_variance = tensor(at(reference, "log_variance"), batch);
  const Tensor noise = tensor(at(reference, "noise"), batch);
  const Tensor dsample = tensor(at(reference, "dsample"), batch);
  Tensor sample(batch, mean.shape());
  kernels::sample_gaussian(mean.values(), log_variance.values(), noise.values(), sample.values());
  check_near(sample.values(), at(reference, "sample"));
  const auto kl = static_cast<double>(kernels::gaussian_kl(mean.values(), log_variance.values()));
  check_near(kl / batch, number(at(reference, "kl")));
  Tensor dmean(batch, mean.shape());
  Tensor dlog_variance(batch, mean.shape());
  const auto weight = static_cast<float>(number(at(reference, "beta")) / batch);
  kernels::gaussian_backward(mean.values(), log_variance.values(), noise.values(), dsample.values(), weight,
                             dmean.values(), dlog_variance.values());
  check_near(dmean.values(), at(reference, "dmean"));
  check_near(dlog_variance.values(), at(reference, "dlog_variance"));
}

TEST_CASE("convolutions and their gradients are PyTorch's, padded by Keras's rule") {
  for (const json::Value& reference : items(section("convolutions"))) {
    const std::string name = json::to_text(at(reference, "config"));
    CAPTURE(name);
    check_layer(reference);
  }
}

TEST_CASE("layers that resize images, and their gradients, are PyTorch's, padded by Keras's rule") {
  for (const json::Value& reference : items(section("resizing"))) {
    const std::string name = json::to_text(at(reference, "config"));
    CAPTURE(name);
    check_layer(reference);
  }
}

TEST_CASE("normalisations and their gradients are PyTorch's") {
  for (const json::Value& reference : items(section("normalization"))) {
    const std::string name = json::to_text(at(reference, "config"));
    CAPTURE(name);
    check_layer(reference, {.training = *at(reference, "training").as<bool>()});
  }
}
