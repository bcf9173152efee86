#include "kernels/elementwise.hpp"

#include <atomic>

#include "kernels/math.hpp"
#include "kernels/scratch.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {
namespace {

constexpr float leaky_slope = 0.2F;

/// out[j] = the sum over rows i of x[i * stride + j], for `Vectors` vectors of columns at once.
template <std::size_t Vectors>
[[gnu::noinline]] void add_rows(const float* x, std::size_t rows, std::size_t stride, float* out) {
  std::array<Vec, Vectors> sum;
  sum.fill(Vec(0.0F));
  for (std::size_t i = 0; i < rows; ++i, x += stride) {
    for (std::size_t v = 0; v < Vectors; ++v) sum[v] += Vec::load_unaligned(x + v * lanes);
  }
  for (std::size_t v = 0; v < Vectors; ++v) sum[v].store_unaligned(out + v * lanes);
}

/// Few columns are summed as several rows side by side, whose sums are added at the end.
void folded_column_sums(const float* x, std::size_t rows, std::span<float> out) {
  std::array<float, sum_columns> sums;
  add_rows<sum_columns / lanes>(x, rows, sum_columns, sums.data());
  std::fill(out.begin(), out.end(), 0.0F);
  for (std::size_t i = 0; i < sum_columns; ++i) out[i % out.size()] += sums[i];
}

/// The sums over the rows in sequence.
void sum_rows(const float* x, std::size_t rows, std::span<float> out) {
  const std::size_t n = out.size();
  if (n < sum_columns && sum_columns % n == 0 && rows * n >= 2 * sum_columns) {
    const std::size_t whole = rows * n / sum_columns;
    folded_column_sums(x, whole, out);
    for (const float* rest = x + whole * sum_columns; rest < x + rows * n; rest += n) {
      for (std::size_t j = 0; j < n; ++j) out[j] += rest[j];
    }
    return;
  }
  std::size_t j = 0;
  for (; j + sum_columns <= n; j += sum_columns) add_rows<sum_columns / lanes>(x + j, rows, n, &out[j]);
  for (; j + lanes <= n; j += lanes) add_rows<1>(x + j, rows, n, &out[j]);
  for (; j < n; ++j) {
    out[j] = 0;
    for (std::size_t i = 0; i < rows; ++i) out[j] += x[i * n + j];
  }
}

}  // namespace

void from_bytes(std::span<const std::uint8_t> bytes, std::span<float> out) {
  // 1 / 255 in two parts, the first of which is short enough for exact products.
  constexpr float head = 257.0F / 65536.0F;
  constexpr auto tail = static_cast<float>(1.0 / 255.0 - 257.0 / 65536.0);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto value = static_cast<float>(bytes[i]);
    out[i] = value * head + value * tail;
  }
}

void relu(std::span<float> z) {
  map(z.size(), z.data(), [](Vec x) { return max(Vec(0.0F), x); }, z.data());
}
void leaky_relu(std::span<float> z) {
  map(z.size(), z.data(), [](Vec x) { return max(x, Vec(leaky_slope) * x); }, z.data());
}
void elu(std::span<float> z) {
  const auto f = [](Vec x) { return xsimd::select(x > Vec(0.0F), x, exp(x) - Vec(1.0F)); };
  map(z.size(), z.data(), f, z.data());
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
void leaky_relu_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) {
    return xsimd::select(out > Vec(0.0F), gradient, Vec(leaky_slope) * gradient);
  };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}
void elu_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) {
    return flushed(xsimd::select(out > Vec(0.0F), gradient, gradient * (out + Vec(1.0F))), least_gradient);
  };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}
void tanh_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) { return flushed(gradient * (Vec(1.0F) - out * out), least_gradient); };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}
void sigmoid_backward(std::span<const float> y, std::span<float> dy) {
  const auto f = [](Vec out, Vec gradient) { return flushed(gradient * (out * (Vec(1.0F) - out)), least_gradient); };
  map(y.size(), dy.data(), f, y.data(), dy.data());
}

namespace {

/// A loss of a vector of outputs and targets, and its gradient times scale.
using LossOfVector = Summed (*)(Vec output, Vec target, float scale);

/// The losses times their weights, and likewise the gradients. One function for all losses: it is rarely needed, and a
/// page loads it.
float weighted_sum(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights,
                   LossOfVector f) {
  const auto weighted = [=](Vec output, Vec target, Vec weight) {
    const Summed result = f(output, target, scale);
    return Summed{weight * result.sum, weight * result.out};
  };
  return map_sum(y.size(), dy, weighted, y.data(), t.data(), weights);
}

template <class F>
float summed(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights, F f) {
  if (weights != nullptr) return weighted_sum(y, t, scale, dy, weights, f);
  const auto plain = [=](Vec output, Vec target) { return f(output, target, scale); };
  return map_sum(y.size(), dy, plain, y.data(), t.data());
}

}  // namespace

float squared_error(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights) {
  const auto f = [](Vec output, Vec target, float factor) {
    const Vec error = output - target;
    return Summed{error * error, Vec(2.0F * factor) * error};
  };
  return summed(y, t, scale, dy, weights, f);
}

float absolute_error(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights) {
  const auto f = [](Vec output, Vec target, float factor) {
    const Vec error = output - target;
    return Summed{xsimd::abs(error), Vec(factor) * sign(error)};
  };
  return summed(y, t, scale, dy, weights, f);
}

float huber(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights) {
  const auto f = [](Vec output, Vec target, float factor) {
    const Vec error = output - target;
    const Vec magnitude = xsimd::abs(error);
    const Vec value = xsimd::select(magnitude <= Vec(1.0F), Vec(0.5F) * error * error, magnitude - Vec(0.5F));
    return Summed{value, Vec(factor) * clamp(error, -1.0F, 1.0F)};
  };
  return summed(y, t, scale, dy, weights, f);
}

float cross_entropy(std::span<const float> y, std::span<const float> t, float scale, float* dy, const float* weights) {
  const auto f = [](Vec output, Vec target, float factor) {
    const Vec one(1.0F);
    const Vec p = clamp(output, 1e-7F, 1.0F - 1e-7F);
    const Vec value = -(target * log(p) + (one - target) * log(one - p));
    // Where the output is clipped the loss does not change with it.
    const Vec slope = divide(Vec(factor) * (p - target), p * (one - p));
    return Summed{value, xsimd::select(p == output, slope, Vec(0.0F))};
  };
  return summed(y, t, scale, dy, weights, f);
}

float cross_entropy_logits(std::span<const float> z, std::span<const float> t, float scale, float* dy,
                           const float* weights) {
  const auto f = [](Vec logit, Vec target, float factor) {
    return Summed{softplus(logit) - target * logit, Vec(factor) * (sigmoid(logit) - target)};
  };
  return summed(z, t, scale, dy, weights, f);
}

void column_sums(const float* x, std::size_t rows, std::span<float> out) {
  constexpr std::size_t most_groups = 8, group_rows = 512;
  const std::size_t n = out.size();
  const std::size_t groups = std::min(most_groups, rows / group_rows);
  if (groups < 2) return sum_rows(x, rows, out);
  float* const sums = scratch(Room::sums, groups * n);
  parallel_for(groups, 1 + map_grain * groups / (rows * n), [&](std::size_t begin, std::size_t end) {
    for (std::size_t group = begin; group < end; ++group) {
      const std::size_t first = group * rows / groups;
      sum_rows(x + first * n, (group + 1) * rows / groups - first, {sums + group * n, n});
    }
  });
  sum_rows(sums, groups, out);
}

bool squares_are_finite(std::span<const float> x) {
  std::atomic<bool> all_finite{true};
  parallel_for(x.size(), map_grain, [&](std::size_t first, std::size_t last) {
    const auto f = [](Vec v) { return Summed{Vec(0.0F) * (v * v), v}; };
    if (map_sum(last - first, nullptr, f, x.data() + first) != 0.0F) all_finite = false;
  });
  return all_finite;
}

float sum_of_magnitudes(std::span<const float> x) {
  return map_sum(x.size(), nullptr, [](Vec v) { return Summed{xsimd::abs(v), v}; }, x.data());
}

void sgd(std::span<float> w, std::span<const float> g, std::span<float> velocity, float rate, float momentum,
         bool nesterov) {
  const auto update = [=](Vec gradient, Vec& v, Vec& weight) {
    const Vec step = Vec(rate) * gradient;
    v = flushed_moment(Vec(momentum) * v - step);
    weight += nesterov ? Vec(momentum) * v - step : v;
  };
  map_in_place(w.size(), update, g.data(), velocity.data(), w.data());
}

void rmsprop(std::span<float> w, std::span<const float> g, std::span<float> mean_square, float rate, float gain,
             float epsilon) {
  const auto update = [=](Vec gradient, Vec& v, Vec& weight) {
    v = flushed_moment(madd(gradient * gradient - v, Vec(gain), v));
    weight -= divide(Vec(rate) * gradient, sqrt(v + Vec(epsilon)));
  };
  map_in_place(w.size(), update, g.data(), mean_square.data(), w.data());
}

void adam(std::span<float> w, std::span<const float> g, std::span<float> first, std::span<float> second,
          const AdamRates& rates) {
  const Vec rate(rates.rate), epsilon(rates.epsilon), gain1(rates.gain1), gain2(rates.gain2), keep(rates.keep);
  const auto update = [=](Vec gradient, Vec& m, Vec& v, Vec& weight) {
    m = flushed_moment(madd(gradient - m, gain1, m));
    v = flushed_moment(madd(gradient * gradient - v, gain2, v));
    weight = keep * weight - divide(rate * m, sqrt(v) + epsilon);
  };
  map_in_place(w.size(), update, g.data(), first.data(), second.data(), w.data());
}

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

void add_sign(std::span<const float> x, float scale, std::span<float> dx) {
  map(x.size(), dx.data(), [scale](Vec v, Vec d) { return madd(Vec(scale), sign(v), d); }, x.data(), dx.data());
}

void add_scaled(std::span<float> x, std::span<const float> y, float scale) {
  map(x.size(), x.data(), [scale](Vec a, Vec b) { return madd(Vec(scale), b, a); }, x.data(), y.data());
}

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

float log(float x) { return log(Vec(x)).get(0); }
float cosine(float turns) { return sincos_turns(Vec(turns)).cos.get(0); }

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
      const Vec radius = sqrt(Vec(-2.0F) * log(Vec(1.0F) - Vec::load_unaligned(&out[i])));
      const SinCos angle = sincos_turns(Vec::load_unaligned(&out[i + quarter]));
      (radius * angle.cos).store_unaligned(&out[i]);
      (radius * angle.sin).store_unaligned(&out[i + quarter]);
    }
  }
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

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
