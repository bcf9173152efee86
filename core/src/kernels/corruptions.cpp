#include "kernels/corruptions.hpp"

#include "kernels/math.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

void add_noise(std::span<const float> x, std::span<const float> noise, float amount, float low, float high,
               std::span<float> out) {
  const auto f = [=](Vec value, Vec normal) { return clamp(madd(Vec(amount), normal, value), low, high); };
  map(x.size(), out.data(), f, x.data(), noise.data());
}

void drop(std::span<const float> x, std::span<const float> uniform, float share, float scale, std::span<float> out) {
  const auto f = [=](Vec value, Vec u) { return xsimd::select(u < Vec(share), Vec(0.0F), Vec(scale) * value); };
  map(x.size(), out.data(), f, x.data(), uniform.data());
}

void salt_and_pepper(std::span<const float> x, std::span<const float> uniform, float share, std::span<float> out) {
  const auto f = [share](Vec value, Vec u) {
    const Vec salted = xsimd::select(u < Vec(share), Vec(1.0F), value);
    return xsimd::select(u < Vec(0.5F * share), Vec(0.0F), salted);
  };
  map(x.size(), out.data(), f, x.data(), uniform.data());
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
