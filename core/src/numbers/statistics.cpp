#include "numbers/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/message.hpp"
#include "hourglass/tensor.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {

std::size_t count_samples(std::span<const float> values, std::size_t features, std::string_view field) {
  if (features == 0) fail(ErrorCode::invalid_config, {"features"}, {"must be at least 1, got 0"});
  if (values.empty()) fail(ErrorCode::invalid_data, {field}, {"is empty"});
  if (values.size() % features != 0) {
    fail(ErrorCode::shape_mismatch, {field},
         {"must have a length that is a multiple of ", features, " features, got ", values.size()});
  }
  const auto bad = std::find_if_not(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
  if (bad != values.end()) {
    const auto index = static_cast<std::size_t>(bad - values.begin());
    fail(ErrorCode::invalid_data, {field}, {"must be finite numbers, got ", to_text(*bad), " at index ", index});
  }
  return values.size() / features;
}

ColumnStatistics column_statistics(std::span<const float> x, std::size_t columns) {
  const std::size_t rows = x.size() / columns;
  const auto n = static_cast<double>(rows);
  std::vector<double> mean(columns), variance(columns);
  for (std::size_t i = 0; i < x.size(); i += columns) {
    for (std::size_t j = 0; j < columns; ++j) mean[j] += static_cast<double>(x[i + j]);
  }
  for (double& value : mean) value /= n;
  for (std::size_t i = 0; i < x.size(); i += columns) {
    for (std::size_t j = 0; j < columns; ++j) {
      const double difference = static_cast<double>(x[i + j]) - mean[j];
      variance[j] += difference * difference;
    }
  }
  ColumnStatistics statistics{{mean.begin(), mean.end()}, std::vector<float>(columns)};
  std::transform(variance.begin(), variance.end(), statistics.deviation.begin(),
                 [n](double sum) { return static_cast<float>(std::sqrt(sum / n)); });
  return statistics;
}

void standardise(std::span<const float> x, const ColumnStatistics& statistics, std::span<float> out) {
  const auto& [mean, deviation] = statistics;
  for (std::size_t i = 0; i < x.size(); i += mean.size()) {
    for (std::size_t j = 0; j < mean.size(); ++j) {
      // In doubles: neither does the difference of large numbers overflow, nor the quotient of tiny ones.
      const double difference = static_cast<double>(x[i + j]) - static_cast<double>(mean[j]);
      out[i + j] = deviation[j] > 0 ? static_cast<float>(difference / static_cast<double>(deviation[j])) : 0.0F;
    }
  }
}

std::vector<double> covariance(std::span<const float> x, const ColumnStatistics& statistics) {
  const std::size_t columns = statistics.mean.size();
  std::vector<double> result(columns * columns);
  Floats block(block_rows * columns), product(columns * columns);
  for (std::size_t i = 0; i < x.size(); i += block.size()) {
    const std::span<const float> part = x.subspan(i, std::min(block.size(), x.size() - i));
    standardise(part, statistics, block);
    const kernels::MatrixView view = kernels::row_major(block.data(), columns);
    kernels::matmul(columns, columns, part.size() / columns, view.transposed(), view, nullptr, product.data());
    for (std::size_t k = 0; k < result.size(); ++k) result[k] += static_cast<double>(product[k]);
  }
  const std::size_t rows = x.size() / columns;
  for (double& value : result) value /= static_cast<double>(rows);
  return result;
}

}  // namespace hourglass
