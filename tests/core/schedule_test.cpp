#include "hourglass/schedule.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::ConstantSchedule;
using hourglass::CosineSchedule;
using hourglass::schedule_factor;
using hourglass::StepSchedule;

TEST_CASE("schedules have the factors of their definitions") {
  CHECK(schedule_factor(ConstantSchedule{}, 5, 10) == 1);
  CHECK(schedule_factor(StepSchedule{3, 0.5}, 2.9, 10) == 1);
  CHECK(schedule_factor(StepSchedule{3, 0.5}, 3, 10) == 0.5);
  CHECK(schedule_factor(StepSchedule{3, 0.5}, 9.5, 10) == 0.125);
  CHECK(schedule_factor(StepSchedule{1e-9, 1}, 9.5, 10) == 1);
  for (double epoch = 0; epoch < 10; epoch += 0.37) {
    const double expected = 0.5 * (1 + std::cos(std::acos(-1.0) * epoch / 10));
    CHECK(schedule_factor(CosineSchedule{}, epoch, 10) == doctest::Approx(expected).epsilon(1e-5));
  }
  CHECK(schedule_factor(CosineSchedule{2}, 0.5, 10) == 0.25);
  CHECK(schedule_factor(CosineSchedule{2}, 2, 10) == doctest::Approx(1));
  CHECK(schedule_factor(CosineSchedule{2}, 6, 10) == doctest::Approx(0.5));
}

TEST_CASE("schedules outside their range are refused by name and value") {
  CHECK(support::error_of([] { hourglass::validate(CosineSchedule{10}, 10); }) ==
        "schedule.warmup must be at least 0 and below the 10 epochs, got 10");
  CHECK(support::error_of([] { hourglass::validate(StepSchedule{0, 0.5}, 10); }) ==
        "schedule.every must be a number of epochs above 0, got 0");
  CHECK(support::error_of([] { hourglass::validate(StepSchedule{1, 2}, 10); }) ==
        "schedule.factor must be above 0 and at most 1, got 2");
}
