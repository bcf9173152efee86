#include "hourglass/corruption.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>

#include "base/enum_names.hpp"
#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {

namespace {

/// What there is to know of a kind of corruption.
struct Recipe {
  Corruption::Kind kind;
  void (Rng::*draw)(std::span<float>) const;  // one random number for each value
  double most;                                // of the amount
  /// `numbers` become corrupted values.
  void (*apply)(const Corruption& corruption, std::span<const float> clean, std::span<float> numbers);
};

constexpr double unlimited = std::numeric_limits<double>::infinity();

constexpr std::array recipes{
    Recipe{Corruption::Kind::gaussian, &Rng::normal, unlimited,
           [](const Corruption& corruption, std::span<const float> clean, std::span<float> numbers) {
             const Range clip = corruption.clip.value_or(Range{-unlimited, unlimited});
             kernels::add_noise(clean, numbers, static_cast<float>(corruption.amount), static_cast<float>(clip.low),
                                static_cast<float>(clip.high), numbers);
           }},
    Recipe{Corruption::Kind::masking, &Rng::uniform, 1,
           [](const Corruption& corruption, std::span<const float> clean, std::span<float> numbers) {
             kernels::drop(clean, numbers, static_cast<float>(corruption.amount), 1.0F, numbers);
           }},
    Recipe{Corruption::Kind::salt_and_pepper, &Rng::uniform, 1,
           [](const Corruption& corruption, std::span<const float> clean, std::span<float> numbers) {
             kernels::salt_and_pepper(clean, numbers, static_cast<float>(corruption.amount), numbers);
           }},
};
static_assert(covers_enum(recipes));

const Recipe& recipe_of(const Corruption& corruption) { return recipes[static_cast<std::size_t>(corruption.kind)]; }

}  // namespace

void validate(const Corruption& corruption, std::string_view field) {
  const double amount = corruption.amount;
  const std::string name = std::string(field) + ".amount";
  if (const auto& clip = corruption.clip; clip) {
    const bool finite = std::isfinite(clip->low) && std::isfinite(clip->high);
    require(finite && clip->low < clip->high, std::string(field) + ".clip", "must go from a number to a greater one",
            finite ? clip->high : clip->high - clip->low);
  }
  if (recipe_of(corruption).most == unlimited) {
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

void corrupt(const Corruption& corruption, const Rng& rng, const Tensor& clean, Tensor& corrupted) {
  corrupted.resize(clean.batch());
  const Recipe& recipe = recipe_of(corruption);
  // The random numbers stand where the result will.
  const std::span<float> out = corrupted.values();
  (rng.*recipe.draw)(out);
  recipe.apply(corruption, clean.values(), out);
}

}  // namespace hourglass
