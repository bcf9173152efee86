#pragma once

#include <cstddef>

#include "hourglass/tensor.hpp"

namespace hourglass::kernels {

/// Room for `count` floats, this thread's own for each `Use`. It grows where it must, and is kept: a step that was made
/// before allocates nothing.
template <class Use>
float* scratch(std::size_t count) {
  thread_local Floats room;
  if (room.size() < count) room.resize(count);
  return room.data();
}

}  // namespace hourglass::kernels
