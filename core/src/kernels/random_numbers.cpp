#include "kernels/random_numbers.hpp"

#include "kernels/math.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

void uniform(const RandomWords& words, std::span<float, random_group> out) {
  for (std::size_t i = 0; i < random_group; ++i) {
    out[i] = std::bit_cast<float>((words[i] >> 9) | 0x3f800000U) - 1.0F;
  }
}

void normal(const RandomWords& words, std::span<float, random_group> out) {
  constexpr std::size_t quarter = random_group / 4;
  uniform(words, out);
  // Words 0 and 1 of a counter make two numbers, words 2 and 3 two more.
  for (std::size_t pair = 0; pair < random_group; pair += 2 * quarter) {
    for (std::size_t i = pair; i < pair + quarter; i += lanes) {
      const Vec radius = sqrt(Vec(-2.0F) * log(Vec(1.0F) - Vec::load_unaligned(&out[i])));
      const SinCos angle = sincos_turns(Vec::load_unaligned(&out[i + quarter]));
      (radius * angle.cos).store_unaligned(&out[i]);
      (radius * angle.sin).store_unaligned(&out[i + quarter]);
    }
  }
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
