#include "hourglass/network.hpp"

#include <algorithm>

#include "base/message.hpp"
#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
void check_input(Shape input) {
  for (const int side : {input.height, input.width, input.channels}) {
    require(side >= 1, "input", "must be whole numbers of at least 1", side);
  }
  const double features = static_cast<double>(input.height) * input.width * input.channels;
  require(features <= 1e8, "input", "must be at most 1e+08 features", features);
}

std::unique_ptr<Layer> make_layer(const LayerConfig& config, Shape input, const std::string& field, std::uint64_t seed,
                                  std::uint32_t number) {
  config.check(input, field);
  const LayerPlace place{input, field, seed, number};
  return std::visit([&](const auto& of_kind) { return of_kind.make(place); }, config);
}

std::vector<Parameter*> LayerSequence::parameters() const {
  std::vector<Parameter*> all;
  for (Layer* layer : layers_) {
    for (Parameter& parameter : layer->parameters()) all.push_back(&parameter);
  }
  return all;
}

Activations LayerSequence::make_activations(std::size_t batch, bool training) const {
  Activations a;
  for (const Layer* layer : layers_) {
    a.outputs.emplace_back(batch, layer->output_shape());
    if (!training) continue;
    a.gradients.emplace_back(batch, layer->output_shape());
    a.sums.emplace_back(derivative_at_input(layer->activation()) ? batch : 0, layer->output_shape());
  }
  return a;
}

void LayerSequence::forward(const Tensor& x, Activations& a, const Pass& pass, bool logits) const {
  const Tensor* input = &x;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Tensor& output = a.outputs[i];
    output.resize(x.batch());
    layers_[i]->forward(*input, output, pass);
    const Activation activation = layers_[i]->activation();
    if (pass.training && derivative_at_input(activation)) a.sums[i] = output;
    if (!logits || i + 1 < layers_.size()) activate(activation, output.values(), output.channels());
    for (const auto& [from, to] : shortcuts_) {
      if (to == i) kernels::add_scaled(output.values(), (from > 0 ? a.outputs[from - 1] : x).values(), 1.0F);
    }
    input = &output;
  }
}

void LayerSequence::backward(const Tensor& x, Activations& a, Tensor* dx, const Pass& pass, bool logits) const {
  for (std::size_t i = layers_.size(); i-- > 0;) {
    Tensor& gradient = a.gradients[i];
    if (!logits || i + 1 < layers_.size()) {
      const Activation activation = layers_[i]->activation();
      const Tensor& at = derivative_at_input(activation) ? a.sums[i] : a.outputs[i];
      activate_backward(activation, at.values(), gradient.values(), gradient.channels());
    }
    Tensor* const below = i > 0 ? &a.gradients[i - 1] : dx;
    if (below != nullptr) below->resize(x.batch());
    layers_[i]->backward(i > 0 ? a.outputs[i - 1] : x, gradient, below, pass);
    for (const auto& [from, to] : shortcuts_) {
      if (from == i && below != nullptr) kernels::add_scaled(below->values(), a.gradients[to].values(), 1.0F);
    }
  }
}

Network::Network(std::string_view name, Shape input, const std::vector<LayerConfig>& layers, std::uint64_t seed,
                 std::size_t first_layer)
    : input_(input) {
  append(layers, {.name = std::string(name), .field = std::string(name), .seed = seed, .first_layer = first_layer});
  std::vector<Layer*> all(layers_.size());
  std::ranges::transform(layers_, all.begin(), [](const auto& layer) { return layer.get(); });
  sequence_ = LayerSequence(std::move(all), shortcuts_);
}

void Network::append(const std::vector<LayerConfig>& layers, const Place& place) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name = joined({place.name, ".", i});
    const std::string field = joined({place.field, "[", i, "]"});
    const Shape input = output_shape();
    const std::size_t begin = layers_.size();
    if (const auto* const block = std::get_if<ResidualConfig>(&layers[i])) {
      block->check(input, field);
      append(block->layers, {name, field + ".layers", place.seed, place.first_layer});
      shortcuts_.push_back({begin, layers_.size()});
    }
    const auto number = static_cast<std::uint32_t>(place.first_layer + layers_.size());
    layers_.push_back(make_layer(layers[i], input, field, place.seed, number));
    names_.push_back(name);
    for (Parameter& parameter : layers_.back()->parameters()) parameter.name = joined({name, ".", parameter.name});
  }
}

}  // namespace hourglass
