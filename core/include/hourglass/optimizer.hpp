#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "hourglass/layer.hpp"

namespace hourglass {

/// v = momentum * v - rate * g; w += v.
struct Sgd {
  double learning_rate = 0.01;
  double momentum = 0;
};

/// Kingma and Ba 2015, in the form of their section 2 (epsilon outside the bias correction), as in Keras.
struct Adam {
  double learning_rate = 1e-3;
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7;
};

using OptimizerConfig = std::variant<Sgd, Adam>;

/// Moves parameters against their gradients. State is kept by the position of a parameter, never by its address.
class Optimizer {
 public:
  /// Errors: invalid_config for rates outside their range.
  Optimizer(const OptimizerConfig& config, std::span<Parameter* const> parameters);

  /// One time step for all parameters; they must come in the order the constructor saw.
  void step(std::span<Parameter* const> parameters);

  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  [[nodiscard]] double learning_rate() const;
  /// Errors: invalid_config unless the rate is finite and above 0.
  void set_learning_rate(double rate);

 private:
  struct Moments {
    Floats first, second;
  };

  OptimizerConfig config_;
  std::vector<Moments> moments_;
  std::uint64_t steps_ = 0;
  double beta1_power_ = 1, beta2_power_ = 1;  // beta^steps, by multiplication: no result depends on a library's pow
};

}  // namespace hourglass
