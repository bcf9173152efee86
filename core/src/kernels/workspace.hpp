#pragma once

#include <cstddef>
#include <cstdint>

namespace hourglass::kernels {

/// What memory is used for: two uses at the same time never have one name.
enum class Workspace : std::uint8_t { packed_b, packed_a, start, windows, matrix, result, sums, moments };

/// `count` floats of this thread's own. They grow where they must and are kept, so that a step like one before
/// allocates nothing.
float* workspace(Workspace use, std::size_t count);

}  // namespace hourglass::kernels
