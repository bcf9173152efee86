#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/instruction_set.hpp"

// Kernels that treat every element alike. Spans of one call have one length.
namespace hourglass::kernels {

struct AdamRates {
  float rate, gain1, gain2, epsilon;  // rate: with the bias correction; gains: 1 - beta
  float keep;                         // share of a weight that weight decay leaves
};

/// Random words of sum_columns counters, word by word: (4, 16).
inline constexpr std::size_t random_group = 64;
using RandomWords = std::array<std::uint32_t, random_group>;

namespace HOURGLASS_INSTRUCTION_SET {

/// out = byte / 255, to the bit.
void from_bytes(std::span<const std::uint8_t> bytes, std::span<float> out);

void relu(std::span<float> z);
void leaky_relu(std::span<float> z);
void elu(std::span<float> z);
void tanh(std::span<float> z);
void sigmoid(std::span<float> z);

// dy becomes dz, given the activation's output y.
void relu_backward(std::span<const float> y, std::span<float> dy);
void leaky_relu_backward(std::span<const float> y, std::span<float> dy);
void elu_backward(std::span<const float> y, std::span<float> dy);
void tanh_backward(std::span<const float> y, std::span<float> dy);
void sigmoid_backward(std::span<const float> y, std::span<float> dy);

// Losses of one sample: summed over its features, in one order. Unless it is null, dy = scale * the gradient. Unless
// they are null, each feature counts times its weight.
float squared_error(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights);
float absolute_error(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights);
/// Squared error / 2 up to 1, absolute error - 1/2 beyond.
float huber(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights);
/// Probabilities are clipped to [1e-7, 1 - 1e-7].
float cross_entropy(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights);
/// z: what the sigmoid is taken of.
float cross_entropy_logits(std::span<const float> z, std::span<const float> t, float scale, float* dy,
                           const float* weights);

/// out[j] = the sum over rows i of x[i, j]; x is (rows, out.size()). In sequence; groups of very many rows have sums of
/// their own, in sequence too.
void column_sums(const float* x, std::size_t rows, std::span<float> out);

[[nodiscard]] bool squares_are_finite(std::span<const float> x);

/// The sum over all elements, in one order.
float sum_of_magnitudes(std::span<const float> x);

/// velocity = momentum * velocity - rate * g; w += velocity, or with Nesterov's w += momentum * velocity - rate * g.
void sgd(std::span<float> w, std::span<const float> g, std::span<float> velocity, float rate, float momentum,
         bool nesterov);

/// mean_square += gain * (g^2 - mean_square); w -= rate * g / sqrt(mean_square + epsilon).
void rmsprop(std::span<float> w, std::span<const float> g, std::span<float> mean_square, float rate, float gain,
             float epsilon);

/// One pass over weights, gradients and both moments.
void adam(std::span<float> w, std::span<const float> g, std::span<float> first, std::span<float> second,
          const AdamRates& rates);

/// out = min(max(x + amount * noise, low), high).
void add_noise(std::span<const float> x, std::span<const float> noise, float amount, float low, float high,
               std::span<float> out);
/// out = uniform < share ? 0 : scale * x.
void drop(std::span<const float> x, std::span<const float> uniform, float share, float scale, std::span<float> out);
/// out = uniform < share / 2 ? 0 : uniform < share ? 1 : x.
void salt_and_pepper(std::span<const float> x, std::span<const float> uniform, float share, std::span<float> out);

/// dx += scale * sign(x).
void add_sign(std::span<const float> x, float scale, std::span<float> dx);
/// x += scale * y.
void add_scaled(std::span<float> x, std::span<const float> y, float scale);

/// sample = mean + exp(log_variance / 2) * noise.
void sample_gaussian(std::span<const float> mean, std::span<const float> log_variance, std::span<const float> noise,
                     std::span<float> sample);
/// KL(N(mean, exp(log_variance)) || N(0, 1)), summed over all elements.
float gaussian_kl(std::span<const float> mean, std::span<const float> log_variance);
/// Gradients of sample_gaussian and of weight * gaussian_kl. dmean is added to, dlog_variance overwritten.
void gaussian_backward(std::span<const float> mean, std::span<const float> log_variance, std::span<const float> noise,
                       std::span<const float> dsample, float weight, std::span<float> dmean,
                       std::span<float> dlog_variance);

/// Natural logarithm of a positive number, and the cosine of `turns` whole turns in [0, 1): without a standard library.
float log(float x);
float cosine(float turns);

/// Uniform in [0, 1), by the words' high 23 bits.
void uniform(const RandomWords& words, std::span<float, random_group> out);
/// Standard normal.
void normal(const RandomWords& words, std::span<float, random_group> out);

/// z becomes softmax(z); returns log sum_j exp(z_j), without overflow.
float softmax(std::span<float> z);

}  // namespace HOURGLASS_INSTRUCTION_SET
}  // namespace hourglass::kernels
