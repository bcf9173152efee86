#pragma once

#include "hourglass/export.hpp"

namespace hourglass {

inline constexpr int max_threads = 64;

/// How many threads, the caller's among them, share the work of a step: 1 unless this says otherwise, for the whole
/// process. The results are the same bits for any number. Waits for computations of other threads; throws
/// invalid_config for a count outside [1, max_threads] and std::system_error where the system gives no more threads
/// (then there is 1). WebAssembly that was compiled without -pthread keeps 1.
HOURGLASS_API void set_threads(int count);

/// What set_threads has made.
[[nodiscard]] HOURGLASS_API int threads();

}  // namespace hourglass
