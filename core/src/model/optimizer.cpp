#include "hourglass/optimizer.hpp"

#include <cmath>
#include <string>

#include "base/power.hpp"
#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

void require_rate(double rate) {
  require(std::isfinite(rate) && rate > 0, "optimizer.learning_rate", "must be a number above 0", rate);
}

void require_share(double share, const char* field) {
  require(share >= 0 && share < 1, field, "must be at least 0 and below 1", share);
}

void require_epsilon(double epsilon) {
  // Smaller ones are 0 in single precision, or nearly so.
  require(std::isfinite(epsilon) && epsilon >= 1e-37, "optimizer.epsilon", "must be a number of at least 1e-37",
          epsilon);
}

void require_limit(std::optional<double> limit, const char* field) {
  if (limit) require(std::isfinite(*limit) && *limit > 0, field, "must be a number above 0", *limit);
}

// ---------------------------------------------------------------- of each kind: its range, what it stores, its step

void validate(const Sgd& sgd) { require_share(sgd.momentum, "optimizer.momentum"); }

Optimizer::Stored stored_by(const Sgd& /*sgd*/) { return {}; }

// In single precision, where results must not depend on anything but these.
void update(const Sgd& sgd, double rate, std::uint64_t /*steps*/, Parameter& p, Optimizer::Moments& m) {
  kernels::sgd(p.value, p.gradient, m.first, static_cast<float>(rate), static_cast<float>(sgd.momentum), sgd.nesterov);
}

void validate(const RmsProp& rms_prop) {
  require_share(rms_prop.rho, "optimizer.rho");
  require_epsilon(rms_prop.epsilon);
}

Optimizer::Stored stored_by(const RmsProp& /*rms_prop*/) { return {.first_is_square = true}; }

void update(const RmsProp& rms_prop, double rate, std::uint64_t /*steps*/, Parameter& p, Optimizer::Moments& m) {
  kernels::rmsprop(p.value, p.gradient, m.first, static_cast<float>(rate), static_cast<float>(1 - rms_prop.rho),
                   static_cast<float>(rms_prop.epsilon));
}

template <class AdamOrAdamW>
void validate(const AdamOrAdamW& adam) {
  require_share(adam.beta1, "optimizer.beta1");
  require_share(adam.beta2, "optimizer.beta2");
  require_epsilon(adam.epsilon);
  if constexpr (requires { adam.weight_decay; }) {
    require(std::isfinite(adam.weight_decay) && adam.weight_decay >= 0, "optimizer.weight_decay",
            "must be a number of at least 0", adam.weight_decay);
  }
}

template <class AdamOrAdamW>
Optimizer::Stored stored_by(const AdamOrAdamW& /*adam*/) {
  return {.second = true};
}

/// 1 - weight_decay * rate: what one step leaves of a weight.
double kept(const Adam& /*adam*/, double /*rate*/) { return 1; }
double kept(const AdamW& adam, double rate) { return 1 - adam.weight_decay * rate; }

template <class AdamOrAdamW>
void update(const AdamOrAdamW& adam, double rate, std::uint64_t steps, Parameter& p, Optimizer::Moments& m) {
  const double corrected = rate * std::sqrt(1 - power(adam.beta2, steps)) / (1 - power(adam.beta1, steps));
  const kernels::AdamRates rates{.rate = static_cast<float>(corrected),
                                 .gain1 = static_cast<float>(1 - adam.beta1),
                                 .gain2 = static_cast<float>(1 - adam.beta2),
                                 .epsilon = static_cast<float>(adam.epsilon),
                                 .keep = static_cast<float>(kept(adam, rate))};
  kernels::adam(p.value, p.gradient, m.first, m.second, rates);
}

/// A running mean goes on towards what was measured.
void follow(Parameter& mean) {
  const auto share = static_cast<float>(mean.running_share);
  for (std::size_t i = 0; i < mean.value.size(); ++i) {
    mean.value[i] = mean.value[i] * (1 - share) + mean.gradient[i] * share;
  }
}

}  // namespace

Optimizer::Optimizer(const OptimizerConfig& config, std::span<Parameter* const> parameters) : config_(config) {
  require_rate(learning_rate());
  std::visit([](const auto& of_kind) { validate(of_kind); }, config_);
  const auto [clip_norm, clip_value] = clipping();
  require_limit(clip_norm, "optimizer.clip_norm");
  require_limit(clip_value, "optimizer.clip_value");
  require(!clip_norm || !clip_value, "optimizer.clip_value", "cannot be set beside clipNorm", clip_value.value_or(0));
  const bool second = stored().second;
  for (const Parameter* parameter : parameters) {
    const bool changes = parameter->trainable && parameter->running_share == 0;
    const std::size_t size = changes ? parameter->value.size() : 0;
    moments_.push_back({Floats(size), Floats(second ? size : 0)});
  }
}

Optimizer::Stored Optimizer::stored() const {
  return std::visit([](const auto& of_kind) { return stored_by(of_kind); }, config_);
}

void Optimizer::step(std::span<Parameter* const> parameters, double factor) {
  ++steps_;
  const double rate = learning_rate() * factor;
  const auto [clip_norm, clip_value] = clipping();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    Parameter& parameter = *parameters[i];
    if (!parameter.trainable) continue;
    if (parameter.running_share > 0) {
      follow(parameter);
      continue;
    }
    if (clip_norm) kernels::clip_norm(parameter.gradient, static_cast<float>(*clip_norm));
    if (clip_value) kernels::clip_values(parameter.gradient, static_cast<float>(*clip_value));
    std::visit([&](const auto& of_kind) { update(of_kind, rate, steps_, parameter, moments_[i]); }, config_);
  }
}

Optimizer::Clipping Optimizer::clipping() const {
  return std::visit([](const auto& of_kind) { return Clipping{of_kind.clip_norm, of_kind.clip_value}; }, config_);
}

double Optimizer::learning_rate() const {
  return std::visit([](const auto& of_kind) { return of_kind.learning_rate; }, config_);
}

void Optimizer::set_learning_rate(double rate) {
  require_rate(rate);
  std::visit([rate](auto& of_kind) { of_kind.learning_rate = rate; }, config_);
}

}  // namespace hourglass
