#include "hourglass/gaussian_latent.hpp"

#include <cmath>
#include <functional>

#include "base/message.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

/// The same layer without its activation: a log-variance may be any number.
LayerConfig linear_twin(LayerConfig head) {
  std::visit(
      [](auto& config) {
        if constexpr (requires { config.activation; }) config.activation = Activation::linear;
      },
      head);
  return head;
}

}  // namespace

void validate(const Variational& variational, std::string_view field) {
  require(std::isfinite(variational.beta) && variational.beta >= 0, std::string(field) + ".beta",
          "must be a number of at least 0", variational.beta);
  require(std::isfinite(variational.warmup) && variational.warmup >= 0, std::string(field) + ".warmup",
          "must be a number of epochs of at least 0", variational.warmup);
}

GaussianLatent::GaussianLatent(const Variational& variational, const LayerConfig& head, Shape input,
                               std::string_view name, std::size_t index, std::uint64_t seed, std::uint32_t number)
    : beta_(variational.beta), input_(input) {
  const std::string field = std::string(name) + "[" + std::to_string(index) + "]";
  if (!std::holds_alternative<DenseConfig>(head) && !std::holds_alternative<Conv2dConfig>(head)) {
    fail(ErrorCode::invalid_config, {field},
         {"must be a dense or conv2d layer: it gives the mean of a variational model's latent vector"});
  }
  mean_ = make_layer(head, input, field, seed, number);
  log_variance_ = make_layer(linear_twin(head), input, field, seed, number + 1);
  const std::string prefix = std::string(name) + "." + std::to_string(index) + ".";
  for (Parameter& parameter : mean_->parameters()) parameter.name = prefix + parameter.name;
  for (Parameter& parameter : log_variance_->parameters()) parameter.name = prefix + "log_variance_" + parameter.name;
}

std::vector<Parameter*> GaussianLatent::parameters() const {
  std::vector<Parameter*> all;
  for (const auto& layer : {std::ref(mean_), std::ref(log_variance_)}) {
    for (Parameter& parameter : layer.get()->parameters()) all.push_back(&parameter);
  }
  return all;
}

GaussianLatent::Workspace GaussianLatent::make_workspace(std::size_t batch, bool training) const {
  const Shape latent = output_shape();
  const std::size_t gradients = training ? batch : 0;
  return {Tensor(batch, latent),     Tensor(batch, latent),     Tensor(batch, latent),
          Tensor(batch, latent),     Tensor(gradients, latent), Tensor(gradients, latent),
          Tensor(gradients, latent), Tensor(gradients, input_), Tensor(0, latent)};
}

void GaussianLatent::mean(const Tensor& x, Tensor& mean, const Pass& pass) const { mean_to(x, mean, pass, nullptr); }

void GaussianLatent::mean_to(const Tensor& x, Tensor& mean, const Pass& pass, Tensor* sums) const {
  mean.resize(x.batch());
  mean_->forward(x, mean, pass);
  if (sums != nullptr && pass.training && derivative_at_input(mean_->activation())) *sums = mean;
  activate(mean_->activation(), mean.values(), mean.channels());
}

void GaussianLatent::spread(const Tensor& x, Workspace& w, const Pass& pass) const {
  mean_to(x, w.mean, pass, &w.mean_sums);
  w.log_variance.resize(x.batch());
  log_variance_->forward(x, w.log_variance, pass);
}

void GaussianLatent::draw(std::span<const float> mean, std::span<const float> log_variance, const Rng& rng,
                          std::span<float> sample) const {
  rng.normal(sample);  // the noise stands where the result will
  kernels::sample_gaussian(mean, log_variance, sample, sample);
}

void GaussianLatent::forward(const Tensor& x, Workspace& w, const Rng& rng, const Pass& pass) const {
  spread(x, w, pass);
  for (Tensor* tensor : {&w.noise, &w.sample}) tensor->resize(x.batch());
  rng.normal(w.noise.values());
  kernels::sample_gaussian(w.mean.values(), w.log_variance.values(), w.noise.values(), w.sample.values());
}

double GaussianLatent::kl(const Workspace& w) const {
  double sum = 0;
  for (std::size_t i = 0; i < w.mean.batch(); ++i) {
    sum += static_cast<double>(kernels::gaussian_kl(w.mean.row(i), w.log_variance.row(i)));
  }
  return sum / static_cast<double>(w.mean.batch());
}

void GaussianLatent::backward(const Tensor& x, Workspace& w, Tensor* dx, const Pass& pass, double share) {
  w.dlog_variance.resize(x.batch());
  const auto weight = static_cast<float>(share * beta_ / static_cast<double>(x.batch()));
  kernels::gaussian_backward(w.mean.values(), w.log_variance.values(), w.noise.values(), w.dsample.values(), weight,
                             w.dmean.values(), w.dlog_variance.values());
  const Tensor& at = derivative_at_input(mean_->activation()) ? w.mean_sums : w.mean;
  activate_backward(mean_->activation(), at.values(), w.dmean.values(), w.dmean.channels());
  mean_->backward(x, w.dmean, dx, pass);
  if (dx != nullptr) w.dx_twin.resize(x.batch());
  log_variance_->backward(x, w.dlog_variance, dx == nullptr ? nullptr : &w.dx_twin, pass);
  if (dx != nullptr) kernels::add_scaled(dx->values(), w.dx_twin.values(), 1.0F);
}

}  // namespace hourglass
