#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hourglass/autoencoder.hpp"
#include "hourglass/export.hpp"
#include "hourglass/pretraining.hpp"
#include "hourglass/schedule.hpp"

namespace hourglass {

/// Ends a run that no longer gets better, and gives the best weights back.
struct EarlyStopping {
  /// So many epochs in a row without a better loss (of validation, where there is any) end the run, as in Keras; 0 is
  /// the same as 1.
  int patience = 5;
  /// A loss is better if it is lower by more than this.
  double min_delta = 0;
};

struct FitOptions {
  int epochs = 10;
  int batch_size = 128;
  bool shuffle = true;
  /// Share of the samples held out for validation, taken from the end before any shuffling, as in Keras: of n the last
  /// n - floor(n (1 - share)).
  double validation_split = 0;
  Schedule schedule = ConstantSchedule{};
  std::optional<EarlyStopping> early_stopping = std::nullopt;
  /// A stacked autoencoder: so many epochs for each layer, greedily, before the whole is trained. 0: none.
  int pretrain_epochs = 0;
  /// A run that goes on where another has ended: so many epochs are done already, as in Keras, where `epochs` is the
  /// last one's number. 0 to epochs - 1, and 0 with pretraining.
  int initial_epoch = 0;
  /// And so many batches of the next one, which the model's own steps must hold. 0 to an epoch's batches - 1.
  int initial_batch = 0;
};

/// Where a training run stands.
struct Progress {
  /// The layer being pretrained, from 0; none in training proper.
  std::optional<int> pretraining_layer;
  int epoch = 0, epochs = 0;              // of this phase, from 1
  int epochs_done = 0;                    // of this phase
  std::int64_t step = 0, steps = 0;       // over the whole run
  Losses losses;                          // means over the samples of the epoch so far
  Losses recent_losses;                   // means over the samples of the last call of `run` or `step`,
  std::size_t recent_samples = 0;         // which are so many
  std::optional<double> validation_loss;  // of the last finished epoch
  double learning_rate = 0;               // of the last step, by the schedule; before there was any, of the first
  double samples_per_second = 0, seconds_left = 0;  // by the time spent training
  bool epoch_finished = false;
};

/// Trains a model on shuffled mini-batches, in bursts of the caller's length. It may be dropped at any time: the model
/// keeps what it learnt.
class HOURGLASS_API Trainer {
 public:
  /// Errors: invalid_config for options outside their range or a share that leaves nothing on one side, shape_mismatch
  /// and invalid_data where the model cannot take the data (Autoencoder::require_fits).
  Trainer(Autoencoder& model, Pairs data, const FitOptions& options = {});
  /// With validation data of its own; options.validation_split must be 0.
  Trainer(Autoencoder& model, Pairs data, Pairs validation, const FitOptions& options = {});

  [[nodiscard]] bool finished() const { return stopped_early_ || phase_ == phases_; }
  [[nodiscard]] bool stopped_early() const { return stopped_early_; }
  /// Where the run stands now.
  [[nodiscard]] Progress progress() const;
  /// What there is to say of these data and this model.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  /// Trains until the budget is spent or an epoch ends, at least one batch. Errors of this and the next two: diverged.
  Progress run(std::chrono::duration<double> budget);
  /// Trains on one batch and, where that was the epoch's last, ends the epoch with its validation.
  Progress step();
  /// As the model's, after a look at the data: they may not fit the new corruption, and then all stays as it is.
  void set_corruption(const std::optional<Corruption>& corruption);
  /// Trains to the end; `each_epoch` sees every epoch's last progress. Returns those.
  std::vector<Progress> fit(const std::function<void(const Progress&)>& each_epoch = {});

 private:
  [[nodiscard]] bool pretraining() const { return phase_ + 1 < phases_; }
  [[nodiscard]] int epochs_of_phase() const { return pretraining() ? options_.pretrain_epochs : options_.epochs; }
  [[nodiscard]] std::int64_t batches() const;
  void require_initial() const;
  [[nodiscard]] double rate_factor() const;
  [[nodiscard]] double beta_factor() const;
  void start_phase();
  void start_epoch(int batches_done = 0);
  [[nodiscard]] std::size_t to_validate() const { return pretraining() ? 0 : validation_.size(); }
  [[nodiscard]] bool epoch_is_over() const { return next_ == train_.size() && validated_ == to_validate(); }
  void start_burst();
  Progress end_burst(const Progress& progress);
  void train_next_batch();
  void validate_next_batch();
  Progress finish_epoch();
  void watch(const Progress& last, const EarlyStopping& stopping);
  void restore_best();
  void check_weights();

  Autoencoder& model_;
  Pairs train_, validation_;
  std::vector<std::string> warnings_;
  FitOptions options_;
  int phases_ = 1, phase_ = 0;  // one for each pretrained layer, then the whole
  std::unique_ptr<LayerPretraining> pretraining_;
  int epoch_ = 0;  // of this phase, from 1
  std::int64_t step_ = 0, steps_ = 0;
  double factor_ = 1;  // of the last step's rate
  std::vector<std::uint32_t> order_;
  std::size_t next_ = 0, validated_ = 0;  // samples of this epoch trained on and validated so far
  MeanLosses epoch_losses_, recent_losses_, validation_losses_;  // of this epoch, and of this burst
  std::optional<double> validation_loss_;
  std::size_t trained_ = 0;  // samples of this run
  double seconds_ = 0;       // spent in bursts before this one,
  double burst_start_ = 0;   // which began then
  std::vector<Floats> best_;
  std::optional<double> best_loss_;
  int epochs_since_best_ = 0;
  bool stopped_early_ = false;
  Tensor batch_, targets_, weights_, validation_batch_, validation_targets_;
  Autoencoder::Workspace validation_workspace_;
};

}  // namespace hourglass
