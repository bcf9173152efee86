#pragma once

#include <algorithm>

#include "hourglass/tensor.hpp"

namespace hourglass {

/// Height and width of a kernel, or of the steps it takes. As in Keras, one number stands for both.
struct Sides {
  int height = 1, width = 1;

  constexpr Sides() = default;
  constexpr Sides(int both)
      : height(both), width(both) {}  // NOLINT(google-explicit-constructor,hicpp-explicit-conversions)
  constexpr Sides(int rows, int columns) : height(rows), width(columns) {}

  friend bool operator==(const Sides&, const Sides&) = default;
};

/// Whether windows may stand over the input's edge: as many as start within it, or only those that fit into it.
enum class Padding { same, valid };

/// How a kernel, or a pool, lies over its input, by Keras's rules: with "same" padding the output has
/// ceil(input / stride) rows, and where the padding is odd the extra row is behind; with "valid" it has as many as
/// there are windows that fit. Columns likewise. With a dilation of d a kernel's taps are d pixels apart.
struct ConvGeometry {
  Shape input, output;  // of the convolution; a transposed one goes from output to input
  Sides kernel, stride, dilation;
  int pad_top = 0, pad_left = 0;

  ConvGeometry(Shape in, int filters, Sides kernel_size, Sides strides, Padding padding = Padding::same,
               Sides dilations = 1)
      : input(in),
        output{windows(in.height, reach(kernel_size.height, dilations.height), strides.height, padding),
               windows(in.width, reach(kernel_size.width, dilations.width), strides.width, padding), filters},
        kernel(kernel_size),
        stride(strides),
        dilation(dilations),
        pad_top(std::max((output.height - 1) * stride.height + reach().height - input.height, 0) / 2),
        pad_left(std::max((output.width - 1) * stride.width + reach().width - input.width, 0) / 2) {}

  /// How many rows and columns lie between a kernel's first and last taps, both included.
  [[nodiscard]] Sides reach() const {
    return {reach(kernel.height, dilation.height), reach(kernel.width, dilation.width)};
  }
  [[nodiscard]] static constexpr int reach(int taps, int apart) { return (taps - 1) * apart + 1; }

 private:
  static int windows(int side, int kernel_side, int step, Padding padding) {
    return (side - (padding == Padding::valid ? kernel_side : 1)) / step + 1;
  }
};

}  // namespace hourglass
