#include "hourglass/dropout.hpp"

#include <algorithm>

#include "kernels/kernels.hpp"

namespace hourglass {

void Dropout::apply(const Tensor& in, Tensor& out, const Pass& pass) const {
  if (!pass.training) {
    std::copy(in.values().begin(), in.values().end(), out.values().begin());
    return;
  }
  // The output's own memory holds the random numbers: the backward pass draws the same ones again.
  Rng(pass.seed, Purpose::dropout, pass.step, stream_).uniform(out.values());
  const auto rate = static_cast<float>(config_.rate);
  kernels::drop(in.values(), out.values(), rate, 1.0F / (1.0F - rate), out.values());
}

void Dropout::forward(const Tensor& x, Tensor& z, const Pass& pass) const { apply(x, z, pass); }

void Dropout::backward(const Tensor& /*x*/, const Tensor& dz, Tensor* dx, const Pass& pass) {
  if (dx != nullptr) apply(dz, *dx, pass);
}

}  // namespace hourglass
