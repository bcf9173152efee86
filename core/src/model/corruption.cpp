#include "hourglass/corruption.hpp"

#include <cmath>
#include <limits>
#include <span>
#include <string>

#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {

void validate(const Corruption& corruption, std::string_view field) {
  const double amount = corruption.amount;
  const std::string name = std::string(field) + ".amount";
  if (const auto& clip = corruption.clip; clip) {
    const bool finite = std::isfinite(clip->low) && std::isfinite(clip->high);
    require(finite && clip->low < clip->high, std::string(field) + ".clip", "must go from a number to a greater one",
            finite ? clip->high : clip->high - clip->low);
  }
  if (corruption.kind == Corruption::Kind::gaussian) {
    require(std::isfinite(amount) && amount >= 0, name, "must be a number of at least 0", amount);
  } else {
    require(amount >= 0 && amount <= 1, name, "must be a share from 0 to 1", amount);
  }
}

void require_fits(const Corruption& corruption, const Dataset& clean, std::string_view name) {
  if (corruption.kind != Corruption::Kind::gaussian || !corruption.clip) return;
  clean.require_within(
      *corruption.clip, name,
      ": gaussian corruption clamps to this range. Scale the data, or set corruption.clip to another range or to none");
}

namespace {

void add_noise(const Corruption& corruption, const Tensor& clean, std::span<float> noise) {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  const Range clip = corruption.clip.value_or(Range{-unlimited, unlimited});
  kernels::add_noise(clean.values(), noise, static_cast<float>(corruption.amount), static_cast<float>(clip.low),
                     static_cast<float>(clip.high), noise);
}

}  // namespace

void corrupt(const Corruption& corruption, const Rng& rng, const Tensor& clean, Tensor& corrupted) {
  corrupted.resize(clean.batch());
  // The random numbers stand where the result will.
  const std::span<float> out = corrupted.values();
  const auto amount = static_cast<float>(corruption.amount);
  switch (corruption.kind) {
    case Corruption::Kind::gaussian: rng.normal(out); return add_noise(corruption, clean, out);
    case Corruption::Kind::masking: rng.uniform(out); return kernels::drop(clean.values(), out, amount, 1.0F, out);
    case Corruption::Kind::salt_and_pepper:
      rng.uniform(out);
      return kernels::salt_and_pepper(clean.values(), out, amount, out);
  }
}

}  // namespace hourglass
