#include "kernels/arithmetic.hpp"

#include "kernels/math.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

void from_bytes(std::span<const std::uint8_t> bytes, std::span<float> out) {
  // 1 / 255 in two parts, the first of which is short enough for exact products.
  constexpr float head = 257.0F / 65536.0F;
  constexpr auto tail = static_cast<float>(1.0 / 255.0 - 257.0 / 65536.0);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto value = static_cast<float>(bytes[i]);
    out[i] = value * head + value * tail;
  }
}

void add_sign(std::span<const float> x, float scale, std::span<float> dx) {
  map(x.size(), dx.data(), [scale](Vec v, Vec d) { return madd(Vec(scale), sign(v), d); }, x.data(), dx.data());
}

void add_scaled(std::span<float> x, std::span<const float> y, float scale) {
  map(x.size(), x.data(), [scale](Vec a, Vec b) { return madd(Vec(scale), b, a); }, x.data(), y.data());
}

float softmax(std::span<float> z) {
  const float top = *std::max_element(z.begin(), z.end());
  const auto f = [top](Vec x) {
    const Vec power = exp(x - Vec(top));
    return Summed{power, power};
  };
  const float sum = map_sum(z.size(), z.data(), f, z.data());
  map(z.size(), z.data(), [sum](Vec power) { return divide(power, Vec(sum)); }, z.data());
  return top + log(sum);
}

float log(float x) { return log(Vec(x)).get(0); }
float cosine(float turns) { return sincos_turns(Vec(turns)).cos.get(0); }

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
