#include "hourglass/threads.hpp"

#include "hourglass/error.hpp"
#include "kernels/parallel.hpp"

namespace hourglass {

void set_threads(int count) {
  require(count >= 1 && count <= max_threads, "threads", "must be from 1 to " + to_text(max_threads), count);
  if constexpr (kernels::has_threads) kernels::set_pool_threads(static_cast<std::size_t>(count));
}

int threads() { return kernels::has_threads ? static_cast<int>(kernels::pool_threads()) : 1; }

}  // namespace hourglass
