#pragma once

#include <string_view>
#include <variant>

#include "hourglass/export.hpp"

namespace hourglass {

/// The learning rate stays as it is.
struct ConstantSchedule {};

/// Rises from 0 over `warmup` epochs, then falls to 0 along half a cosine (Loshchilov and Hutter 2017).
struct CosineSchedule {
  double warmup = 0;
};

/// Multiplied by `factor` every `every` epochs.
struct StepSchedule {
  double every = 10;
  double factor = 0.1;
};

/// How the learning rate changes over a training run.
using Schedule = std::variant<ConstantSchedule, CosineSchedule, StepSchedule>;

/// Errors: invalid_config "<field>.warmup ..." outside the range, for a run of `epochs`.
HOURGLASS_API void validate(const Schedule& schedule, int epochs, std::string_view field = "schedule");

/// What the learning rate is multiplied by, `epoch` epochs (in fractions, too) after the beginning of a run of
/// `epochs`.
HOURGLASS_API double schedule_factor(const Schedule& schedule, double epoch, int epochs);

}  // namespace hourglass
