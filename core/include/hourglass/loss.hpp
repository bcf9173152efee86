#pragma once

#include "hourglass/tensor.hpp"

namespace hourglass {

/// Reconstruction losses: means over features and samples, as in Keras.
enum class Loss {
  mse,  // (y - t)^2
  bce,  // -t log y - (1 - t) log(1 - y)
};

/// Loss of reconstructions y for targets t, each (B, features). Unless dy is null it is overwritten with the gradient.
/// With `logits`, y is the output before its sigmoid (bce only): no overflow, no log of 0. Without, bce clips y to
/// [1e-7, 1 - 1e-7], as Keras does.
double loss(Loss kind, const Tensor& y, const Tensor& t, Tensor* dy, bool logits = false);

}  // namespace hourglass
