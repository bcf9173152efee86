#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include "kernels/kernels.hpp"
#include "support.hpp"

using hourglass::ConvGeometry;
using hourglass::Shape;
using hourglass::Sides;
namespace kernels = hourglass::kernels;

namespace {

constexpr float guard = 12345.0F;  // nothing may be written past the end
constexpr std::size_t guards = 16;

/// A convolution's arrays: the inputs of each kernel are random, what it writes is compared with the definition.
struct Problem {
  ConvGeometry g;
  std::size_t batch;
  std::vector<float> x, kernel, filter_bias, dy, channel_bias;

  Problem(const ConvGeometry& geometry, std::size_t samples)
      : g(geometry),
        batch(samples),
        x(support::random_values(batch * g.input.size(), 1)),
        kernel(support::random_values(kernel_size(), 2)),
        filter_bias(support::random_values(static_cast<std::size_t>(g.output.channels), 3)),
        dy(support::random_values(batch * g.output.size(), 4)),
        channel_bias(support::random_values(static_cast<std::size_t>(g.input.channels), 5)) {}

  [[nodiscard]] std::size_t kernel_size() const {
    return Shape{g.kernel.height, g.kernel.width, g.input.channels}.size() *
           static_cast<std::size_t>(g.output.channels);
  }
};

std::size_t at(const Shape& shape, std::size_t sample, int row, int column, int channel) {
  const auto offset = (std::ptrdiff_t{row} * shape.width + column) * shape.channels + channel;
  return sample * shape.size() + static_cast<std::size_t>(offset);
}

/// The definition: f(x, kernel, y), three indices, for every product x * kernel that is part of an element of y.
template <class F>
void for_each_product(const Problem& problem, F f) {
  const ConvGeometry& g = problem.g;
  const auto before = [](int in, int out, int stride, int kernel) {
    return std::max((out - 1) * stride + kernel - in, 0) / 2;
  };
  const int top = before(g.input.height, g.output.height, g.stride.height, g.kernel.height);
  const int left = before(g.input.width, g.output.width, g.stride.width, g.kernel.width);
  for (std::size_t b = 0; b < problem.batch; ++b) {
    for (int oy = 0; oy < g.output.height; ++oy) {
      for (int ox = 0; ox < g.output.width; ++ox) {
        for (int ky = 0; ky < g.kernel.height; ++ky) {
          for (int kx = 0; kx < g.kernel.width; ++kx) {
            const int y = oy * g.stride.height + ky - top;
            const int x = ox * g.stride.width + kx - left;
            if (y < 0 || y >= g.input.height || x < 0 || x >= g.input.width) continue;
            for (int c = 0; c < g.input.channels; ++c) {
              for (int k = 0; k < g.output.channels; ++k) {
                const auto w = ((ky * g.kernel.width + kx) * g.input.channels + c) * g.output.channels + k;
                f(at(g.input, b, y, x, c), static_cast<std::size_t>(w), at(g.output, b, oy, ox, k));
              }
            }
          }
        }
      }
    }
  }
}

std::vector<double> repeat(std::span<const float> values, std::size_t size) {
  std::vector<double> all(size);
  for (std::size_t i = 0; i < size; ++i) all[i] = static_cast<double>(values[i % values.size()]);
  return all;
}

double product(float a, float b) { return static_cast<double>(a) * static_cast<double>(b); }

void check_equal(std::span<const float> values, std::span<const double> expected, std::size_t terms) {
  double error = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    error = std::max(error, std::abs(static_cast<double>(values[i]) - expected[i]));
  }
  CHECK(error < 1e-6 * static_cast<double>(terms + 8));
  CHECK(values.size() == expected.size() + guards);
  CHECK(std::all_of(values.end() - guards, values.end(), [](float x) { return x == guard; }));
}

void check_convolve(const Problem& p) {
  std::vector<float> y(p.batch * p.g.output.size() + guards, guard);
  kernels::convolve(p.g, p.batch, p.x.data(), p.kernel.data(), p.filter_bias.data(), y.data());
  std::vector<double> expected = repeat(p.filter_bias, p.dy.size());
  for_each_product(p, [&](auto i, auto w, auto o) { expected[o] += product(p.x[i], p.kernel[w]); });
  check_equal(y, expected, p.kernel.size());
}

void check_input_gradient(const Problem& p) {
  std::vector<float> dx(p.x.size() + guards, guard);
  kernels::convolve_input_gradient(p.g, p.batch, p.dy.data(), p.kernel.data(), p.channel_bias.data(), dx.data());
  std::vector<double> expected = repeat(p.channel_bias, p.x.size());
  for_each_product(p, [&](auto i, auto w, auto o) { expected[i] += product(p.dy[o], p.kernel[w]); });
  check_equal(dx, expected, p.kernel.size());
}

void check_kernel_gradient(const Problem& p) {
  std::vector<float> dkernel(p.kernel.size() + guards, guard);
  kernels::convolve_kernel_gradient(p.g, p.batch, p.x.data(), p.dy.data(), dkernel.data());
  std::vector<double> expected(p.kernel.size());
  for_each_product(p, [&](auto i, auto w, auto o) { expected[w] += product(p.dy[o], p.x[i]); });
  check_equal(dkernel, expected, p.dy.size());
}

void check(const Shape& input, int filters, Sides kernel, Sides stride) {
  const Problem problem(ConvGeometry(input, filters, kernel, stride), 2);
  CAPTURE(input.height);
  CAPTURE(input.width);
  CAPTURE(input.channels);
  CAPTURE(filters);
  CAPTURE(kernel.height);
  CAPTURE(kernel.width);
  CAPTURE(stride.height);
  CAPTURE(stride.width);
  check_convolve(problem);
  check_input_gradient(problem);
  check_kernel_gradient(problem);
}

}  // namespace

TEST_CASE("convolutions equal the plain definition at every size of image, kernel and stride") {
  for (const int height : {1, 2, 3, 5, 7, 8}) {
    for (const int width : {1, 2, 3, 5, 7, 8}) {
      for (const int kernel : {1, 2, 3, 4, 5}) {
        for (const int stride : {1, 2, 3}) check({height, width, 2}, 3, kernel, stride);
      }
    }
  }
}

TEST_CASE("convolutions equal the plain definition at every number of channels and filters") {
  for (const int channels : {1, 2, 3, 17}) {
    for (const int filters : {1, 3, 8, 17}) {
      for (const int kernel : {1, 2, 3, 4, 5}) {
        for (const int stride : {1, 2, 3}) check({7, 5, channels}, filters, kernel, stride);
      }
    }
  }
}

TEST_CASE("convolutions equal the plain definition where kernel and stride have sides of their own") {
  for (const Shape& input : {Shape{1, 29, 1}, Shape{1, 16, 17}, Shape{13, 1, 3}, Shape{6, 9, 2}}) {
    for (const Sides kernel : {Sides{1, 7}, Sides{7, 1}, Sides{2, 5}, Sides{1, 2}}) {
      for (const Sides stride : {Sides{1, 1}, Sides{1, 2}, Sides{3, 1}, Sides{2, 3}, Sides{1, 17}}) {
        for (const int filters : {1, 8, 17}) check(input, filters, kernel, stride);
      }
    }
  }
}

TEST_CASE("convolutions equal the plain definition where the kernel or the stride is larger than the image") {
  check({3, 2, 3}, 2, 9, 1);
  check({3, 2, 3}, 2, 9, 4);
  check({3, 2, 3}, 2, 1, 9);
  check({1, 1, 1}, 1, 99, 99);
  check({2, 9, 2}, 3, 2, 5);
}

TEST_CASE("convolutions: a sample's bits do not depend on its place in the batch, nor on where tiles end") {
  for (const Shape& input : {Shape{28, 28, 1}, Shape{9, 11, 17}, Shape{3, 3, 40}}) {
    const Problem p(ConvGeometry(input, 5, 3, 2), 29);
    std::vector<float> y(p.dy.size());
    kernels::convolve(p.g, p.batch, p.x.data(), p.kernel.data(), p.filter_bias.data(), y.data());
    std::vector<float> dx(p.x.size());
    kernels::convolve_input_gradient(p.g, p.batch, p.dy.data(), p.kernel.data(), nullptr, dx.data());
    for (std::size_t i = 0; i < p.batch; ++i) {
      const std::size_t in = i * p.g.input.size();
      const std::size_t out = i * p.g.output.size();
      std::vector<float> single(p.g.output.size());
      kernels::convolve(p.g, 1, p.x.data() + in, p.kernel.data(), p.filter_bias.data(), single.data());
      REQUIRE(std::equal(single.begin(), single.end(), y.data() + out));
      single.resize(p.g.input.size());
      kernels::convolve_input_gradient(p.g, 1, p.dy.data() + out, p.kernel.data(), nullptr, single.data());
      REQUIRE(std::equal(single.begin(), single.end(), dx.data() + in));
    }
  }
}

TEST_CASE("the kernel's gradient is the sum of its groups of images") {
  for (const std::size_t batch : {15U, 16U, 17U, 31U, 64U, 67U}) {
    for (const Shape& input : {Shape{7, 5, 1}, Shape{6, 9, 3}}) {
      CAPTURE(batch);
      check_kernel_gradient(Problem(ConvGeometry(input, 5, 3, 2), batch));
    }
  }
}

TEST_CASE("the kernel's gradient is one sum in sequence, wherever tiles end") {
  const Problem p(ConvGeometry({28, 28, 3}, 5, 3, 2), 9);
  const std::size_t patch = p.kernel.size() / 5;
  const std::size_t positions = p.dy.size() / 5;
  std::vector<float> patches(positions * patch);
  for_each_product(p, [&](auto i, auto w, auto o) { patches[o / 5 * patch + w / 5] = p.x[i]; });
  std::vector<float> expected(p.kernel.size());
  kernels::matmul(patch, 5, positions, kernels::row_major(patches.data(), patch).transposed(),
                  kernels::row_major(p.dy.data(), 5), nullptr, expected.data());
  std::vector<float> dkernel(p.kernel.size());
  kernels::convolve_kernel_gradient(p.g, p.batch, p.x.data(), p.dy.data(), dkernel.data());
  CHECK(dkernel == expected);
}
