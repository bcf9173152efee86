#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/instruction_set.hpp"

namespace hourglass::kernels {

/// Random words of sum_columns counters, word by word: (4, 16).
inline constexpr std::size_t random_group = 64;
using RandomWords = std::array<std::uint32_t, random_group>;

}  // namespace hourglass::kernels

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// Uniform in [0, 1), by the words' high 23 bits.
void uniform(const RandomWords& words, std::span<float, random_group> out);
/// Standard normal.
void normal(const RandomWords& words, std::span<float, random_group> out);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
