#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hourglass/autoencoder.hpp"
#include "hourglass/export.hpp"
#include "hourglass/patches.hpp"
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
  /// What the reconstruction is measured by besides the loss, in training and validation.
  std::vector<Loss> metrics{};
  /// Of a stream: so many batches are an epoch, wherever it begins or ends. 0: an epoch is all that the stream gives.
  int steps_per_epoch = 0;
};

/// Samples that come in windows, of which a trainer holds one: there may be more of them than memory holds.
struct Stream {};

/// Where a training run stands.
struct Progress {
  /// The layer being pretrained, from 0; none in training proper.
  std::optional<int> pretraining_layer;
  int epoch = 0, epochs = 0;              // of this phase, from 1
  int epochs_done = 0;                    // of this phase
  std::int64_t step = 0, steps = 0;       // over the whole run; 0 steps while nobody knows a stream's length
  Losses losses;                          // means over the samples of the epoch so far
  Losses recent_losses;                   // means over the samples of the last call of `run` or `step`,
  std::size_t recent_samples = 0;         // which are so many
  std::optional<double> validation_loss;  // of the last finished epoch
  // In the order of the options: means over the samples of the epoch so far, and of the last finished epoch.
  std::vector<double> metrics, validation_metrics;
  double learning_rate = 0;  // of the last step, by the schedule; before there was any, of the first
  double samples_per_second = 0, seconds_left = 0;  // by the time spent training; infinite while nobody knows
  bool epoch_finished = false;
};

/// Metrics of many batches, as means over all that counts in them.
class MeanMetrics {
 public:
  void add(std::span<const double> values, double counted);
  [[nodiscard]] std::vector<double> mean() const;

 private:
  std::vector<double> sums_;
  double counted_ = 0;
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
  /// On windows that `feed` gives. Errors: invalid_config also for a share as validation, an initial batch, and for a
  /// schedule or a warm-up where steps_per_epoch is 0.
  Trainer(Autoencoder& model, Stream stream, Pairs validation, const FitOptions& options = {});

  /// On patches that are drawn anew at every step, by the model's seed. An epoch is steps_per_epoch batches; 0: as many
  /// as have the pixels of all images. Errors: as of a stream; shape_mismatch unless patches have the input's shape.
  Trainer(Autoencoder& model, Patches patches, Pairs validation, const FitOptions& options = {});

  /// Whether a stream's window is used up: then `run` and `step` do nothing before the next one.
  [[nodiscard]] bool hungry() const;
  /// The next window of a stream, whose samples are shuffled among themselves; the last one ends a pass over all of
  /// them. All but the last are to hold whole batches. Errors: as of the data that the constructor takes.
  void feed(Pairs window, bool last);

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
  [[nodiscard]] std::int64_t all_steps() const;
  void require_initial() const;
  [[nodiscard]] double rate_factor() const;
  [[nodiscard]] double beta_factor() const;
  void start_phase();
  void start_epoch(int batches_done = 0);
  [[nodiscard]] std::size_t to_validate() const { return pretraining() ? 0 : validation_.size(); }
  /// Whether this epoch's training is over, and its validation, too.
  [[nodiscard]] bool is_trained() const;
  /// Whether a stream's window, or what was drawn of patches, is.
  [[nodiscard]] bool is_used_up() const;
  [[nodiscard]] bool epoch_is_over() const { return is_trained() && validated_ == to_validate(); }
  void prepare(const FitOptions& options);
  void draw_order(int batches_done);
  /// The next patches, for as many batches as take little memory.
  void draw_patches();
  void take(Pairs window, bool last);
  void start_burst();
  Progress end_burst(const Progress& progress);
  void train_next_batch();
  void validate_next_batch();
  [[nodiscard]] std::vector<double> measured(const Tensor& targets, const Autoencoder::Workspace* workspace,
                                             const Tensor* weights) const;
  Progress finish_epoch();
  void watch(const Progress& last, const EarlyStopping& stopping);
  void restore_best();
  void check_weights();

  Autoencoder& model_;
  bool streams_ = false;
  std::optional<Patches> patches_;
  Pairs train_, validation_;  // of a stream the window at hand
  bool last_window_ = false;
  std::int64_t batches_ = 0, batches_done_ = 0;  // of an epoch
  std::vector<std::string> warnings_;
  FitOptions options_;
  int phases_ = 1, phase_ = 0;  // one for each pretrained layer, then the whole
  std::unique_ptr<LayerPretraining> pretraining_;
  int epoch_ = 0;  // of this phase, from 1
  std::int64_t step_ = 0, steps_ = 0;
  double factor_ = 1;  // of the last step's rate
  std::vector<std::uint32_t> order_;
  std::size_t next_ = 0, validated_ = 0;  // samples of this epoch, or window, trained on and validated so far
  MeanLosses epoch_losses_, recent_losses_, validation_losses_;  // of this epoch, and of this burst
  MeanMetrics epoch_metrics_, validating_metrics_;
  std::optional<double> validation_loss_;
  std::vector<double> validation_metrics_;
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
