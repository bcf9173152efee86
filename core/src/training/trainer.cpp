#include "hourglass/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/clock.hpp"
#include "base/message.hpp"

namespace hourglass {
namespace {

void validate(const FitOptions& options) {
  require(options.epochs >= 1, "epochs", "must be a whole number of at least 1", options.epochs);
  require(options.batch_size >= 1, "batch_size", "must be a whole number of at least 1", options.batch_size);
  require(options.validation_split >= 0 && options.validation_split < 1, "validation_split",
          "must be a share of at least 0 and below 1", options.validation_split);
  require(options.pretrain_epochs >= 0, "pretrain_epochs", "must be a whole number of at least 0",
          options.pretrain_epochs);
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

/// Room for targets where they are not the inputs.
Tensor targets_of(const Pairs& data, const Tensor& batch) {
  return {data.has_targets() ? batch.batch() : 0, batch.shape()};
}

}  // namespace

Trainer::Trainer(Autoencoder& model, Pairs data, const FitOptions& options)
    : Trainer(model, std::move(data), Pairs(), options) {}

Trainer::Trainer(Autoencoder& model, Pairs data, Pairs validation, const FitOptions& options)
    : model_(model), train_(std::move(data)), validation_(std::move(validation)), options_(options) {
  validate(options_);
  if (train_.size() == 0) fail(ErrorCode::invalid_data, {"data"}, {"is empty"});
  model.require_fits(train_);
  if (validation_.size() > 0) {
    model.require_fits(validation_, "validation", "validation.targets");
  } else {
    validation_ = held_out(train_, options_.validation_split);
  }
  warnings_ = model.warnings(train_);
  if (options_.pretrain_epochs > 0) phases_ += LayerPretraining::count(model);

  batch_ = batch_of(train_, options_.batch_size, model.config().input);
  targets_ = targets_of(train_, batch_);
  weights_ = Tensor(0, model.config().input);
  validation_batch_ = batch_of(validation_, options_.batch_size, model.config().input);
  validation_targets_ = targets_of(validation_, validation_batch_);
  validation_workspace_ = model.make_workspace(validation_batch_.batch(), false);
  if (options_.early_stopping) {
    for (const Parameter* parameter : model.parameters()) best_.push_back(parameter->value);
  }
  order_.resize(train_.size());
  require_initial();
  steps_ = batches() * ((phases_ - 1) * options_.pretrain_epochs + options_.epochs - options_.initial_epoch) -
           options_.initial_batch;
  model.remember(train_.inputs);
  start_phase();
  factor_ = rate_factor();
}

std::int64_t Trainer::batches() const {
  const auto batch = static_cast<std::size_t>(options_.batch_size);
  return static_cast<std::int64_t>((train_.size() + batch - 1) / batch);
}

void Trainer::require_initial() const {
  const auto [batch, steps] = std::pair<std::int64_t, std::uint64_t>(options_.initial_batch, model_.steps());
  require(batch >= 0 && batch < batches(), "initial_batch", "must be a whole number of at least 0 and below an epoch's",
          options_.initial_batch);
  require(static_cast<std::uint64_t>(batch) <= steps, "initial_batch", "must be at most the model's own steps",
          options_.initial_batch);
  if (phases_ == 1) return;
  require(options_.initial_epoch == 0, "initial_epoch", "must be 0 with pretraining", options_.initial_epoch);
  require(batch == 0, "initial_batch", "must be 0 with pretraining", options_.initial_batch);
}

double Trainer::rate_factor() const {
  if (pretraining()) return 1;
  // In batches, of which the last may be a short one.
  const std::size_t batches_done = next_ / static_cast<std::size_t>(options_.batch_size);
  const auto all = static_cast<double>(batches());
  const double share = static_cast<double>(batches_done) / all + 0.5 / all;
  return schedule_factor(options_.schedule, epoch_ - 1 + share, options_.epochs);
}

double Trainer::beta_factor() const {
  const auto& variational = model_.config().variational;
  if (!variational || variational->warmup == 0) return 1;
  // By the steps of the model, so that a run that goes on does not begin anew.
  const double epochs = (static_cast<double>(model_.steps()) + 0.5) / static_cast<double>(batches());
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
  progress.learning_rate = model_.learning_rate() * factor_;
  const double seconds = seconds_ + now() - burst_start_;
  if (step_ > 0 && seconds > 0) {
    progress.samples_per_second = static_cast<double>(trained_) / seconds;
    progress.seconds_left =
        stopped_early_ ? 0 : seconds * static_cast<double>(steps_ - step_) / static_cast<double>(step_);
  }
  return progress;
}

void Trainer::start_burst() {
  recent_losses_ = {};
  burst_start_ = now();
}

Progress Trainer::run(std::chrono::duration<double> budget) {
  start_burst();
  while (!finished()) {
    next_ < train_.size() ? train_next_batch() : validate_next_batch();
    if (epoch_is_over()) return finish_epoch();
    if (now() - burst_start_ >= budget.count()) break;
  }
  return end_burst(progress());
}

Progress Trainer::step() {
  start_burst();
  if (finished()) return end_burst(progress());
  if (next_ < train_.size()) train_next_batch();
  while (next_ == train_.size() && !epoch_is_over()) validate_next_batch();
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
    model_.require_fits(train_);
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
  pretraining_ = pretraining() ? std::make_unique<LayerPretraining>(model_, phase_, batch_.batch()) : nullptr;
  epoch_ = options_.initial_epoch;
  start_epoch(options_.initial_batch);
}

void Trainer::start_epoch(int batches_done) {
  ++epoch_;
  next_ = static_cast<std::size_t>(batches_done) * static_cast<std::size_t>(options_.batch_size);
  validated_ = 0;
  epoch_losses_ = validation_losses_ = {};
  if (!options_.shuffle) return std::iota(order_.begin(), order_.end(), 0U);
  // Keyed by the steps of what is trained, an epoch's order does not depend on how many runs came before.
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
  epoch_losses_.add(losses, count, counted);
  recent_losses_.add(losses, count, counted);
  next_ += count;
  trained_ += count;
  ++step_;
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
  validation_losses_.add(losses, count, counted_samples(validation_batch_, weights));
  validated_ += count;
}

Progress Trainer::finish_epoch() {
  if (validated_ > 0) validation_loss_ = validation_losses_.mean().total();
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

/// The next step would meet weights that have overflowed, but after the last one there is none.
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
