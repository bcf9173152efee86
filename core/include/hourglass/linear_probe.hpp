#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hourglass/export.hpp"

namespace hourglass {

/// Softmax regression on codes: how useful learnt features are for telling classes apart (Alain and Bengio 2016).
/// Codes are standardised by what the training codes look like.
class HOURGLASS_API LinearProbe {
 public:
  /// Fits to codes (n, latent_size) and labels (n) from 0 to classes - 1. `l2` is the weight of |W|^2 / 2 beside the
  /// mean cross-entropy; it is above 0, so that there is one optimum. Errors: invalid_config for fewer than 2 classes
  /// or l2 out of range, invalid_data for no code, NaN, infinity or a label out of range, shape_mismatch for a wrong
  /// length.
  LinearProbe(std::span<const float> codes, std::size_t latent_size, std::span<const std::int32_t> labels,
              std::size_t classes, double l2 = 1e-3);

  [[nodiscard]] std::size_t latent_size() const { return mean_.size(); }
  [[nodiscard]] std::size_t classes() const { return bias_.size(); }
  /// W of standardised codes: (latent_size, classes).
  [[nodiscard]] std::span<const float> kernel() const { return kernel_; }
  /// (classes).
  [[nodiscard]] std::span<const float> bias() const { return bias_; }

  /// The most likely class of each code: (n, latent_size) -> (n). Errors: invalid_data and shape_mismatch, as above.
  [[nodiscard]] std::vector<std::int32_t> predict(std::span<const float> codes) const;
  /// Share of codes whose class is predicted. Errors: as above.
  [[nodiscard]] double accuracy(std::span<const float> codes, std::span<const std::int32_t> labels) const;

 private:
  std::vector<float> mean_, deviation_, kernel_, bias_;
};

}  // namespace hourglass
