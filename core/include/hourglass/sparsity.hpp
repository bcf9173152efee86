#pragma once

#include <string_view>

#include "hourglass/export.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// A sparse autoencoder: a penalty on the latent activations h.
struct Sparsity {
  enum class Kind {
    l1,  // weight * sum |h|, averaged over samples
    kl,  // weight * sum over units of KL(target || mean activation of the unit over the batch): Ng 2011; h in [0, 1]
  };

  Kind kind = Kind::l1;
  double weight = 1e-4;
  /// kl: the activity that units should have on average.
  double target = 0.05;
};

/// Errors: invalid_config "<field>.weight ..." outside the range.
HOURGLASS_API void validate(const Sparsity& sparsity, std::string_view field = "sparsity");

/// The penalty on latent activations (B, units). Unless it is null, its gradient is added to *dlatent.
HOURGLASS_API double penalty(const Sparsity& sparsity, const Tensor& latent, Tensor* dlatent);

}  // namespace hourglass
