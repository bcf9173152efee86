#include "kernels/normalizations.hpp"

#include <cmath>

#include "kernels/math.hpp"
#include "kernels/workspace.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// So many floats, or one row, are worked on at once. Rows of few columns are joined, or most of a vector were empty.
constexpr std::size_t block_floats = 64;

/// What belongs to columns, repeated for a block of rows.
class PerColumn {
 public:
  PerColumn(std::size_t columns, std::size_t arrays)
      : columns_(columns),
        rows_(std::max<std::size_t>(block_floats / columns, 1)),
        values_(workspace(Workspace::start, arrays * rows_ * columns)) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }

  /// Array `number`, in as many rows as a block has.
  const float* repeat(std::size_t number, std::span<const float> column_values) {
    float* const out = values_ + number * rows_ * columns_;
    for (std::size_t row = 0; row < rows_; ++row) std::ranges::copy(column_values, out + row * columns_);
    return out;
  }

 private:
  std::size_t columns_, rows_;
  float* values_;
};

/// f(first float, count of them) for every block of rows.
template <class F>
void each_block(std::size_t rows, std::size_t columns, std::size_t block_rows, F f) {
  const std::size_t blocks = (rows + block_rows - 1) / block_rows;
  parallel_for(blocks, 1 + map_grain / (block_rows * columns), [&](std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; ++block) {
      const std::size_t first = block * block_rows;
      f(first * columns, std::min(block_rows, rows - first) * columns);
    }
  });
}

/// What makes a row's mean 0 and its variance 1.
struct RowScale {
  Vec mean, inverse;
};

RowScale row_scale(std::span<const float> row, float epsilon) {
  const auto count = static_cast<float>(row.size());
  const float mean = map_sum(row.size(), nullptr, [](Vec x) { return Summed{x, x}; }, row.data()) / count;
  const auto squares = [mean](Vec x) { return Summed{(x - Vec(mean)) * (x - Vec(mean)), x}; };
  const float variance = map_sum(row.size(), nullptr, squares, row.data()) / count;
  return {Vec(mean), Vec(1.0F / std::sqrt(variance + epsilon))};
}

/// f(row) for all of them.
template <class F>
void each_row(std::size_t rows, std::size_t columns, F f) {
  parallel_for(rows, 1 + map_grain / columns, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) f(row);
  });
}

}  // namespace

void centered_products(const float* x, std::span<const float> mean, const float* y, std::size_t rows, float* out) {
  PerColumn arrays(mean.size(), 1);
  const float* const means = arrays.repeat(0, mean);
  each_block(rows, mean.size(), arrays.rows(), [=](std::size_t first, std::size_t count) {
    if (y == nullptr) {
      map(count, out + first, [](Vec v, Vec m) { return (v - m) * (v - m); }, x + first, means);
    } else {
      map(count, out + first, [](Vec v, Vec m, Vec w) { return (v - m) * w; }, x + first, means, y + first);
    }
  });
}

void scale_columns(const float* x, const float* y, const ColumnScales& scales, std::size_t rows, float* out) {
  const std::size_t columns = scales.gain.size();
  PerColumn arrays(columns, 3);
  const float* const gain = arrays.repeat(0, scales.gain);
  const float* const offset = arrays.repeat(1, scales.offset);
  const float* const slope = y == nullptr ? nullptr : arrays.repeat(2, scales.slope);
  each_block(rows, columns, arrays.rows(), [=](std::size_t first, std::size_t count) {
    if (y == nullptr) {
      map(count, out + first, [](Vec v, Vec a, Vec b) { return madd(a, v, b); }, x + first, gain, offset);
    } else {
      const auto f = [](Vec v, Vec a, Vec b, Vec w, Vec c) { return madd(a, v, madd(c, w, b)); };
      map(count, out + first, f, x + first, gain, offset, y + first, slope);
    }
  });
}

void layer_norm(const float* x, std::span<const float> gamma, std::span<const float> beta, float epsilon,
                std::size_t rows, float* out) {
  const std::size_t columns = gamma.size();
  each_row(rows, columns, [=](std::size_t row) {
    const float* const from = x + row * columns;
    const RowScale scale = row_scale({from, columns}, epsilon);
    const auto f = [=](Vec v, Vec g, Vec b) { return madd((v - scale.mean) * scale.inverse, g, b); };
    map(columns, out + row * columns, f, from, gamma.data(), beta.data());
  });
}

void layer_norm_gradient(const float* x, const float* dy, std::span<const float> gamma, float epsilon, std::size_t rows,
                         float* products, float* dx) {
  const std::size_t columns = gamma.size();
  each_row(rows, columns, [=](std::size_t row) {
    const std::size_t first = row * columns;
    const RowScale scale = row_scale({x + first, columns}, epsilon);
    const auto normalised = [=](Vec v) { return (v - scale.mean) * scale.inverse; };
    map(columns, products + first, [=](Vec v, Vec d) { return normalised(v) * d; }, x + first, dy + first);
    if (dx == nullptr) return;
    const auto sum = [&](const float* values) {
      const auto f = [](Vec v, Vec g) { return Summed{v * g, v}; };
      return Vec(map_sum(columns, nullptr, f, values, gamma.data()) / static_cast<float>(columns));
    };
    const Vec mean = sum(dy + first);
    const Vec along = sum(products + first);
    const auto f = [=](Vec v, Vec d, Vec g) {
      return flushed(scale.inverse * (d * g - mean - normalised(v) * along), least_gradient);
    };
    map(columns, dx + first, f, x + first, dy + first, gamma.data());
  });
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
