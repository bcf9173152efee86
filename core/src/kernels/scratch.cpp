#include "kernels/scratch.hpp"

#include <array>

#include "hourglass/tensor.hpp"

namespace hourglass::kernels {

float* scratch(Room room, std::size_t count) {
  thread_local std::array<Floats, static_cast<std::size_t>(Room::sums) + 1> rooms;
  Floats& floats = rooms[static_cast<std::size_t>(room)];
  if (floats.size() < count) floats.resize(count);
  return floats.data();
}

}  // namespace hourglass::kernels
