#include "hourglass/dense.hpp"

#include "kernels/kernels.hpp"

namespace hourglass {

Dense::Dense(Shape input, const DenseConfig& config, const Rng& rng)
    : config_(config),
      parameters_{make_parameter("kernel", {static_cast<int>(input.size()), config.units}),
                  make_parameter("bias", {config.units})} {
  glorot_uniform(parameters_[0].value, static_cast<double>(input.size()), config.units, rng);
}

void Dense::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  const auto units = static_cast<std::size_t>(config_.units);
  kernels::matmul(x.batch(), units, x.features(), kernels::row_major(x.data(), x.features()),
                  kernels::row_major(parameters_[0].value.data(), units), parameters_[1].value.data(), z.data());
}

void Dense::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  const auto units = static_cast<std::size_t>(config_.units);
  auto& [kernel, bias] = parameters_;
  const kernels::MatrixView inputs = kernels::row_major(x.data(), x.features());
  const kernels::MatrixView gradients = kernels::row_major(dz.data(), units);
  // dW = x^T dz
  kernels::matmul(x.features(), units, x.batch(), inputs.transposed(), gradients, nullptr, kernel.gradient.data());
  kernels::column_sums(dz.data(), dz.batch(), bias.gradient);
  if (dx == nullptr) return;
  // dx = dz W^T
  kernels::matmul(x.batch(), x.features(), units, gradients,
                  kernels::row_major(kernel.value.data(), units).transposed(), nullptr, dx->data());
}

}  // namespace hourglass
