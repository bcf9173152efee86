#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "hourglass/export.hpp"
#include "hourglass/random.hpp"

namespace hourglass {

/// A Gaussian fitted to latent codes, with their full covariance: where models without a prior draw new codes from.
class HOURGLASS_API CodeDistribution {
 public:
  /// Beyond it the covariance takes longer and more room than anyone expects of drawing a sample.
  static constexpr std::size_t max_latent_size = 2048;

  /// Fits to codes (n, latent_size). A unit that is constant over the codes stays so in the samples.
  /// Errors: invalid_data for no code, NaN or infinity, shape_mismatch where the length is no multiple of
  /// `latent_size`.
  CodeDistribution(std::span<const float> codes, std::size_t latent_size);
  /// As `mean` and `factor` gave them. Errors: invalid_data as above, shape_mismatch unless the factor is square.
  CodeDistribution(std::vector<float> mean, std::vector<float> factor);

  [[nodiscard]] std::size_t latent_size() const { return mean_.size(); }
  /// (latent_size).
  [[nodiscard]] std::span<const float> mean() const { return mean_; }
  /// The lower triangular L of covariance = L L^T, by Cholesky. (latent_size, latent_size)
  [[nodiscard]] std::span<const float> factor() const { return factor_; }

  /// mean + temperature * L z for z from N(0, I): (count, latent_size). `rng` decides every random number.
  [[nodiscard]] std::vector<float> sample(std::size_t count, const Rng& rng, float temperature = 1) const;

 private:
  std::vector<float> mean_, factor_;
};

}  // namespace hourglass
