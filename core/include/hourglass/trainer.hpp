#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "hourglass/autoencoder.hpp"

namespace hourglass {

struct FitOptions {
  int epochs = 10;
  int batch_size = 128;
  bool shuffle = true;
  /// Share of the samples held out for validation, taken from the end before any shuffling, as in Keras.
  double validation_split = 0;
};

/// Where a training run stands. Losses are running means over the samples of the epoch.
struct Progress {
  int epoch = 0, epochs = 0;  // from 1
  std::int64_t step = 0, steps = 0;
  Losses losses;
  std::optional<double> validation_loss;  // of the last finished epoch
  double learning_rate = 0;
  double samples_per_second = 0, seconds_left = 0;
  bool epoch_finished = false;
};

/// Trains a model on shuffled mini-batches, in bursts of the caller's length. It may be dropped at any time: the model
/// keeps what it learnt.
class Trainer {
 public:
  /// Errors: invalid_config for options outside their range, shape_mismatch where data does not fit the model.
  Trainer(Autoencoder& model, Dataset data, const FitOptions& options = {});
  /// With validation data of its own; options.validation_split must be 0.
  Trainer(Autoencoder& model, Dataset data, Dataset validation, const FitOptions& options = {});

  [[nodiscard]] bool finished() const { return progress_.epoch > options_.epochs; }
  /// Where the run stands now.
  [[nodiscard]] Progress progress() const;
  /// Trains until the budget is spent or the epoch ends, at least one batch.
  Progress run(std::chrono::duration<double> budget);
  /// Trains to the end; `each_epoch` sees every epoch's last progress. Returns those.
  std::vector<Progress> fit(const std::function<void(const Progress&)>& each_epoch = {});

 private:
  using Clock = std::chrono::steady_clock;

  void start_epoch();
  void train_next_batch();
  void validate_next_batch();
  Progress finish_epoch();

  Autoencoder& model_;
  Dataset train_, validation_;
  FitOptions options_;
  Progress progress_;
  std::vector<std::uint32_t> order_;
  std::size_t next_ = 0, validated_ = 0;  // samples of this epoch trained on and validated so far
  Losses sum_;                            // over samples of this epoch
  double validation_sum_ = 0;
  std::size_t trained_ = 0;  // samples of this run
  Clock::time_point start_;
  Tensor batch_, validation_batch_;
  Autoencoder::Workspace validation_workspace_;
};

}  // namespace hourglass
