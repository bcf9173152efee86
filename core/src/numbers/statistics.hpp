#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

// What every reference model that is fitted in closed form needs of its data: (n, columns), row-major.
namespace hourglass {

/// Rows at a time in which such data goes through matrix products: they stay in the cache.
inline constexpr std::size_t block_rows = 256;

/// The number of samples in `values`. Errors: invalid_config for 0 features, invalid_data where there is no sample or a
/// value is NaN or infinite, shape_mismatch where the length is no multiple of `features`; all name `field`.
std::size_t count_samples(std::span<const float> values, std::size_t features, std::string_view field);

/// Of every column; the divisor of the variance is n.
struct ColumnStatistics {
  std::vector<float> mean, deviation;
};
ColumnStatistics column_statistics(std::span<const float> x, std::size_t columns);

/// out = (x - mean) / deviation; a column without deviation becomes 0.
void standardise(std::span<const float> x, const ColumnStatistics& statistics, std::span<float> out);

/// Covariance (columns, columns) of the standardised data; the divisor is n.
std::vector<double> covariance(std::span<const float> x, const ColumnStatistics& statistics);

}  // namespace hourglass
