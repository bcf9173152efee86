#pragma once

#if defined(__wasm__)
#include <time.h>
#else
#include <chrono>
#endif

namespace hourglass {

/// Seconds of a clock that never goes back.
inline double now() {
#if defined(__wasm__)
  // The clock of <chrono> throws where there is none. The text of its error needs printf, a tenth of the module.
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
#else
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
#endif
}

}  // namespace hourglass
