#pragma once

#include <span>

#include "hourglass/export.hpp"

namespace hourglass {

enum class Activation {
  linear,
  relu,
  leaky_relu,  // slope 0.2 below 0, as in Keras
  elu,         // e^z - 1 below 0 (Clevert et al. 2016)
  tanh,
  sigmoid,
};

/// z becomes activation(z), in place.
HOURGLASS_API void activate(Activation activation, std::span<float> z);

/// dy becomes dz, in place, given the activation's output y.
HOURGLASS_API void activate_backward(Activation activation, std::span<const float> y, std::span<float> dy);

}  // namespace hourglass
