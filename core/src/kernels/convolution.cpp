#include "kernels/convolution.hpp"

#include <algorithm>

#include "kernels/matmul.hpp"

// Implicit GEMM: the patches of the input that the kernel lies on, one a row, are laid out tile by tile, and multiplied
// as matrices.
namespace hourglass::kernels {
namespace {

/// A tile of patches (128 KB) stays in the cache between being laid out and being multiplied; so do the other factor's
/// rows beside it, if there are not too many.
constexpr std::size_t max_tile_values = 32 * 1024;
constexpr std::size_t max_tile_positions = 512;

/// The tile in use: (positions, patch).
thread_local Floats patches;

std::size_t patch_size(const ConvGeometry& g) { return Shape{g.kernel, g.kernel, g.input.channels}.size(); }

std::size_t positions(const ConvGeometry& g) { return Shape{g.output.height, g.output.width, 1}.size(); }

std::size_t filters(const ConvGeometry& g) { return static_cast<std::size_t>(g.output.channels); }

std::size_t tile_positions(const ConvGeometry& g) {
  return std::clamp<std::size_t>(max_tile_values / patch_size(g), 1, max_tile_positions);
}

/// f(first, count) for every tile of the batch's output positions.
template <class F>
void for_each_tile(const ConvGeometry& g, std::size_t batch, F f) {
  reserve_convolution(g);
  const std::size_t tile = tile_positions(g);
  const std::size_t end = batch * positions(g);
  for (std::size_t first = 0; first < end; first += tile) f(first, std::min(tile, end - first));
}

using Offset = std::ptrdiff_t;

/// f(patch, image, n) for every row of the kernel that lies over its image, at `count` output positions from `first`
/// on: the n floats from `patch` on in the tile belong to those from `image` on in the batch.
template <class F>
void for_each_run(const ConvGeometry& g, std::size_t first, std::size_t count, F f) {
  const auto [height, width, channels] = g.input;
  const auto image_size = static_cast<Offset>(g.input.size());
  const auto row_size = Offset{width} * channels;
  const auto kernel_row_size = Offset{g.kernel} * channels;
  Offset image = static_cast<Offset>(first / positions(g)) * image_size;
  int row = static_cast<int>(first % positions(g)) / g.output.width;
  int column = static_cast<int>(first % positions(g)) % g.output.width;
  Offset patch = 0;
  for (std::size_t i = 0; i < count; ++i, patch += g.kernel * kernel_row_size) {
    const int top = row * g.stride - g.pad_top;
    const int left = column * g.stride - g.pad_left;
    const Offset x0 = std::max(left, 0);
    const Offset n = (std::min(left + g.kernel, width) - x0) * channels;
    const int y1 = std::min(top + g.kernel, height);
    for (Offset y = std::max(top, 0); y < y1; ++y) {
      f(patch + (y - top) * kernel_row_size + (x0 - left) * channels, image + y * row_size + x0 * channels, n);
    }
    if (++column < g.output.width) continue;
    column = 0;
    if (++row < g.output.height) continue;
    row = 0;
    image += image_size;
  }
}

/// Fills the tile with the patches at `count` positions from `first` on, zeros where they lie outside.
void gather(const ConvGeometry& g, std::size_t first, std::size_t count, const float* x) {
  std::fill_n(patches.data(), count * patch_size(g), 0.0F);
  for_each_run(g, first, count, [x, tile = patches.data()](Offset patch, Offset image, Offset n) {
    for (Offset i = 0; i < n; ++i) tile[patch + i] = x[image + i];
  });
}

/// Adds the tile's patches to x where they come from.
void scatter(const ConvGeometry& g, std::size_t first, std::size_t count, float* x) {
  for_each_run(g, first, count, [x, tile = patches.data()](Offset patch, Offset image, Offset n) {
    for (Offset i = 0; i < n; ++i) x[image + i] += tile[patch + i];
  });
}

/// Every pixel of x, `size` values in all, becomes the bias, or 0.
void fill(std::size_t size, std::size_t channels, const float* bias, float* x) {
  if (bias == nullptr) {
    std::fill_n(x, size, 0.0F);
    return;
  }
  std::copy_n(bias, std::min(channels, size), x);
  for (std::size_t done = channels; done < size; done *= 2) std::copy_n(x, std::min(done, size - done), x + done);
}

}  // namespace

void convolve(const ConvGeometry& g, std::size_t batch, const float* x, const float* kernel, const float* bias,
              float* y) {
  for_each_tile(g, batch, [&](std::size_t first, std::size_t count) {
    gather(g, first, count, x);
    matmul(count, filters(g), patch_size(g), row_major(patches.data(), patch_size(g)), row_major(kernel, filters(g)),
           bias, y + first * filters(g));
  });
}

void convolve_input_gradient(const ConvGeometry& g, std::size_t batch, const float* dy, const float* kernel,
                             const float* bias, float* dx) {
  fill(batch * g.input.size(), static_cast<std::size_t>(g.input.channels), bias, dx);
  for_each_tile(g, batch, [&](std::size_t first, std::size_t count) {
    matmul(count, patch_size(g), filters(g), row_major(dy + first * filters(g), filters(g)),
           row_major(kernel, filters(g)).transposed(), nullptr, patches.data());
    scatter(g, first, count, dx);
  });
}

void convolve_kernel_gradient(const ConvGeometry& g, std::size_t batch, const float* x, const float* dy,
                              float* dkernel) {
  std::fill_n(dkernel, patch_size(g) * filters(g), 0.0F);
  for_each_tile(g, batch, [&](std::size_t first, std::size_t count) {
    gather(g, first, count, x);
    matmul_add(patch_size(g), filters(g), count, row_major(patches.data(), patch_size(g)).transposed(),
               row_major(dy + first * filters(g), filters(g)), dkernel);
  });
}

void reserve_convolution(const ConvGeometry& g) {
  const std::size_t tile = tile_positions(g);
  if (patches.size() < tile * patch_size(g)) patches.resize(tile * patch_size(g));
  reserve_matmul(std::max({patch_size(g), filters(g), tile}));
}

}  // namespace hourglass::kernels
