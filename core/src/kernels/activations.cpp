#include "kernels/activations.hpp"

#include "base/enum_names.hpp"
#include "kernels/arithmetic.hpp"
#include "kernels/math.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

constexpr float leaky_slope = 0.2F, selu_scale = 1.05070099F, selu_alpha = 1.67326324F;
constexpr double unlimited = std::numeric_limits<double>::infinity();

struct Reach {
  double low, high;
};

/// An activation by its value, f(z), and by dy * f', given the output y and its gradient dy.
template <class Value, class Derivative>
constexpr ActivationKernels of_output(Activation kind, Reach reach, Value /*f*/, Derivative /*df*/) {
  return {kind,
          reach.low,
          reach.high,
          false,
          false,
          [](std::span<float> z) { map(z.size(), z.data(), Value{}, z.data()); },
          [](std::span<const float> at, std::span<float> dy) {
            map(at.size(), dy.data(), Derivative{}, at.data(), dy.data());
          }};
}

/// Likewise, where the derivative is taken at the input z.
template <class Value, class Derivative>
constexpr ActivationKernels of_input(Activation kind, Reach reach, Value f, Derivative df) {
  ActivationKernels kernels = of_output(kind, reach, f, df);
  kernels.derivative_at_input = true;
  return kernels;
}

/// The share of a normal distribution that lies below z.
Vec normal_share(Vec z) { return Vec(0.5F) + Vec(0.5F) * erf(Vec(0.70710678F) * z); }

constexpr std::array activations{
    ActivationKernels{Activation::linear},
    of_output(
        Activation::relu, {0, unlimited}, [](Vec z) { return max(Vec(0.0F), z); },
        [](Vec y, Vec dy) { return xsimd::select(y > Vec(0.0F), dy, Vec(0.0F)); }),
    of_output(
        Activation::leaky_relu, {-unlimited, unlimited}, [](Vec z) { return max(z, Vec(leaky_slope) * z); },
        [](Vec y, Vec dy) { return xsimd::select(y > Vec(0.0F), dy, Vec(leaky_slope) * dy); }),
    of_output(
        Activation::elu, {-1, unlimited}, [](Vec z) { return xsimd::select(z > Vec(0.0F), z, exp(z) - Vec(1.0F)); },
        [](Vec y, Vec dy) { return flushed(xsimd::select(y > Vec(0.0F), dy, dy * (y + Vec(1.0F))), least_gradient); }),
    of_output(
        Activation::tanh, {-1, 1}, [](Vec z) { return tanh(z); },
        [](Vec y, Vec dy) { return flushed(dy * (Vec(1.0F) - y * y), least_gradient); }),
    of_output(
        Activation::sigmoid, {0, 1}, [](Vec z) { return sigmoid(z); },
        [](Vec y, Vec dy) { return flushed(dy * (y * (Vec(1.0F) - y)), least_gradient); }),
    of_input(
        Activation::gelu, {-0.17, unlimited}, [](Vec z) { return z * normal_share(z); },
        [](Vec z, Vec dy) {
          const Vec density = Vec(0.39894228F) * exp(Vec(-0.5F) * z * z);
          return flushed(dy * madd(z, density, normal_share(z)), least_gradient);
        }),
    of_input(
        Activation::silu, {-0.2785, unlimited}, [](Vec z) { return z * sigmoid(z); },
        [](Vec z, Vec dy) {
          const Vec share = sigmoid(z);
          return flushed(dy * share * madd(z, Vec(1.0F) - share, Vec(1.0F)), least_gradient);
        }),
    of_output(
        Activation::selu, {-1.7581, unlimited},
        [](Vec z) { return Vec(selu_scale) * xsimd::select(z > Vec(0.0F), z, Vec(selu_alpha) * (exp(z) - Vec(1.0F))); },
        [](Vec y, Vec dy) {
          const Vec below = dy * (y + Vec(selu_scale * selu_alpha));
          return flushed(xsimd::select(y > Vec(0.0F), Vec(selu_scale) * dy, below), least_gradient);
        }),
    of_input(
        Activation::softplus, {0, unlimited}, [](Vec z) { return softplus(z); },
        [](Vec z, Vec dy) { return flushed(dy * sigmoid(z), least_gradient); }),
    ActivationKernels{Activation::softmax, 0, 1, false, true, [](std::span<float> z) { (void)softmax(z); },
                      [](std::span<const float> y, std::span<float> dy) {
                        const auto product = [](Vec a, Vec b) { return Summed{a * b, a}; };
                        const float mean = map_sum(y.size(), nullptr, product, y.data(), dy.data());
                        const auto f = [mean](Vec a, Vec b) { return flushed(a * (b - Vec(mean)), least_gradient); };
                        map(y.size(), dy.data(), f, y.data(), dy.data());
                      }},
};
static_assert(covers_enum(activations));

}  // namespace

const ActivationKernels& activation(Activation kind) { return activations[static_cast<std::size_t>(kind)]; }

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
