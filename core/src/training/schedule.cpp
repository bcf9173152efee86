#include "hourglass/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/power.hpp"
#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

void check(const ConstantSchedule& /*schedule*/, int /*epochs*/, const std::string& /*field*/) {}

void check(const CosineSchedule& schedule, int epochs, const std::string& field) {
  require(schedule.warmup >= 0 && schedule.warmup < epochs, field + ".warmup",
          "must be at least 0 and below the " + std::to_string(epochs) + " epochs", schedule.warmup);
}

void check(const StepSchedule& schedule, int /*epochs*/, const std::string& field) {
  require(std::isfinite(schedule.every) && schedule.every > 0, field + ".every", "must be a number of epochs above 0",
          schedule.every);
  require(schedule.factor > 0 && schedule.factor <= 1, field + ".factor", "must be above 0 and at most 1",
          schedule.factor);
}

double factor(const ConstantSchedule& /*schedule*/, double /*epoch*/, int /*epochs*/) { return 1; }

double factor(const CosineSchedule& schedule, double epoch, int epochs) {
  if (epoch < schedule.warmup) return epoch / schedule.warmup;
  const double share = (epoch - schedule.warmup) / (epochs - schedule.warmup);
  return 0.5 * (1 + static_cast<double>(kernels::cosine(static_cast<float>(0.5 * share))));
}

double factor(const StepSchedule& schedule, double epoch, int /*epochs*/) {
  return power(schedule.factor, static_cast<std::uint64_t>(std::min(epoch / schedule.every, 1e15)));
}

}  // namespace

void validate(const Schedule& schedule, int epochs, std::string_view field) {
  std::visit([&](const auto& of_kind) { check(of_kind, epochs, std::string(field)); }, schedule);
}

double schedule_factor(const Schedule& schedule, double epoch, int epochs) {
  return std::visit([&](const auto& of_kind) { return factor(of_kind, epoch, epochs); }, schedule);
}

}  // namespace hourglass
