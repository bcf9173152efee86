#include "kernels/gaussian.hpp"

#include "kernels/math.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

void sample_gaussian(std::span<const float> mean, std::span<const float> log_variance, std::span<const float> noise,
                     std::span<float> sample) {
  const auto f = [](Vec m, Vec lv, Vec e) { return madd(exp(Vec(0.5F) * lv), e, m); };
  map(mean.size(), sample.data(), f, mean.data(), log_variance.data(), noise.data());
}

float gaussian_kl(std::span<const float> mean, std::span<const float> log_variance) {
  const auto f = [](Vec m, Vec lv) { return Summed{Vec(0.5F) * (m * m + exp(lv) - lv - Vec(1.0F)), m}; };
  return map_sum(mean.size(), nullptr, f, mean.data(), log_variance.data());
}

void gaussian_backward(std::span<const float> mean, std::span<const float> log_variance, std::span<const float> noise,
                       std::span<const float> dsample, float weight, std::span<float> dmean,
                       std::span<float> dlog_variance) {
  const auto to_mean = [weight](Vec m, Vec ds, Vec dm) { return madd(Vec(weight), m, dm + ds); };
  map(mean.size(), dmean.data(), to_mean, mean.data(), dsample.data(), dmean.data());
  const auto to_log_variance = [weight](Vec lv, Vec e, Vec ds) {
    const Vec deviation = exp(Vec(0.5F) * lv);
    return Vec(0.5F) * madd(Vec(weight), exp(lv) - Vec(1.0F), ds * e * deviation);
  };
  map(mean.size(), dlog_variance.data(), to_log_variance, log_variance.data(), noise.data(), dsample.data());
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
