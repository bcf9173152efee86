#pragma once

#include <cstddef>

namespace hourglass::kernels {

#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
inline constexpr bool has_threads = false;
#else
inline constexpr bool has_threads = true;
#endif

/// Ends the pool's threads and makes others, so that there are `count` with the caller of `parallel_for`.
void set_pool_threads(std::size_t count);

[[nodiscard]] std::size_t pool_threads();

/// A function object of any type, without an allocation.
struct PartFunction {
  void (*call)(const void* function, std::size_t first, std::size_t last);
  const void* function;
};

/// The part of parallel_for that is the same for every type.
void run_in_parts(std::size_t count, std::size_t grain, PartFunction f);

/// Calls f(first, last), which may throw nothing but std::bad_alloc, on contiguous parts of [0, count) that are at
/// least `grain` long, a few for each thread, all at once; returns when all are done. The caller does parts itself, and
/// everything if there is one part only, within another parallel_for, and while another thread has the pool.
template <class F>
void parallel_for(std::size_t count, std::size_t grain, const F& f) {
  if (count == 0) return;
  if constexpr (has_threads) {
    const auto call = [](const void* function, std::size_t first, std::size_t last) {
      (*static_cast<const F*>(function))(first, last);
    };
    if (count / 2 >= grain) return run_in_parts(count, grain, {call, &f});
  }
  f(std::size_t{0}, count);
}

}  // namespace hourglass::kernels
