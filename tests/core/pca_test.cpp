#include "hourglass/pca.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "support.hpp"

using hourglass::Pca;

namespace {

using Square = std::vector<std::vector<double>>;

/// Samples (n, features) whose features depend on one another, with less and less variance from axis to axis.
std::vector<float> correlated(std::size_t n, std::size_t features, std::size_t rank, double decay, std::uint64_t seed) {
  const std::vector<float> mix = support::random_values(rank * features, seed);
  const std::vector<float> source = support::random_values(n * rank, seed + 1);
  std::vector<float> data(n * features);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < features; ++j) {
      double sum = static_cast<double>(j) / 4;
      double scale = 1;
      for (std::size_t k = 0; k < rank; ++k, scale *= decay) {
        sum += scale * static_cast<double>(source[i * rank + k]) * static_cast<double>(mix[k * features + j]);
      }
      data[i * features + j] = static_cast<float>(sum);
    }
  }
  return data;
}

Square covariance(const std::vector<float>& data, std::size_t features) {
  const std::size_t n = data.size() / features;
  std::vector<double> mean(features);
  for (std::size_t i = 0; i < data.size(); ++i) mean[i % features] += static_cast<double>(data[i]);
  for (double& m : mean) m /= static_cast<double>(n);
  Square c(features, std::vector<double>(features));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t p = 0; p < features; ++p) {
      for (std::size_t q = 0; q < features; ++q) {
        c[p][q] += (static_cast<double>(data[i * features + p]) - mean[p]) *
                   (static_cast<double>(data[i * features + q]) - mean[q]) / static_cast<double>(n);
      }
    }
  }
  return c;
}

/// Jacobi's eigenvalue algorithm in its plainest form; largest first.
std::vector<double> eigenvalues(Square a) {
  const std::size_t n = a.size();
  for (int sweep = 0; sweep < 15; ++sweep) {
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double angle = std::atan2(2 * a[p][q], a[q][q] - a[p][p]) / 2;
        const double c = std::cos(angle), s = std::sin(angle);
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[p][k], y = a[q][k];
          a[p][k] = c * x - s * y;
          a[q][k] = s * x + c * y;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[k][p], y = a[k][q];
          a[k][p] = c * x - s * y;
          a[k][q] = s * x + c * y;
        }
      }
    }
  }
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = a[i][i];
  std::sort(values.rbegin(), values.rend());
  return values;
}

// The lengths of differences: NaN where anything is.

double orthonormality_error(const Pca& pca) {
  double squares = 0;
  for (std::size_t i = 0; i < pca.latent_size(); ++i) {
    for (std::size_t j = 0; j < pca.latent_size(); ++j) {
      const auto a = pca.components().subspan(i * pca.features(), pca.features());
      const auto b = pca.components().subspan(j * pca.features(), pca.features());
      squares += std::pow(support::dot(a, b) - (i == j ? 1 : 0), 2);
    }
  }
  return std::sqrt(squares);
}

double difference(std::span<const float> a, std::span<const float> b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    squares += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
  }
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("PCA finds known axes") {
  // Around (10, -5): two steps of 5 along (0.6, 0.8) and two of 2 along (0.8, -0.6).
  const std::vector<float> data{13, -1, 7, -9, 11.6F, -6.2F, 8.4F, -3.8F};
  const Pca pca(data, 2, 2);
  CHECK(pca.mean()[0] == doctest::Approx(10));
  CHECK(pca.mean()[1] == doctest::Approx(-5));
  CHECK(pca.variances()[0] == doctest::Approx(12.5));
  CHECK(pca.variances()[1] == doctest::Approx(2));
  const std::vector<float> axes{0.6F, 0.8F, 0.8F, -0.6F};
  CHECK(difference(pca.components(), axes) < 1e-6);
  const std::vector<float> codes{5, 0, -5, 0, 0, 2, 0, -2};
  CHECK(difference(pca.encode(data), codes) < 1e-5);
  CHECK(difference(pca.decode(codes), data) < 1e-5);
}

TEST_CASE("variances are the covariance's eigenvalues, and what is left out is the error") {
  for (const std::size_t features : {1U, 3U, 17U, 33U, 120U}) {
    const std::vector<float> data = correlated(301, features, features, 0.8, features);
    const std::vector<double> expected = eigenvalues(covariance(data, features));
    for (const std::size_t components : {std::size_t{1}, std::min<std::size_t>(features, 3), (features + 1) / 2}) {
      CAPTURE(features);
      CAPTURE(components);
      const Pca pca(data, features, components, 7);
      for (std::size_t k = 0; k < components; ++k) {
        CHECK(pca.variances()[k] == doctest::Approx(expected[k]).epsilon(1e-5));
      }
      CHECK(orthonormality_error(pca) < 1e-6);
      const double left_out =
          std::accumulate(expected.begin() + static_cast<std::ptrdiff_t>(components), expected.end(), 0.0);
      CHECK(pca.reconstruction_error(data) * static_cast<double>(features) ==
            doctest::Approx(left_out).epsilon(1e-5).scale(expected[0]));
    }
  }
}

TEST_CASE("fewer samples than features have the same axes, and their variances") {
  for (const std::size_t samples : {20U, 41U, 60U}) {
    constexpr std::size_t features = 120;
    const std::vector<float> data = correlated(samples, features, features, 0.8, 9);
    const std::vector<double> expected = eigenvalues(covariance(data, features));
    for (const std::size_t components : {1U, 5U, 10U, 30U}) {  // of 20 samples 30 are too many: features are compared
      CAPTURE(samples);
      CAPTURE(components);
      const Pca pca(data, features, components, 7);
      for (std::size_t k = 0; k < components; ++k) {
        CHECK(pca.variances()[k] == doctest::Approx(expected[k]).epsilon(1e-4).scale(expected[0]));
      }
      CHECK(orthonormality_error(pca) < 1e-4);
      const double left_out =
          std::accumulate(expected.begin() + static_cast<std::ptrdiff_t>(components), expected.end(), 0.0);
      CHECK(pca.reconstruction_error(data) * static_cast<double>(features) ==
            doctest::Approx(left_out).epsilon(1e-4).scale(expected[0]));
    }
  }
}

TEST_CASE("all components reconstruct exactly") {
  for (const std::size_t features : {1U, 3U, 17U, 33U}) {
    const std::vector<float> data = correlated(50, features, features, 1, 2);
    const Pca pca(data, features, features);
    CHECK(difference(pca.reconstruct(data), data) < 5e-5);
  }
}

TEST_CASE("data of lower rank is reconstructed by as many components") {
  for (const std::size_t features : {17U, 120U}) {
    const std::vector<float> data = correlated(300, features, 2, 1, 3);
    const Pca pca(data, features, 4);
    CHECK(pca.variances()[2] < 1e-6 * pca.variances()[0]);
    CHECK(pca.reconstruction_error(data) < 1e-11);
    CHECK(orthonormality_error(pca) < 1e-6);
  }
  const Pca few(correlated(2, 120, 120, 1, 4), 120, 3);
  CHECK(few.variances()[0] > 0);
  CHECK(few.variances()[1] < 1e-6 * few.variances()[0]);
  const std::vector<float> constant(40, 3.25F);
  const Pca still(constant, 4, 2);
  CHECK(still.variances()[0] == 0);
  CHECK(still.reconstruct(constant) == constant);
}

TEST_CASE("no magnitude of the data is too large or too small for PCA") {
  const std::vector<float> data = correlated(100, 5, 5, 0.5, 5);
  const Pca pca(data, 5, 2);
  for (const float scale : {1e-25F, 1e30F}) {
    std::vector<float> scaled = data;
    for (float& x : scaled) x *= scale;
    const Pca other(scaled, 5, 2);
    CHECK(difference(other.components(), pca.components()) < 1e-4);
    const double square = static_cast<double>(scale) * static_cast<double>(scale);
    CHECK(other.variances()[1] / square == doctest::Approx(pca.variances()[1]).epsilon(1e-4));
  }
}

TEST_CASE("the search's seed does not matter to the axes, and one seed gives one result") {
  const std::vector<float> data = correlated(200, 120, 120, 0.8, 6);
  const Pca first(data, 120, 3, 1), second(data, 120, 3, 2), again(data, 120, 3, 1);
  CHECK(difference(first.components(), second.components()) < 1e-4);
  CHECK(support::to_vector(first.components()) == support::to_vector(again.components()));
}

TEST_CASE("what PCA cannot work with is refused") {
  const std::vector<float> data(12);
  const auto error = [&](std::size_t features, std::size_t components) {
    return support::error_of([&] { Pca(data, features, components); });
  };
  CHECK(error(0, 1) == "features must be at least 1, got 0");
  CHECK(error(5, 1) == "data must have a length that is a multiple of 5 features, got 12");
  CHECK(error(12, 1) == "data must hold at least 2 samples, got 1");
  CHECK(error(3, 0) == "components must be between 1 and 3 features, got 0");
  CHECK(error(3, 4) == "components must be between 1 and 3 features, got 4");
  CHECK(support::error_of([] { Pca(std::vector<float>{}, 3, 1); }) == "data is empty");
  CHECK(support::error_of([] { Pca(std::vector<float>{0, 1, NAN, 3}, 2, 1); }) ==
        "data must be finite numbers, got nan at index 2");
  const Pca pca(data, 3, 2);
  CHECK(support::error_of([&] { (void)pca.encode(std::vector<float>(4)); }) ==
        "data must have a length that is a multiple of 3 features, got 4");
  CHECK(support::error_of([&] { (void)pca.decode(std::vector<float>(3)); }) ==
        "codes must have a length that is a multiple of 2 features, got 3");
}
