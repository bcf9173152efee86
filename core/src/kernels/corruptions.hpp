#pragma once

#include <span>

#include "kernels/instruction_set.hpp"

// Clean values x and random numbers become corrupted values; spans of one call have one length, and may be one.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// out = min(max(x + amount * noise, low), high).
void add_noise(std::span<const float> x, std::span<const float> noise, float amount, float low, float high,
               std::span<float> out);
/// out = uniform < share ? 0 : scale * x.
void drop(std::span<const float> x, std::span<const float> uniform, float share, float scale, std::span<float> out);
/// out = uniform < share / 2 ? 0 : uniform < share ? 1 : x.
void salt_and_pepper(std::span<const float> x, std::span<const float> uniform, float share, std::span<float> out);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
