#include "kernels/convolution.hpp"

#include <algorithm>

#include "kernels/panels.hpp"
#include "kernels/parallel.hpp"
#include "kernels/sums.hpp"
#include "kernels/workspace.hpp"

// Implicit GEMM: every output position is a row of a product, whose terms lie in the image as a patch. Images are
// copied once into a window with zeros around them, so that every patch is within it.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// Windows of this many floats together stay in the second-level cache.
constexpr std::size_t chunk_values = 32 * 1024;

/// So many floats are enough for several sums of a kernel's gradient.
constexpr std::size_t most_sums = 2 * 1024 * 1024;

/// Fewer take less time than to wake a thread.
constexpr std::size_t grain_values = 4 * 1024;
constexpr std::size_t grain_products = 128 * 1024;

std::size_t filters(const ConvGeometry& g) { return static_cast<std::size_t>(g.output.channels); }
std::size_t channels(const ConvGeometry& g) { return static_cast<std::size_t>(g.input.channels); }

/// A part of an image, which may reach beyond its edges: rows `top` .. `top` + `height` - 1, columns likewise.
struct Window {
  Shape image;
  int top, left, height, width;

  [[nodiscard]] std::size_t row_size() const { return Shape{1, width, image.channels}.size(); }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(height) * row_size(); }
};

/// What a convolution's patches cover.
Window input_window(const ConvGeometry& g) {
  return {g.input, -g.pad_top, -g.pad_left, (g.output.height - 1) * g.stride.height + g.reach().height,
          (g.output.width - 1) * g.stride.width + g.reach().width};
}

/// The outputs that take part in one pixel or another of the input.
Window output_window(const ConvGeometry& g) {
  const auto [rows, columns] = g.stride;
  const int top = g.pad_top / rows - (g.reach().height - 1) / rows;
  const int left = g.pad_left / columns - (g.reach().width - 1) / columns;
  return {g.output, top, left, (g.input.height - 1 + g.pad_top) / rows - top + 1,
          (g.input.width - 1 + g.pad_left) / columns - left + 1};
}

/// The window on every image, zeros where there is none.
void copy_window(const Window& window, std::size_t images, const float* x, float* out) {
  const int height = window.image.height;
  const int width = window.image.width;
  const int channel_count = window.image.channels;
  const auto floats = [channel_count](int pixels) { return Shape{1, pixels, channel_count}.size(); };
  const int inside_left = std::clamp(-window.left, 0, window.width);
  const int inside_right = std::clamp(width - window.left, inside_left, window.width);
  for (std::size_t image = 0; image < images; ++image, x += window.image.size()) {
    for (int y = window.top; y < window.top + window.height; ++y, out += window.row_size()) {
      if (y < 0 || y >= height || inside_left == inside_right) {
        std::fill_n(out, window.row_size(), 0.0F);
        continue;
      }
      const float* const row = x + (std::ptrdiff_t{y} * width + window.left + inside_left) * channel_count;
      std::fill_n(out, floats(inside_left), 0.0F);
      std::copy_n(row, floats(inside_right - inside_left), out + floats(inside_left));
      std::fill_n(out + floats(inside_right), floats(window.width - inside_right), 0.0F);
    }
  }
}

/// f(first, count, windows) for some of the images `begin` to `end` - 1 at a time.
template <class F>
void for_each_chunk(const Window& window, std::size_t begin, std::size_t end, const float* x, const F& f) {
  const std::size_t chunk = std::clamp<std::size_t>(chunk_values / window.size(), 1, end - begin);
  float* const windows = workspace(Workspace::windows, chunk * window.size());
  for (std::size_t first = begin; first < end; first += chunk) {
    const std::size_t count = std::min(chunk, end - first);
    copy_window(window, count, x + first * window.image.size(), windows);
    f(first, count, static_cast<const float*>(windows));
  }
}

/// The same, where threads share the images.
template <class F>
void for_each_image(const Window& window, std::size_t batch, const float* x, const F& f) {
  parallel_for(batch, 1 + grain_values / window.size(),
               [&](std::size_t begin, std::size_t end) { for_each_chunk(window, begin, end, x, f); });
}

/// Positions in a batch of images, and where the rows of a and c that belong to them lie: the steps from one image, row
/// and column to the next.
struct Grid {
  struct Steps {
    std::size_t image, row, column;
  };
  std::size_t images, rows, columns;
  Steps a, c;
};

/// Tiles of rows at equal distances. They are of equal height, as far as that goes: otherwise the last one might be
/// almost empty.
void multiply_tiles(TileRows rows, const Terms& terms, const RightMatrix& b, const float* start) {
  for (std::size_t left = rows.count, tiles = (left + tile_rows - 1) / tile_rows; tiles > 0; --tiles) {
    rows.count = (left + tiles - 1) / tiles;
    multiply_rows(rows, terms, b, start);
    left -= rows.count;
    rows.a += static_cast<std::ptrdiff_t>(rows.count) * rows.a_distance;
    rows.c += rows.count * rows.c_distance;
  }
}

/// c = start + a b at all positions. Tiles go along rows or, where these are short, from image to image. Threads share
/// the rows where they do not share the images already: of a single large one.
void multiply_grid(const Grid& grid, const float* a, const Terms& terms, const RightMatrix& b, const float* start,
                   float* c) {
  const bool along_rows = grid.columns >= 2 * tile_rows || grid.images < tile_rows;
  const std::size_t images = along_rows ? grid.images : 1;
  const std::size_t columns = along_rows ? 1 : grid.columns;
  const auto multiply = [&](std::size_t image, std::size_t row, std::size_t column) {
    const TileRows rows{.count = along_rows ? grid.columns : grid.images,
                        .a = a + image * grid.a.image + row * grid.a.row + column * grid.a.column,
                        .a_distance = static_cast<std::ptrdiff_t>(along_rows ? grid.a.column : grid.a.image),
                        .c = c + image * grid.c.image + row * grid.c.row + column * grid.c.column,
                        .c_distance = along_rows ? grid.c.column : grid.c.image};
    multiply_tiles(rows, terms, b, start);
  };
  // No tap reaches some pixels: there are none of these.
  const std::size_t products = terms.length * terms.runs * terms.groups * b.n;
  const std::size_t row_products = std::max<std::size_t>(grid.columns * (along_rows ? 1 : grid.images) * products, 1);
  for (std::size_t image = 0; image < images; ++image) {
    parallel_for(grid.rows, 1 + grain_products / row_products, [&](std::size_t first, std::size_t last) {
      for (std::size_t row = first; row < last; ++row) {
        for (std::size_t column = 0; column < columns; ++column) multiply(image, row, column);
      }
    });
  }
}

/// `count` times the bias, or zeros: what sums start from.
const float* start_row(const float* bias, std::size_t channel_count, std::size_t count) {
  float* const row = workspace(Workspace::start, channel_count * count);
  for (std::size_t i = 0; i < channel_count * count; ++i) row[i] = bias == nullptr ? 0.0F : bias[i % channel_count];
  return row;
}

/// The terms of a patch of this many pixels, which are so far apart.
Terms patch_terms(int height, int width, Sides dilation, const Window& window) {
  const auto distance = [](std::size_t floats) { return static_cast<std::ptrdiff_t>(floats); };
  const std::size_t pixel = Shape{window.image.channels}.size();
  const std::size_t row = pixel * static_cast<std::size_t>(width);
  const std::ptrdiff_t next_row = distance(window.row_size()) * dilation.height;
  if (dilation.width == 1) {
    return {.length = row, .runs = static_cast<std::size_t>(height), .jump = next_row - distance(row)};
  }
  return {.length = pixel,
          .runs = static_cast<std::size_t>(width),
          .groups = static_cast<std::size_t>(height),
          .jump = distance(pixel) * (dilation.width - 1),
          .group_jump = next_row - distance(row) * dilation.width};
}

// ---------------------------------------------------------------- the gradient with respect to the input

/// Along one side, the pixels y = stride * i + offset - pad for i from `first` on: all of them take part in the same
/// `taps` rows of the kernel, offset + stride * t. (With a dilation the stride is 1, and there is one phase.)
struct Phase {
  int offset, stride, taps, first, count, pixel;

  Phase(int o, int kernel, int step, int pad, int size)
      : offset(o),
        stride(step),
        taps(o < kernel ? (kernel - o + step - 1) / step : 0),
        first((std::max(pad - o, 0) + step - 1) / step),
        count(std::max((size - 1 + pad - o + step) / step - first, 0)),
        pixel(first * step + offset - pad) {}
};

/// The kernel at one tap, (filters, channels).
MatrixView tap(const ConvGeometry& g, const float* kernel, int ky, int kx) {
  const std::size_t number = Shape{ky, g.kernel.width, 1}.size() + static_cast<std::size_t>(kx);
  return row_major(kernel + number * channels(g) * filters(g), filters(g)).transposed();
}

/// The pixels of one phase along either side. They are a product of their own, over the taps that reach them.
void multiply_phase(const ConvGeometry& g, const Phase& y, const Phase& x, const Window& window, std::size_t images,
                    const float* windows, const float* kernel, const float* start, float* dx) {
  const std::size_t taps = Shape{y.taps, x.taps, 1}.size();
  const RightMatrix b = packed_matrix(taps * filters(g), channels(g),
                                      workspace(Workspace::packed_b, packed_size(taps * filters(g), channels(g))));
  for (std::size_t term = 0, i = 0; i < taps; ++i, term += filters(g)) {
    // The window's pixels come in order, the kernel's taps backwards.
    const int ty = y.taps - 1 - static_cast<int>(i) / x.taps;
    const int tx = x.taps - 1 - static_cast<int>(i) % x.taps;
    pack_terms(b, term, filters(g), tap(g, kernel, y.offset + y.stride * ty, x.offset + x.stride * tx));
  }
  const std::size_t pixel = filters(g);
  const std::size_t row = static_cast<std::size_t>(g.input.width) * channels(g);
  const Grid grid{
      images,
      static_cast<std::size_t>(y.count),
      static_cast<std::size_t>(x.count),
      {window.size(), window.row_size(), pixel},
      {g.input.size(), static_cast<std::size_t>(y.stride) * row, static_cast<std::size_t>(x.stride) * channels(g)}};
  const auto top = static_cast<std::size_t>(y.first - (y.taps - 1) * g.dilation.height - window.top);
  const auto left = static_cast<std::size_t>(x.first - (x.taps - 1) * g.dilation.width - window.left);
  const auto to_row = static_cast<std::size_t>(y.pixel);
  const auto to_column = static_cast<std::size_t>(x.pixel);
  multiply_grid(grid, windows + top * window.row_size() + left * pixel, patch_terms(y.taps, x.taps, g.dilation, window),
                b, start, dx + to_row * row + to_column * channels(g));
}

/// With few channels the product of a single phase would leave most of a vector empty. So all phases stand side by side
/// in one product, with zeros for the taps that a phase lacks.
class JoinedPhases {
 public:
  JoinedPhases(const ConvGeometry& g, const float* kernel)
      : g_(g),
        taps_((g.kernel.height - 1) / g.stride.height + 1, (g.kernel.width - 1) / g.stride.width + 1),
        n_(joined_columns(g)),
        b_(make(kernel)) {}

  static std::size_t joined_columns(const ConvGeometry& g) {
    return Shape{g.stride.height, g.stride.width, g.input.channels}.size();
  }

  void multiply(const Window& window, std::size_t images, const float* windows, const float* start, float* dx) const {
    const auto rows = static_cast<std::size_t>(window.height - (taps_.height - 1) * g_.dilation.height);
    const auto columns = static_cast<std::size_t>(window.width - (taps_.width - 1) * g_.dilation.width);
    const Grid grid{images,
                    rows,
                    columns,
                    {window.size(), window.row_size(), filters(g_)},
                    {rows * columns * n_, columns * n_, n_}};
    float* const result = workspace(Workspace::result, images * rows * columns * n_);
    multiply_grid(grid, windows, patch_terms(taps_.height, taps_.width, g_.dilation, window), b_, start, result);
    for (std::size_t image = 0; image < images; ++image) {
      spread(result + image * grid.c.image, grid.c.row, dx + image * g_.input.size());
    }
  }

 private:
  [[nodiscard]] RightMatrix make(const float* kernel) const {
    const std::size_t k = Shape{taps_.height, taps_.width, 1}.size() * filters(g_);
    float* const matrix = workspace(Workspace::matrix, k * n_);
    std::fill_n(matrix, k * n_, 0.0F);
    const Sides& stride = g_.stride;
    for (int ky = 0; ky < g_.kernel.height; ++ky) {
      for (int kx = 0; kx < g_.kernel.width; ++kx) {
        const int from = (taps_.height - 1 - ky / stride.height) * taps_.width + taps_.width - 1 - kx / stride.width;
        const int to = ky % stride.height * stride.width + kx % stride.width;
        const MatrixView weights = tap(g_, kernel, ky, kx);
        float* const out =
            matrix + static_cast<std::size_t>(from) * filters(g_) * n_ + static_cast<std::size_t>(to) * channels(g_);
        for (std::size_t f = 0; f < filters(g_); ++f) {
          for (std::size_t c = 0; c < channels(g_); ++c) out[f * n_ + c] = *weights.from(f, c).data;
        }
      }
    }
    const RightMatrix b = packed_matrix(k, n_, workspace(Workspace::packed_b, packed_size(k, n_)));
    pack_terms(b, 0, k, row_major(matrix, n_));
    return b;
  }

  /// Puts the phases' pixels where they belong in one image.
  void spread(const float* result, std::size_t result_row, float* dx) const {
    const Sides& stride = g_.stride;
    for (int y = 0; y < g_.input.height; ++y) {
      const int row = y + g_.pad_top % stride.height;
      const float* from = result + static_cast<std::size_t>(row / stride.height) * result_row +
                          static_cast<std::size_t>(row % stride.height * stride.width) * channels(g_);
      int phase = g_.pad_left % stride.width;
      for (int x = 0; x < g_.input.width; ++x, dx += channels(g_)) {
        for (std::size_t c = 0; c < channels(g_); ++c) dx[c] = from[static_cast<std::size_t>(phase) * channels(g_) + c];
        if (++phase < stride.width) continue;
        phase = 0;
        from += n_;
      }
    }
  }

  const ConvGeometry& g_;
  Sides taps_;
  std::size_t n_;
  RightMatrix b_;
};

// ---------------------------------------------------------------- the gradient with respect to the kernel

/// Adds these images' part to the gradient, a row for each row, column and channel of the kernel. Threads share the
/// kernel's rows where they do not share the images already: of few images.
void add_kernel_gradient(const ConvGeometry& g, const Window& window, std::size_t images, const float* windows,
                         const float* dy, float* dkernel) {
  const auto distance = [](std::size_t floats) { return static_cast<std::ptrdiff_t>(floats); };
  const std::ptrdiff_t step = distance(channels(g)) * g.stride.width;
  const std::ptrdiff_t row_step = distance(window.row_size()) * g.stride.height;
  const Terms terms{.length = static_cast<std::size_t>(g.output.width),
                    .runs = static_cast<std::size_t>(g.output.height),
                    .groups = images,
                    .step = step,
                    .jump = row_step - step * g.output.width,
                    .group_jump = distance(window.size()) - row_step * g.output.height};
  const std::size_t k = images * terms.runs * terms.length;
  float* const packed_b = workspace(Workspace::packed_b, packed_size(k, filters(g) % tile_columns));
  const RightMatrix b = unpacked_matrix(row_major(dy, filters(g)), k, filters(g), packed_b);
  // Taps that touch are a row of the kernel at once.
  const auto pieces = static_cast<std::size_t>(g.dilation.width > 1 ? g.kernel.width : 1);
  const std::size_t piece = Shape{1, g.kernel.width, g.input.channels}.size() / pieces;
  const auto add = [&](std::size_t number) {
    const std::ptrdiff_t y = distance(number / pieces);
    const std::ptrdiff_t x = distance(number % pieces);
    const TileRows rows{.count = piece,
                        .a = windows + distance(window.row_size()) * y * g.dilation.height +
                             distance(channels(g)) * x * g.dilation.width,
                        .a_distance = 1,
                        .c = dkernel + number * piece * filters(g),
                        .c_distance = filters(g)};
    multiply_tiles(rows, terms, b, nullptr);
  };
  const std::size_t count = static_cast<std::size_t>(g.kernel.height) * pieces;
  parallel_for(count, 1 + grain_products / (piece * filters(g) * k), [&](std::size_t first, std::size_t last) {
    for (std::size_t number = first; number < last; ++number) add(number);
  });
}

}  // namespace

void convolve(const ConvGeometry& g, std::size_t batch, const float* x, const float* kernel, const float* bias,
              float* y) {
  const Window window = input_window(g);
  const std::size_t k = Shape{g.kernel.height, g.kernel.width, g.input.channels}.size();
  const RightMatrix b = packed_matrix(k, filters(g), workspace(Workspace::packed_b, packed_size(k, filters(g))));
  pack_terms(b, 0, k, row_major(kernel, filters(g)));
  const float* const start = start_row(bias, filters(g), 1);
  const auto width = static_cast<std::size_t>(g.output.width);
  for_each_image(window, batch, x, [&](std::size_t first, std::size_t images, const float* windows) {
    const Grid grid{images,
                    static_cast<std::size_t>(g.output.height),
                    width,
                    {window.size(), static_cast<std::size_t>(g.stride.height) * window.row_size(),
                     static_cast<std::size_t>(g.stride.width) * channels(g)},
                    {g.output.size(), width * filters(g), filters(g)}};
    multiply_grid(grid, windows, patch_terms(g.kernel.height, g.kernel.width, g.dilation, window), b, start,
                  y + first * g.output.size());
  });
}

void convolve_input_gradient(const ConvGeometry& g, std::size_t batch, const float* dy, const float* kernel,
                             const float* bias, float* dx) {
  const Window window = output_window(g);
  const bool joined = JoinedPhases::joined_columns(g) <= 16;
  const float* const start = start_row(bias, channels(g), joined ? JoinedPhases::joined_columns(g) / channels(g) : 1);
  if (joined) {
    const JoinedPhases phases(g, kernel);
    for_each_image(window, batch, dy, [&](std::size_t first, std::size_t images, const float* windows) {
      phases.multiply(window, images, windows, start, dx + first * g.input.size());
    });
    return;
  }
  for_each_image(window, batch, dy, [&](std::size_t first, std::size_t images, const float* windows) {
    for (int oy = 0; oy < g.stride.height; ++oy) {
      const Phase y(oy, g.kernel.height, g.stride.height, g.pad_top, g.input.height);
      for (int ox = 0; ox < g.stride.width; ++ox) {
        const Phase x(ox, g.kernel.width, g.stride.width, g.pad_left, g.input.width);
        multiply_phase(g, y, x, window, images, windows, kernel, start, dx + first * g.input.size());
      }
    }
  });
}

void convolve_kernel_gradient(const ConvGeometry& g, std::size_t batch, const float* x, const float* dy,
                              float* dkernel) {
  const Window window = input_window(g);
  const std::size_t patch = Shape{g.kernel.height, g.kernel.width, g.input.channels}.size();
  const std::size_t size = patch * filters(g);
  // Groups of images have sums of their own, however many threads share them.
  const std::size_t groups = std::clamp<std::size_t>(std::min(batch / 8, most_sums / size), 1, 8);
  float* const sums = workspace(Workspace::sums, groups * size);
  std::fill_n(sums, groups * size, 0.0F);
  parallel_for(groups, 1 + grain_values * groups / (batch * window.size()), [&](std::size_t begin, std::size_t end) {
    for (std::size_t group = begin; group < end; ++group) {
      const auto add = [&](std::size_t first, std::size_t images, const float* windows) {
        add_kernel_gradient(g, window, images, windows, dy + first * g.output.size(), sums + group * size);
      };
      for_each_chunk(window, group * batch / groups, (group + 1) * batch / groups, x, add);
    }
  });
  column_sums(sums, groups, {dkernel, size});
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
