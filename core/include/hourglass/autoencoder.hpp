#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hourglass/corruption.hpp"
#include "hourglass/dataset.hpp"
#include "hourglass/loss.hpp"
#include "hourglass/network.hpp"
#include "hourglass/optimizer.hpp"

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
  std::optional<Corruption> corruption;
  OptimizerConfig optimizer = Adam{};
  /// One seed for initial weights, shuffling and corruption; at most Rng::max_seed.
  std::uint64_t seed = 0;
};

/// What training minimises, in parts; means over samples.
struct Losses {
  double reconstruction = 0;
  /// Weighted penalties on the latent vector.
  double penalty = 0;

  [[nodiscard]] double total() const { return reconstruction + penalty; }
};

/// A vanilla autoencoder as it stands, and every other kind by its config.
class Autoencoder {
 public:
  /// Errors: invalid_config, naming the field.
  explicit Autoencoder(AutoencoderConfig config);

  /// As given, with a mirrored decoder filled in.
  [[nodiscard]] const AutoencoderConfig& config() const { return config_; }
  [[nodiscard]] std::size_t features() const { return config_.input.size(); }
  [[nodiscard]] std::size_t latent_size() const { return encoder_.output_shape().size(); }
  [[nodiscard]] std::size_t parameter_count() const;
  /// In the order of the layers: encoder, then decoder.
  [[nodiscard]] const std::vector<Parameter*>& parameters() const { return parameters_; }
  /// 64-bit FNV-1a of all weights in little-endian order: equal hashes are equal models.
  [[nodiscard]] std::uint64_t fingerprint() const;

  /// (n, features) -> (n, latent_size).
  [[nodiscard]] std::vector<float> encode(const Dataset& data) const;
  /// (n, latent_size) -> (n, features).
  [[nodiscard]] std::vector<float> decode(const Dataset& latents) const;
  /// (n, features) -> (n, features).
  [[nodiscard]] std::vector<float> reconstruct(const Dataset& data) const;
  /// Inputs as a denoising model would see them.
  [[nodiscard]] std::vector<float> corrupt(const Dataset& data, const Corruption& corruption, std::uint64_t seed) const;
  /// The losses on data the model is not trained on. A denoising model's inputs are corrupted, the same way each time.
  [[nodiscard]] Losses evaluate(const Dataset& data) const;

  /// One optimizer step on a clean batch (B, features); returns the losses before it.
  /// Errors: diverged where the loss is NaN or infinite; the weights are then those before the step.
  Losses train_batch(const Tensor& clean);
  /// Optimizer steps so far.
  [[nodiscard]] std::uint64_t steps() const { return optimizer_.steps(); }
  [[nodiscard]] double learning_rate() const { return optimizer_.learning_rate(); }
  void set_learning_rate(double rate) { optimizer_.set_learning_rate(rate); }
  /// Changes what later steps corrupt inputs with; what was learnt stays.
  void set_corruption(const std::optional<Corruption>& corruption);

  /// Buffers of one pass. Their owner decides how often they are allocated.
  struct Workspace {
    Tensor corrupted;
    Activations encoder, decoder;
  };
  [[nodiscard]] Workspace make_workspace(std::size_t batch, bool training) const;
  /// The losses on one batch; `number` tells the batches of one evaluation apart in their corruption.
  Losses evaluate_batch(const Tensor& clean, std::uint64_t number, Workspace& workspace) const;

 private:
  /// Corrupts, encodes and decodes; the result is what the loss takes.
  const Tensor& forward(const Tensor& clean, const Rng& corruption, Workspace& workspace) const;

  AutoencoderConfig config_;
  Network encoder_, decoder_;
  std::vector<Parameter*> parameters_;
  Optimizer optimizer_;
  bool logits_;  // the loss takes the output before its sigmoid
  Workspace training_;
};

}  // namespace hourglass
