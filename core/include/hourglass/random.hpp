#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hourglass/export.hpp"

namespace hourglass {

/// What random numbers are for: each purpose has a stream of its own under one seed.
enum class Purpose : std::uint32_t { weights = 1, shuffling, training, evaluation, sampling, dropout, patches };

/// Philox4x32-10: the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011).
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// Random numbers that depend on nothing but (seed, purpose, step, stream): no state to keep, copy or race for.
class HOURGLASS_API Rng {
 public:
  /// Seeds above this would lose bits on their way through a double.
  static constexpr std::uint64_t max_seed = (std::uint64_t{1} << 53) - 1;

  /// `stream` tells users of one purpose and step apart, e.g. layers.
  Rng(std::uint64_t seed, Purpose purpose, std::uint64_t step, std::uint32_t stream = 0);

  /// Uniform in [0, 1).
  void uniform(std::span<float> out) const;
  /// Standard normal (Box and Muller 1958).
  void normal(std::span<float> out) const;
  /// Fills `out` with a random permutation of 0 .. n - 1 (Fisher and Yates).
  void permutation(std::span<std::uint32_t> out) const;

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 3> position_;  // stream, and the halves of step
};

}  // namespace hourglass
