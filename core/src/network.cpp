#include "hourglass/network.hpp"

#include "hourglass/error.hpp"

namespace hourglass {
namespace {

constexpr double max_parameters = 1e8;  // 1.6 GB with gradients and moments

std::unique_ptr<Layer> make_layer(const DenseConfig& config, Shape input, const std::string& field, const Rng& rng) {
  require(config.units >= 1, field + ".units", "must be a whole number of at least 1", config.units);
  require((static_cast<double>(input.size()) + 1) * config.units <= max_parameters, field + ".units",
          "makes a layer of more than " + to_text(max_parameters) + " parameters", config.units);
  return std::make_unique<Dense>(input, config, rng);
}

}  // namespace

Network::Network(std::string_view name, Shape input, const std::vector<LayerConfig>& layers, std::uint64_t seed,
                 std::size_t first_layer)
    : input_(input) {
  if (layers.empty()) throw Error(ErrorCode::invalid_config, std::string(name), "needs at least one layer, got none");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string number = std::to_string(i);
    const std::string field = std::string(name) + "[" + number + "]";
    const Rng rng(seed, Purpose::weights, first_layer + i);
    const Shape shape = layers_.empty() ? input : output_shape();
    layers_.push_back(std::visit([&](const auto& config) { return make_layer(config, shape, field, rng); }, layers[i]));
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

void Network::forward(const Tensor& x, Activations& a, bool logits) const {
  const Tensor* input = &x;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Tensor& output = a.outputs[i];
    output.resize(x.batch());
    layers_[i]->forward(*input, output);
    if (!logits || i + 1 < layers_.size()) activate(layers_[i]->activation(), output.values());
    input = &output;
  }
}

void Network::backward(const Tensor& x, Activations& a, Tensor* dx, bool logits) {
  for (std::size_t i = layers_.size(); i-- > 0;) {
    Tensor& gradient = a.gradients[i];
    if (!logits || i + 1 < layers_.size()) {
      activate_backward(layers_[i]->activation(), a.outputs[i].values(), gradient.values());
    }
    Tensor* const below = i > 0 ? &a.gradients[i - 1] : dx;
    if (below != nullptr) below->resize(x.batch());
    layers_[i]->backward(i > 0 ? a.outputs[i - 1] : x, gradient, below);
  }
}

}  // namespace hourglass
