#include "kernels/elementwise.hpp"

#include "kernels/math.hpp"

namespace hourglass::kernels {

void relu(std::span<float> z) {
  map(z.size(), z.data(), [](Vec x) { return max(Vec(0.0F), x); }, z.data());
}
void tanh(std::span<float> z) {
  map(z.size(), z.data(), [](Vec x) { return tanh(x); }, z.data());
}
void sigmoid(std::span<float> z) {
  map(z.size(), z.data(), [](Vec x) { return sigmoid(x); }, z.data());
}

void relu_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) { return xsimd::select(out > Vec(0.0F), gradient, Vec(0.0F)); };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}
void tanh_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) { return gradient * (Vec(1.0F) - out * out); };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}
void sigmoid_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) { return gradient * (out * (Vec(1.0F) - out)); };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}

float squared_error(std::span<const float> y, std::span<const float> t, float scale, float* dy) {
  const Vec twice(2.0F * scale);
  const auto f = [=](Vec output, Vec target) {
    const Vec error = output - target;
    return Summed{error * error, twice * error};
  };
  return map_sum(y.size(), dy, f, y.data(), t.data());
}

float cross_entropy(std::span<const float> y, std::span<const float> t, float scale, float* dy) {
  const auto f = [scale](Vec output, Vec target) {
    const Vec one(1.0F);
    const Vec p = clamp(output, 1e-7F, 1.0F - 1e-7F);
    const Vec value = -(target * log(p) + (one - target) * log(one - p));
    // Where the output is clipped the loss does not change with it.
    const Vec slope = Vec(scale) * (p - target) / (p * (one - p));
    return Summed{value, xsimd::select(p == output, slope, Vec(0.0F))};
  };
  return map_sum(y.size(), dy, f, y.data(), t.data());
}

float cross_entropy_logits(std::span<const float> z, std::span<const float> t, float scale, float* dy) {
  const auto f = [scale](Vec logit, Vec target) {
    return Summed{softplus(logit) - target * logit, Vec(scale) * (sigmoid(logit) - target)};
  };
  return map_sum(z.size(), dy, f, z.data(), t.data());
}

void column_sums(const float* x, std::size_t rows, std::span<float> out) {
  std::fill(out.begin(), out.end(), 0.0F);
  for (std::size_t i = 0; i < rows; ++i, x += out.size()) {
    map(out.size(), out.data(), [](Vec sum, Vec row) { return sum + row; }, out.data(), x);
  }
}

void sgd(std::span<float> w, std::span<const float> g, std::span<float> velocity, float rate, float momentum) {
  const auto move = [=](Vec v, Vec gradient) { return Vec(momentum) * v - Vec(rate) * gradient; };
  map(w.size(), velocity.data(), move, velocity.data(), g.data());
  map(w.size(), w.data(), [](Vec weight, Vec v) { return weight + v; }, w.data(), velocity.data());
}

void adam(std::span<float> w, std::span<const float> g, std::span<float> first, std::span<float> second,
          const AdamRates& rates) {
  const Vec rate(rates.rate), epsilon(rates.epsilon), gain1(rates.gain1), gain2(rates.gain2);
  const auto update = [=](Vec gradient, Vec& m, Vec& v, Vec& weight) {
    m = madd(gradient - m, gain1, m);
    v = madd(gradient * gradient - v, gain2, v);
    weight -= rate * m / (xsimd::sqrt(v) + epsilon);
  };
  map_in_place(w.size(), update, g.data(), first.data(), second.data(), w.data());
}

void add_noise(std::span<const float> x, std::span<const float> noise, float amount, std::span<float> out) {
  const auto f = [amount](Vec value, Vec normal) { return clamp(madd(Vec(amount), normal, value), 0.0F, 1.0F); };
  map(x.size(), out.data(), f, x.data(), noise.data());
}

void uniform(const RandomWords& words, std::span<float, random_group> out) {
  for (std::size_t i = 0; i < random_group; ++i) {
    out[i] = std::bit_cast<float>((words[i] >> 9) | 0x3f800000U) - 1.0F;
  }
}

void normal(const RandomWords& words, std::span<float, random_group> out) {
  constexpr std::size_t quarter = random_group / 4;
  uniform(words, out);
  // Words 0 and 1 of a counter make two numbers, words 2 and 3 two more.
  for (std::size_t pair = 0; pair < random_group; pair += 2 * quarter) {
    for (std::size_t i = pair; i < pair + quarter; i += lanes) {
      const Vec radius = xsimd::sqrt(Vec(-2.0F) * log(Vec(1.0F) - Vec::load_unaligned(&out[i])));
      const SinCos angle = sincos_turns(Vec::load_unaligned(&out[i + quarter]));
      (radius * angle.cos).store_unaligned(&out[i]);
      (radius * angle.sin).store_unaligned(&out[i + quarter]);
    }
  }
}

}  // namespace hourglass::kernels
