#pragma once

#include <memory>
#include <span>
#include <vector>

#include "hourglass/export.hpp"
#include "hourglass/network.hpp"

namespace hourglass {

/// A variational autoencoder (Kingma and Welling 2014): the latent vector is a Gaussian whose mean and log-variance are
/// layers on what the encoder found, and its distance from the prior N(0, I) is penalised.
struct Variational {
  /// Weight of the KL term (Higgins et al. 2017).
  double beta = 1;
  /// Over so many epochs of a new model it rises from 0 to beta, lest units give up before they carry anything
  /// (Bowman et al. 2016).
  double warmup = 0;
};

/// Errors: invalid_config "<field>.beta ..." or "<field>.warmup ..." outside the range.
HOURGLASS_API void validate(const Variational& variational, std::string_view field = "variational");

/// The two layers and the reparameterisation: sample = mean + exp(log_variance / 2) * noise.
class HOURGLASS_API GaussianLatent {
 public:
  /// What one pass leaves behind, owned by whoever runs it.
  struct Workspace {
    Tensor mean, log_variance, noise, sample;
    Tensor dmean, dlog_variance, dsample, dx_twin;
    Tensor mean_sums;  // what the mean's activation was taken of, where its derivative needs that
  };

  /// `head` is the encoder's last layer, which gives the mean; the log-variance comes from a twin of it without an
  /// activation. Both are named "<name>.<index>.", the twin's parameters "log_variance_kernel" and so on.
  GaussianLatent(const Variational& variational, const LayerConfig& head, Shape input, std::string_view name,
                 std::size_t index, std::uint64_t seed, std::uint32_t number);

  [[nodiscard]] Shape output_shape() const { return mean_->output_shape(); }
  [[nodiscard]] std::vector<Parameter*> parameters() const;
  [[nodiscard]] Layer& mean_layer() const { return *mean_; }
  [[nodiscard]] Workspace make_workspace(std::size_t batch, bool training) const;

  /// w.mean alone.
  void mean(const Tensor& x, Tensor& mean, const Pass& pass) const;
  /// w.mean and w.log_variance alone.
  void spread(const Tensor& x, Workspace& w, const Pass& pass) const;
  /// sample = mean + exp(log_variance / 2) * noise; all of one length.
  void draw(std::span<const float> mean, std::span<const float> log_variance, const Rng& rng,
            std::span<float> sample) const;
  /// Fills w.mean, w.log_variance and w.sample; `rng` draws the noise.
  void forward(const Tensor& x, Workspace& w, const Rng& rng, const Pass& pass) const;
  /// KL(N(mean, variance) || N(0, I)), summed over units and averaged over samples.
  [[nodiscard]] double kl(const Workspace& w) const;
  /// share * beta * KL.
  [[nodiscard]] double penalty(const Workspace& w, double share = 1) const { return share * beta_ * kl(w); }
  /// Takes w.dsample, adds the gradient of share * beta * KL and what stands in w.dmean already, and fills the
  /// parameters' gradients and, unless it is null, *dx.
  void backward(const Tensor& x, Workspace& w, Tensor* dx, const Pass& pass, double share = 1);

 private:
  void mean_to(const Tensor& x, Tensor& mean, const Pass& pass, Tensor* sums) const;

  double beta_;
  Shape input_;
  std::unique_ptr<Layer> mean_, log_variance_;
};

}  // namespace hourglass
