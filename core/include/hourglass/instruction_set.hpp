#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hourglass/export.hpp"

namespace hourglass {

/// The instruction sets that the library has kernels for and this machine can run, the best last. On x86-64 "baseline"
/// (what the library itself is compiled for), "sse4.2", "avx2" (with FMA) and "avx512"; elsewhere the one it is
/// compiled for: "neon", "simd128" or "baseline".
[[nodiscard]] HOURGLASS_API std::vector<std::string> instruction_sets();

/// The one in use, for the whole process: the best, unless set_instruction_set says otherwise. The results are the same
/// bits with any.
[[nodiscard]] HOURGLASS_API std::string_view instruction_set();

/// Takes effect from the next computation on. Throws invalid_config for a name that is not in instruction_sets().
HOURGLASS_API void set_instruction_set(std::string_view name);

}  // namespace hourglass
