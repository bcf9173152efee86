#include "hourglass/normalization.hpp"

#include <algorithm>
#include <cmath>

#include "hourglass/network.hpp"
#include "kernels/kernels.hpp"
#include "kernels/workspace.hpp"

namespace hourglass {
namespace {

using Values = std::span<float>;

void require_epsilon(double epsilon, const std::string& field) {
  // Smaller ones are 0 in single precision, or nearly so.
  require(std::isfinite(epsilon) && epsilon >= 1e-37, field + ".epsilon", "must be a number of at least 1e-37",
          epsilon);
}

/// A parameter for each channel, filled with `value`.
Parameter of_channels(const char* name, Shape shape, float value, bool trainable) {
  Parameter parameter = make_parameter(name, {shape.channels});
  std::ranges::fill(parameter.value, value);
  parameter.trainable = trainable;
  return parameter;
}

/// Samples, and positions in each of them.
std::size_t rows_of(const Tensor& x) { return x.values().size() / x.channels(); }

/// The means of a matrix's columns.
void column_means(const float* x, std::size_t rows, Values means) {
  kernels::column_sums(x, rows, means);
  for (float& mean : means) mean /= static_cast<float>(rows);
}

}  // namespace

// ---------------------------------------------------------------- over the batch

void BatchNormConfig::check(Shape /*input*/, const std::string& field) const {
  require(momentum >= 0 && momentum < 1, field + ".momentum", "must be at least 0 and below 1", momentum);
  require_epsilon(epsilon, field);
}

std::size_t BatchNormConfig::parameter_count(Shape input) const { return 4 * Shape{input.channels}.size(); }

std::vector<LayerConfig> BatchNormConfig::mirrored(Shape /*input*/, Activation /*last*/) const { return {}; }

std::unique_ptr<Layer> BatchNormConfig::make(const LayerPlace& place) const {
  return std::make_unique<BatchNorm>(place.input, *this);
}

BatchNorm::BatchNorm(Shape input, const BatchNormConfig& config)
    : shape_(input),
      config_(config),
      parameters_{of_channels("gamma", input, 1, config.trainable), of_channels("beta", input, 0, config.trainable),
                  of_channels("moving_mean", input, 0, config.trainable),
                  of_channels("moving_variance", input, 1, config.trainable)} {
  for (Parameter& running : std::span(parameters_).last(2)) running.running_share = 1 - config.momentum;
}

/// Of each channel, in memory of the thread's own: mean, variance, 1 / deviation, gamma / deviation, and two that are
/// free.
struct BatchNorm::Moments {
  Values mean, variance, inverse, gain, offset, slope;

  explicit Moments(std::size_t channels) {
    float* values = kernels::workspace(kernels::Workspace::moments, 6 * channels);
    for (Values* array : {&mean, &variance, &inverse, &gain, &offset, &slope}) {
      *array = {values, channels};
      values += channels;
    }
  }
};

/// The batch's own, or without `scratch`, which is as large as x, the running ones.
BatchNorm::Moments BatchNorm::moments_of(const Tensor& x, float* scratch) const {
  const auto& [gamma, beta, moving_mean, moving_variance] = parameters_;
  Moments m(gamma.value.size());
  if (scratch != nullptr) {
    const std::size_t rows = rows_of(x);
    column_means(x.data(), rows, m.mean);
    kernels::centered_products(x.data(), m.mean, nullptr, rows, scratch);
    column_means(scratch, rows, m.variance);
  } else {
    std::ranges::copy(moving_mean.value, m.mean.begin());
    std::ranges::copy(moving_variance.value, m.variance.begin());
  }
  for (std::size_t c = 0; c < m.mean.size(); ++c) {
    m.inverse[c] = 1.0F / std::sqrt(std::max(m.variance[c], 0.0F) + static_cast<float>(config_.epsilon));
    m.gain[c] = gamma.value[c] * m.inverse[c];
    m.offset[c] = beta.value[c] - m.mean[c] * m.gain[c];
  }
  return m;
}

void BatchNorm::forward(const Tensor& x, Tensor& z, const Pass& pass) const {
  const Moments m = moments_of(x, uses_batch(pass) ? z.data() : nullptr);
  kernels::scale_columns(x.data(), nullptr, {m.gain, m.offset, {}}, rows_of(x), z.data());
}

void BatchNorm::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& pass) {
  const std::size_t rows = rows_of(x);
  if (!uses_batch(pass)) {
    const Moments m = moments_of(x, nullptr);
    std::ranges::fill(m.offset, 0.0F);
    if (dx != nullptr) kernels::scale_columns(dz.data(), nullptr, {m.gain, m.offset, {}}, rows, dx->data());
    return;
  }
  float* const scratch = dx != nullptr ? dx->data() : kernels::workspace(kernels::Workspace::result, x.values().size());
  const Moments m = moments_of(x, scratch);
  auto& [gamma, beta, moving_mean, moving_variance] = parameters_;
  std::ranges::copy(m.mean, moving_mean.gradient.begin());
  std::ranges::copy(m.variance, moving_variance.gradient.begin());
  kernels::column_sums(dz.data(), rows, beta.gradient);
  kernels::centered_products(x.data(), m.mean, dz.data(), rows, scratch);
  kernels::column_sums(scratch, rows, gamma.gradient);
  const auto count = static_cast<float>(rows);
  for (std::size_t c = 0; c < m.mean.size(); ++c) {
    gamma.gradient[c] *= m.inverse[c];
    // dx = gain (dz - mean(dz) - normalised x * mean(dz * normalised x))
    m.slope[c] = -m.gain[c] * m.inverse[c] * (gamma.gradient[c] / count);
    m.offset[c] = -m.slope[c] * m.mean[c] - m.gain[c] * (beta.gradient[c] / count);
  }
  if (dx != nullptr) {
    kernels::scale_columns(dz.data(), x.data(), {m.gain, m.offset, m.slope}, rows, dx->data());
  }
}

// ---------------------------------------------------------------- over the channels

void LayerNormConfig::check(Shape /*input*/, const std::string& field) const { require_epsilon(epsilon, field); }

std::size_t LayerNormConfig::parameter_count(Shape input) const { return 2 * Shape{input.channels}.size(); }

std::vector<LayerConfig> LayerNormConfig::mirrored(Shape /*input*/, Activation /*last*/) const { return {}; }

std::unique_ptr<Layer> LayerNormConfig::make(const LayerPlace& place) const {
  return std::make_unique<LayerNorm>(place.input, *this);
}

LayerNorm::LayerNorm(Shape input, const LayerNormConfig& config)
    : shape_(input),
      epsilon_(static_cast<float>(config.epsilon)),
      parameters_{of_channels("gamma", input, 1, config.trainable), of_channels("beta", input, 0, config.trainable)} {}

void LayerNorm::forward(const Tensor& x, Tensor& z, const Pass& /*pass*/) const {
  const auto& [gamma, beta] = parameters_;
  kernels::layer_norm(x.data(), gamma.value, beta.value, epsilon_, rows_of(x), z.data());
}

void LayerNorm::backward(const Tensor& x, const Tensor& dz, Tensor* dx, const Pass& /*pass*/) {
  auto& [gamma, beta] = parameters_;
  const std::size_t rows = rows_of(x);
  float* const products = kernels::workspace(kernels::Workspace::result, x.values().size());
  kernels::layer_norm_gradient(x.data(), dz.data(), gamma.value, epsilon_, rows, products,
                               dx == nullptr ? nullptr : dx->data());
  kernels::column_sums(products, rows, gamma.gradient);
  kernels::column_sums(dz.data(), rows, beta.gradient);
}

}  // namespace hourglass
