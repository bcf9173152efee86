#include "hourglass/code_distribution.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "numbers/statistics.hpp"

namespace hourglass {
namespace {

/// The lower triangular L of a + ridge * I = L L^T for a symmetric a (n, n); nothing where that is not positive
/// definite.
std::optional<std::vector<double>> cholesky(const std::vector<double>& a, std::size_t n, double ridge) {
  std::vector<double> factor(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    double* const row = factor.data() + i * n;
    for (std::size_t j = 0; j <= i; ++j) {
      const double* const other = factor.data() + j * n;
      double rest = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= row[k] * other[k];
      if (j < i) {
        row[j] = rest / other[j];
      } else if (rest + ridge > 0) {
        row[j] = std::sqrt(rest + ridge);
      } else {
        return std::nullopt;
      }
    }
  }
  return factor;
}

/// Of a correlation matrix. Codes that are fewer than their units or depend on one another leave directions without
/// variance, which rounding may turn negative: the ridge grows until it covers that.
std::vector<double> cholesky_of_correlation(const std::vector<double>& a, std::size_t n) {
  for (double ridge = 1e-6;; ridge *= 10) {
    if (auto factor = cholesky(a, n, ridge)) return *std::move(factor);
  }
}

}  // namespace

CodeDistribution::CodeDistribution(std::span<const float> codes, std::size_t latent_size) {
  count_samples(codes, latent_size, "codes");
  const ColumnStatistics statistics = column_statistics(codes, latent_size);
  // Of standardised codes, so that units of any scale count alike.
  const std::vector<double> factor = cholesky_of_correlation(covariance(codes, statistics), latent_size);
  mean_ = statistics.mean;
  factor_.resize(factor.size());
  for (std::size_t i = 0; i < factor.size(); ++i) {
    factor_[i] = static_cast<float>(factor[i] * static_cast<double>(statistics.deviation[i / latent_size]));
  }
}

CodeDistribution::CodeDistribution(std::vector<float> mean, std::vector<float> factor)
    : mean_(std::move(mean)), factor_(std::move(factor)) {
  if (factor_.size() != mean_.size() * mean_.size()) {
    fail(ErrorCode::shape_mismatch, {"factor"},
         {"must have ", mean_.size() * mean_.size(), " values, got ", factor_.size()});
  }
  count_samples(mean_, 1, "mean");
  count_samples(factor_, 1, "factor");
}

std::vector<float> CodeDistribution::sample(std::size_t count, const Rng& rng, float temperature) const {
  const std::size_t n = latent_size();
  std::vector<float> noise(count * n), codes(count * n);
  rng.normal(noise);
  for (float& z : noise) z *= temperature;
  kernels::matmul(count, n, n, kernels::row_major(noise.data(), n), kernels::row_major(factor_.data(), n).transposed(),
                  mean_.data(), codes.data());
  return codes;
}

}  // namespace hourglass
