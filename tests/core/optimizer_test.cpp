#include "hourglass/optimizer.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Adam;
using hourglass::AdamW;
using hourglass::Optimizer;
using hourglass::OptimizerConfig;
using hourglass::Parameter;
using hourglass::RmsProp;
using hourglass::Sgd;

namespace {

/// Keras's formulas in double, with one time step for all tensors.
struct Reference {
  std::vector<double> w, first, second;

  explicit Reference(const Parameter& parameter)
      : w(parameter.value.begin(), parameter.value.end()), first(w.size()), second(w.size()) {}

  void step(const Sgd& sgd, std::span<const float> g, int /*t*/) {
    for (std::size_t i = 0; i < w.size(); ++i) {
      const double move = sgd.learning_rate * static_cast<double>(g[i]);
      first[i] = sgd.momentum * first[i] - move;
      w[i] += sgd.nesterov ? sgd.momentum * first[i] - move : first[i];
    }
  }
  void step(const RmsProp& rms_prop, std::span<const float> g, int /*t*/) {
    for (std::size_t i = 0; i < w.size(); ++i) {
      const auto gradient = static_cast<double>(g[i]);
      first[i] = rms_prop.rho * first[i] + (1 - rms_prop.rho) * gradient * gradient;
      w[i] -= rms_prop.learning_rate * gradient / std::sqrt(first[i] + rms_prop.epsilon);
    }
  }
  void step(const AdamW& adam, std::span<const float> g, int t) {
    for (double& weight : w) weight -= adam.learning_rate * adam.weight_decay * weight;
    step(Adam{adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon}, g, t);
  }
  void step(const Adam& adam, std::span<const float> g, int t) {
    const double rate = adam.learning_rate * std::sqrt(1 - std::pow(adam.beta2, t)) / (1 - std::pow(adam.beta1, t));
    for (std::size_t i = 0; i < w.size(); ++i) {
      const auto gradient = static_cast<double>(g[i]);
      first[i] = adam.beta1 * first[i] + (1 - adam.beta1) * gradient;
      second[i] = adam.beta2 * second[i] + (1 - adam.beta2) * gradient * gradient;
      w[i] -= rate * first[i] / (std::sqrt(second[i]) + adam.epsilon);
    }
  }
};

/// Two tensors whose gradients follow from their weights, over several steps: an optimizer that counts time once per
/// tensor, or divides where it must multiply, ends elsewhere.
double error_after(int steps, const OptimizerConfig& config) {
  std::array<Parameter, 2> parameters;
  std::vector<Reference> references;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto values = support::random_values(i == 0 ? 17 : 3, 5 + i);
    parameters[i].value.assign(values.begin(), values.end());
    parameters[i].gradient.resize(values.size());
    references.emplace_back(parameters[i]);
  }
  const std::array<Parameter*, 2> pointers{&parameters[0], &parameters[1]};
  Optimizer optimizer(config, pointers);
  for (int t = 1; t <= steps; ++t) {
    for (std::size_t i = 0; i < 2; ++i) {
      const auto noise = support::random_values(parameters[i].value.size(), 100 * static_cast<std::uint64_t>(t) + i);
      std::copy(noise.begin(), noise.end(), parameters[i].gradient.begin());
      std::visit([&](const auto& of_kind) { references[i].step(of_kind, noise, t); }, config);
    }
    optimizer.step(pointers);
  }
  double error = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < references[i].w.size(); ++j) {
      error = std::max(error, std::abs(references[i].w[j] - static_cast<double>(parameters[i].value[j])));
    }
  }
  return error;
}

}  // namespace

TEST_CASE("optimizers follow Keras's formulas on two tensors over several steps") {
  CHECK(error_after(10, Sgd{0.1, 0}) < 1e-6);
  CHECK(error_after(10, Sgd{0.1, 0.9}) < 3e-6);
  CHECK(error_after(10, Sgd{0.1, 0.9, true}) < 3e-6);
  CHECK(error_after(10, RmsProp{}) < 1e-6);
  CHECK(error_after(10, RmsProp{0.01, 0.8, 1e-4}) < 3e-6);
  CHECK(error_after(10, AdamW{}) < 1e-6);
  CHECK(error_after(10, AdamW{.learning_rate = 0.1, .weight_decay = 0.5}) < 3e-6);
  CHECK(error_after(10, Adam{}) < 1e-6);
  CHECK(error_after(10, Adam{0.1, 0.8, 0.95, 1e-3}) < 3e-6);
}

TEST_CASE("a restored optimizer goes on as if it had not stopped") {
  const auto trained = [](bool restored) {
    Parameter parameter;
    parameter.value = {1, 2, 3};
    parameter.gradient = {0.5F, -1, 2};
    const std::array<Parameter*, 1> pointers{&parameter};
    Optimizer first(Adam{}, pointers);
    for (int i = 0; i < 5; ++i) first.step(pointers);
    Optimizer second(Adam{}, pointers);
    second.moments() = first.moments();
    second.set_steps(first.steps());
    for (int i = 0; i < 5; ++i) (restored ? second : first).step(pointers);
    return parameter.value;
  };
  CHECK(trained(true) == trained(false));
}

TEST_CASE("a schedule's factor scales one step") {
  Parameter parameter;
  parameter.value = {1};
  parameter.gradient = {1};
  const std::array<Parameter*, 1> pointers{&parameter};
  Optimizer optimizer(Sgd{.learning_rate = 0.5}, pointers);
  optimizer.step(pointers, 0.25);
  CHECK(parameter.value[0] == 0.875F);
  CHECK(optimizer.learning_rate() == 0.5);
}

TEST_CASE("Adam's first step is the learning rate against the gradient's sign") {
  Parameter parameter;
  parameter.value = {1, 1};
  parameter.gradient = {0.3F, -2};
  const std::array<Parameter*, 1> pointers{&parameter};
  Optimizer optimizer(Adam{.learning_rate = 0.01}, pointers);
  optimizer.step(pointers);
  CHECK(parameter.value[0] == doctest::Approx(0.99));
  CHECK(parameter.value[1] == doctest::Approx(1.01));
  CHECK(optimizer.steps() == 1);
}

TEST_CASE("rates outside their range are refused by name and value") {
  const std::vector<Parameter*> none;
  CHECK(support::error_of([&] { Optimizer(Adam{.learning_rate = -1}, none); }) ==
        "optimizer.learning_rate must be a number above 0, got -1");
  CHECK(support::error_of([&] { Optimizer(Sgd{.learning_rate = 0.1, .momentum = 1}, none); }) ==
        "optimizer.momentum must be at least 0 and below 1, got 1");
  CHECK(support::error_of([&] { Optimizer(Adam{.epsilon = 0}, none); }) ==
        "optimizer.epsilon must be a number of at least 1e-37, got 0");
  Optimizer optimizer(Adam{}, none);
  CHECK(support::error_of([&] { optimizer.set_learning_rate(NAN); }) ==
        "optimizer.learning_rate must be a number above 0, got nan");
  CHECK(optimizer.learning_rate() == 1e-3);
}
