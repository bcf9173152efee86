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

/// How a convolution of "same" padding lies over its input, by Keras's rule: the output has ceil(input / stride) rows,
/// and where the padding is odd the extra row is behind. Columns likewise.
struct ConvGeometry {
  Shape input, output;  // of the convolution; a transposed one goes from output to input
  Sides kernel, stride;
  int pad_top = 0, pad_left = 0;

  ConvGeometry(Shape in, int filters, Sides kernel_size, Sides strides)
      : input(in),
        output{(in.height + strides.height - 1) / strides.height, (in.width + strides.width - 1) / strides.width,
               filters},
        kernel(kernel_size),
        stride(strides),
        pad_top(std::max((output.height - 1) * stride.height + kernel.height - input.height, 0) / 2),
        pad_left(std::max((output.width - 1) * stride.width + kernel.width - input.width, 0) / 2) {}
};

}  // namespace hourglass
