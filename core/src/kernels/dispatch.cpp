#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>

#include "kernels/kernels.hpp"

namespace hourglass::kernels {

// HOURGLASS_DISPATCH: how many sets there are beyond the baseline.
#if HOURGLASS_DISPATCH >= 1
namespace sse42 {
extern const Table table;
}
#endif
#if HOURGLASS_DISPATCH >= 2
namespace avx2 {
extern const Table table;
}
#endif
#if HOURGLASS_DISPATCH >= 3
namespace avx512 {
extern const Table table;
}
#endif

namespace {

#if defined(__aarch64__)
constexpr std::string_view baseline_name = "neon";
#elif defined(__wasm__)
constexpr std::string_view baseline_name = "simd128";
#else
constexpr std::string_view baseline_name = "baseline";
#endif

constexpr std::array sets{
    InstructionSet{baseline_name, &baseline::table},
#if HOURGLASS_DISPATCH >= 1
    InstructionSet{"sse4.2", &sse42::table},
#endif
#if HOURGLASS_DISPATCH >= 2
    InstructionSet{"avx2", &avx2::table},
#endif
#if HOURGLASS_DISPATCH >= 3
    InstructionSet{"avx512", &avx512::table},
#endif
};

/// How many of them, from the first on, this machine can run: each has all of those before it.
std::size_t count_supported() {
  std::size_t count = 1;
#if HOURGLASS_DISPATCH
  __builtin_cpu_init();
  const auto has_all = [](auto... has) { return (... && (has != 0)); };
  if (!__builtin_cpu_supports("sse4.2")) return count;
  ++count;
  if (!has_all(__builtin_cpu_supports("avx2"), __builtin_cpu_supports("fma"))) return count;
  ++count;
  if (!has_all(__builtin_cpu_supports("avx512f"), __builtin_cpu_supports("avx512cd"),
               __builtin_cpu_supports("avx512bw"), __builtin_cpu_supports("avx512dq"),
               __builtin_cpu_supports("avx512vl"))) {
    return count;
  }
  ++count;
#endif
  return count;
}

std::atomic<const InstructionSet*> chosen{nullptr};

}  // namespace

std::span<const InstructionSet> supported_sets() {
  static const std::size_t count = std::min(count_supported(), sets.size());
  return std::span(sets).first(count);
}

const InstructionSet& set_in_use() {
  const InstructionSet* const set = chosen.load(std::memory_order_relaxed);
  return set == nullptr ? supported_sets().back() : *set;
}

void use(const InstructionSet& set) { chosen = &set; }

}  // namespace hourglass::kernels
