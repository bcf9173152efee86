#pragma once

#include <algorithm>

#include "hourglass/tensor.hpp"

namespace hourglass {

/// How a convolution of "same" padding lies over its input, by Keras's rule: the output has ceil(input / stride) rows,
/// and where the padding is odd the extra row is behind. Columns likewise.
struct ConvGeometry {
  Shape input, output;  // of the convolution; a transposed one goes from output to input
  int kernel = 1, stride = 1;
  int pad_top = 0, pad_left = 0;

  ConvGeometry(Shape in, int filters, int kernel_size, int strides)
      : input(in),
        output{(in.height + strides - 1) / strides, (in.width + strides - 1) / strides, filters},
        kernel(kernel_size),
        stride(strides),
        pad_top(std::max((output.height - 1) * stride + kernel - input.height, 0) / 2),
        pad_left(std::max((output.width - 1) * stride + kernel - input.width, 0) / 2) {}
};

}  // namespace hourglass
