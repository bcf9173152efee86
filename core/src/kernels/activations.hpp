#pragma once

#include <limits>
#include <span>

#include "hourglass/activation.hpp"
#include "kernels/instruction_set.hpp"

namespace hourglass::kernels {

/// What there is to know of an activation. Linear has no functions: it changes nothing.
struct ActivationKernels {
  Activation kind;
  /// Where its outputs lie.
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  /// Whether the derivative is taken at the input z, and not at the output y.
  bool derivative_at_input = false;
  /// Whether it is of vectors, and not of each number by itself: then it gets one at a time.
  bool of_vectors = false;
  /// z becomes y = f(z).
  void (*apply)(std::span<float> z) = nullptr;
  /// dy becomes dz = dy * f'; `at` is y or z.
  void (*apply_derivative)(std::span<const float> at, std::span<float> dy) = nullptr;
};

namespace HOURGLASS_INSTRUCTION_SET {

const ActivationKernels& activation(Activation kind);

}  // namespace HOURGLASS_INSTRUCTION_SET
}  // namespace hourglass::kernels
