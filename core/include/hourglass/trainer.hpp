#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "hourglass/autoencoder.hpp"
#include "hourglass/pretraining.hpp"
#include "hourglass/schedule.hpp"

namespace hourglass {

/// Ends a run that no longer gets better, and gives the best weights back.
struct EarlyStopping {
  /// Epochs without a better loss (of validation, where there is any) that are put up with.
  int patience = 5;
  /// A loss is better if it is lower by more than this.
  double min_delta = 0;
};

struct FitOptions {
  int epochs = 10;
  int batch_size = 128;
  bool shuffle = true;
  /// Share of the samples held out for validation, taken from the end before any shuffling, as in Keras.
  double validation_split = 0;
  Schedule schedule = ConstantSchedule{};
  std::optional<EarlyStopping> early_stopping = std::nullopt;
  /// A stacked autoencoder: so many epochs for each layer, greedily, before the whole is trained. 0: none.
  int pretrain_epochs = 0;
};

/// Where a training run stands. Losses are running means over the samples of the epoch.
struct Progress {
  /// The layer being pretrained, from 0; none in training proper.
  std::optional<int> pretraining_layer;
  int epoch = 0, epochs = 0;         // of this phase, from 1
  std::int64_t step = 0, steps = 0;  // over the whole run
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

  [[nodiscard]] bool finished() const { return stopped_early_ || phase_ == phases_; }
  [[nodiscard]] bool stopped_early() const { return stopped_early_; }
  /// Where the run stands now.
  [[nodiscard]] Progress progress() const;
  /// Trains until the budget is spent or an epoch ends, at least one batch.
  Progress run(std::chrono::duration<double> budget);
  /// Trains to the end; `each_epoch` sees every epoch's last progress. Returns those.
  std::vector<Progress> fit(const std::function<void(const Progress&)>& each_epoch = {});

 private:
  [[nodiscard]] bool pretraining() const { return phase_ + 1 < phases_; }
  [[nodiscard]] int epochs_of_phase() const { return pretraining() ? options_.pretrain_epochs : options_.epochs; }
  [[nodiscard]] std::int64_t batches() const;
  [[nodiscard]] double rate_factor() const;
  void start_phase();
  void start_epoch();
  void train_next_batch();
  void validate_next_batch();
  Progress finish_epoch();
  void watch(const Progress& last, const EarlyStopping& stopping);
  void restore_best();

  Autoencoder& model_;
  Dataset train_, validation_;
  FitOptions options_;
  int phases_ = 1, phase_ = 0;  // one for each pretrained layer, then the whole
  std::unique_ptr<LayerPretraining> pretraining_;
  int epoch_ = 0;  // of this phase, from 1
  std::int64_t step_ = 0, steps_ = 0;
  std::vector<std::uint32_t> order_;
  std::size_t next_ = 0, validated_ = 0;  // samples of this epoch trained on and validated so far
  Losses sum_;                            // over samples of this epoch
  double validation_sum_ = 0;
  std::optional<double> validation_loss_;
  std::size_t trained_ = 0;  // samples of this run
  double start_ = 0;         // in seconds
  std::vector<Floats> best_;
  std::optional<double> best_loss_;
  int epochs_since_best_ = 0;
  bool stopped_early_ = false;
  Tensor batch_, validation_batch_;
  Autoencoder::Workspace validation_workspace_;
};

}  // namespace hourglass
