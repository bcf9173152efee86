#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hourglass/code_distribution.hpp"
#include "hourglass/corruption.hpp"
#include "hourglass/dataset.hpp"
#include "hourglass/export.hpp"
#include "hourglass/gaussian_latent.hpp"
#include "hourglass/loss.hpp"
#include "hourglass/network.hpp"
#include "hourglass/optimizer.hpp"
#include "hourglass/sparsity.hpp"

namespace hourglass {

/// Input -> encoder -> latent -> decoder -> output. The kinds of autoencoder are ingredients that combine.
struct AutoencoderConfig {
  Shape input;
  std::vector<LayerConfig> encoder;
  /// Empty: the encoder mirrored, ending in `output_activation`.
  std::vector<LayerConfig> decoder;
  /// Of a mirrored decoder.
  Activation output_activation = Activation::sigmoid;
  Loss loss = Loss::mse;
  /// The output is the input, as the network sees it, plus what the decoder gives: what is to be taken away, or added,
  /// is all that is learnt (Zhang et al. 2017). The decoder's output must be linear, and nothing else is decoded.
  bool residual = false;
  std::optional<Variational> variational = std::nullopt;
  std::optional<Corruption> corruption = std::nullopt;
  std::optional<Sparsity> sparsity = std::nullopt;
  OptimizerConfig optimizer = Adam{};
  /// One seed for initial weights, shuffling, corruption, dropout and sampling; at most Rng::max_seed.
  std::uint64_t seed = 0;
};

/// What a schedule leaves of a step's settings.
struct StepFactors {
  double rate = 1;  // of the learning rate
  double beta = 1;  // of the weight of a variational model's KL term
};

/// What training minimises, in parts; means over samples.
struct Losses {
  /// Mean over features; of a variational model the sum over them, the first part of the negative ELBO.
  double reconstruction = 0;
  /// KL and sparsity terms, already weighted.
  double penalty = 0;

  [[nodiscard]] double total() const { return reconstruction + penalty; }
};

/// Losses of many batches, as means over all of their samples.
class MeanLosses {
 public:
  /// Of a batch of so many samples. By their weights fewer, or more, may count.
  void add(const Losses& losses, std::size_t samples, double counted);
  void add(const Losses& losses, std::size_t samples) { add(losses, samples, static_cast<double>(samples)); }
  [[nodiscard]] Losses mean() const;
  [[nodiscard]] std::size_t samples() const { return samples_; }

 private:
  Losses sum_;
  std::size_t samples_ = 0;
  double counted_ = 0;
};

/// How the errors of a sample's features become its score.
struct Scoring {
  /// What an error is; default the model's loss.
  std::optional<Loss> by = std::nullopt;
  /// The mean over features, the largest, or a quantile of them, between neighbours as NumPy's.
  enum class Reduce { mean, max, quantile } reduce = Reduce::mean;
  /// Which quantile, from 0 to 1.
  double quantile = 0.9;
};

/// Values for the parameter of this name, e.g. "encoder.0.kernel".
struct Weights {
  std::string name;
  std::vector<float> values;
};

/// Where the codes of new samples come from.
struct Sampling {
  /// prior: N(0, I). codes: a Gaussian fitted to the training data's codes (once, until the weights change).
  enum class Source { prior, codes };
  /// By default the prior of a variational model, and the codes of others.
  std::optional<Source> source;
  /// Deviations from the mean are multiplied by it; 0 or more.
  double temperature = 1;
};

/// One layer's output for one sample.
struct LayerOutput {
  std::string layer;  // e.g. "encoder.0"
  Shape shape;
  std::vector<float> values;
};

/// A layer as Keras's model.summary() tells of it.
struct LayerSummary {
  std::string layer;  // e.g. "encoder.0"
  Shape output_shape;
  std::size_t parameters = 0;  // of a variational model's last encoder layer those of its twin, too
  std::size_t trainable = 0;   // how many of them training changes; running means are not counted, as in Keras
};

/// A variational model's codes: (n, latent_size) each.
struct CodeSpread {
  std::vector<float> mean, log_variance;
};

/// A vanilla autoencoder as it stands, and every other kind by its config. Several threads may call const methods at
/// once, as long as none calls another one: training, weights and settings are for one thread alone.
class HOURGLASS_API Autoencoder {
 public:
  /// Errors: invalid_config, naming the field.
  explicit Autoencoder(AutoencoderConfig config);

  /// As it is now, with a mirrored decoder filled in.
  [[nodiscard]] const AutoencoderConfig& config() const { return config_; }
  [[nodiscard]] std::size_t features() const { return config_.input.size(); }
  [[nodiscard]] Shape latent_shape() const { return latent_ ? latent_->output_shape() : encoder_.output_shape(); }
  [[nodiscard]] std::size_t latent_size() const { return latent_shape().size(); }
  [[nodiscard]] std::size_t parameter_count() const;
  [[nodiscard]] std::vector<LayerSummary> summary() const;
  /// In the order of the layers: encoder, then decoder. Names are "encoder.0.kernel" and so on.
  [[nodiscard]] const std::vector<Parameter*>& parameters() const { return parameters_; }
  /// All or none of them. Errors: invalid_config for a name the model does not have, shape_mismatch, invalid_data for
  /// NaN and infinity.
  void set_weights(const std::vector<Weights>& weights);
  /// 64-bit FNV-1a of all weights in little-endian order: equal hashes are equal models.
  [[nodiscard]] std::uint64_t fingerprint() const;
  /// Errors: diverged where weights have become so large that their squares overflow.
  void require_finite_weights() const;

  // ------------------------------------------------------------ what data it takes

  /// Errors: shape_mismatch for other features, invalid_data where the loss or the corruption cannot take the values.
  void require_fits(const Pairs& data, std::string_view inputs = "data", std::string_view targets = "targets") const;
  /// What data like this make pointless without being wrong, e.g. targets that the output's activation cannot reach.
  [[nodiscard]] std::vector<std::string> warnings(const Pairs& data) const;

  // ------------------------------------------------------------ using it (inference.cpp)
  // Errors of all below: shape_mismatch for other features, diverged where a result overflows.

  /// (n, features) -> (n, latent_size); of a variational model the means.
  [[nodiscard]] std::vector<float> encode(const Dataset& data) const;
  /// A variational model's means and log-variances. Errors: invalid_config for other models.
  [[nodiscard]] CodeSpread encode_spread(const Dataset& data) const;
  /// (n, latent_size) -> (n, features). Errors of this, `sample` and `interpolate`: invalid_config for a residual
  /// model, whose output needs an input.
  [[nodiscard]] std::vector<float> decode(const Dataset& latents) const;
  /// The same for draws from a variational model's codes. Errors: invalid_config for other models, shape_mismatch
  /// unless there is a log-variance for each mean.
  [[nodiscard]] std::vector<float> decode(const CodeSpread& spread, std::uint64_t seed) const;
  /// (n, features) -> (n, features); of a variational model from the means.
  [[nodiscard]] std::vector<float> reconstruct(const Dataset& data) const;
  /// From draws of its codes instead: what decode(encode_spread(data), seed) gives.
  [[nodiscard]] std::vector<float> reconstruct(const Dataset& data, std::uint64_t seed) const;
  /// Inputs as a denoising model would see them.
  [[nodiscard]] std::vector<float> corrupt(const Dataset& data, const Corruption& corruption, std::uint64_t seed) const;
  /// The losses on data the model is not trained on. Corruption and latent noise are drawn, the same way each time.
  /// Errors of this and the next two: invalid_data as in training.
  [[nodiscard]] Losses evaluate(const Pairs& data) const;
  /// Reconstruction error of each sample, a mean over its features: the anomaly score. (n) Feature weights as in Pairs:
  /// a mean is over what counts, largest errors and quantiles are of the features whose weight is not 0; where none
  /// counts it is 0.
  [[nodiscard]] std::vector<float> scores(const Dataset& data, const Scoring& scoring = {},
                                          const Dataset& feature_weights = {}) const;
  /// The same for every feature of every sample: which inputs made a sample look unusual. (n, features)
  [[nodiscard]] std::vector<float> feature_errors(const Dataset& data) const;
  /// New samples (count, features), decoded from draws of codes; models of equal latent size draw from the prior alike.
  /// Errors: invalid_config for a temperature out of range or, of a fitted Gaussian, where there was no training data.
  [[nodiscard]] std::vector<float> sample(std::size_t count, std::uint64_t seed, const Sampling& sampling = {}) const;
  /// Decoded latents on the straight line from `from` to `to`, two samples: (count, features), both ends included.
  [[nodiscard]] std::vector<float> interpolate(const Dataset& from, const Dataset& to, std::size_t count) const;
  /// Outputs of every layer for one sample, in order.
  [[nodiscard]] std::vector<LayerOutput> activations(const Dataset& sample) const;
  /// The same of the decoder's layers for one latent vector.
  [[nodiscard]] std::vector<LayerOutput> decoder_activations(const Dataset& latent) const;

  // ------------------------------------------------------------ training it

  /// Buffers of one pass. Their owner decides how often they are allocated.
  struct Workspace {
    Tensor corrupted;
    Activations encoder, decoder;
    GaussianLatent::Workspace latent;
  };

  /// One optimizer step on a batch of inputs and as many targets, (B, features) each; returns the losses before it.
  /// Errors: shape_mismatch; diverged where loss or gradient is NaN or infinite: the weights are then those before the
  /// step. The values are not looked at: `require_fits` does that for a dataset.
  /// Weights, as many as inputs, as in `loss`.
  Losses train_batch(const Tensor& inputs, const Tensor& targets, const StepFactors& factors = {},
                     const Tensor* weights = nullptr);
  /// The inputs being the targets.
  Losses train_batch(const Tensor& clean, const StepFactors& factors = {}) {
    return train_batch(clean, clean, factors);
  }
  /// The reconstruction of the last step, or of a workspace's last evaluation, by another loss: a metric. As large as
  /// the loss itself would be, but for a variational model's, of which this is the mean over features. `weights` as in
  /// `loss`.
  [[nodiscard]] double metric(Loss kind, const Tensor& targets, const Tensor* weights = nullptr) const {
    return metric(kind, targets, training_, weights);
  }
  [[nodiscard]] double metric(Loss kind, const Tensor& targets, const Workspace& workspace,
                              const Tensor* weights = nullptr) const;
  /// Whether the last step, too, left a model that can be used. Errors: diverged where the weights have overflowed, or
  /// the loss on this batch does.
  void require_usable(const Tensor& inputs, const Tensor& targets);
  /// Optimizer steps so far.
  [[nodiscard]] std::uint64_t steps() const { return optimizer_.steps(); }
  [[nodiscard]] double learning_rate() const { return optimizer_.learning_rate(); }
  void set_learning_rate(double rate);
  /// Changes what later steps corrupt inputs with; what was learnt stays.
  void set_corruption(const std::optional<Corruption>& corruption);
  /// Keeps a few samples, whose codes `sample` fits its Gaussian to.
  void remember(const Dataset& training_data);

  [[nodiscard]] Workspace make_workspace(std::size_t batch, bool training) const;
  /// The losses on one batch; `number` tells the batches of one evaluation apart in their random numbers. Errors:
  /// shape_mismatch.
  Losses evaluate_batch(const Tensor& inputs, const Tensor& targets, std::uint64_t number, Workspace& workspace,
                        const Tensor* weights = nullptr) const;

  // ------------------------------------------------------------ its parts, for pretraining and saving

  /// The layers with parameters from input to latent, and from latent to output.
  [[nodiscard]] std::vector<Layer*> encoder_layers() const;
  [[nodiscard]] std::vector<Layer*> decoder_layers() const;
  /// A Gaussian fitted to the training data's codes; none before there was any.
  [[nodiscard]] std::optional<CodeDistribution> code_distribution() const;
  void set_code_distribution(CodeDistribution codes) { restored_codes_ = std::move(codes); }
  /// Texts that files keep beside the model and that mean nothing to it: how a table's rows become numbers, say. A
  /// file's own keys (serialize.hpp) are not taken from here.
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }
  void set_metadata(std::map<std::string, std::string> metadata) { metadata_ = std::move(metadata); }
  [[nodiscard]] Optimizer& optimizer() { return optimizer_; }
  [[nodiscard]] const Optimizer& optimizer() const { return optimizer_; }

 private:
  [[nodiscard]] Pass training_pass() const { return {.training = true, .seed = config_.seed, .step = steps()}; }
  /// Corrupts, encodes and decodes, with the random numbers of this purpose and step.
  void forward(const Tensor& inputs, Purpose purpose, const Pass& pass, Workspace& workspace) const;
  void backward(const Tensor& inputs, Workspace& workspace, double beta_share);
  /// The losses of what `forward` left; unless it is null, *gradient is overwritten with the reconstruction's.
  [[nodiscard]] Losses losses(const Tensor& inputs, const Tensor& targets, const Workspace& workspace,
                              double beta_share, Tensor* gradient, const Tensor* weights) const;
  /// Errors: shape_mismatch, invalid_data for a batch without samples.
  void require_batch(const Tensor& inputs, const Tensor& targets, const Tensor* weights) const;
  /// The parameter that these weights are for.
  [[nodiscard]] Parameter& matching(const Weights& weights) const;

  [[nodiscard]] const GaussianLatent& require_variational(const char* what) const;
  /// As `encode`, of data that messages call `name`; overflow is not looked for.
  [[nodiscard]] std::vector<float> codes_of(const Dataset& data, std::string_view name = "data") const;

  // What the networks took and gave in the last pass.
  [[nodiscard]] const Tensor& input_of(const Tensor& inputs, const Workspace& workspace) const;
  [[nodiscard]] const Tensor& mean_code_of(const Tensor& inputs, const Workspace& workspace) const;
  [[nodiscard]] const Tensor& code_of(const Tensor& inputs, const Workspace& workspace) const;

  /// Codes without noise, (B, latent_size).
  const Tensor& encode_batch(const Tensor& x, Workspace& workspace) const;
  const Tensor& reconstruct_batch(const Tensor& x, Workspace& workspace) const;

  AutoencoderConfig config_;
  Network encoder_;  // of a variational model without its last layer, which is in latent_
  std::optional<GaussianLatent> latent_;
  Network decoder_;
  std::vector<Parameter*> parameters_;
  Optimizer optimizer_;
  bool logits_;         // the loss takes the output before its sigmoid
  Dataset remembered_;  // some training samples
  std::optional<CodeDistribution> restored_codes_;
  /// Fitted to the remembered samples' codes by the weights of this fingerprint.
  struct FittedCodes {
    std::uint64_t fingerprint;
    CodeDistribution codes;
  };
  mutable std::optional<FittedCodes> fitted_codes_;
  /// Held to fit them, some milliseconds. (std::mutex would bring the messages of all system errors into every page.)
  struct Lock {
    std::atomic_flag held;
    void lock();
    void unlock() { held.clear(std::memory_order_release); }
  };
  std::unique_ptr<Lock> fitting_ = std::make_unique<Lock>();
  std::map<std::string, std::string> metadata_;
  Workspace training_;
};

}  // namespace hourglass
