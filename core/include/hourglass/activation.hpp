#pragma once

#include <span>

namespace hourglass {

enum class Activation { linear, relu, tanh, sigmoid };

/// z becomes activation(z), in place.
void activate(Activation activation, std::span<float> z);

/// dy becomes dz, in place, given the activation's output y.
void activate_backward(Activation activation, std::span<const float> y, std::span<float> dy);

}  // namespace hourglass
