#include "hourglass/random.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

constexpr std::size_t counters = kernels::random_group / 4;

/// Philox4x32-10 of `Count` counters at once, word by word, which compilers turn into vector code.
template <std::size_t Count>
void philox(std::array<std::array<std::uint32_t, Count>, 4>& word, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < Count; ++i) {
      const std::uint64_t product0 = std::uint64_t{0xD2511F53} * word[0][i];
      const std::uint64_t product1 = std::uint64_t{0xCD9E8D57} * word[2][i];
      word[0][i] = static_cast<std::uint32_t>(product1 >> 32) ^ word[1][i] ^ key[0];
      word[1][i] = static_cast<std::uint32_t>(product1);
      word[2][i] = static_cast<std::uint32_t>(product0 >> 32) ^ word[3][i] ^ key[1];
      word[3][i] = static_cast<std::uint32_t>(product0);
    }
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
}

/// The words of counters group * 16 .. group * 16 + 15.
kernels::RandomWords random_words(std::size_t group, std::array<std::uint32_t, 3> position,
                                  std::array<std::uint32_t, 2> key) {
  std::array<std::array<std::uint32_t, counters>, 4> word{};
  for (std::size_t i = 0; i < counters; ++i) word[0][i] = static_cast<std::uint32_t>(group * counters + i);
  for (std::size_t w = 1; w < 4; ++w) word[w].fill(position[w - 1]);
  philox(word, key);
  kernels::RandomWords words;
  for (std::size_t w = 0; w < 4; ++w) std::copy(word[w].begin(), word[w].end(), words.begin() + w * counters);
  return words;
}

std::array<std::uint32_t, 2> halves(std::uint64_t value) {
  return {static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)};
}

/// out = what `distribution` makes of one group of random words after the other.
void fill(std::span<float> out, std::array<std::uint32_t, 3> position, std::array<std::uint32_t, 2> key,
          void (*distribution)(const kernels::RandomWords&, std::span<float, kernels::random_group>)) {
  constexpr std::size_t size = kernels::random_group;
  for (std::size_t group = 0, i = 0; i < out.size(); ++group, i += size) {
    const kernels::RandomWords words = random_words(group, position, key);
    if (i + size <= out.size()) {
      distribution(words, out.subspan(i).template first<size>());
    } else {
      std::array<float, size> whole;
      distribution(words, std::span(whole));
      std::copy_n(whole.begin(), out.size() - i, out.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  std::array<std::array<std::uint32_t, 1>, 4> word{{{counter[0]}, {counter[1]}, {counter[2]}, {counter[3]}}};
  philox(word, key);
  return {word[0][0], word[1][0], word[2][0], word[3][0]};
}

Rng::Rng(std::uint64_t seed, Purpose purpose, std::uint64_t step, std::uint32_t stream)
    : key_(halves(seed)), position_{stream, halves(step)[0], halves(step)[1]} {
  key_[1] ^= static_cast<std::uint32_t>(purpose) << 24;  // above the bits of the largest seed
}

void Rng::uniform(std::span<float> out) const { fill(out, position_, key_, kernels::uniform); }

void Rng::normal(std::span<float> out) const { fill(out, position_, key_, kernels::normal); }

void Rng::permutation(std::span<std::uint32_t> out) const {
  std::iota(out.begin(), out.end(), 0U);
  kernels::RandomWords words{};
  for (std::size_t i = out.size(); i > 1; --i) {
    const std::size_t drawn = out.size() - i;
    if (drawn % words.size() == 0) words = random_words(drawn / words.size(), position_, key_);
    const auto pick = static_cast<std::size_t>(std::uint64_t{words[drawn % words.size()]} * i >> 32);
    std::swap(out[i - 1], out[pick]);
  }
}

}  // namespace hourglass
