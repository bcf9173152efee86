#include "hourglass/activation.hpp"

#include "kernels/kernels.hpp"

namespace hourglass {

void activate(Activation activation, std::span<float> z, std::size_t channels) {
  const kernels::ActivationKernels& kernels = kernels::activation(activation);
  if (kernels.apply == nullptr) return;
  const std::size_t piece = kernels.of_vectors ? channels : z.size();
  for (std::size_t i = 0; i < z.size(); i += piece) kernels.apply(z.subspan(i, piece));
}

bool derivative_at_input(Activation activation) { return kernels::activation(activation).derivative_at_input; }

void activate_backward(Activation activation, std::span<const float> at, std::span<float> dy, std::size_t channels) {
  const kernels::ActivationKernels& kernels = kernels::activation(activation);
  if (kernels.apply_derivative == nullptr) return;
  const std::size_t piece = kernels.of_vectors ? channels : dy.size();
  for (std::size_t i = 0; i < dy.size(); i += piece) {
    kernels.apply_derivative(at.subspan(i, piece), dy.subspan(i, piece));
  }
}

}  // namespace hourglass
