#pragma once

#include <optional>

#include "hourglass/conv_geometry.hpp"

namespace hourglass {

/// The sides of an image, and what is given for each of them.
enum class Side { height, width };
[[nodiscard]] constexpr int of(Sides sides, Side side) { return side == Side::height ? sides.height : sides.width; }
[[nodiscard]] constexpr int of(Shape shape, Side side) { return side == Side::height ? shape.height : shape.width; }

/// What a layer that does the same everywhere in an image makes a row, or a column, of its output of: output row o of
/// the input's rows floor((times * o + before) / over) to floor((times * o + behind) / over), as far as there are any.
/// Inputs of n rows become n * over / times, if n is a multiple of `unit`.
struct Reach {
  int times = 1, over = 1, before = 0, behind = 0, unit = 1;

  [[nodiscard]] constexpr int first(int output) const { return floor_of(times * output + before); }
  [[nodiscard]] constexpr int last(int output) const { return floor_of(times * output + behind); }

  /// Of windows that take steps over an input whose size is a multiple of the step, with "same" padding.
  [[nodiscard]] static constexpr Reach of_windows(int taps, int step, int apart = 1) {
    const int wide = ConvGeometry::reach(taps, apart);
    const int pad = wide > step ? (wide - step) / 2 : 0;
    return {step, 1, -pad, wide - 1 - pad, step};
  }
  /// Of the transposed ones.
  [[nodiscard]] static constexpr Reach of_transposed(int taps, int step, int apart = 1) {
    const int wide = ConvGeometry::reach(taps, apart);
    const int pad = wide > step ? (wide - step) / 2 : 0;
    return {1, step, pad - wide + step, pad};
  }

 private:
  [[nodiscard]] constexpr int floor_of(int value) const {
    return value >= 0 ? value / over : -((over - 1 - value) / over);
  }
};

}  // namespace hourglass
