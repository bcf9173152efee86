#include "hourglass/corruption.hpp"

#include <cmath>

#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {

void validate(const Corruption& corruption, std::string_view field) {
  const double amount = corruption.amount;
  const std::string name = std::string(field) + ".amount";
  if (corruption.kind == Corruption::Kind::gaussian) {
    require(std::isfinite(amount) && amount >= 0, name, "must be a number of at least 0", amount);
  } else {
    require(amount >= 0 && amount <= 1, name, "must be a share from 0 to 1", amount);
  }
}

void corrupt(const Corruption& corruption, const Rng& rng, const Tensor& clean, Tensor& corrupted) {
  corrupted.resize(clean.batch());
  // The random numbers stand where the result will.
  const std::span<float> out = corrupted.values();
  const auto amount = static_cast<float>(corruption.amount);
  switch (corruption.kind) {
    case Corruption::Kind::gaussian: rng.normal(out); return kernels::add_noise(clean.values(), out, amount, out);
    case Corruption::Kind::masking: rng.uniform(out); return kernels::drop(clean.values(), out, amount, 1.0F, out);
    case Corruption::Kind::salt_and_pepper:
      rng.uniform(out);
      return kernels::salt_and_pepper(clean.values(), out, amount, out);
  }
}

}  // namespace hourglass
