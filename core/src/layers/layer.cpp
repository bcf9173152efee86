#include "hourglass/layer.hpp"

#include <cmath>
#include <utility>

namespace hourglass {

void validate(const Regularizer& regularizer, const std::string& field) {
  const auto check = [&](double weight, const char* name) {
    require(std::isfinite(weight) && weight >= 0, field + name, "must be a number of at least 0", weight);
  };
  check(regularizer.l1, ".l1");
  check(regularizer.l2, ".l2");
}

Parameter make_parameter(std::string name, std::vector<int> shape) {
  std::size_t size = 1;
  for (const int n : shape) size *= static_cast<std::size_t>(n);
  return {std::move(name), std::move(shape), Floats(size), Floats(size)};
}

void glorot_uniform(std::span<float> kernel, double fan_in, double fan_out, const Rng& rng) {
  const auto limit = static_cast<float>(std::sqrt(6.0 / (fan_in + fan_out)));
  rng.uniform(kernel);
  for (float& w : kernel) w = (2.0F * w - 1.0F) * limit;
}

}  // namespace hourglass
