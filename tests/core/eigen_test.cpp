#include "numbers/eigen.hpp"

#include <doctest/doctest.h>

#include <numbers>

#include "support.hpp"

using hourglass::Eigen;
using hourglass::Matrix;

namespace {

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

/// How far the first `count` eigenvectors are from a v = lambda v and from orthonormality; NaN where anything is.
double eigen_error(const Matrix& a, const Eigen& eigen, std::size_t count) {
  const std::size_t n = a.rows;
  double squares = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double* const v = eigen.vectors[k];
    for (std::size_t i = 0; i < n; ++i) squares += std::pow(dot(a[i], v, n) - eigen.values[k] * v[i], 2);
    for (std::size_t j = 0; j < count; ++j) squares += std::pow(dot(v, eigen.vectors[j], n) - (j == k ? 1 : 0), 2);
  }
  return std::sqrt(squares);
}

/// sum_k decay^k u_k u_k^T for n random vectors u of about unit length.
Matrix random_covariance(std::size_t n, std::size_t rank, double decay, std::uint64_t seed) {
  Matrix a(n, n);
  double scale = 1;
  for (std::size_t k = 0; k < rank; ++k, scale *= decay) {
    const std::vector<float> u = support::random_values(n, seed + k);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        a[i][j] += 3 * scale / static_cast<double>(n) * static_cast<double>(u[i]) * static_cast<double>(u[j]);
      }
    }
  }
  return a;
}

}  // namespace

TEST_CASE("eigenvalues of the second difference are known in closed form") {
  constexpr std::size_t n = 20;
  Matrix a(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    a[i][i] = 2;
    if (i > 0) a[i][i - 1] = a[i - 1][i] = -1;
  }
  const Eigen eigen = hourglass::eigen(a);
  for (std::size_t k = 0; k < n; ++k) {
    const double expected = 2 + 2 * std::cos(std::numbers::pi * static_cast<double>(k + 1) / (n + 1));
    CHECK(eigen.values[k] == doctest::Approx(expected).epsilon(1e-13));
  }
  CHECK(eigen_error(a, eigen, n) < 1e-13);
}

TEST_CASE("eigenvectors of matrices of any size, rank and sign") {
  for (const std::size_t n : {1U, 2U, 3U, 17U, 33U}) {
    CAPTURE(n);
    Matrix a = random_covariance(n, n, 0.8, 1);
    CHECK(eigen_error(a, hourglass::eigen(a), n) < 1e-13);
    for (std::size_t i = 0; i < n; ++i) a[i][i] -= 0.5;
    CHECK(eigen_error(a, hourglass::eigen(a), n) < 1e-13);
    a = random_covariance(n, (n + 2) / 3, 1, 2);
    CHECK(eigen_error(a, hourglass::eigen(a), n) < 1e-13);
    CHECK(eigen_error(Matrix(n, n), hourglass::eigen(Matrix(n, n)), n) == 0);
  }
}

TEST_CASE("the search for the largest eigenvalues finds those of the whole") {
  constexpr std::size_t n = 200, count = 4;
  for (const double decay : {0.7, 0.97}) {
    CAPTURE(decay);
    const Matrix a = random_covariance(n, n, decay, 3);
    const Eigen all = hourglass::eigen(a);
    const Eigen largest = hourglass::largest_eigen(a, count, 5);
    REQUIRE(largest.values.size() < n);
    for (std::size_t k = 0; k < count; ++k) CHECK(largest.values[k] == doctest::Approx(all.values[k]).epsilon(1e-8));
    CHECK(eigen_error(a, largest, count) < 1e-4);
  }
}

TEST_CASE("the search keeps orthonormal axes where there is hardly any variance") {
  constexpr std::size_t n = 200, count = 8;
  for (const double decay : {0.3, 0.1, 0.01, 1e-6}) {
    CAPTURE(decay);
    const Matrix a = random_covariance(n, n, decay, 3);
    const Eigen largest = hourglass::largest_eigen(a, count, 1);
    REQUIRE(largest.values.size() < n);
    CHECK(eigen_error(a, largest, count) < 1e-7);
  }
  Matrix single(n, n);
  single[7][7] = 2;
  CHECK(eigen_error(single, hourglass::largest_eigen(single, count, 0), count) < 1e-12);
}

TEST_CASE("the search keeps orthonormal axes where there is no variance") {
  constexpr std::size_t n = 200, count = 6;
  for (const std::size_t rank : {0U, 1U, 3U}) {
    CAPTURE(rank);
    const Matrix a = random_covariance(n, rank, 1, 4);
    const Eigen largest = hourglass::largest_eigen(a, count, 0);
    REQUIRE(largest.values.size() < n);
    CHECK(eigen_error(a, largest, count) < 1e-12);
    for (std::size_t k = rank; k < count; ++k) CHECK(std::abs(largest.values[k]) < 1e-14);
  }
}
