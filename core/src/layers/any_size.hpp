#pragma once

#include <optional>
#include <vector>

#include "hourglass/network.hpp"

namespace hourglass {

/// What the rows, or columns, of the last layer's output are made of. Nothing where a layer does not do the same
/// everywhere in an image. `input` is what the layers were checked for.
std::optional<Reach> reach_of(const std::vector<LayerConfig>& layers, Shape input, Side side);

/// The same layers for inputs of any size: what was said of an output's size is left out.
std::vector<LayerConfig> at_any_size(std::vector<LayerConfig> layers);

}  // namespace hourglass
