#include "hourglass/loss.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "base/enum_names.hpp"
#include "kernels/kernels.hpp"
#include "support.hpp"

using hourglass::Loss;
using hourglass::Shape;
using hourglass::Tensor;

namespace {

Tensor probabilities(std::size_t batch, int features, std::uint64_t seed) {
  Tensor tensor = support::random_tensor(batch, {1, 1, features}, seed);
  for (float& x : tensor.values()) x = 0.5F + 0.4F * x;
  return tensor;
}

std::vector<Loss> all_losses() {
  std::vector<Loss> all;
  for (std::size_t kind = 0; kind < hourglass::enum_count<Loss>; ++kind) all.push_back(static_cast<Loss>(kind));
  return all;
}

bool is_of_vectors(Loss kind) { return hourglass::kernels::loss(kind).of_vectors; }

}  // namespace

TEST_CASE("the cosine similarity is of vectors along the channels, without what has the weight 0") {
  constexpr auto kind = Loss::cosine_similarity;
  Tensor y = support::random_tensor(2, {3, 2, 5}, 1);
  const Tensor t = support::random_tensor(2, {3, 2, 5}, 2);
  Tensor dy(2, {3, 2, 5});
  double mean = 0;
  for (std::size_t i = 0; i < y.values().size(); i += 5) {
    const std::span<const float> a = y.values().subspan(i, 5), b = t.values().subspan(i, 5);
    mean -= support::dot(a, b) / std::sqrt(support::dot(a, a) * support::dot(b, b)) / 12;
  }
  CHECK(hourglass::loss(kind, y, t, &dy) == doctest::Approx(mean));
  CHECK(support::gradient_error(y.values(), dy.values(), [&] { return hourglass::loss(kind, y, t, nullptr); }) < 2e-3);
  std::vector<float> parts, samples;
  hourglass::feature_losses(kind, y, t, parts);
  hourglass::sample_losses(kind, y, t, samples);
  CHECK(std::accumulate(parts.begin(), parts.end(), 0.0) / 60 == doctest::Approx(mean));
  CHECK(static_cast<double>(samples[0] + samples[1]) / 2 == doctest::Approx(mean));

  Tensor weights = probabilities(2, 30, 3);
  for (std::size_t i = 0; i < weights.values().size(); i += 4) weights.data()[i] = 0;
  const auto value = [&] { return hourglass::loss(kind, y, t, &dy, false, 1, &weights); };
  const double before = value();
  const std::vector<float> gradient = support::to_vector(dy.values());
  CHECK(gradient[4] == 0);
  CHECK(support::gradient_error(y.values(), gradient, value) < 2e-3);
  y.data()[4] = 7;
  CHECK(value() == before);
  Tensor nothing(1, {1, 1, 3});
  CHECK(hourglass::loss(kind, nothing, nothing, &dy) == 0);
}

TEST_CASE("losses are means over features and samples, as Keras computes them") {
  Tensor y(2, {1, 1, 2});
  Tensor t(2, {1, 1, 2});
  std::copy_n(std::array{0.4F, 0.6F, 0.4F, 0.6F}.begin(), 4, y.data());
  std::copy_n(std::array{0.0F, 1.0F, 0.0F, 0.0F}.begin(), 4, t.data());
  CHECK(hourglass::loss(Loss::mse, y, t, nullptr) == doctest::Approx((0.16 + 0.16 + 0.16 + 0.36) / 4));
  CHECK(hourglass::loss(Loss::mae, y, t, nullptr) == doctest::Approx((0.4 + 0.4 + 0.4 + 0.6) / 4));
  CHECK(hourglass::loss(Loss::huber, y, t, nullptr) == doctest::Approx((0.08 + 0.08 + 0.08 + 0.18) / 4));
  CHECK(hourglass::loss(Loss::mse, y, t, nullptr, false, 2) == doctest::Approx(2 * 0.21));
  const double expected = -(std::log(0.6) + std::log(0.6) + std::log(0.6) + std::log(0.4)) / 4;
  CHECK(hourglass::loss(Loss::bce, y, t, nullptr) == doctest::Approx(expected).epsilon(1e-5));
}

TEST_CASE("gradients of losses agree with differences") {
  for (const int features : {1, 3, 17}) {
    const Tensor t = probabilities(3, features, 1);
    Tensor y = probabilities(3, features, 2);
    Tensor dy(3, {1, 1, features});
    for (const Loss kind : all_losses()) {
      if (features == 1 && is_of_vectors(kind)) continue;  // a single number has no direction
      hourglass::loss(kind, y, t, &dy);
      const auto value = [&] { return hourglass::loss(kind, y, t, nullptr); };
      CHECK(support::gradient_error(y.values(), dy.values(), value, 2e-3F) < 2e-3);
    }
    Tensor z = support::random_tensor(3, {1, 1, features}, 3);
    hourglass::loss(Loss::bce, z, t, &dy, true);
    const auto value = [&] { return hourglass::loss(Loss::bce, z, t, nullptr, true); };
    CHECK(support::gradient_error(z.values(), dy.values(), value) < 2e-3);
  }
}

TEST_CASE("weights make losses means over what counts, with the gradients of that") {
  for (const int features : {1, 3, 17}) {
    const Tensor t = probabilities(3, features, 1);
    Tensor y = probabilities(3, features, 2);
    Tensor weights = probabilities(3, features, 4);
    weights.data()[0] = 0;
    Tensor dy(3, {1, 1, features});
    for (const Loss kind : all_losses()) {
      if (is_of_vectors(kind)) continue;  // below
      const double found = hourglass::loss(kind, y, t, &dy, false, 1, &weights);
      std::vector<float> errors;
      hourglass::feature_losses(kind, y, t, errors);
      double sum = 0, counted = 0;
      for (std::size_t i = 0; i < errors.size(); ++i) {
        sum += static_cast<double>(weights.data()[i] * errors[i]);
        counted += static_cast<double>(weights.data()[i]);
      }
      CHECK(found == doctest::Approx(sum / counted).epsilon(1e-5));
      CHECK(dy.data()[0] == 0);
      const auto value = [&] { return hourglass::loss(kind, y, t, nullptr, false, 1, &weights); };
      CHECK(support::gradient_error(y.values(), dy.values(), value, 2e-3F) < 2e-3);
      std::vector<float> samples, expected;
      hourglass::sample_losses(kind, y, t, samples, &weights);
      for (std::size_t i = 0; i < 3; ++i) {
        CHECK(samples[i] >= 0);
        if (features == 1) CHECK(samples[i] == doctest::Approx(i == 0 ? 0 : errors[i]));
      }
    }
    Tensor z = support::random_tensor(3, {1, 1, features}, 3);
    hourglass::loss(Loss::bce, z, t, &dy, true, 2, &weights);
    const auto value = [&] { return hourglass::loss(Loss::bce, z, t, nullptr, true, 2, &weights); };
    CHECK(support::gradient_error(z.values(), dy.values(), value) < 2e-3);

    Tensor ones(3, {1, 1, features});
    std::ranges::fill(ones.values(), 1.0F);
    CHECK(hourglass::loss(Loss::mse, y, t, nullptr, false, 1, &ones) == hourglass::loss(Loss::mse, y, t, nullptr));
    std::ranges::fill(ones.values(), 0.0F);
    CHECK(hourglass::loss(Loss::mse, y, t, &dy, false, 1, &ones) == 0);
    CHECK(std::ranges::all_of(dy.values(), [](float x) { return x == 0; }));
  }
}

TEST_CASE("Huber's loss is linear beyond a difference of 1") {
  Tensor y(1, {1, 1, 2});
  const Tensor t(1, {1, 1, 2});
  Tensor dy(1, {1, 1, 2});
  y.data()[0] = 3;
  y.data()[1] = -0.5F;
  CHECK(hourglass::loss(Loss::huber, y, t, &dy) == doctest::Approx((2.5 + 0.125) / 2));
  CHECK(dy.data()[0] == 0.5F);
  CHECK(dy.data()[1] == -0.25F);
}

TEST_CASE("the loss log_cosh neither overflows nor goes below 0") {
  Tensor y(1, {1, 1, 1});
  const Tensor t(1, {1, 1, 1});
  Tensor dy(1, {1, 1, 1});
  const auto value = [&](float error) {
    y.data()[0] = error;
    return hourglass::loss(Loss::log_cosh, y, t, &dy);
  };
  CHECK(value(0) == 0);
  CHECK(dy.data()[0] == 0);
  for (const float error : {1e-6F, -1e-3F, 0.01F}) CHECK(value(error) >= 0);
  CHECK(value(0.5F) == doctest::Approx(0.1201145));
  CHECK(value(-1e30F) == doctest::Approx(1e30));
  CHECK(dy.data()[0] == -1);
}

TEST_CASE("at and beyond the clamps of the losses the gradient is that of what is computed") {
  Tensor y(1, {1, 1, 1});
  Tensor t(1, {1, 1, 1});
  Tensor dy(1, {1, 1, 1});
  const auto gradient = [&](Loss kind, float output, float target) {
    y.data()[0] = output;
    t.data()[0] = target;
    hourglass::loss(kind, y, t, &dy);
    return dy.data()[0];
  };
  for (const float target : {0.0F, 0.3F, 1.0F}) {
    // Clipped to [1e-7, 1 - 1e-7]: there the loss does not change.
    for (const float output : {-0.1F, 0.0F, 5e-8F, 1.0F, 1.1F}) {
      CHECK(gradient(Loss::bce, output, target) == 0);
      const auto value = [&] { return hourglass::loss(Loss::bce, y, t, nullptr); };
      if (output < 0 || output > 1) CHECK(support::gradient_error(y.values(), dy.values(), value) == 0);
    }
    CHECK(gradient(Loss::bce, 1e-7F, target) == doctest::Approx((1e-7 - static_cast<double>(target)) / 1e-7));
  }
  CHECK(gradient(Loss::mae, 0.5F, 0.5F) == 0);
  CHECK(gradient(Loss::mae, 0.51F, 0.5F) == 1);
  CHECK(gradient(Loss::huber, 1.0F, 0.0F) == 1);
  CHECK(gradient(Loss::huber, -1.0F, 0.0F) == -1);
  CHECK(gradient(Loss::huber, 1.001F, 0.0F) == 1);
  CHECK(gradient(Loss::huber, 0.999F, 0.0F) == doctest::Approx(0.999));
  for (const float logit : {-90.0F, -30.0F, 30.0F, 90.0F}) {
    y.data()[0] = logit;
    t.data()[0] = 0.25F;
    hourglass::loss(Loss::bce, y, t, &dy, true);
    const auto value = [&] { return hourglass::loss(Loss::bce, y, t, nullptr, true); };
    CHECK(support::gradient_error(y.values(), dy.values(), value) < 1e-3);
  }
}

TEST_CASE("losses of samples and features are parts of the whole") {
  const Tensor t = probabilities(5, 17, 1);
  const Tensor y = probabilities(5, 17, 2);
  for (const Loss kind : all_losses()) {
    std::vector<float> of_samples;
    std::vector<float> of_features;
    hourglass::sample_losses(kind, y, t, of_samples);
    hourglass::feature_losses(kind, y, t, of_features);
    REQUIRE(of_samples.size() == 5);
    REQUIRE(of_features.size() == 85);
    double mean = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < 17; ++j) sum += static_cast<double>(of_features[17 * i + j]);
      CHECK(of_samples[i] == doctest::Approx(sum / 17).epsilon(1e-5));
      mean += static_cast<double>(of_samples[i]) / 5;
    }
    CHECK(mean == doctest::Approx(hourglass::loss(kind, y, t, nullptr)).epsilon(1e-5));
  }
}

TEST_CASE("cross-entropy neither overflows nor takes the log of 0") {
  Tensor z(1, {1, 1, 4});
  Tensor t(1, {1, 1, 4});
  std::copy_n(std::array{200.0F, -200.0F, 200.0F, -200.0F}.begin(), 4, z.data());
  std::copy_n(std::array{0.0F, 1.0F, 1.0F, 0.0F}.begin(), 4, t.data());
  CHECK(hourglass::loss(Loss::bce, z, t, nullptr, true) == doctest::Approx(100));
  std::copy_n(std::array{1.0F, 0.0F, 1.0F, 0.0F}.begin(), 4, z.data());
  // Keras clips probabilities to [1e-7, 1 - 1e-7].
  CHECK(hourglass::loss(Loss::bce, z, t, nullptr) == doctest::Approx(-std::log(1e-7) / 2).epsilon(0.02));
}
