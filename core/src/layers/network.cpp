#include "hourglass/network.hpp"

#include <cmath>

#include "base/message.hpp"

namespace hourglass {
namespace {

constexpr double max_parameters = 1e8;  // of one layer: 1.6 GB with gradients and moments
constexpr double max_features = 1e8;    // of one layer's output

/// Where a layer is made.
struct Place {
  Shape input;
  const std::string& field;
  std::uint64_t seed;
  std::uint32_t number;

  [[nodiscard]] Rng rng() const { return {seed, Purpose::weights, 0, number}; }
};

void require_count(int value, const std::string& field, int largest = 1'000'000) {
  require(value >= 1, field, "must be a whole number of at least 1", value);
  require(value <= largest, field, joined({"must be at most ", static_cast<std::uint64_t>(largest)}), value);
}

void require_parameters(double count, const std::string& field, double value) {
  require(count <= max_parameters, field, "makes a layer of more than " + to_text(max_parameters) + " parameters",
          value);
}

/// Where the sides differ, the field says which one is wrong.
void require_sides(const Sides& sides, const std::string& field) {
  const bool square = sides.height == sides.width;
  require_count(sides.height, square ? field : field + "[0]", 99);
  require_count(sides.width, square ? field : field + "[1]", 99);
}

/// What both kinds of convolution have.
template <class Config>
void require_convolution(const Config& config, const Place& place) {
  require_count(config.filters, place.field + ".filters");
  require_sides(config.kernel, place.field + ".kernel");
  require_sides(config.stride, place.field + ".stride");
  const double weights =
      static_cast<double>(config.kernel.height) * config.kernel.width * place.input.channels * config.filters;
  require_parameters(weights, place.field + ".filters", config.filters);
}

std::unique_ptr<Layer> make(const DenseConfig& config, const Place& place) {
  const std::string field = place.field + ".units";
  require(config.units >= 1, field, "must be a whole number of at least 1", config.units);
  require_parameters((static_cast<double>(place.input.size()) + 1) * config.units, field, config.units);
  return std::make_unique<Dense>(place.input, config, place.rng());
}

std::unique_ptr<Layer> make(const Conv2dConfig& config, const Place& place) {
  require_convolution(config, place);
  return std::make_unique<Conv2d>(place.input, config, place.rng());
}

std::unique_ptr<Layer> make(const Conv2dTransposeConfig& config, const Place& place) {
  require_convolution(config, place);
  const double features = static_cast<double>(place.input.size()) / place.input.channels * config.stride.height *
                          config.stride.width * config.filters;
  require(features <= max_features, place.field + ".stride",
          "makes an output of more than " + to_text(max_features) + " features",
          std::max(config.stride.height, config.stride.width));
  return std::make_unique<Conv2dTranspose>(place.input, config, place.rng(), place.field);
}

std::unique_ptr<Layer> make(const DropoutConfig& config, const Place& place) {
  require(config.rate >= 0 && config.rate < 1, place.field + ".rate", "must be at least 0 and below 1", config.rate);
  return std::make_unique<Dropout>(place.input, config, place.number);
}

std::unique_ptr<Layer> make(const ReshapeConfig& config, const Place& place) {
  const Shape& shape = config.shape;
  for (const int side : {shape.height, shape.width, shape.channels}) require_count(side, place.field + ".shape");
  const double features = static_cast<double>(shape.height) * shape.width * shape.channels;
  require(features == static_cast<double>(place.input.size()), place.field + ".shape",
          "must hold as many features as come in, " + std::to_string(place.input.size()), features);
  return std::make_unique<Reshape>(config);
}

}  // namespace

std::unique_ptr<Layer> make_layer(const LayerConfig& config, Shape input, const std::string& field, std::uint64_t seed,
                                  std::uint32_t number) {
  const Place place{input, field, seed, number};
  return std::visit([&](const auto& of_kind) { return make(of_kind, place); }, config);
}

Network::Network(std::string_view name, Shape input, const std::vector<LayerConfig>& layers, std::uint64_t seed,
                 std::size_t first_layer)
    : input_(input) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string number = std::to_string(i);
    const std::string field = std::string(name) + "[" + number + "]";
    layers_.push_back(make_layer(layers[i], output_shape(), field, seed, static_cast<std::uint32_t>(first_layer + i)));
    for (Parameter& parameter : layers_.back()->parameters()) {
      parameter.name = std::string(name) + "." + number + "." + parameter.name;
    }
  }
}

std::vector<Parameter*> Network::parameters() const {
  std::vector<Parameter*> all;
  for (const auto& layer : layers_) {
    for (Parameter& parameter : layer->parameters()) all.push_back(&parameter);
  }
  return all;
}

Activations Network::make_activations(std::size_t batch, bool training) const {
  Activations a;
  for (const auto& layer : layers_) {
    a.outputs.emplace_back(batch, layer->output_shape());
    if (training) a.gradients.emplace_back(batch, layer->output_shape());
  }
  return a;
}

void Network::forward(const Tensor& x, Activations& a, const Pass& pass, bool logits) const {
  const Tensor* input = &x;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Tensor& output = a.outputs[i];
    output.resize(x.batch());
    layers_[i]->forward(*input, output, pass);
    if (!logits || i + 1 < layers_.size()) activate(layers_[i]->activation(), output.values());
    input = &output;
  }
}

void Network::backward(const Tensor& x, Activations& a, Tensor* dx, const Pass& pass, bool logits) {
  for (std::size_t i = layers_.size(); i-- > 0;) {
    Tensor& gradient = a.gradients[i];
    if (!logits || i + 1 < layers_.size()) {
      activate_backward(layers_[i]->activation(), a.outputs[i].values(), gradient.values());
    }
    Tensor* const below = i > 0 ? &a.gradients[i - 1] : dx;
    if (below != nullptr) below->resize(x.batch());
    layers_[i]->backward(i > 0 ? a.outputs[i - 1] : x, gradient, below, pass);
  }
}

}  // namespace hourglass
