#include "hourglass/linear_probe.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::LinearProbe;
using hourglass::Purpose;
using hourglass::Rng;

namespace {

struct Labelled {
  std::vector<float> codes;
  std::vector<std::int32_t> labels;
};

/// Classes in turn, each a standard normal around `distance` along the axis of its number.
Labelled clusters(std::size_t n, std::size_t size, std::size_t classes, float distance, std::uint64_t seed) {
  Labelled result{std::vector<float>(n * size), std::vector<std::int32_t>(n)};
  Rng(seed, Purpose::sampling, 0).normal(result.codes);
  for (std::size_t i = 0; i < n; ++i) {
    result.codes[i * size + i % classes] += distance;
    result.labels[i] = static_cast<std::int32_t>(i % classes);
  }
  return result;
}

/// The gradient of the objective, computed plainly from what the probe learnt: its length.
double gradient_length(const LinearProbe& probe, const Labelled& data, double l2) {
  const std::size_t n = data.labels.size(), size = probe.latent_size(), classes = probe.classes();
  std::vector<double> mean(size), variance(size);
  for (std::size_t i = 0; i < data.codes.size(); ++i) mean[i % size] += static_cast<double>(data.codes[i]);
  for (double& m : mean) m /= static_cast<double>(n);
  for (std::size_t i = 0; i < data.codes.size(); ++i) {
    variance[i % size] += std::pow(static_cast<double>(data.codes[i]) - mean[i % size], 2) / static_cast<double>(n);
  }
  std::vector<double> gradient((size + 1) * classes);
  for (std::size_t k = 0; k < size * classes; ++k) gradient[k] = l2 * static_cast<double>(probe.kernel()[k]);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> x(size), z(probe.bias().begin(), probe.bias().end());
    for (std::size_t p = 0; p < size; ++p) {
      x[p] = (static_cast<double>(data.codes[i * size + p]) - mean[p]) / std::sqrt(variance[p]);
      for (std::size_t c = 0; c < classes; ++c) z[c] += x[p] * static_cast<double>(probe.kernel()[p * classes + c]);
    }
    double sum = 0;
    for (const double logit : z) sum += std::exp(logit);
    for (std::size_t c = 0; c < classes; ++c) {
      const double dz = std::exp(z[c]) / sum - (data.labels[i] == static_cast<std::int32_t>(c) ? 1 : 0);
      for (std::size_t p = 0; p < size; ++p) gradient[p * classes + c] += dz * x[p] / static_cast<double>(n);
      gradient[size * classes + c] += dz / static_cast<double>(n);
    }
  }
  double squares = 0;
  for (const double g : gradient) squares += g * g;
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("classes that a plane separates are told apart without fault") {
  const Labelled train = clusters(300, 5, 3, 12, 1), test = clusters(300, 5, 3, 12, 2);
  const LinearProbe probe(train.codes, 5, train.labels, 3);
  CHECK(probe.accuracy(train.codes, train.labels) == 1);
  CHECK(probe.predict(test.codes) == test.labels);
}

TEST_CASE("classes that overlap are told apart as well as they can be") {
  // Two normals whose means lie 2 standard deviations apart: the best decision is right for a share of Phi(1).
  const float distance = std::sqrt(2.0F);
  const Labelled train = clusters(4000, 2, 2, distance, 1), test = clusters(20000, 2, 2, distance, 2);
  const LinearProbe probe(train.codes, 2, train.labels, 2);
  CHECK(probe.accuracy(test.codes, test.labels) == doctest::Approx(0.8413).epsilon(0.01));
}

TEST_CASE("training ends where the objective's gradient vanishes") {
  for (const std::size_t size : {1U, 3U, 17U}) {
    for (const double l2 : {1e-1, 1e-3}) {
      CAPTURE(size);
      CAPTURE(l2);
      const Labelled data = clusters(601, size, std::min<std::size_t>(size, 5), 1, 3);
      CHECK(gradient_length(LinearProbe(data.codes, size, data.labels, 5, l2), data, l2) < 2e-4);
    }
  }
}

TEST_CASE("neither scale nor offset of a unit matters, nor a constant one") {
  const Labelled data = clusters(500, 3, 3, 2, 4);
  const LinearProbe probe(data.codes, 3, data.labels, 3);
  std::vector<float> moved;
  for (std::size_t i = 0; i < data.codes.size(); i += 3) {
    moved.insert(moved.end(), {data.codes[i] * 1024, 7, data.codes[i + 1] / 1024, data.codes[i + 2] * 2 - 1});
  }
  const LinearProbe other(moved, 4, data.labels, 3);
  CHECK(other.accuracy(moved, data.labels) == doctest::Approx(probe.accuracy(data.codes, data.labels)).epsilon(0.005));
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(other.kernel()[3 + c] == 0);
    CHECK(other.kernel()[c] == doctest::Approx(probe.kernel()[c]).epsilon(0.01));
  }
}

TEST_CASE("a probe of the same data is the same probe") {
  const Labelled data = clusters(500, 4, 3, 1, 5);
  const LinearProbe first(data.codes, 4, data.labels, 3), second(data.codes, 4, data.labels, 3);
  CHECK(support::to_vector(first.kernel()) == support::to_vector(second.kernel()));
}

TEST_CASE("a class without samples is never predicted") {
  const Labelled data = clusters(100, 2, 2, 3, 6);
  const LinearProbe probe(data.codes, 2, std::vector<std::int32_t>(100, 1), 3);
  CHECK(probe.predict(data.codes) == std::vector<std::int32_t>(100, 1));
}

TEST_CASE("what a probe cannot learn from is refused") {
  const std::vector<float> codes(6);
  const auto error = [&](std::size_t size, std::vector<std::int32_t> labels, std::size_t classes, double l2) {
    return support::error_of([&] { LinearProbe(codes, size, labels, classes, l2); });
  };
  CHECK(error(0, {0, 1, 0}, 2, 1e-3) == "features must be at least 1, got 0");
  CHECK(error(4, {0, 1, 0}, 2, 1e-3) == "codes must have a length that is a multiple of 4 features, got 6");
  CHECK(error(2, {0, 1}, 2, 1e-3) == "labels must be one for each of 3 codes, got 2");
  CHECK(error(2, {0, 1, 2}, 2, 1e-3) == "labels must be between 0 and 1, got 2 at index 2");
  CHECK(error(2, {0, -1, 1}, 2, 1e-3) == "labels must be between 0 and 1, got -1 at index 1");
  CHECK(error(2, {0, 0, 0}, 1, 1e-3) == "classes must be at least 2, got 1");
  CHECK(error(2, {0, 1, 0}, 2, 0) == "l2 must be a number above 0, got 0");
  const LinearProbe probe(codes, 2, std::vector<std::int32_t>{0, 1, 0}, 2);
  CHECK(support::error_of([&] { (void)probe.predict(std::vector<float>{1, NAN}); }) ==
        "codes must be finite numbers, got nan at index 1");
  CHECK(support::error_of([&] { (void)probe.accuracy(codes, std::vector<std::int32_t>{0, 1, 5}); }) ==
        "labels must be between 0 and 1, got 5 at index 2");
}
