#include "hourglass/pca.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "base/message.hpp"
#include "hourglass/tensor.hpp"
#include "kernels/kernels.hpp"
#include "numbers/eigen.hpp"
#include "numbers/statistics.hpp"

namespace hourglass {
namespace {

/// The root mean variance: one unit for all features, in which no square overflows or vanishes.
float common_deviation(std::span<const float> deviation) {
  double variance = 0;
  for (const float d : deviation) variance += static_cast<double>(d) * static_cast<double>(d);
  return static_cast<float>(std::sqrt(variance / static_cast<double>(deviation.size())));
}

/// Of an axis and its opposite, the one whose largest entry is positive.
void fix_sign(std::span<double> axis) {
  const double largest =
      *std::max_element(axis.begin(), axis.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
  if (largest < 0) std::transform(axis.begin(), axis.end(), axis.begin(), std::negate<>());
}

/// Of at least `count` principal axes, the variances and unit vectors: by the covariance of the features.
Eigen axes_by_features(std::span<const float> data, const ColumnStatistics& scale, std::size_t count,
                       std::uint64_t seed) {
  Matrix matrix(scale.mean.size(), scale.mean.size());
  matrix.values = covariance(data, scale);
  return largest_eigen(matrix, count, seed);
}

/// The same where samples are fewer than features: each axis is a sum of samples, whose products with each other say
/// how much of each. Nothing where the samples do not lie along that many axes.
std::optional<Eigen> axes_by_samples(std::span<const float> data, const ColumnStatistics& scale, std::size_t count,
                                     std::uint64_t seed) {
  const std::size_t features = scale.mean.size();
  const std::size_t n = data.size() / features;
  Floats rows(data.size()), products(n * n);
  standardise(data, scale, rows);
  const kernels::MatrixView view = kernels::row_major(rows.data(), features);
  kernels::matmul(n, n, features, view, view.transposed(), nullptr, products.data());
  Matrix gram(n, n);
  std::transform(products.begin(), products.end(), gram.values.begin(),
                 [n](float product) { return static_cast<double>(product) / static_cast<double>(n); });
  auto [values, shares] = largest_eigen(gram, count, seed);
  constexpr double negligible = 1e-6;  // of the largest variance: what floats leave of one that is none
  if (values[count - 1] <= negligible * values[0]) return std::nullopt;
  Eigen result{std::move(values), Matrix(count, features)};
  for (std::size_t k = 0; k < count; ++k) {
    double* const axis = result.vectors[k];
    for (std::size_t i = 0; i < n; ++i) {
      const float* const row = rows.data() + i * features;
      for (std::size_t j = 0; j < features; ++j) axis[j] += shares[k][i] * static_cast<double>(row[j]);
    }
    const double length = std::sqrt(std::inner_product(axis, axis + features, axis, 0.0));
    std::transform(axis, axis + features, axis, [length](double x) { return x / length; });
  }
  return result;
}

Eigen principal_axes(std::span<const float> data, const ColumnStatistics& scale, std::size_t count,
                     std::uint64_t seed) {
  const std::size_t features = scale.mean.size();
  const std::size_t n = data.size() / features;
  if (2 * n <= features && 2 * count <= n) {
    if (std::optional<Eigen> axes = axes_by_samples(data, scale, count, seed)) return *std::move(axes);
  }
  return axes_by_features(data, scale, count, seed);
}

}  // namespace

Pca::Pca(std::span<const float> data, std::size_t features, std::size_t components, std::uint64_t seed) {
  const std::size_t n = count_samples(data, features, "data");
  if (n < 2) fail(ErrorCode::invalid_data, {"data"}, {"must hold at least 2 samples, got ", n});
  if (components < 1 || components > features) {
    fail(ErrorCode::invalid_config, {"components"},
         {"must be between 1 and ", features, " features, got ", components});
  }

  auto [mean, deviation] = column_statistics(data, features);
  const float unit = common_deviation(deviation);
  deviation.assign(features, unit);
  auto [values, vectors] = principal_axes(data, {mean, deviation}, components, seed);

  mean_ = std::move(mean);
  for (std::size_t k = 0; k < components; ++k) {
    variances_.push_back(std::max(0.0, values[k]) * static_cast<double>(unit) * static_cast<double>(unit));
    const std::span<double> axis(vectors[k], features);
    fix_sign(axis);
    std::transform(axis.begin(), axis.end(), std::back_inserter(components_),
                   [](double x) { return static_cast<float>(x); });
  }
}

std::vector<float> Pca::encode(std::span<const float> data) const {
  std::vector<float> codes(count_samples(data, features(), "data") * latent_size());
  const ColumnStatistics centre{mean_, std::vector<float>(features(), 1.0F)};
  Floats block(block_rows * features());
  for (std::size_t i = 0, out = 0; i < data.size(); i += block.size(), out += block_rows * latent_size()) {
    const std::span<const float> part = data.subspan(i, std::min(block.size(), data.size() - i));
    standardise(part, centre, block);
    kernels::matmul(part.size() / features(), latent_size(), features(), kernels::row_major(block.data(), features()),
                    kernels::row_major(components_.data(), features()).transposed(), nullptr, codes.data() + out);
  }
  return codes;
}

std::vector<float> Pca::decode(std::span<const float> codes) const {
  const std::size_t n = count_samples(codes, latent_size(), "codes");
  std::vector<float> data(n * features());
  kernels::matmul(n, features(), latent_size(), kernels::row_major(codes.data(), latent_size()),
                  kernels::row_major(components_.data(), features()), mean_.data(), data.data());
  return data;
}

std::vector<float> Pca::reconstruct(std::span<const float> data) const { return decode(encode(data)); }

double Pca::reconstruction_error(std::span<const float> data) const {
  const std::vector<float> reconstructed = reconstruct(data);
  double sum = 0;
  for (std::size_t i = 0; i < data.size(); i += features()) {
    const std::span<const float> y(reconstructed.data() + i, features());
    sum += static_cast<double>(
        kernels::loss(Loss::mse).of_outputs(y, data.subspan(i, features()), 1.0F, nullptr, nullptr));
  }
  return sum / static_cast<double>(data.size());
}

}  // namespace hourglass
