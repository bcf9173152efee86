#include "numbers/eigen.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "hourglass/random.hpp"

namespace hourglass {
namespace {

Matrix transposed(const Matrix& a) {
  Matrix result(a.columns, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < a.columns; ++j) result[j][i] = a[i][j];
  }
  return result;
}

/// y += scale * x, over n values.
void add_scaled(double* y, const double* x, std::size_t n, double scale) {
  for (std::size_t i = 0; i < n; ++i) y[i] += scale * x[i];
}

Matrix operator*(const Matrix& a, const Matrix& b) {
  Matrix result(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t k = 0; k < a.columns; ++k) add_scaled(result[i], b[k], b.columns, a[i][k]);
  }
  return result;
}

/// A symmetric matrix as Q T Q^T, where T has the given diagonal and, beside it, off_diagonal[0] to [n - 2].
struct Tridiagonal {
  std::vector<double> diagonal, off_diagonal;
  Matrix q;
};

/// The unit vector v, 0 up to entry k, for which I - 2 v v^T makes column k of a symmetric matrix 0 below `image`.
void reflector(const Matrix& a, std::size_t k, double* v, double& image) {
  const double* const column = a[k];
  const double norm = std::sqrt(std::inner_product(column + k + 1, column + a.rows, column + k + 1, 0.0));
  image = -std::copysign(norm, column[k + 1]);
  if (norm == 0) return;
  std::copy(column + k + 1, column + a.rows, v + k + 1);
  v[k + 1] -= image;
  const double length = std::sqrt(2 * norm * (norm + std::abs(column[k + 1])));
  for (std::size_t i = k + 1; i < a.rows; ++i) v[i] /= length;
}

/// By Householder reflections (Golub and Van Loan, "Matrix Computations", section 8.3.1).
Tridiagonal tridiagonalise(Matrix a) {
  const std::size_t n = a.rows;
  Tridiagonal result{std::vector<double>(n), std::vector<double>(n), Matrix(n, n)};
  Matrix reflectors(n, n);
  for (std::size_t k = 0; k + 1 < n; ++k) {
    double* const v = reflectors[k];
    reflector(a, k, v, result.off_diagonal[k]);
    // a becomes (I - 2 v v^T) a (I - 2 v v^T) = a - v w^T - w v^T.
    std::vector<double> w(n);
    for (std::size_t i = k + 1; i < n; ++i) add_scaled(w.data() + k + 1, a[i] + k + 1, n - k - 1, 2 * v[i]);
    const double overlap = std::inner_product(v + k + 1, v + n, w.begin() + static_cast<std::ptrdiff_t>(k + 1), 0.0);
    add_scaled(w.data(), v, n, -overlap);
    for (std::size_t i = k + 1; i < n; ++i) {
      for (std::size_t j = k + 1; j < n; ++j) a[i][j] -= v[i] * w[j] + w[i] * v[j];
    }
  }
  Matrix& q = result.q;
  for (std::size_t i = 0; i < n; ++i) {
    result.diagonal[i] = a[i][i];
    q[i][i] = 1;
  }
  for (std::size_t k = n - 1; k-- > 0;) {
    const double* const v = reflectors[k];
    std::vector<double> overlap(n);
    for (std::size_t i = k + 1; i < n; ++i) add_scaled(overlap.data() + k + 1, q[i] + k + 1, n - k - 1, v[i]);
    for (std::size_t i = k + 1; i < n; ++i) add_scaled(q[i] + k + 1, overlap.data() + k + 1, n - k - 1, -2 * v[i]);
  }
  return result;
}

/// Turns rows i and i + 1 in their plane.
void rotate_rows(Matrix& a, std::size_t i, double cosine, double sine) {
  double* const upper = a[i];
  double* const lower = a[i + 1];
  for (std::size_t k = 0; k < a.columns; ++k) {
    const double turned = cosine * upper[k] - sine * lower[k];
    lower[k] = sine * upper[k] + cosine * lower[k];
    upper[k] = turned;
  }
}

/// One implicit QL step with Wilkinson's shift on rows first to last of a tridiagonal matrix, diagonal d and beside it
/// e; the rows of `vectors` turn along.
void ql_step(std::vector<double>& d, std::vector<double>& e, Matrix& vectors, std::size_t first, std::size_t last) {
  const double ratio = (d[first + 1] - d[first]) / (2 * e[first]);
  const double root = std::copysign(std::sqrt(ratio * ratio + 1), ratio);
  double g = d[last] - d[first] + e[first] / (ratio + root);
  double sine = 1, cosine = 1, shift = 0;
  for (std::size_t i = last; i-- > first;) {
    const double f = sine * e[i];
    const double b = cosine * e[i];
    const double r = std::sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r == 0) {  // the matrix falls apart here
      d[i + 1] -= shift;
      e[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1] - shift;
    const double s = (d[i] - g) * sine + 2 * cosine * b;
    shift = sine * s;
    d[i + 1] = g + shift;
    g = cosine * s - b;
    rotate_rows(vectors, i, cosine, sine);
  }
  d[first] -= shift;
  e[first] = g;
  e[last] = 0;
}

/// Makes the columns orthonormal: modified Gram-Schmidt, twice, because once leaves what nearly parallel columns lose.
void orthonormalise(Matrix& q) {
  for (std::size_t j = 0; j < 2 * q.columns; ++j) {
    const std::size_t pivot = j % q.columns;
    const std::size_t rest = q.columns - pivot;
    std::vector<double> products(rest);
    for (std::size_t i = 0; i < q.rows; ++i) add_scaled(products.data(), q[i] + pivot, rest, q[i][pivot]);
    const double norm = std::sqrt(products[0]);
    for (std::size_t i = 0; i < q.rows; ++i) {
      q[i][pivot] /= norm;
      add_scaled(q[i] + pivot + 1, products.data() + 1, rest - 1, -q[i][pivot] / norm);
    }
  }
}

Matrix random_basis(std::size_t rows, std::size_t columns, std::uint64_t seed) {
  std::vector<float> values(rows * columns);
  Rng(seed, Purpose::weights, 0).normal(values);
  Matrix basis(rows, columns);
  std::copy(values.begin(), values.end(), basis.values.begin());
  orthonormalise(basis);
  return basis;
}

}  // namespace

/// Tridiagonal form, then QL iteration (Golub and Van Loan, section 8.3; Dubrulle, Martin and Wilkinson 1968).
Eigen eigen(Matrix a) {
  constexpr int max_steps = 60;  // for one eigenvalue; two are usual
  const std::size_t n = a.rows;
  auto [d, e, q] = tridiagonalise(std::move(a));
  Matrix vectors = transposed(q);
  double norm = 0;
  for (std::size_t i = 0; i < n; ++i) norm = std::max(norm, std::abs(d[i]) + std::abs(e[i]));
  const double negligible = std::numeric_limits<double>::epsilon() * norm;
  for (std::size_t first = 0; first < n; ++first) {
    for (int step = 0; step < max_steps; ++step) {
      std::size_t last = first;
      while (last + 1 < n && std::abs(e[last]) > negligible) ++last;
      if (last == first) break;
      ql_step(d, e, vectors, first, last);
    }
  }
  Eigen result{std::vector<double>(n), Matrix(n, n)};
  for (std::size_t i = 0; i < n; ++i) {
    const auto largest = std::max_element(d.begin(), d.end());
    result.values[i] = *largest;
    std::copy_n(vectors[static_cast<std::size_t>(largest - d.begin())], n, result.vectors[i]);
    *largest = -std::numeric_limits<double>::infinity();
  }
  return result;
}

/// Subspace iteration with Rayleigh-Ritz projection (Golub and Van Loan, section 8.2.4).
Eigen largest_eigen(const Matrix& covariance, std::size_t count, std::uint64_t seed) {
  constexpr int max_iterations = 100;
  constexpr double tolerance = 1e-10;  // as a share of the largest eigenvalue
  constexpr double shift = 1e-9;       // the same: keeps directions without variance from collapsing
  // Guard vectors: what converges slowest is thrown away.
  const std::size_t width = count + std::max<std::size_t>(8, count / 2);
  if (10 * width >= covariance.rows) return eigen(covariance);  // takes no longer
  Matrix basis = random_basis(covariance.rows, width, seed);
  std::vector<double> last(count);
  for (int iteration = 1;; ++iteration) {
    const Matrix image = covariance * basis;
    auto [values, vectors] = eigen(transposed(basis) * image);
    const Matrix turn = transposed(vectors);
    basis = basis * turn;
    double change = 0;
    for (std::size_t i = 0; i < count; ++i) change = std::max(change, std::abs(values[i] - last[i]));
    if (change <= tolerance * values[0] || iteration == max_iterations) return {values, transposed(basis)};
    std::copy_n(values.begin(), count, last.begin());
    Matrix next = image * turn;
    add_scaled(next.values.data(), basis.values.data(), next.values.size(), shift * values[0]);
    orthonormalise(next);
    basis = std::move(next);
  }
}

}  // namespace hourglass
