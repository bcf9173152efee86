#pragma once

#include <span>

#include "hourglass/layer.hpp"

// What regularizers charge for weights that are trained.
namespace hourglass {

/// The sum of all penalties: l1 * sum |w| + l2 * sum w^2 of each parameter.
[[nodiscard]] double weight_penalty(std::span<Parameter* const> parameters);

/// Adds its gradient to that of each parameter.
void add_weight_penalty_gradient(std::span<Parameter* const> parameters);

}  // namespace hourglass
