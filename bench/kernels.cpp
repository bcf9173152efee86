// The only file of the benchmark that calls the core's kernels.

#include <array>
#include <memory>

#include "cases.hpp"
#include "hourglass/tensor.hpp"
#include "kernels/kernels.hpp"

namespace hourglass::bench {
namespace {

constexpr std::size_t batch = 120;

Floats some_values(std::size_t count) {
  Floats values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i % 251) / 251.0F - 0.5F;
  return values;
}

/// c (m, n) = a (m, k) b (k, n); a factor may lie transposed in memory.
struct Product {
  const char* name;
  std::size_t m, n, k;
  bool a_transposed = false, b_transposed = false;
};

constexpr std::array products{
    Product{.name = "784 to 512, forward", .m = batch, .n = 512, .k = 784},
    Product{.name = "784 to 512, dW", .m = 784, .n = 512, .k = batch, .a_transposed = true},
    Product{.name = "784 to 512, dX", .m = batch, .n = 784, .k = 512, .b_transposed = true},
    Product{.name = "32 to 784, forward", .m = batch, .n = 784, .k = 32},
    Product{.name = "32 to 784, dW", .m = 32, .n = 784, .k = batch, .a_transposed = true},
    Product{.name = "32 to 784, dX", .m = batch, .n = 32, .k = 784, .b_transposed = true},
};

kernels::MatrixView view(const Floats& values, std::size_t rows, std::size_t columns, bool transposed) {
  return transposed ? kernels::row_major(values.data(), rows).transposed() : kernels::row_major(values.data(), columns);
}

Case make_case(const Product& p) {
  const auto a = std::make_shared<Floats>(some_values(p.m * p.k));
  const auto b = std::make_shared<Floats>(some_values(p.k * p.n));
  const auto c = std::make_shared<Floats>(p.m * p.n);
  const auto run = [=] {
    kernels::matmul(p.m, p.n, p.k, view(*a, p.m, p.k, p.a_transposed), view(*b, p.k, p.n, p.b_transposed), nullptr,
                    c->data());
  };
  const std::string shape = std::to_string(p.m) + "x" + std::to_string(p.n) + "x" + std::to_string(p.k);
  return {p.name, shape, 2.0 * static_cast<double>(p.m * p.n * p.k), run};
}

/// A convolution of 3 x 3: of conv 16-8, whose transposed ones have the same geometries, or of another network.
struct Convolution {
  const char* name;
  Shape input;
  int filters;
  int stride = 2;
};

constexpr std::array convolutions{
    Convolution{.name = "convolution 1 to 16", .input = {28, 28, 1}, .filters = 16},
    Convolution{.name = "convolution 16 to 8", .input = {14, 14, 16}, .filters = 8},
    // As on patches of photos.
    Convolution{.name = "flat convolution 3 to 16", .input = {12, 12, 3}, .filters = 16, .stride = 1},
    Convolution{.name = "flat convolution 16 to 16", .input = {12, 12, 16}, .filters = 16, .stride = 1},
    Convolution{.name = "flat convolution 24 to 24", .input = {12, 12, 24}, .filters = 24, .stride = 1},
    Convolution{.name = "flat convolution 32 to 32", .input = {12, 12, 32}, .filters = 32, .stride = 1},
};

void append_cases(const Convolution& convolution, std::vector<Case>& list) {
  const ConvGeometry g(convolution.input, convolution.filters, 3, convolution.stride);
  const std::size_t patch = std::size_t{9} * static_cast<std::size_t>(g.input.channels);
  const auto x = std::make_shared<Floats>(some_values(batch * g.input.size()));
  const auto y = std::make_shared<Floats>(some_values(batch * g.output.size()));
  const auto w = std::make_shared<Floats>(some_values(patch * static_cast<std::size_t>(convolution.filters)));
  const auto dx = std::make_shared<Floats>(x->size());
  const auto dw = std::make_shared<Floats>(w->size());
  const std::string name = convolution.name;
  const std::string shape = std::to_string(batch) + " of " + std::to_string(g.input.height) + "x" +
                            std::to_string(g.input.width) + "x" + std::to_string(g.input.channels);
  const double flop = 2.0 * static_cast<double>(y->size() * patch);
  list.push_back({name + ", forward", shape, flop,
                  [=] { kernels::convolve(g, batch, x->data(), w->data(), nullptr, y->data()); }});
  list.push_back({name + ", dW", shape, flop,
                  [=] { kernels::convolve_kernel_gradient(g, batch, x->data(), y->data(), dw->data()); }});
  list.push_back({name + ", dX", shape, flop,
                  [=] { kernels::convolve_input_gradient(g, batch, y->data(), w->data(), nullptr, dx->data()); }});
}

}  // namespace

std::vector<Case> kernels() {
  std::vector<Case> list;
  for (const Product& product : products) list.push_back(make_case(product));
  for (const Convolution& convolution : convolutions) append_cases(convolution, list);
  return list;
}

}  // namespace hourglass::bench
