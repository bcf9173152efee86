#include "hourglass/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "base/clock.hpp"
#include "base/message.hpp"
#include "layers/checks.hpp"

namespace hourglass {
namespace {

void validate(const FitOptions& options) {
  require(options.epochs >= 1, "epochs", "must be a whole number of at least 1", options.epochs);
  require(options.batch_size >= 1, "batch_size", "must be a whole number of at least 1", options.batch_size);
  require(options.validation_split >= 0 && options.validation_split < 1, "validation_split",
          "must be a share of at least 0 and below 1", options.validation_split);
  require(options.pretrain_epochs >= 0, "pretrain_epochs", "must be a whole number of at least 0",
          options.pretrain_epochs);
  require(options.steps_per_epoch >= 0, "steps_per_epoch", "must be a whole number of at least 0",
          options.steps_per_epoch);
  require(options.initial_epoch >= 0 && options.initial_epoch < options.epochs, "initial_epoch",
          "must be a whole number of at least 0 and below epochs", options.initial_epoch);
  validate(options.schedule, options.epochs);
  if (!options.early_stopping) return;
  require(options.early_stopping->patience >= 0, "early_stopping.patience", "must be a whole number of at least 0",
          options.early_stopping->patience);
  require(std::isfinite(options.early_stopping->min_delta) && options.early_stopping->min_delta >= 0,
          "early_stopping.min_delta", "must be a number of at least 0", options.early_stopping->min_delta);
}

/// As in Keras, where the share left is floor(n (1 - share)) and neither side may be empty.
Pairs held_out(Pairs& data, double share) {
  if (share == 0) return {};
  const auto left = static_cast<std::size_t>(std::floor(static_cast<double>(data.size()) * (1 - share)));
  if (left == 0 || left == data.size()) {
    fail(ErrorCode::invalid_config, {"validation_split"},
         {"must leave samples on both sides: of ", data.size(), " it holds ", data.size() - left, " out, got ",
          to_text(share)});
  }
  return data.split_off(data.size() - left);
}

Tensor batch_of(const Pairs& data, int batch_size, Shape shape) {
  return {std::min(static_cast<std::size_t>(batch_size), data.size()), shape};
}

FitOptions with_epoch(FitOptions options, const Patches& patches) {
  const auto batch = static_cast<std::size_t>(std::max(1, options.batch_size));
  const std::size_t steps = std::min<std::size_t>((patches.count() + batch - 1) / batch, 1'000'000'000);
  if (options.steps_per_epoch == 0) options.steps_per_epoch = static_cast<int>(steps);
  return options;
}

/// Memory for targets, where they are not the inputs.
Tensor targets_of(const Pairs& data, const Tensor& batch) {
  return {data.has_targets() ? batch.batch() : 0, batch.shape()};
}

}  // namespace

void MeanMetrics::add(std::span<const double> values, double counted) {
  sums_.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) sums_[i] += values[i] * counted;
  counted_ += counted;
}

std::vector<double> MeanMetrics::mean() const {
  std::vector<double> means = sums_;
  for (double& mean : means) mean = counted_ > 0 ? mean / counted_ : 0;
  return means;
}

Trainer::Trainer(Autoencoder& model, Pairs data, const FitOptions& options)
    : Trainer(model, std::move(data), Pairs(), options) {}

Trainer::Trainer(Autoencoder& model, Pairs data, Pairs validation, const FitOptions& options)
    : model_(model), train_(std::move(data)), validation_(std::move(validation)), options_(options) {
  validate(options_);
  require(options.steps_per_epoch == 0, "steps_per_epoch", "is for streams: data in memory have their own number",
          options.steps_per_epoch);
  if (train_.size() == 0) fail(ErrorCode::invalid_data, {"data"}, {"is empty"});
  model.require_fits(train_);
  if (validation_.size() == 0) validation_ = held_out(train_, options_.validation_split);
  warnings_ = model.warnings(train_);
  const auto size = static_cast<std::size_t>(options_.batch_size);
  batches_ = static_cast<std::int64_t>((train_.size() + size - 1) / size);
  batch_ = batch_of(train_, options_.batch_size, model.config().input);
  targets_ = targets_of(train_, batch_);
  order_.resize(train_.size());
  model.remember(train_.inputs);
  prepare(options);
}

Trainer::Trainer(Autoencoder& model, Stream /*stream*/, Pairs validation, const FitOptions& options)
    : model_(model),
      streams_(true),
      validation_(std::move(validation)),
      batches_(options.steps_per_epoch),
      options_(options) {
  validate(options_);
  require(options.validation_split == 0, "validation_split", "must be data of its own where training data are a stream",
          options.validation_split);
  require(options.initial_batch == 0, "initial_batch", "must be 0 where data are a stream", options.initial_batch);
  const std::optional<Variational>& variational = model.config().variational;
  const bool needs_length =
      !std::holds_alternative<ConstantSchedule>(options.schedule) || (variational && variational->warmup > 0);
  require(options.steps_per_epoch > 0 || !needs_length, "steps_per_epoch",
          "must be given where data are a stream and a schedule or a warmup goes by epochs", options.steps_per_epoch);
  batch_ = Tensor(0, model.config().input);
  targets_ = Tensor(0, model.config().input);
  prepare(options);
}

Trainer::Trainer(Autoencoder& model, Patches patches, Pairs validation, const FitOptions& options)
    : Trainer(model, Stream(), std::move(validation), with_epoch(options, patches)) {
  if (patches.shape() != model.config().input) {
    fail(ErrorCode::shape_mismatch, {"patches"},
         {"must be of the input's shape, ", to_text(model.config().input), ", got ", to_text(patches.shape())});
  }
  patches_ = std::move(patches);
  draw_patches();
}

/// What all runs begin with.
void Trainer::prepare(const FitOptions& options) {
  if (options.pretrain_epochs > 0) phases_ += LayerPretraining::count(model_);
  if (validation_.size() > 0) model_.require_fits(validation_, "validation", "validation.targets");
  weights_ = Tensor(0, model_.config().input);
  validation_batch_ = batch_of(validation_, options_.batch_size, model_.config().input);
  validation_targets_ = targets_of(validation_, validation_batch_);
  validation_workspace_ = model_.make_workspace(validation_batch_.batch(), false);
  if (options_.early_stopping) {
    for (const Parameter* parameter : model_.parameters()) best_.push_back(parameter->value);
  }
  require_initial();
  steps_ = all_steps();
  start_phase();
  factor_ = rate_factor();
}

std::int64_t Trainer::all_steps() const {
  const int epochs = (phases_ - 1) * options_.pretrain_epochs + options_.epochs - options_.initial_epoch;
  return batches_ * epochs - options_.initial_batch;
}

bool Trainer::is_trained() const {
  const bool used_up = next_ == train_.size();
  if (!streams_) return used_up;
  return options_.steps_per_epoch > 0 ? batches_done_ == options_.steps_per_epoch : used_up && last_window_;
}

bool Trainer::hungry() const { return !patches_ && is_used_up(); }

bool Trainer::is_used_up() const { return streams_ && next_ == train_.size() && !is_trained() && !finished(); }

void Trainer::draw_patches() {
  if (!patches_) return;
  constexpr std::size_t most = 1 << 20;  // values
  const auto batch = static_cast<std::size_t>(options_.batch_size);
  const std::size_t batches = std::clamp<std::size_t>(most / (batch * model_.features()), 1, 256);
  take(patches_->draw(batches * batch, model_.config().seed, model_.steps()), false);
}

void Trainer::feed(Pairs window, bool last) {
  if (!hungry()) fail(ErrorCode::invalid_data, {"data"}, {"came before the window before was used up"});
  take(std::move(window), last);
}

void Trainer::take(Pairs window, bool last) {
  if (window.size() == 0) fail(ErrorCode::invalid_data, {"data"}, {"is empty"});
  model_.require_fits(window);
  if (train_.size() == 0) {
    warnings_ = model_.warnings(window);
    model_.remember(window.inputs);
  }
  train_ = std::move(window);
  last_window_ = last;
  next_ = 0;
  order_.resize(train_.size());
  draw_order(0);
}

void Trainer::require_initial() const {
  const auto [batch, steps] = std::pair<std::int64_t, std::uint64_t>(options_.initial_batch, model_.steps());
  require(batch >= 0 && (streams_ || batch < batches_), "initial_batch",
          "must be a whole number of at least 0 and below an epoch's", options_.initial_batch);
  require(static_cast<std::uint64_t>(batch) <= steps, "initial_batch", "must be at most the model's own steps",
          options_.initial_batch);
  if (phases_ == 1) return;
  require(options_.initial_epoch == 0, "initial_epoch", "must be 0 with pretraining", options_.initial_epoch);
  require(batch == 0, "initial_batch", "must be 0 with pretraining", options_.initial_batch);
}

double Trainer::rate_factor() const {
  if (pretraining()) return 1;
  if (batches_ == 0) return 1;  // a stream's, whose rate stays
  const auto all = static_cast<double>(batches_);
  const double share = static_cast<double>(batches_done_) / all + 0.5 / all;
  return schedule_factor(options_.schedule, epoch_ - 1 + share, options_.epochs);
}

double Trainer::beta_factor() const {
  const auto& variational = model_.config().variational;
  if (!variational || variational->warmup == 0) return 1;
  // Counted by the model's own steps, so that a run that goes on does not warm up again.
  const double epochs = (static_cast<double>(model_.steps()) + 0.5) / static_cast<double>(batches_);
  return std::min(1.0, epochs / variational->warmup);
}

Progress Trainer::progress() const {
  Progress progress;
  if (pretraining()) progress.pretraining_layer = phase_;
  progress.epoch = epoch_;
  progress.epochs = epochs_of_phase();
  progress.epochs_done = epoch_is_over() ? epoch_ : epoch_ - 1;
  progress.step = step_;
  progress.steps = steps_;
  progress.losses = epoch_losses_.mean();
  progress.recent_losses = recent_losses_.mean();
  progress.recent_samples = recent_losses_.samples();
  progress.validation_loss = validation_loss_;
  if (!pretraining()) progress.metrics = epoch_metrics_.mean();
  progress.validation_metrics = validation_metrics_;
  progress.learning_rate = model_.learning_rate() * factor_;
  const double seconds = seconds_ + now() - burst_start_;
  if (step_ > 0 && seconds > 0) {
    progress.samples_per_second = static_cast<double>(trained_) / seconds;
    progress.seconds_left = seconds * static_cast<double>(steps_ - step_) / static_cast<double>(step_);
    if (steps_ == 0) progress.seconds_left = std::numeric_limits<double>::infinity();
    if (stopped_early_) progress.seconds_left = 0;
  }
  return progress;
}

void Trainer::start_burst() {
  recent_losses_ = {};
  burst_start_ = now();
}

Progress Trainer::run(std::chrono::duration<double> budget) {
  start_burst();
  while (!finished() && !hungry()) {
    if (is_used_up()) draw_patches();
    is_trained() ? validate_next_batch() : train_next_batch();
    if (epoch_is_over()) return finish_epoch();
    if (now() - burst_start_ >= budget.count()) break;
  }
  return end_burst(progress());
}

Progress Trainer::step() {
  start_burst();
  if (finished() || hungry()) return end_burst(progress());
  if (is_used_up()) draw_patches();
  if (!is_trained()) train_next_batch();
  while (is_trained() && !epoch_is_over()) validate_next_batch();
  return epoch_is_over() ? finish_epoch() : end_burst(progress());
}

Progress Trainer::end_burst(const Progress& progress) {
  const double end = now();
  seconds_ += end - burst_start_;
  burst_start_ = end;
  return progress;
}

void Trainer::set_corruption(const std::optional<Corruption>& corruption) {
  const std::optional<Corruption> before = model_.config().corruption;
  model_.set_corruption(corruption);
  try {
    if (train_.size() > 0) model_.require_fits(train_);
    if (validation_.size() > 0) model_.require_fits(validation_, "validation", "validation.targets");
  } catch (const Error&) {
    model_.set_corruption(before);
    throw;
  }
}

std::vector<Progress> Trainer::fit(const std::function<void(const Progress&)>& each_epoch) {
  std::vector<Progress> history;
  while (!finished()) {
    history.push_back(run(std::chrono::duration<double>::max()));
    if (each_epoch) each_epoch(history.back());
  }
  return history;
}

void Trainer::start_phase() {
  const auto most = streams_ ? static_cast<std::size_t>(options_.batch_size) : batch_.batch();
  pretraining_ = pretraining() ? std::make_unique<LayerPretraining>(model_, phase_, most) : nullptr;
  epoch_ = options_.initial_epoch;
  start_epoch(options_.initial_batch);
}

void Trainer::start_epoch(int batches_done) {
  ++epoch_;
  batches_done_ = batches_done;
  validated_ = 0;
  epoch_losses_ = validation_losses_ = {};
  epoch_metrics_ = validating_metrics_ = {};
  if (streams_) return void(last_window_ = last_window_ && next_ < train_.size());
  next_ = static_cast<std::size_t>(batches_done) * static_cast<std::size_t>(options_.batch_size);
  draw_order(batches_done);
}

void Trainer::draw_order(int batches_done) {
  if (!options_.shuffle) return std::iota(order_.begin(), order_.end(), 0U);
  // Keyed by the steps of what is trained, the order does not depend on how many runs came before.
  const std::uint64_t steps =
      (pretraining() ? pretraining_->steps() : model_.steps()) - static_cast<std::uint64_t>(batches_done);
  const auto stream = static_cast<std::uint32_t>(pretraining() ? phase_ + 1 : 0);
  Rng(model_.config().seed, Purpose::shuffling, steps, stream).permutation(order_);
}

void Trainer::train_next_batch() {
  const std::size_t count = std::min(static_cast<std::size_t>(options_.batch_size), train_.size() - next_);
  const std::span<const std::uint32_t> samples = std::span(order_).subspan(next_, count);
  train_.inputs.gather(samples, batch_);
  if (train_.has_targets()) train_.own_targets.gather(samples, targets_);
  const Tensor& targets = train_.has_targets() ? targets_ : batch_;
  if (train_.has_weights()) train_.gather_weights(samples, weights_);
  const Tensor* const weights = train_.has_weights() ? &weights_ : nullptr;
  Losses losses;
  factor_ = rate_factor();
  if (pretraining()) {
    losses.reconstruction = pretraining_->train_batch(batch_, targets, factor_, weights);
  } else {
    losses = model_.train_batch(batch_, targets, {.rate = factor_, .beta = beta_factor()}, weights);
  }
  const double counted = counted_samples(batch_, weights);
  if (!pretraining()) epoch_metrics_.add(measured(targets, nullptr, weights), counted);
  epoch_losses_.add(losses, count, counted);
  recent_losses_.add(losses, count, counted);
  next_ += count;
  trained_ += count;
  ++step_;
  ++batches_done_;
}

void Trainer::validate_next_batch() {
  const auto size = static_cast<std::size_t>(options_.batch_size);
  const std::size_t count = std::min(size, validation_.size() - validated_);
  validation_.inputs.gather(validated_, count, validation_batch_);
  if (validation_.has_targets()) validation_.own_targets.gather(validated_, count, validation_targets_);
  const Tensor& targets = validation_.has_targets() ? validation_targets_ : validation_batch_;
  if (validation_.has_weights()) validation_.gather_weights(validated_, count, weights_);
  const Tensor* const weights = validation_.has_weights() ? &weights_ : nullptr;
  const Losses losses =
      model_.evaluate_batch(validation_batch_, targets, validated_ / size, validation_workspace_, weights);
  const double counted = counted_samples(validation_batch_, weights);
  validation_losses_.add(losses, count, counted);
  validating_metrics_.add(measured(targets, &validation_workspace_, weights), counted);
  validated_ += count;
}

std::vector<double> Trainer::measured(const Tensor& targets, const Autoencoder::Workspace* workspace,
                                      const Tensor* weights) const {
  std::vector<double> values;
  values.reserve(options_.metrics.size());
  for (const Loss kind : options_.metrics) {
    values.push_back(workspace == nullptr ? model_.metric(kind, targets, weights)
                                          : model_.metric(kind, targets, *workspace, weights));
  }
  return values;
}

Progress Trainer::finish_epoch() {
  if (batches_ == 0) {  // a stream's, which is as long as it was now
    batches_ = batches_done_;
    steps_ = all_steps();
  }
  if (validated_ > 0) {
    validation_loss_ = validation_losses_.mean().total();
    validation_metrics_ = validating_metrics_.mean();
  }
  Progress last = progress();
  last.epoch_finished = true;
  if (!pretraining() && options_.early_stopping) watch(last, *options_.early_stopping);
  if (stopped_early_) {
    last.seconds_left = 0;
  } else if (epoch_ < epochs_of_phase()) {
    start_epoch();
  } else if (++phase_ < phases_) {
    start_phase();
  }
  if (finished() && options_.early_stopping) restore_best();
  check_weights();
  return end_burst(last);
}

void Trainer::watch(const Progress& last, const EarlyStopping& stopping) {
  const double loss = last.validation_loss.value_or(last.losses.total());
  if (!best_loss_ || loss + stopping.min_delta < *best_loss_) {
    best_loss_ = loss;
    epochs_since_best_ = 0;
    for (std::size_t i = 0; i < best_.size(); ++i) {
      std::copy(model_.parameters()[i]->value.begin(), model_.parameters()[i]->value.end(), best_[i].begin());
    }
  } else if (++epochs_since_best_ >= stopping.patience) {
    stopped_early_ = true;
  }
}

/// A step notices weights that have overflowed in the step before; nothing follows the last one, so it is checked here.
void Trainer::check_weights() {
  try {
    if (!finished()) return model_.require_finite_weights();
    model_.require_usable(batch_, train_.has_targets() ? targets_ : batch_);
  } catch (const Error&) {
    if (best_loss_) restore_best();
    throw;
  }
}

void Trainer::restore_best() {
  for (std::size_t i = 0; i < best_.size(); ++i) {
    std::copy(best_[i].begin(), best_[i].end(), model_.parameters()[i]->value.begin());
  }
}

}  // namespace hourglass
