#pragma once

#include <vector>

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

/// A block of layers whose input is added to its output (He et al. 2016): it learns what is to be changed. Networks
/// apply its layers as their own, named "<block>.<number>", and the block ends with a layer that adds. (Not exported as
/// a whole: LayerConfig is not known here.)
struct ResidualConfig {
  std::vector<LayerConfig> layers;

  /// Errors also for a block that changes the shape.
  HOURGLASS_API void check(Shape input, const std::string& field) const;
  [[nodiscard]] Shape output_shape(Shape input) const { return input; }
  [[nodiscard]] HOURGLASS_API std::size_t parameter_count(Shape input) const;
  [[nodiscard]] HOURGLASS_API std::vector<LayerConfig> mirrored(Shape input, Activation last) const;
  /// The layer at its end, which changes nothing itself.
  [[nodiscard]] HOURGLASS_API std::unique_ptr<Layer> make(const LayerPlace& place) const;
  [[nodiscard]] HOURGLASS_API std::optional<Reach> reach(Shape input, Side side) const;
};

}  // namespace hourglass
