#pragma once

#include <limits>
#include <span>

#include "hourglass/loss.hpp"
#include "kernels/instruction_set.hpp"

namespace hourglass::kernels {

/// The loss of one sample's outputs y for targets t: summed over its features, in one order. Unless it is null,
/// dy = scale * the gradient. Unless they are null, each feature counts times its weight. All have one length.
using SampleLoss = float (*)(std::span<const float> y, std::span<const float> t, float scale, float* dy,
                             const float* weights);

/// What there is to know of a loss.
struct LossKernels {
  Loss kind;
  SampleLoss of_outputs;
  /// The loss of what a sigmoid is taken of; null where nothing is gained by it.
  SampleLoss of_logits = nullptr;
  /// Whether it compares vectors, and not each number by itself: then it gets one at a time.
  bool of_vectors = false;
  /// What targets may be.
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};

namespace HOURGLASS_INSTRUCTION_SET {

const LossKernels& loss(Loss kind);

/// What each number adds to the cosine similarity of two vectors, so that their mean is that.
void cosine_parts(std::span<const float> y, std::span<const float> t, std::span<float> parts);

}  // namespace HOURGLASS_INSTRUCTION_SET
}  // namespace hourglass::kernels
