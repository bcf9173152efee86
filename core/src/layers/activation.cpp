#include "hourglass/activation.hpp"

#include "kernels/kernels.hpp"

namespace hourglass {

void activate(Activation activation, std::span<float> z) {
  switch (activation) {
    case Activation::linear: return;
    case Activation::relu: return kernels::relu(z);
    case Activation::leaky_relu: return kernels::leaky_relu(z);
    case Activation::elu: return kernels::elu(z);
    case Activation::tanh: return kernels::tanh(z);
    case Activation::sigmoid: return kernels::sigmoid(z);
  }
}

void activate_backward(Activation activation, std::span<const float> y, std::span<float> dy) {
  switch (activation) {
    case Activation::linear: return;
    case Activation::relu: return kernels::relu_backward(y, dy);
    case Activation::leaky_relu: return kernels::leaky_relu_backward(y, dy);
    case Activation::elu: return kernels::elu_backward(y, dy);
    case Activation::tanh: return kernels::tanh_backward(y, dy);
    case Activation::sigmoid: return kernels::sigmoid_backward(y, dy);
  }
}

}  // namespace hourglass
