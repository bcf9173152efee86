#include "kernels/optimizers.hpp"

#include <cmath>

#include "kernels/math.hpp"
#include "kernels/sums.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

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

void clip_norm(std::span<float> g, float limit) {
  const float norm = std::sqrt(sum_of_squares(g));
  if (norm <= limit) return;
  const float share = limit / norm;
  map(g.size(), g.data(), [share](Vec v) { return Vec(share) * v; }, g.data());
}

void clip_values(std::span<float> g, float limit) {
  map(g.size(), g.data(), [limit](Vec v) { return clamp(v, -limit, limit); }, g.data());
}

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
