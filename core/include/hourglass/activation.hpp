#pragma once

#include <cstddef>
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
  gelu,  // z times the share of a normal distribution that lies below z (Hendrycks and Gimpel 2016); exact, not by tanh
  silu,  // z times its sigmoid, also known as swish (Ramachandran et al. 2017)
  selu,  // 1.0507 times elu with an alpha of 1.6733 (Klambauer et al. 2017)
  softplus,  // log(1 + e^z)
  softmax,   // e^z over the sum of e^z along the channels
};

/// z becomes activation(z), in place. So many channels are one vector, which only softmax looks at as a whole.
HOURGLASS_API void activate(Activation activation, std::span<float> z, std::size_t channels = 1);

/// Whether the derivative is taken at the input z, and not at the output y: whoever trains must keep z.
[[nodiscard]] HOURGLASS_API bool derivative_at_input(Activation activation);

/// dy becomes dz, in place, given the activation's output y, or its input z where `derivative_at_input` says so.
HOURGLASS_API void activate_backward(Activation activation, std::span<const float> at, std::span<float> dy,
                                     std::size_t channels = 1);

}  // namespace hourglass
