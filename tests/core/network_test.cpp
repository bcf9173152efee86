#include "hourglass/network.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Activation;
using hourglass::Activations;
using hourglass::dense;
using hourglass::Network;
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
