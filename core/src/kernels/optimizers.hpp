#pragma once

#include <span>

#include "kernels/instruction_set.hpp"

// One step of one parameter: w, its gradient g, and what the optimizer remembers of it, all of one length.
namespace hourglass::kernels {

struct AdamRates {
  float rate, gain1, gain2, epsilon;  // rate: with the bias correction; gains: 1 - beta
  float keep;                         // share of a weight that weight decay leaves
};

}  // namespace hourglass::kernels

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// velocity = momentum * velocity - rate * g; w += velocity, or with Nesterov's w += momentum * velocity - rate * g.
void sgd(std::span<float> w, std::span<const float> g, std::span<float> velocity, float rate, float momentum,
         bool nesterov);

/// mean_square += gain * (g^2 - mean_square); w -= rate * g / sqrt(mean_square + epsilon).
void rmsprop(std::span<float> w, std::span<const float> g, std::span<float> mean_square, float rate, float gain,
             float epsilon);

/// One pass over weights, gradients and both moments.
void adam(std::span<float> w, std::span<const float> g, std::span<float> first, std::span<float> second,
          const AdamRates& rates);

/// g times limit / max(|g|, limit), where |g| is the root of the sum of squares.
void clip_norm(std::span<float> g, float limit);
/// Each element within -limit and limit.
void clip_values(std::span<float> g, float limit);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
