#include "kernels/workspace.hpp"

#include <array>

#include "base/enum_names.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass::kernels {

float* workspace(Workspace use, std::size_t count) {
  thread_local std::array<Floats, enum_count<Workspace>> all;
  Floats& floats = all[static_cast<std::size_t>(use)];
  if (floats.size() < count) floats.resize(count);
  return floats.data();
}

}  // namespace hourglass::kernels
