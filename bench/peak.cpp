#include <array>

#include "cases.hpp"
#include "kernels/simd.hpp"

namespace hourglass::bench {
namespace {

namespace simd = kernels::HOURGLASS_INSTRUCTION_SET;
using simd::Vec;

/// Enough to hide the latency of a multiplication and an addition on four pipes, few enough for 16 registers.
constexpr std::size_t sums = 12;
constexpr int rounds = 2000;

// Volatile: the compiler can neither compute ahead what goes in nor drop what comes out.
volatile float growth = 1e-9F;
volatile float result;

/// Not inlined and short, because WebAssembly engines optimise a function only the next time that it is called.
[[gnu::noinline]] void multiply_add() {
  const Vec factor(growth);
  std::array<Vec, sums> sum;
  for (std::size_t i = 0; i < sums; ++i) sum[i] = Vec(growth + static_cast<float>(i));
  for (int round = 0; round < rounds; ++round) {
#pragma GCC unroll 16
    for (Vec& s : sum) s = simd::madd(s, factor, s);
  }
  Vec total(0.0F);
  for (const Vec& s : sum) total += s;
  result = total.get(0);
}

}  // namespace

Case peak() { return {"peak", "registers", 2.0 * simd::lanes * sums * rounds, multiply_add}; }

}  // namespace hourglass::bench
