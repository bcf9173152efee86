#include "model/weight_penalty.hpp"

#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

/// f(parameter) for those that are charged for.
template <class F>
void each_charged(std::span<Parameter* const> parameters, F f) {
  for (Parameter* parameter : parameters) {
    if (parameter->trainable && parameter->regularizer != Regularizer{}) f(*parameter);
  }
}

}  // namespace

double weight_penalty(std::span<Parameter* const> parameters) {
  double penalty = 0;
  each_charged(parameters, [&](const Parameter& p) {
    const auto [l1, l2] = p.regularizer;
    if (l1 > 0) penalty += l1 * static_cast<double>(kernels::sum_of_magnitudes(p.value));
    if (l2 > 0) penalty += l2 * static_cast<double>(kernels::sum_of_squares(p.value));
  });
  return penalty;
}

void add_weight_penalty_gradient(std::span<Parameter* const> parameters) {
  each_charged(parameters, [](Parameter& p) {
    const auto [l1, l2] = p.regularizer;
    if (l1 > 0) kernels::add_sign(p.value, static_cast<float>(l1), p.gradient);
    if (l2 > 0) kernels::add_scaled(p.gradient, p.value, static_cast<float>(2 * l2));
  });
}

}  // namespace hourglass
