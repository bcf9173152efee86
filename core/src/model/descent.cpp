#include "model/descent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "model/weight_penalty.hpp"

namespace hourglass {
namespace {

std::string name_of(std::string_view what, std::uint64_t steps) { return joined({what, " ", steps + 1}); }

/// Before the first step no learning rate has done anything yet.
std::string advice_on(const Tensor& inputs, const Tensor& targets) {
  const auto range = [](const Tensor& data) {
    const auto [low, high] = std::minmax_element(data.values().begin(), data.values().end());
    return to_text(static_cast<double>(*low)) + " to " + to_text(static_cast<double>(*high));
  };
  std::string advice = "The data go from " + range(inputs);
  if (&targets != &inputs) advice += ", the targets from " + range(targets);
  return advice + ": scale them to about 0 to 1, or -1 to 1";
}

}  // namespace

void require_finite(double loss, std::string_view what, std::uint64_t steps, const Tensor& inputs,
                    const Tensor& targets) {
  if (std::isfinite(loss)) return;
  if (steps == 0) throw_diverged(loss, name_of(what, steps), advice_on(inputs, targets));
  throw_diverged(loss, name_of(what, steps));
}

void descend(Optimizer& optimizer, std::span<Parameter* const> parameters, double rate_factor, std::string_view what) {
  add_weight_penalty_gradient(parameters);
  for (const Parameter* parameter : parameters) {
    constexpr double overflow = std::numeric_limits<double>::infinity();
    if (kernels::squares_are_finite(parameter->gradient)) continue;
    if (optimizer.steps() > 0) throw_diverged(overflow, name_of(what, optimizer.steps()));
    throw_diverged(overflow, name_of(what, 0), "Scale the data to about 0 to 1, or -1 to 1");
  }
  optimizer.step(parameters, rate_factor);
}

}  // namespace hourglass
