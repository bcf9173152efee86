#pragma once

#include <cstddef>
#include <cstdint>

namespace hourglass::kernels {

/// What room is for: two uses at the same time are never of one name.
enum class Room : std::uint8_t { factor, rows, start, windows, matrix, result, sums };

/// Room for `count` floats, this thread's own. It grows where it must, and is kept: a step that was made before
/// allocates nothing.
float* scratch(Room room, std::size_t count);

}  // namespace hourglass::kernels
