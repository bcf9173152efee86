#include "hourglass/dense.hpp"

#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"
#include "layers/checks.hpp"

namespace hourglass {

void DenseConfig::check(Shape input, const std::string& field) const {
  const std::string name = field + ".units";
  require(units >= 1, name, "must be a whole number of at least 1", units);
  require_parameters((static_cast<double>(input.size()) + 1) * units, name, units);
  validate(kernel_regularizer, field + ".kernel_regularizer");
}

Shape DenseConfig::output_shape(Shape /*input*/) const { return {1, 1, units}; }

std::size_t DenseConfig::parameter_count(Shape input) const {
  return (input.size() + (use_bias ? 1 : 0)) * static_cast<std::size_t>(units);
}

std::vector<LayerConfig> DenseConfig::mirrored(Shape input, Activation last) const {
  std::vector<LayerConfig> layers{dense(static_cast<int>(input.size()), last)};
  if (input.height > 1 || input.width > 1) layers.emplace_back(ReshapeConfig{input});
  return layers;
}

std::unique_ptr<Layer> DenseConfig::make(const LayerPlace& place) const {
  return std::make_unique<Dense>(place.input, *this, place.rng());
}

Dense::Dense(Shape input, const DenseConfig& config, const Rng& rng)
    : config_(config), weights_(make_weights(config, {static_cast<int>(input.size()), config.units}, config.units)) {
  glorot_uniform(weights_.kernel().value, static_cast<double>(input.size()), config.units, rng);
}

void Dense::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  const auto units = static_cast<std::size_t>(config_.units);
  kernels::matmul(x.batch(), units, x.features(), kernels::row_major(x.data(), x.features()),
                  kernels::row_major(weights_.kernel_values(), units), weights_.bias_values(), z.data());
}

void Dense::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  const auto units = static_cast<std::size_t>(config_.units);
  Parameter& kernel = weights_.kernel();
  const kernels::MatrixView inputs = kernels::row_major(x.data(), x.features());
  const kernels::MatrixView gradients = kernels::row_major(dz.data(), units);
  // dW = x^T dz
  kernels::matmul(x.features(), units, x.batch(), inputs.transposed(), gradients, nullptr, kernel.gradient.data());
  if (weights_.has_bias) kernels::column_sums(dz.data(), dz.batch(), weights_.bias().gradient);
  if (dx == nullptr) return;
  // dx = dz W^T
  kernels::matmul(x.batch(), x.features(), units, gradients,
                  kernels::row_major(kernel.value.data(), units).transposed(), nullptr, dx->data());
}

}  // namespace hourglass
