#include "hourglass/corruption.hpp"

#include <cmath>

#include "hourglass/error.hpp"
#include "kernels/elementwise.hpp"

namespace hourglass {

void validate(const Corruption& corruption, std::string_view field) {
  const double amount = corruption.amount;
  require(std::isfinite(amount) && amount >= 0, std::string(field) + ".amount", "must be a number of at least 0",
          amount);
}

void corrupt(const Corruption& corruption, const Rng& rng, const Tensor& clean, Tensor& corrupted) {
  corrupted.resize(clean.batch());
  rng.normal(corrupted.values());
  kernels::add_noise(clean.values(), corrupted.values(), static_cast<float>(corruption.amount), corrupted.values());
}

}  // namespace hourglass
