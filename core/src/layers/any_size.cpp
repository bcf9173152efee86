#include "layers/any_size.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace hourglass {
namespace {

/// Output row `output` of all these layers: the first and the last row of the input that it is made of.
std::pair<int, int> reads(const std::vector<Reach>& layers, int output) {
  return std::accumulate(layers.rbegin(), layers.rend(), std::pair(output, output),
                         [](const std::pair<int, int>& rows, const Reach& layer) {
                           return std::pair(layer.first(rows.first), layer.last(rows.second));
                         });
}

}  // namespace

std::optional<Reach> reach_of(const std::vector<LayerConfig>& layers, Shape input, Side side) {
  std::vector<Reach> reaches;
  Reach all;
  int phases = 1;
  for (const LayerConfig& layer : layers) {
    const std::optional<Reach> reach = layer.reach(input, side);
    if (!reach) return std::nullopt;
    reaches.push_back(*reach);
    all.unit = std::lcm(all.unit, all.times * reach->unit / std::gcd(all.over, reach->unit));
    const int times = all.times * reach->times, over = all.over * reach->over;
    all.times = times / std::gcd(times, over);
    all.over = over / std::gcd(times, over);
    phases *= reach->over;
    input = layer.output_shape(input);
  }
  // How far an output reaches differs from row to row, in a pattern that comes again after so many.
  for (int output = 0; output < phases; ++output) {
    const auto [first, last] = reads(reaches, output);
    all.before = std::min(all.before, first * all.over - all.times * output);
    all.behind = std::max(all.behind, last * all.over - all.times * output);
  }
  return all;
}

std::vector<LayerConfig> at_any_size(std::vector<LayerConfig> layers) {
  for (LayerConfig& layer : layers) {
    std::visit(
        [](auto& of_kind) {
          if constexpr (requires { of_kind.output_height; }) of_kind.output_height = of_kind.output_width = 0;
          if constexpr (requires { of_kind.layers; }) of_kind.layers = at_any_size(std::move(of_kind.layers));
        },
        layer);
  }
  return layers;
}

}  // namespace hourglass
