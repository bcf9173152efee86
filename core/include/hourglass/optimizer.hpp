#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "hourglass/export.hpp"
#include "hourglass/layer.hpp"

namespace hourglass {

// Of each kind, one of two may limit gradients, as in Keras: clip_norm the norm of each parameter's, clip_value each of
// its elements.

/// v = momentum * v - rate * g; w += v, or with Nesterov's look-ahead w += momentum * v - rate * g.
struct Sgd {
  double learning_rate = 0.01;
  double momentum = 0;
  bool nesterov = false;
  std::optional<double> clip_norm{}, clip_value{};
};

/// Hinton 2012, as in Keras: w -= rate * g / sqrt(mean square of g + epsilon).
struct RmsProp {
  double learning_rate = 1e-3;
  double rho = 0.9, epsilon = 1e-7;
  std::optional<double> clip_norm{}, clip_value{};
};

/// Kingma and Ba 2015, in the form of their section 2 (epsilon outside the bias correction), as in Keras.
struct Adam {
  double learning_rate = 1e-3;
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7;
  std::optional<double> clip_norm{}, clip_value{};
};

/// Loshchilov and Hutter 2019: Adam, and w -= rate * weight_decay * w for every parameter, as in Keras.
struct AdamW {
  double learning_rate = 1e-3;
  double weight_decay = 0.004;
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7;
  std::optional<double> clip_norm{}, clip_value{};
};

using OptimizerConfig = std::variant<Sgd, RmsProp, Adam, AdamW>;

/// Moves parameters against their gradients. State is kept by the position of a parameter, never by its address.
class HOURGLASS_API Optimizer {
 public:
  /// What it remembers of each parameter: velocity, mean square or first moment, and second moment.
  struct Moments {
    Floats first, second;
  };
  /// Which of them there are, and which are means of squares: never negative.
  struct Stored {
    bool second = false, first_is_square = false;
  };

  /// Errors: invalid_config for settings outside their range.
  Optimizer(const OptimizerConfig& config, std::span<Parameter* const> parameters);

  /// One time step for all parameters, which must come in the order that the constructor saw. The learning rate is
  /// multiplied by `factor`: a schedule's.
  void step(std::span<Parameter* const> parameters, double factor = 1);

  /// With the learning rate as it is now.
  [[nodiscard]] const OptimizerConfig& config() const { return config_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  [[nodiscard]] double learning_rate() const;
  /// Errors: invalid_config unless the rate is finite and above 0.
  void set_learning_rate(double rate);

  [[nodiscard]] Stored stored() const;
  /// For saving and restoring; lengths are the parameters' or 0.
  [[nodiscard]] std::vector<Moments>& moments() { return moments_; }
  [[nodiscard]] const std::vector<Moments>& moments() const { return moments_; }
  /// Goes on as if so many steps had been taken.
  void set_steps(std::uint64_t steps) { steps_ = steps; }

 private:
  struct Clipping {
    std::optional<double> norm, value;
  };
  [[nodiscard]] Clipping clipping() const;

  OptimizerConfig config_;
  std::vector<Moments> moments_;
  std::uint64_t steps_ = 0;
};

}  // namespace hourglass
