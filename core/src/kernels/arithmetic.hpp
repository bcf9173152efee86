#pragma once

#include <cstdint>
#include <span>

#include "kernels/instruction_set.hpp"

// Spans of one call have one length.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// out = byte / 255, to the bit.
void from_bytes(std::span<const std::uint8_t> bytes, std::span<float> out);

/// dx += scale * sign(x).
void add_sign(std::span<const float> x, float scale, std::span<float> dx);
/// x += scale * y.
void add_scaled(std::span<float> x, std::span<const float> y, float scale);

/// z becomes softmax(z); returns log sum_j exp(z_j), without overflow.
float softmax(std::span<float> z);

/// Natural logarithm of a positive number, and the cosine of `turns` whole turns in [0, 1): without a standard library.
float log(float x);
float cosine(float turns);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
