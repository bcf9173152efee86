#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "hourglass/optimizer.hpp"
#include "hourglass/tensor.hpp"

// What every step of training ends with, be it of a whole model or of a layer that is pretrained: nothing is changed by
// a loss or a gradient that has overflowed.
namespace hourglass {

/// Errors: diverged where the loss is NaN or infinite. `what` names the steps, of which there were `steps` before.
void require_finite(double loss, std::string_view what, std::uint64_t steps, const Tensor& inputs,
                    const Tensor& targets);

/// One step of the optimizer, which follows regularizers, too. Errors: diverged where a gradient has overflowed.
void descend(Optimizer& optimizer, std::span<Parameter* const> parameters, double rate_factor, std::string_view what);

}  // namespace hourglass
