#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hourglass/export.hpp"

namespace hourglass {

/// Principal component analysis (Pearson 1901): the best that a linear autoencoder with as many latent units can reach
/// in squared error (Baldi and Hornik 1989), found in closed form.
class HOURGLASS_API Pca {
 public:
  /// Fits to data (n, features). `seed` is where the search for the axes starts; results depend on it in the last bits.
  /// Errors: invalid_config unless 1 <= components <= features, invalid_data for fewer than 2 samples, NaN or infinity,
  /// shape_mismatch where the length is no multiple of `features`.
  Pca(std::span<const float> data, std::size_t features, std::size_t components, std::uint64_t seed = 0);

  [[nodiscard]] std::size_t features() const { return mean_.size(); }
  [[nodiscard]] std::size_t latent_size() const { return variances_.size(); }
  /// (features).
  [[nodiscard]] std::span<const float> mean() const { return mean_; }
  /// Orthonormal axes (latent_size, features), most variance first; the largest entry of each is positive.
  [[nodiscard]] std::span<const float> components() const { return components_; }
  /// Variance along each axis, with the divisor n. (latent_size)
  [[nodiscard]] std::span<const double> variances() const { return variances_; }

  // Errors of all below: invalid_data and shape_mismatch, as above.

  /// (n, features) -> (n, latent_size).
  [[nodiscard]] std::vector<float> encode(std::span<const float> data) const;
  /// (n, latent_size) -> (n, features).
  [[nodiscard]] std::vector<float> decode(std::span<const float> codes) const;
  /// (n, features) -> (n, features).
  [[nodiscard]] std::vector<float> reconstruct(std::span<const float> data) const;
  /// Squared error of the reconstructions, a mean over features and samples: compares with Loss::mse.
  [[nodiscard]] double reconstruction_error(std::span<const float> data) const;

 private:
  std::vector<float> mean_, components_;
  std::vector<double> variances_;
};

}  // namespace hourglass
