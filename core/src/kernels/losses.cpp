#include "kernels/losses.hpp"

#include <cmath>

#include "base/enum_names.hpp"
#include "kernels/math.hpp"
#include "kernels/sums.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

/// A loss of a vector of outputs and targets, and its gradient times scale.
using LossOfVector = Summed (*)(Vec output, Vec target, float scale);

/// The losses times their weights, and likewise the gradients. All losses share one function, which is called by
/// pointer: weights are rare, and a page has to load the code.
float weighted_sum(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights,
                   LossOfVector f) {
  const auto weighted = [=](Vec output, Vec target, Vec weight) {
    const Summed result = f(output, target, scale);
    return Summed{weight * result.sum, weight * result.out};
  };
  return map_sum(y.size(), dy, weighted, y.data(), t.data(), weights);
}

/// The loss of a sample, given that of a vector: f(output, target, scale).
template <class F>
constexpr SampleLoss of_sample(F /*f*/) {
  return [](std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights) {
    if (weights != nullptr) return weighted_sum(y, t, scale, dy, weights, F{});
    const auto plain = [scale](Vec output, Vec target) { return F{}(output, target, scale); };
    return map_sum(y.size(), dy, plain, y.data(), t.data());
  };
}

/// The sum of a * b, each times its weight if there are any.
float dot(std::span<const float> a, std::span<const float> b, const float* weights) {
  if (weights == nullptr) {
    return map_sum(a.size(), nullptr, [](Vec x, Vec y) { return Summed{x * y, x}; }, a.data(), b.data());
  }
  return map_sum(
      a.size(), nullptr, [](Vec x, Vec y, Vec w) { return Summed{w * (x * y), x}; }, a.data(), b.data(), weights);
}

/// 1 over the norm of v, which counts as 1e-7 where it is less, as in Keras.
float inverse_norm(std::span<const float> v, const float* weights) {
  return 1.0F / std::sqrt(std::max(dot(v, v, weights), 1e-14F));
}

/// Minus the cosine, as many times as there are numbers, or their weights' sum: the mean over features is the loss.
/// What has the weight 0 takes no part in the angle.
float cosine_similarity(std::span<const float> y, std::span<const float> t, float scale, float* dy,
                        const float* weights) {
  const float inverse_y = inverse_norm(y, weights);
  const float inverse = inverse_y * inverse_norm(t, weights);
  const float count = weights == nullptr ? static_cast<float>(y.size()) : sum_of_magnitudes({weights, y.size()});
  const float value = -count * dot(y, t, weights) * inverse;
  if (dy == nullptr) return value;
  // A longer y of the same direction has the same loss, unless it is so short that its norm counts as 1e-7.
  const Vec along(inverse_y < 1e7F ? -scale * value * inverse_y * inverse_y : 0.0F);
  const Vec towards(-scale * count * inverse);
  const auto plain = [=](Vec a, Vec b) { return towards * b + along * a; };
  if (weights == nullptr) {
    map(y.size(), dy, plain, y.data(), t.data());
  } else {
    map(y.size(), dy, [=](Vec a, Vec b, Vec w) { return w * plain(a, b); }, y.data(), t.data(), weights);
  }
  return value;
}

constexpr std::array losses{
    LossKernels{Loss::mse, of_sample([](Vec output, Vec target, float scale) {
                  const Vec error = output - target;
                  return Summed{error * error, Vec(2.0F * scale) * error};
                })},
    LossKernels{Loss::bce, of_sample([](Vec output, Vec target, float scale) {
                  const Vec one(1.0F);
                  const Vec p = clamp(output, 1e-7F, 1.0F - 1e-7F);
                  const Vec value = -(target * log(p) + (one - target) * log(one - p));
                  // Where the output is clipped the loss does not change with it.
                  const Vec slope = divide(Vec(scale) * (p - target), p * (one - p));
                  return Summed{value, xsimd::select(p == output, slope, Vec(0.0F))};
                }),
                of_sample([](Vec logit, Vec target, float scale) {
                  return Summed{softplus(logit) - target * logit, Vec(scale) * (sigmoid(logit) - target)};
                }),
                false, 0, 1},
    LossKernels{Loss::mae, of_sample([](Vec output, Vec target, float scale) {
                  const Vec error = output - target;
                  return Summed{xsimd::abs(error), Vec(scale) * sign(error)};
                })},
    LossKernels{Loss::huber, of_sample([](Vec output, Vec target, float scale) {
                  const Vec error = output - target;
                  const Vec magnitude = xsimd::abs(error);
                  const Vec value =
                      xsimd::select(magnitude <= Vec(1.0F), Vec(0.5F) * error * error, magnitude - Vec(0.5F));
                  return Summed{value, Vec(scale) * clamp(error, -1.0F, 1.0F)};
                })},
    LossKernels{Loss::log_cosh, of_sample([](Vec output, Vec target, float scale) {
                  const Vec error = output - target;
                  const Vec magnitude = xsimd::abs(error);
                  // Of small errors rounding is more than the loss, which is never below 0.
                  const Vec value = magnitude + (softplus(Vec(-2.0F) * magnitude) - Vec(0.69314718F));
                  return Summed{max(Vec(0.0F), value), Vec(scale) * tanh(error)};
                })},
    LossKernels{Loss::cosine_similarity, cosine_similarity, nullptr, true},
};
static_assert(covers_enum(losses));

}  // namespace

void cosine_parts(std::span<const float> y, std::span<const float> t, std::span<float> parts) {
  const Vec part(-static_cast<float>(y.size()) * inverse_norm(t, nullptr) * inverse_norm(y, nullptr));
  map(y.size(), parts.data(), [part](Vec a, Vec b) { return a * (part * b); }, y.data(), t.data());
}

const LossKernels& loss(Loss kind) { return losses[static_cast<std::size_t>(kind)]; }

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
