#include "hourglass/linear_probe.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/message.hpp"
#include "hourglass/tensor.hpp"
#include "kernels/kernels.hpp"
#include "numbers/statistics.hpp"

namespace hourglass {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

/// y += scale * x.
void add_scaled(Vector& y, const Vector& x, double scale) {
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += scale * x[i];
}

void check_labels(std::span<const std::int32_t> labels, std::size_t samples, std::size_t classes) {
  if (labels.size() != samples) {
    fail(ErrorCode::shape_mismatch, {"labels"}, {"must be one for each of ", samples, " codes, got ", labels.size()});
  }
  const auto bad = std::find_if(labels.begin(), labels.end(), [classes](std::int32_t label) {
    return label < 0 || static_cast<std::size_t>(label) >= classes;
  });
  if (bad != labels.end()) {
    fail(ErrorCode::invalid_data, {"labels"},
         {"must be between 0 and ", classes - 1, ", got ", to_text(*bad), " at index ",
          static_cast<std::size_t>(bad - labels.begin())});
  }
}

/// Mean cross-entropy of softmax(x W + b) plus l2 / 2 |W|^2, as a function of W (columns, classes) and b in one vector.
class Objective {
 public:
  Objective(std::span<const float> x, std::span<const std::int32_t> labels, std::size_t classes, double l2)
      : x_(x), labels_(labels), classes_(classes), columns_(x.size() / labels.size()), l2_(l2) {}

  [[nodiscard]] std::size_t size() const { return (columns_ + 1) * classes_; }

  /// The value at w; `gradient` is overwritten.
  double operator()(const Vector& w, Vector& gradient) {
    weights_.assign(w.begin(), w.end());
    std::fill(gradient.begin(), gradient.end(), 0.0);
    double value = 0;
    for (std::size_t first = 0; first < labels_.size(); first += block_rows) {
      value += add_block(first, std::min(block_rows, labels_.size() - first), gradient);
    }
    const auto n = static_cast<double>(labels_.size());
    value /= n;
    for (double& g : gradient) g /= n;
    for (std::size_t i = 0; i < columns_ * classes_; ++i) {
      value += l2_ / 2 * w[i] * w[i];
      gradient[i] += l2_ * w[i];
    }
    return value;
  }

 private:
  /// Adds the gradient of the cross-entropy, summed over these rows, and returns that sum.
  double add_block(std::size_t first, std::size_t rows, Vector& gradient) {
    const kernels::MatrixView x = kernels::row_major(x_.data() + first * columns_, columns_);
    kernels::matmul(rows, classes_, columns_, x, kernels::row_major(weights_.data(), classes_),
                    weights_.data() + columns_ * classes_, z_.data());
    double value = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const std::span<float> z = std::span(z_).subspan(i * classes_, classes_);
      float& of_label = z[static_cast<std::size_t>(labels_[first + i])];
      const float logit = of_label;
      value += static_cast<double>(kernels::softmax(z) - logit);
      of_label -= 1;  // z is now the gradient
      for (std::size_t j = 0; j < classes_; ++j) gradient[columns_ * classes_ + j] += static_cast<double>(z[j]);
    }
    kernels::matmul(columns_, classes_, rows, x.transposed(), kernels::row_major(z_.data(), classes_), nullptr,
                    product_.data());
    for (std::size_t i = 0; i < product_.size(); ++i) gradient[i] += static_cast<double>(product_[i]);
    return value;
  }

  std::span<const float> x_;
  std::span<const std::int32_t> labels_;
  std::size_t classes_, columns_;
  double l2_;
  Floats weights_, z_ = Floats(block_rows * classes_), product_ = Floats(columns_ * classes_);
};

/// A step of w and how the gradient changed with it.
struct Step {
  Vector w, gradient;
  double product;  // of the two
};

/// The gradient times an estimate of the inverse Hessian: the two-loop recursion of Nocedal and Wright, algorithm 7.4.
Vector newton_direction(Vector direction, const std::vector<Step>& history) {
  std::vector<double> alpha(history.size());
  for (std::size_t i = history.size(); i-- > 0;) {
    alpha[i] = dot(history[i].w, direction) / history[i].product;
    add_scaled(direction, history[i].gradient, -alpha[i]);
  }
  if (!history.empty()) {
    const double scale = history.back().product / dot(history.back().gradient, history.back().gradient);
    for (double& x : direction) x *= scale;
  }
  for (std::size_t i = 0; i < history.size(); ++i) {
    add_scaled(direction, history[i].w, alpha[i] - dot(history[i].gradient, direction) / history[i].product);
  }
  return direction;
}

/// Where the objective is smallest, to the precision of its floats: L-BFGS ("Numerical Optimization", section 7.2) with
/// step halving.
Vector minimise(Objective& objective) {
  constexpr int max_iterations = 1000;
  constexpr std::size_t memory = 20;
  constexpr double tolerance = 1e-4;  // of the gradient
  constexpr double smallest_step = 1e-4;
  const std::size_t size = objective.size();
  Vector w(size), gradient(size), next_gradient(size);
  double value = objective(w, gradient);
  std::vector<Step> history;
  for (int iteration = 0; iteration < max_iterations && dot(gradient, gradient) > tolerance * tolerance; ++iteration) {
    const Vector direction = newton_direction(gradient, history);
    const double slope = dot(direction, gradient);
    Vector next;
    double next_value = 0;
    for (double step = 1;; step /= 2) {
      if (step < smallest_step) return w;  // no better value can be told from rounding errors
      next = w;
      add_scaled(next, direction, -step);
      next_value = objective(next, next_gradient);
      if (next_value <= value - 1e-4 * step * slope) break;
    }
    Step taken{next, next_gradient, 0};
    add_scaled(taken.w, w, -1);
    add_scaled(taken.gradient, gradient, -1);
    taken.product = dot(taken.w, taken.gradient);
    if (taken.product > 0) history.push_back(std::move(taken));
    if (history.size() > memory) history.erase(history.begin());
    w = std::move(next);
    std::swap(gradient, next_gradient);
    value = next_value;
  }
  return w;
}

}  // namespace

LinearProbe::LinearProbe(std::span<const float> codes, std::size_t latent_size, std::span<const std::int32_t> labels,
                         std::size_t classes, double l2) {
  const std::size_t n = count_samples(codes, latent_size, "codes");
  require(classes >= 2, "classes", "must be at least 2", static_cast<double>(classes));
  require(std::isfinite(l2) && l2 > 0, "l2", "must be a number above 0", l2);
  check_labels(labels, n, classes);
  const ColumnStatistics statistics = column_statistics(codes, latent_size);
  Floats x(codes.size());
  standardise(codes, statistics, x);
  Objective objective(x, labels, classes, l2);
  const Vector w = minimise(objective);
  const auto bias = w.begin() + static_cast<std::ptrdiff_t>(latent_size * classes);
  kernel_.assign(w.begin(), bias);
  bias_.assign(bias, w.end());
  mean_ = statistics.mean;
  deviation_ = statistics.deviation;
}

std::vector<std::int32_t> LinearProbe::predict(std::span<const float> codes) const {
  const std::size_t n = count_samples(codes, latent_size(), "codes");
  Floats x(codes.size()), z(n * classes());
  standardise(codes, {mean_, deviation_}, x);
  kernels::matmul(n, classes(), latent_size(), kernels::row_major(x.data(), latent_size()),
                  kernels::row_major(kernel_.data(), classes()), bias_.data(), z.data());
  std::vector<std::int32_t> predicted(n);
  for (std::size_t i = 0; i < n; ++i) {
    const float* const first = z.data() + i * classes();
    predicted[i] = static_cast<std::int32_t>(std::max_element(first, first + classes()) - first);
  }
  return predicted;
}

double LinearProbe::accuracy(std::span<const float> codes, std::span<const std::int32_t> labels) const {
  const std::vector<std::int32_t> predicted = predict(codes);
  check_labels(labels, predicted.size(), classes());
  std::size_t correct = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) correct += predicted[i] == labels[i] ? 1 : 0;
  return static_cast<double>(correct) / static_cast<double>(labels.size());
}

}  // namespace hourglass
