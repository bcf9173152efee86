#include "hourglass/sparsity.hpp"

#include <algorithm>
#include <cmath>

#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

double l1_penalty(const Sparsity& sparsity, const Tensor& latent, Tensor* dlatent) {
  const double weight = sparsity.weight / static_cast<double>(latent.batch());
  if (dlatent != nullptr) kernels::add_sign(latent.values(), static_cast<float>(weight), dlatent->values());
  double sum = 0;
  for (std::size_t i = 0; i < latent.batch(); ++i) {
    sum += static_cast<double>(kernels::sum_of_magnitudes(latent.row(i)));
  }
  return weight * sum;
}

/// One unit's activations stand `units` apart; they are few, so that plain loops do.
double unit_kl(const Sparsity& sparsity, const Tensor& latent, Tensor* dlatent, std::size_t unit) {
  const std::size_t units = latent.features();
  const auto batch = static_cast<double>(latent.batch());
  double mean = 0;
  for (std::size_t i = 0; i < latent.batch(); ++i) mean += static_cast<double>(latent.data()[i * units + unit]);
  mean /= batch;
  // Like probabilities in the cross-entropy: outside (0, 1) there is no divergence, and the penalty does not change.
  const double clamped = std::clamp(mean, 1e-7, 1 - 1e-7);
  const bool changes = clamped == mean;
  mean = clamped;
  const double target = sparsity.target;
  if (dlatent != nullptr && changes) {
    const double slope = ((1 - target) / (1 - mean) - target / mean) * sparsity.weight / batch;
    for (std::size_t i = 0; i < latent.batch(); ++i) dlatent->data()[i * units + unit] += static_cast<float>(slope);
  }
  const auto log = [](double x) { return static_cast<double>(kernels::log(static_cast<float>(x))); };
  return sparsity.weight * (target * log(target / mean) + (1 - target) * log((1 - target) / (1 - mean)));
}

}  // namespace

void validate(const Sparsity& sparsity, std::string_view field) {
  const std::string name(field);
  require(std::isfinite(sparsity.weight) && sparsity.weight >= 0, name + ".weight", "must be a number of at least 0",
          sparsity.weight);
  require(sparsity.kind != Sparsity::Kind::kl || (sparsity.target > 0 && sparsity.target < 1), name + ".target",
          "must be above 0 and below 1", sparsity.target);
}

double penalty(const Sparsity& sparsity, const Tensor& latent, Tensor* dlatent) {
  if (sparsity.kind == Sparsity::Kind::l1) return l1_penalty(sparsity, latent, dlatent);
  double sum = 0;
  for (std::size_t unit = 0; unit < latent.features(); ++unit) sum += unit_kl(sparsity, latent, dlatent, unit);
  return sum;
}

}  // namespace hourglass
