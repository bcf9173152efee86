#include "kernels/pooling.hpp"

#include <limits>

#include "kernels/simd.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

std::size_t whole(int count) { return static_cast<std::size_t>(count); }

/// The part of a window that is within the input, along one side: from `first` to below `last`.
struct Extent {
  int first, last;
};
Extent extent(int window, int stride, int padding, int kernel, int side) {
  const int start = window * stride - padding;
  return {std::max(start, 0), std::min(start + kernel, side)};
}

/// f(offset in x) for each pixel of a window.
template <class F>
void each_pixel(const ConvGeometry& g, int row, int column, F f) {
  const Extent rows = extent(row, g.stride.height, g.pad_top, g.kernel.height, g.input.height);
  const Extent columns = extent(column, g.stride.width, g.pad_left, g.kernel.width, g.input.width);
  for (int i = rows.first; i < rows.last; ++i) {
    for (int j = columns.first; j < columns.last; ++j) {
      f((whole(i) * whole(g.input.width) + whole(j)) * whole(g.input.channels));
    }
  }
}

/// f(channel, count of them): vectors of channels, the last of which may be shorter.
template <class F>
void each_vector(std::size_t channels, F f) {
  for (std::size_t channel = 0; channel < channels; channel += lanes) f(channel, std::min(lanes, channels - channel));
}

Vec load(const float* p, std::size_t count) { return count == lanes ? Vec::load_unaligned(p) : load_partial(p, count); }

void store(Vec v, float* p, std::size_t count) {
  if (count == lanes) return v.store_unaligned(p);
  std::array<float, lanes> values;
  v.store_unaligned(values.data());
  std::copy_n(values.begin(), count, p);
}

void max_pool_sample(const ConvGeometry& g, const float* x, float* y) {
  const std::size_t channels = whole(g.output.channels);
  for (int row = 0; row < g.output.height; ++row) {
    for (int column = 0; column < g.output.width; ++column, y += channels) {
      each_vector(channels, [&](std::size_t channel, std::size_t count) {
        Vec largest(-std::numeric_limits<float>::infinity());
        each_pixel(g, row, column, [&](std::size_t at) { largest = max(load(x + at + channel, count), largest); });
        store(largest, y + channel, count);
      });
    }
  }
}

void max_pool_gradient_sample(const ConvGeometry& g, const float* x, const float* dy, float* dx) {
  const std::size_t channels = whole(g.output.channels);
  std::fill_n(dx, g.input.size(), 0.0F);
  for (int row = 0; row < g.output.height; ++row) {
    for (int column = 0; column < g.output.width; ++column, dy += channels) {
      each_vector(channels, [&](std::size_t channel, std::size_t count) {
        Vec largest(-std::numeric_limits<float>::infinity());
        each_pixel(g, row, column, [&](std::size_t at) { largest = max(load(x + at + channel, count), largest); });
        Vec left = load(dy + channel, count);  // of the gradient: nothing, once the first of the largest has got it
        each_pixel(g, row, column, [&](std::size_t at) {
          const auto is_largest = load(x + at + channel, count) == largest;
          const Vec sum = load(dx + at + channel, count) + xsimd::select(is_largest, left, Vec(0.0F));
          store(sum, dx + at + channel, count);
          left = xsimd::select(is_largest, Vec(0.0F), left);
        });
      });
    }
  }
}

/// f(row, column, how many pixels of the window are within the input) for every window.
template <class F>
void each_window(const ConvGeometry& g, F f) {
  for (int row = 0; row < g.output.height; ++row) {
    const Extent rows = extent(row, g.stride.height, g.pad_top, g.kernel.height, g.input.height);
    for (int column = 0; column < g.output.width; ++column) {
      const Extent columns = extent(column, g.stride.width, g.pad_left, g.kernel.width, g.input.width);
      f(row, column, static_cast<float>((rows.last - rows.first) * (columns.last - columns.first)));
    }
  }
}

void average_pool_sample(const ConvGeometry& g, const float* x, float* y) {
  const std::size_t channels = whole(g.output.channels);
  each_window(g, [&](int row, int column, float pixels) {
    each_vector(channels, [&](std::size_t channel, std::size_t count) {
      Vec sum(0.0F);
      each_pixel(g, row, column, [&](std::size_t at) { sum += load(x + at + channel, count); });
      store(divide(sum, Vec(pixels)), y + channel, count);
    });
    y += channels;
  });
}

void average_pool_gradient_sample(const ConvGeometry& g, const float* dy, float* dx) {
  const std::size_t channels = whole(g.output.channels);
  std::fill_n(dx, g.input.size(), 0.0F);
  each_window(g, [&](int row, int column, float pixels) {
    each_vector(channels, [&](std::size_t channel, std::size_t count) {
      const Vec share = divide(load(dy + channel, count), Vec(pixels));
      each_pixel(g, row, column, [&](std::size_t at) {
        float* const sum = dx + at + channel;
        store(load(sum, count) + share, sum, count);
      });
    });
    dy += channels;
  });
}

/// f(first pixel of x's sample, of y's) for all samples, a few of them at once.
template <class F>
void each_sample(std::size_t batch, std::size_t x_size, std::size_t y_size, F f) {
  parallel_for(batch, 1 + map_grain / std::max(x_size, y_size), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) f(i * x_size, i * y_size);
  });
}

/// f(offset in x, offset in y) for every pixel of y.
template <class F>
void each_source(Shape input, Shape output, Sides size, F f) {
  const std::size_t channels = whole(input.channels);
  std::size_t to = 0;
  for (int row = 0; row < output.height; ++row) {
    const std::size_t from_row = whole(std::min(row / size.height, input.height - 1)) * whole(input.width);
    for (int column = 0; column < output.width; ++column, to += channels) {
      f((from_row + whole(std::min(column / size.width, input.width - 1))) * channels, to);
    }
  }
}

/// Along one side, the two pixels between whose middles that of an output's pixel lies, and the share of the second.
struct Between {
  std::size_t first, second;
  float share;
};
Between between(int position, int size, int side) {
  const float at = (static_cast<float>(position) + 0.5F) / static_cast<float>(size) - 0.5F;
  const float inside = std::clamp(at, 0.0F, static_cast<float>(side - 1));
  const int first = static_cast<int>(inside);
  return {whole(first), whole(std::min(first + 1, side - 1)), inside - static_cast<float>(first)};
}

/// f(offset in x, offset in y, weight) for the four pixels that make each pixel of y.
template <class F>
void each_neighbour(Shape input, Shape output, Sides size, F f) {
  const std::size_t channels = whole(input.channels);
  std::size_t to = 0;
  for (int row = 0; row < output.height; ++row) {
    const Between rows = between(row, size.height, input.height);
    for (int column = 0; column < output.width; ++column, to += channels) {
      const Between columns = between(column, size.width, input.width);
      const auto from = [&](std::size_t i, std::size_t j) { return (i * whole(input.width) + j) * channels; };
      f(from(rows.first, columns.first), to, (1 - rows.share) * (1 - columns.share));
      f(from(rows.first, columns.second), to, (1 - rows.share) * columns.share);
      f(from(rows.second, columns.first), to, rows.share * (1 - columns.share));
      f(from(rows.second, columns.second), to, rows.share * columns.share);
    }
  }
}

/// to += weight * from, for `channels` numbers.
void add_weighted(const float* from, float weight, std::size_t channels, float* to) {
  each_vector(channels, [&](std::size_t channel, std::size_t count) {
    store(madd(Vec(weight), load(from + channel, count), load(to + channel, count)), to + channel, count);
  });
}

}  // namespace

void max_pool(const ConvGeometry& g, std::size_t batch, const float* x, float* y) {
  each_sample(batch, g.input.size(), g.output.size(),
              [&](std::size_t from, std::size_t to) { max_pool_sample(g, x + from, y + to); });
}

void max_pool_gradient(const ConvGeometry& g, std::size_t batch, const float* x, const float* dy, float* dx) {
  each_sample(batch, g.input.size(), g.output.size(),
              [&](std::size_t from, std::size_t to) { max_pool_gradient_sample(g, x + from, dy + to, dx + from); });
}

void average_pool(const ConvGeometry& g, std::size_t batch, const float* x, float* y) {
  each_sample(batch, g.input.size(), g.output.size(),
              [&](std::size_t from, std::size_t to) { average_pool_sample(g, x + from, y + to); });
}

void average_pool_gradient(const ConvGeometry& g, std::size_t batch, const float* dy, float* dx) {
  each_sample(batch, g.input.size(), g.output.size(),
              [&](std::size_t from, std::size_t to) { average_pool_gradient_sample(g, dy + to, dx + from); });
}

void up_sample(Shape input, Shape output, Sides size, std::size_t batch, const float* x, float* y) {
  const std::size_t channels = whole(input.channels);
  each_sample(batch, input.size(), output.size(), [&](std::size_t first_x, std::size_t first_y) {
    each_source(input, output, size,
                [&](std::size_t from, std::size_t to) { std::copy_n(x + first_x + from, channels, y + first_y + to); });
  });
}

void up_sample_gradient(Shape input, Shape output, Sides size, std::size_t batch, const float* dy, float* dx) {
  each_sample(batch, input.size(), output.size(), [&](std::size_t first_x, std::size_t first_y) {
    std::fill_n(dx + first_x, input.size(), 0.0F);
    each_source(input, output, size, [&](std::size_t from, std::size_t to) {
      each_vector(whole(input.channels), [&](std::size_t channel, std::size_t count) {
        float* const sum = dx + first_x + from + channel;
        store(load(sum, count) + load(dy + first_y + to + channel, count), sum, count);
      });
    });
  });
}

void up_sample_bilinear(Shape input, Shape output, Sides size, std::size_t batch, const float* x, float* y) {
  each_sample(batch, input.size(), output.size(), [&](std::size_t first_x, std::size_t first_y) {
    std::fill_n(y + first_y, output.size(), 0.0F);
    each_neighbour(input, output, size, [&](std::size_t from, std::size_t to, float weight) {
      add_weighted(x + first_x + from, weight, whole(input.channels), y + first_y + to);
    });
  });
}

void up_sample_bilinear_gradient(Shape input, Shape output, Sides size, std::size_t batch, const float* dy, float* dx) {
  each_sample(batch, input.size(), output.size(), [&](std::size_t first_x, std::size_t first_y) {
    std::fill_n(dx + first_x, input.size(), 0.0F);
    each_neighbour(input, output, size, [&](std::size_t from, std::size_t to, float weight) {
      add_weighted(dy + first_y + to, weight, whole(input.channels), dx + first_x + from);
    });
  });
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
