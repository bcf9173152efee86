#pragma once

#include <span>

#include "kernels/instruction_set.hpp"

// The latent of a variational model: one mean and one log-variance for each element. Spans of one call have one length.
namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

/// sample = mean + exp(log_variance / 2) * noise.
void sample_gaussian(std::span<const float> mean, std::span<const float> log_variance, std::span<const float> noise,
                     std::span<float> sample);
/// KL(N(mean, exp(log_variance)) || N(0, 1)), summed over all elements.
float gaussian_kl(std::span<const float> mean, std::span<const float> log_variance);
/// Gradients of sample_gaussian and of weight * gaussian_kl. dmean is added to, dlog_variance overwritten.
void gaussian_backward(std::span<const float> mean, std::span<const float> log_variance, std::span<const float> noise,
                       std::span<const float> dsample, float weight, std::span<float> dmean,
                       std::span<float> dlog_variance);

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
