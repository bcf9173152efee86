#include "hourglass/residual.hpp"

#include <algorithm>

#include "base/message.hpp"
#include "hourglass/network.hpp"
#include "layers/any_size.hpp"
#include "layers/checks.hpp"
#include "layers/mirror.hpp"

namespace hourglass {

void ResidualConfig::check(Shape input, const std::string& field) const {
  const std::string name = field + ".layers";
  if (layers.empty()) fail(ErrorCode::invalid_config, {name}, {"needs at least one layer, got none"});
  Shape shape = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    layers[i].check(shape, joined({name, "[", i, "]"}));
    shape = layers[i].output_shape(shape);
  }
  if (shape == input) return;
  fail(ErrorCode::invalid_config, {name},
       {"must give the shape that comes in, ", to_text(input), ", got ", to_text(shape)});
}

std::size_t ResidualConfig::parameter_count(Shape input) const {
  std::size_t count = 0;
  Shape shape = input;
  for (const LayerConfig& layer : layers) {
    count += layer.parameter_count(shape);
    shape = layer.output_shape(shape);
  }
  return count;
}

std::vector<LayerConfig> ResidualConfig::mirrored(Shape input, Activation last) const {
  std::vector<LayerConfig> undone{ResidualConfig{hourglass::mirrored(layers, input, Activation::linear)}};
  if (last != Activation::linear) undone.emplace_back(ActivationConfig{last});
  return undone;
}

std::optional<Reach> ResidualConfig::reach(Shape input, Side side) const {
  std::optional<Reach> reach = reach_of(layers, input, side);
  if (!reach) return std::nullopt;
  // And the row itself, which is added.
  reach->before = std::min(reach->before, 0);
  reach->behind = std::max(reach->behind, 0);
  return reach;
}

std::unique_ptr<Layer> ResidualConfig::make(const LayerPlace& place) const {
  return std::make_unique<ActivationLayer>(place.input, ActivationConfig{});
}

}  // namespace hourglass
