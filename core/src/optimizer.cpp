#include "hourglass/optimizer.hpp"

#include <cmath>

#include "hourglass/error.hpp"
#include "kernels/elementwise.hpp"

namespace hourglass {
namespace {

void require_rate(double rate) {
  require(std::isfinite(rate) && rate > 0, "optimizer.learning_rate", "must be a number above 0", rate);
}

void require_share(double share, const char* field) {
  require(share >= 0 && share < 1, field, "must be at least 0 and below 1", share);
}

void validate(const Sgd& sgd) {
  require_rate(sgd.learning_rate);
  require_share(sgd.momentum, "optimizer.momentum");
}

void validate(const Adam& adam) {
  require_rate(adam.learning_rate);
  require_share(adam.beta1, "optimizer.beta1");
  require_share(adam.beta2, "optimizer.beta2");
  require(std::isfinite(adam.epsilon) && adam.epsilon > 0, "optimizer.epsilon", "must be a number above 0",
          adam.epsilon);
}

}  // namespace

Optimizer::Optimizer(const OptimizerConfig& config, std::span<Parameter* const> parameters) : config_(config) {
  std::visit([](const auto& of_kind) { validate(of_kind); }, config_);
  const bool second = std::holds_alternative<Adam>(config_);
  for (const Parameter* parameter : parameters) {
    const std::size_t size = parameter->value.size();
    moments_.push_back({Floats(size), Floats(second ? size : 0)});
  }
}

void Optimizer::step(std::span<Parameter* const> parameters) {
  ++steps_;
  if (const auto* const sgd = std::get_if<Sgd>(&config_)) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      kernels::sgd(parameters[i]->value, parameters[i]->gradient, moments_[i].first,
                   static_cast<float>(sgd->learning_rate), static_cast<float>(sgd->momentum));
    }
  } else {
    const auto& adam = std::get<Adam>(config_);
    beta1_power_ *= adam.beta1;
    beta2_power_ *= adam.beta2;
    const double rate = adam.learning_rate * std::sqrt(1 - beta2_power_) / (1 - beta1_power_);
    const kernels::AdamRates rates{static_cast<float>(rate), static_cast<float>(1 - adam.beta1),
                                   static_cast<float>(1 - adam.beta2), static_cast<float>(adam.epsilon)};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      kernels::adam(parameters[i]->value, parameters[i]->gradient, moments_[i].first, moments_[i].second, rates);
    }
  }
}

double Optimizer::learning_rate() const {
  return std::visit([](const auto& of_kind) { return of_kind.learning_rate; }, config_);
}

void Optimizer::set_learning_rate(double rate) {
  require_rate(rate);
  std::visit([rate](auto& of_kind) { of_kind.learning_rate = rate; }, config_);
}

}  // namespace hourglass
