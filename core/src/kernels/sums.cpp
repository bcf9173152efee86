#include "kernels/sums.hpp"

#include <atomic>

#include "kernels/math.hpp"
#include "kernels/workspace.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// out[j] = the sum over rows i of x[i * stride + j], for `Vectors` vectors of columns at once.
template <std::size_t Vectors>
[[gnu::noinline]] void add_rows(const float* x, std::size_t rows, std::size_t stride, float* out) {
  std::array<Vec, Vectors> sum;
  sum.fill(Vec(0.0F));
  for (std::size_t i = 0; i < rows; ++i, x += stride) {
    for (std::size_t v = 0; v < Vectors; ++v) sum[v] += Vec::load_unaligned(x + v * lanes);
  }
  for (std::size_t v = 0; v < Vectors; ++v) sum[v].store_unaligned(out + v * lanes);
}

/// Few columns are summed as several rows side by side, whose sums are added at the end.
void folded_column_sums(const float* x, std::size_t rows, std::span<float> out) {
  std::array<float, sum_columns> sums;
  add_rows<sum_columns / lanes>(x, rows, sum_columns, sums.data());
  std::fill(out.begin(), out.end(), 0.0F);
  for (std::size_t i = 0; i < sum_columns; ++i) out[i % out.size()] += sums[i];
}

/// The sums over the rows in sequence.
void sum_rows(const float* x, std::size_t rows, std::span<float> out) {
  const std::size_t n = out.size();
  if (n < sum_columns && sum_columns % n == 0 && rows * n >= 2 * sum_columns) {
    const std::size_t whole = rows * n / sum_columns;
    folded_column_sums(x, whole, out);
    for (const float* rest = x + whole * sum_columns; rest < x + rows * n; rest += n) {
      for (std::size_t j = 0; j < n; ++j) out[j] += rest[j];
    }
    return;
  }
  std::size_t j = 0;
  for (; j + sum_columns <= n; j += sum_columns) add_rows<sum_columns / lanes>(x + j, rows, n, &out[j]);
  for (; j + lanes <= n; j += lanes) add_rows<1>(x + j, rows, n, &out[j]);
  for (; j < n; ++j) {
    out[j] = 0;
    for (std::size_t i = 0; i < rows; ++i) out[j] += x[i * n + j];
  }
}

}  // namespace

void column_sums(const float* x, std::size_t rows, std::span<float> out) {
  constexpr std::size_t most_groups = 8, group_rows = 512;
  const std::size_t n = out.size();
  const std::size_t groups = std::min(most_groups, rows / group_rows);
  if (groups < 2) return sum_rows(x, rows, out);
  float* const sums = workspace(Workspace::sums, groups * n);
  parallel_for(groups, 1 + map_grain * groups / (rows * n), [&](std::size_t begin, std::size_t end) {
    for (std::size_t group = begin; group < end; ++group) {
      const std::size_t first = group * rows / groups;
      sum_rows(x + first * n, (group + 1) * rows / groups - first, {sums + group * n, n});
    }
  });
  sum_rows(sums, groups, out);
}

bool squares_are_finite(std::span<const float> x) {
  std::atomic<bool> all_finite{true};
  parallel_for(x.size(), map_grain, [&](std::size_t first, std::size_t last) {
    const auto f = [](Vec v) { return Summed{Vec(0.0F) * (v * v), v}; };
    if (map_sum(last - first, nullptr, f, x.data() + first) != 0.0F) all_finite = false;
  });
  return all_finite;
}

float sum_of_magnitudes(std::span<const float> x) {
  return map_sum(x.size(), nullptr, [](Vec v) { return Summed{xsimd::abs(v), v}; }, x.data());
}

float sum_of_squares(std::span<const float> x) {
  return map_sum(x.size(), nullptr, [](Vec v) { return Summed{v * v, v}; }, x.data());
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
