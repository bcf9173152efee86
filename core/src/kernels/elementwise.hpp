#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

// Kernels that treat every element alike. Spans of one call have one length.
namespace hourglass::kernels {

void relu(std::span<float> z);
void tanh(std::span<float> z);
void sigmoid(std::span<float> z);

// dy becomes dz, given the activation's output y.
void relu_backward(std::span<const float> y, std::span<float> dy);
void tanh_backward(std::span<const float> y, std::span<float> dy);
void sigmoid_backward(std::span<const float> y, std::span<float> dy);

// Losses of one sample: summed over its features, in one order. Unless it is null, dy = scale * the gradient.
float squared_error(std::span<const float> y, std::span<const float> t, float scale, float* dy);
/// Probabilities are clipped to [1e-7, 1 - 1e-7].
float cross_entropy(std::span<const float> y, std::span<const float> t, float scale, float* dy);
/// z: what the sigmoid is taken of.
float cross_entropy_logits(std::span<const float> z, std::span<const float> t, float scale, float* dy);

/// out[j] = the sum over rows i, in sequence, of x[i, j]; x is (rows, out.size()).
void column_sums(const float* x, std::size_t rows, std::span<float> out);

/// velocity = momentum * velocity - rate * g; w += velocity.
void sgd(std::span<float> w, std::span<const float> g, std::span<float> velocity, float rate, float momentum);

struct AdamRates {
  float rate, gain1, gain2, epsilon;  // rate: with the bias correction; gains: 1 - beta
};
/// One pass over weights, gradients and both moments.
void adam(std::span<float> w, std::span<const float> g, std::span<float> first, std::span<float> second,
          const AdamRates& rates);

/// out = min(max(x + amount * noise, 0), 1).
void add_noise(std::span<const float> x, std::span<const float> noise, float amount, std::span<float> out);

/// Random words of sum_columns counters, word by word: (4, 16).
inline constexpr std::size_t random_group = 64;
using RandomWords = std::array<std::uint32_t, random_group>;
/// Uniform in [0, 1), by the words' high 23 bits.
void uniform(const RandomWords& words, std::span<float, random_group> out);
/// Standard normal.
void normal(const RandomWords& words, std::span<float, random_group> out);

}  // namespace hourglass::kernels
