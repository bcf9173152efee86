#include "hourglass/code_distribution.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::CodeDistribution;
using hourglass::Purpose;
using hourglass::Rng;

namespace {

/// The mean over samples of (x_p - centre_p) (x_q - centre_q).
double moment(const std::vector<float>& x, std::span<const float> centre, std::size_t p, std::size_t q) {
  const std::size_t size = centre.size(), n = x.size() / size;
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); i += size) {
    sum += (static_cast<double>(x[i + p]) - static_cast<double>(centre[p])) *
           (static_cast<double>(x[i + q]) - static_cast<double>(centre[q]));
  }
  return sum / static_cast<double>(n);
}

}  // namespace

TEST_CASE("Cholesky factor of a known covariance") {
  // Around (3, -1), along the columns of L = [2 0; 1 sqrt(2)] times +-sqrt(2): covariance [4 2; 2 3].
  const float root = std::sqrt(2.0F);
  const std::vector<float> codes{3 + 2 * root, -1 + root, 3 - 2 * root, -1 - root, 3, 1, 3, -3};
  const CodeDistribution distribution(codes, 2);
  CHECK(distribution.mean()[0] == doctest::Approx(3));
  CHECK(distribution.mean()[1] == doctest::Approx(-1));
  CHECK(distribution.factor()[0] == doctest::Approx(2).epsilon(1e-5));
  CHECK(distribution.factor()[1] == 0);
  CHECK(distribution.factor()[2] == doctest::Approx(1).epsilon(1e-5));
  CHECK(distribution.factor()[3] == doctest::Approx(root).epsilon(1e-5));
}

TEST_CASE("samples have the mean and the covariance of the codes") {
  constexpr std::size_t size = 5, n = 400;
  std::vector<float> codes = support::random_values(n * size, 1);
  for (std::size_t i = 0; i < codes.size(); i += size) {
    codes[i + 1] = 100 * codes[i + 1] + 20;
    codes[i + 2] += 2 * codes[i];
    codes[i + 3] = codes[i] - codes[i + 4] / 2;
  }
  const CodeDistribution distribution(codes, size);
  const std::vector<float> samples = distribution.sample(100000, Rng(3, Purpose::sampling, 0));
  for (std::size_t p = 0; p < size; ++p) {
    for (std::size_t q = 0; q < size; ++q) {
      CAPTURE(p);
      CAPTURE(q);
      const double scale =
          std::sqrt(moment(codes, distribution.mean(), p, p) * moment(codes, distribution.mean(), q, q));
      // Around the codes' mean, so that the samples' mean is checked too.
      CHECK(moment(samples, distribution.mean(), p, q) / scale ==
            doctest::Approx(moment(codes, distribution.mean(), p, q) / scale).epsilon(0.02).scale(1));
    }
    double mean = 0;
    for (std::size_t i = p; i < samples.size(); i += size) mean += static_cast<double>(samples[i]) / 100000;
    const double deviation = std::sqrt(moment(codes, distribution.mean(), p, p));
    CHECK(std::abs(mean - static_cast<double>(distribution.mean()[p])) < 0.015 * deviation);
  }
}

TEST_CASE("dead units stay as they are") {
  std::vector<float> codes = support::random_values(30, 2);
  for (std::size_t i = 0; i < codes.size(); i += 3) codes[i + 1] = 0.7F;
  const CodeDistribution distribution(codes, 3);
  const std::vector<float> samples = distribution.sample(20, Rng(0, Purpose::sampling, 0));
  for (std::size_t i = 0; i < samples.size(); i += 3) {
    CHECK(samples[i + 1] == 0.7F);
    CHECK(samples[i] != samples[(i + 3) % samples.size()]);
  }
  const std::vector<float> single{1, 2, 3};
  CHECK(CodeDistribution(single, 3).sample(1, Rng(0, Purpose::sampling, 0)) == single);
}

TEST_CASE("units that follow one another still do, at any scale") {
  for (const float scale : {1e-30F, 1.0F, 1e30F}) {
    CAPTURE(scale);
    std::vector<float> codes = support::random_values(60, 3);
    for (std::size_t i = 0; i < codes.size(); i += 3) {
      codes[i] *= scale;
      codes[i + 2] = 2 * codes[i];
    }
    const std::vector<float> samples = CodeDistribution(codes, 3).sample(50, Rng(0, Purpose::sampling, 0));
    for (std::size_t i = 0; i < samples.size(); i += 3) {
      CHECK(std::abs(samples[i + 2] / scale - 2 * samples[i] / scale) < 0.02F);
    }
  }
}

TEST_CASE("fewer codes than units give samples in the space that they span") {
  constexpr std::size_t size = 70, n = 10;
  const std::vector<float> codes = support::random_values(n * size, 4);
  const CodeDistribution distribution(codes, size);
  // A direction that is orthogonal to all differences from the mean, by Gram-Schmidt.
  std::vector<std::vector<double>> basis;
  for (std::size_t i = 0; i <= n; ++i) {
    std::vector<double> v(size);
    for (std::size_t j = 0; j < size; ++j) {
      v[j] = i < n ? static_cast<double>(codes[i * size + j] - distribution.mean()[j]) : (j == 0 ? 1 : 0);
    }
    for (const auto& u : basis) {
      double overlap = 0;
      for (std::size_t j = 0; j < size; ++j) overlap += u[j] * v[j];
      for (std::size_t j = 0; j < size; ++j) v[j] -= overlap * u[j];
    }
    double norm = 0;
    for (const double x : v) norm += x * x;
    if (norm < 1e-8) continue;  // the last difference depends on the others
    for (double& x : v) x /= std::sqrt(norm);
    basis.push_back(v);
  }
  const std::vector<float> samples = distribution.sample(100, Rng(1, Purpose::sampling, 0));
  double outside = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    outside += static_cast<double>(samples[i] - distribution.mean()[i % size]) * basis.back()[i % size];
    if (i % size == size - 1) {
      CHECK(std::abs(outside) < 0.02);
      outside = 0;
    }
  }
}

TEST_CASE("what was saved samples the same") {
  const CodeDistribution fitted(support::random_values(60, 5), 6);
  const CodeDistribution restored(support::to_vector(fitted.mean()), support::to_vector(fitted.factor()));
  const Rng rng(2, Purpose::sampling, 9);
  CHECK(restored.latent_size() == 6);
  CHECK(restored.sample(7, rng) == fitted.sample(7, rng));
  CHECK(fitted.sample(0, rng).empty());
}

TEST_CASE("what is no distribution of codes is refused") {
  CHECK(support::error_of([] { CodeDistribution(std::vector<float>(), 2); }) == "codes is empty");
  CHECK(support::error_of([] { CodeDistribution(std::vector<float>(3), 2); }) ==
        "codes must have a length that is a multiple of 2 features, got 3");
  CHECK(support::error_of([] { CodeDistribution(std::vector<float>{0, INFINITY}, 2); }) ==
        "codes must be finite numbers, got inf at index 1");
  CHECK(support::error_of([] { CodeDistribution(std::vector<float>(2), std::vector<float>(3)); }) ==
        "factor must have 4 values, got 3");
  CHECK(support::error_of([] { CodeDistribution({0.0F}, {NAN}); }) ==
        "factor must be finite numbers, got nan at index 0");
}
