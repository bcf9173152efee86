#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hourglass {

/// Row-major doubles, for the dense algebra that needs more digits than the kernels' floats.
struct Matrix {
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count) {}

  double* operator[](std::size_t i) { return values.data() + i * columns; }
  const double* operator[](std::size_t i) const { return values.data() + i * columns; }

  std::size_t rows, columns;
  std::vector<double> values;
};

/// Eigenvalues, largest first, and orthonormal eigenvectors as rows.
struct Eigen {
  std::vector<double> values;
  Matrix vectors;
};

/// All of a symmetric matrix.
Eigen eigen(Matrix a);

/// At least the `count` largest of a covariance matrix. `seed` is where the search starts.
Eigen largest_eigen(const Matrix& covariance, std::size_t count, std::uint64_t seed);

}  // namespace hourglass
