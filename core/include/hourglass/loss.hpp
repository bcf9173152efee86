#pragma once

#include <vector>

#include "hourglass/export.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// Reconstruction losses: means over features and samples, as in Keras.
enum class Loss {
  mse,                // (y - t)^2
  bce,                // -t log y - (1 - t) log(1 - y)
  mae,                // |y - t|
  huber,              // (y - t)^2 / 2 up to a difference of 1, |y - t| - 1/2 beyond
  log_cosh,           // log(cosh(y - t))
  cosine_similarity,  // -y t / (|y| |t|) of the vectors along the channels: from -1, where they are parallel, to 1
};

/// Loss of reconstructions y for targets t, each (B, features). Unless dy is null it is overwritten with the gradient.
/// With `logits`, y is the output before its sigmoid (bce only): no overflow, no log of 0. Without, bce clips y to
/// [1e-7, 1 - 1e-7], as Keras does. `scale` multiplies the loss and its gradient. Weights, (B, features) of 0 or more,
/// make it the mean over what counts: the weighted sum over the weights' sum, and 0 where that is 0.
HOURGLASS_API double loss(Loss kind, const Tensor& y, const Tensor& t, Tensor* dy, bool logits = false,
                          double scale = 1, const Tensor* weights = nullptr);

/// How many samples of a batch count: the weights' sum over the features, or without any the samples themselves.
HOURGLASS_API double counted_samples(const Tensor& batch, const Tensor* weights);

/// The loss of each sample, a mean over its features, or over those that count: (B).
HOURGLASS_API void sample_losses(Loss kind, const Tensor& y, const Tensor& t, std::vector<float>& out,
                                 const Tensor* weights = nullptr);
/// The loss of each feature of each sample: (B, features); its mean over features is the sample's loss.
HOURGLASS_API void feature_losses(Loss kind, const Tensor& y, const Tensor& t, std::vector<float>& out);

}  // namespace hourglass
