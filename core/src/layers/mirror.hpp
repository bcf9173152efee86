#pragma once

#include <vector>

#include "hourglass/network.hpp"

namespace hourglass {

/// The decoder that undoes an encoder's layers in reverse: each of its layers restores the shape that came into the
/// encoder's, with the activation that made it; the last one has `output_activation`.
std::vector<LayerConfig> mirrored(const std::vector<LayerConfig>& encoder, Shape input, Activation output_activation);

}  // namespace hourglass
