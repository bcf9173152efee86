#pragma once

#include <optional>
#include <string_view>

#include "hourglass/dataset.hpp"
#include "hourglass/export.hpp"
#include "hourglass/random.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// A denoising autoencoder (Vincent et al. 2008): inputs are corrupted anew at every step, targets stay clean.
struct Corruption {
  enum class Kind {
    gaussian,         // adds normal noise of this standard deviation
    masking,          // sets this share of the features to 0
    salt_and_pepper,  // sets this share of the features to 0 or 1, half of it each
  };

  Kind kind = Kind::gaussian;
  double amount = 0.5;
  /// gaussian: what the result is clamped to, the range of the clean data; none: it is not clamped.
  std::optional<Range> clip = Range{0, 1};
};

/// Errors: invalid_config "<field>.amount ..." or "<field>.clip ..." outside the range.
HOURGLASS_API void validate(const Corruption& corruption, std::string_view field = "corruption");

/// Errors: invalid_data where the corruption would clamp clean data. `name` is what the message calls them.
HOURGLASS_API void require_fits(const Corruption& corruption, const Dataset& clean, std::string_view name);

/// corrupted = the clean batch under this corruption; both (B, features). `rng` decides every random number.
HOURGLASS_API void corrupt(const Corruption& corruption, const Rng& rng, const Tensor& clean, Tensor& corrupted);

}  // namespace hourglass
