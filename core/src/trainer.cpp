#include "hourglass/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "clock.hpp"
#include "message.hpp"

namespace hourglass {
namespace {

void validate(const FitOptions& options) {
  require(options.epochs >= 1, "epochs", "must be a whole number of at least 1", options.epochs);
  require(options.batch_size >= 1, "batch_size", "must be a whole number of at least 1", options.batch_size);
  require(options.validation_split >= 0 && options.validation_split < 1, "validation",
          "must be a share of at least 0 and below 1", options.validation_split);
  require(options.pretrain_epochs >= 0, "pretrain.epochs", "must be a whole number of at least 0",
          options.pretrain_epochs);
  validate(options.schedule, options.epochs);
  if (!options.early_stopping) return;
  require(options.early_stopping->patience >= 0, "early_stopping.patience", "must be a whole number of at least 0",
          options.early_stopping->patience);
  require(std::isfinite(options.early_stopping->min_delta) && options.early_stopping->min_delta >= 0,
          "early_stopping.min_delta", "must be a number of at least 0", options.early_stopping->min_delta);
}

Dataset held_out(Dataset& data, double share) {
  const auto count = static_cast<std::size_t>(std::floor(static_cast<double>(data.size()) * share));
  return count == 0 ? Dataset() : data.split_off(std::min(count, data.size() - 1));
}

void require_features(const Dataset& data, std::size_t features, const char* name) {
  if (data.size() == 0 || data.features() == features) return;
  fail(ErrorCode::shape_mismatch, {name}, {"must have ", features, " features, got ", data.features()});
}

}  // namespace

Trainer::Trainer(Autoencoder& model, Dataset data, const FitOptions& options)
    : Trainer(model, std::move(data), Dataset(), options) {}

Trainer::Trainer(Autoencoder& model, Dataset data, Dataset validation, const FitOptions& options)
    : model_(model), train_(std::move(data)), validation_(std::move(validation)), options_(options) {
  validate(options_);
  if (train_.size() == 0) fail(ErrorCode::invalid_data, {"data"}, {"is empty"});
  if (validation_.size() == 0) validation_ = held_out(train_, options_.validation_split);
  require_features(train_, model.features(), "data");
  require_features(validation_, model.features(), "validation");
  if (options_.pretrain_epochs > 0) phases_ += LayerPretraining::count(model);

  const auto batch_size = static_cast<std::size_t>(options_.batch_size);
  batch_ = Tensor(std::min(batch_size, train_.size()), model.config().input);
  validation_batch_ = Tensor(std::min(batch_size, validation_.size()), model.config().input);
  validation_workspace_ = model.make_workspace(validation_batch_.batch(), false);
  if (options_.early_stopping) {
    for (const Parameter* parameter : model.parameters()) best_.push_back(parameter->value);
  }
  order_.resize(train_.size());
  steps_ = batches() * ((phases_ - 1) * options_.pretrain_epochs + options_.epochs);
  model.remember(train_);
  start_ = now();
  start_phase();
}

std::int64_t Trainer::batches() const {
  const auto batch = static_cast<std::size_t>(options_.batch_size);
  return static_cast<std::int64_t>((train_.size() + batch - 1) / batch);
}

double Trainer::rate_factor() const {
  if (pretraining()) return 1;
  const double done = static_cast<double>(next_) / static_cast<double>(train_.size());
  const double half_a_batch = 0.5 / static_cast<double>(batches());
  return schedule_factor(options_.schedule, epoch_ - 1 + done + half_a_batch, options_.epochs);
}

Progress Trainer::progress() const {
  Progress progress;
  if (pretraining()) progress.pretraining_layer = phase_;
  progress.epoch = epoch_;
  progress.epochs = epochs_of_phase();
  progress.step = step_;
  progress.steps = steps_;
  if (next_ > 0) {
    const auto samples = static_cast<double>(next_);
    progress.losses = {sum_.reconstruction / samples, sum_.penalty / samples};
  }
  progress.validation_loss = validation_loss_;
  progress.learning_rate = model_.learning_rate() * (next_ < train_.size() ? rate_factor() : 1);
  const double seconds = now() - start_;
  if (step_ > 0 && seconds > 0) {
    progress.samples_per_second = static_cast<double>(trained_) / seconds;
    progress.seconds_left =
        stopped_early_ ? 0 : seconds * static_cast<double>(steps_ - step_) / static_cast<double>(step_);
  }
  return progress;
}

Progress Trainer::run(std::chrono::duration<double> budget) {
  const double start = now();
  const std::size_t to_validate = pretraining() ? 0 : validation_.size();
  while (!finished()) {
    if (next_ < train_.size()) {
      train_next_batch();
    } else if (validated_ < to_validate) {
      validate_next_batch();
    }
    if (next_ == train_.size() && validated_ == to_validate) return finish_epoch();
    if (now() - start >= budget.count()) break;
  }
  return progress();
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
  epoch_ = 0;
  pretraining_ = pretraining() ? std::make_unique<LayerPretraining>(model_, phase_, batch_.batch()) : nullptr;
  start_epoch();
}

void Trainer::start_epoch() {
  ++epoch_;
  next_ = 0;
  validated_ = 0;
  sum_ = {};
  validation_sum_ = 0;
  if (!options_.shuffle) return std::iota(order_.begin(), order_.end(), 0U);
  // Keyed by the steps of what is trained, an epoch's order does not depend on how many runs came before.
  const std::uint64_t steps = pretraining() ? pretraining_->steps() : model_.steps();
  const auto stream = static_cast<std::uint32_t>(pretraining() ? phase_ + 1 : 0);
  Rng(model_.config().seed, Purpose::shuffling, steps, stream).permutation(order_);
}

void Trainer::train_next_batch() {
  const std::size_t count = std::min(static_cast<std::size_t>(options_.batch_size), train_.size() - next_);
  train_.gather(std::span(order_).subspan(next_, count), batch_);
  Losses losses;
  if (pretraining()) {
    losses.reconstruction = pretraining_->train_batch(batch_, rate_factor());
  } else {
    losses = model_.train_batch(batch_, rate_factor());
  }
  sum_.reconstruction += losses.reconstruction * static_cast<double>(count);
  sum_.penalty += losses.penalty * static_cast<double>(count);
  next_ += count;
  trained_ += count;
  ++step_;
}

void Trainer::validate_next_batch() {
  const auto size = static_cast<std::size_t>(options_.batch_size);
  const std::size_t count = std::min(size, validation_.size() - validated_);
  validation_.gather(validated_, count, validation_batch_);
  const Losses losses = model_.evaluate_batch(validation_batch_, validated_ / size, validation_workspace_);
  validation_sum_ += losses.total() * static_cast<double>(count);
  validated_ += count;
}

Progress Trainer::finish_epoch() {
  if (validated_ > 0) validation_loss_ = validation_sum_ / static_cast<double>(validated_);
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
  return last;
}

void Trainer::watch(const Progress& last, const EarlyStopping& stopping) {
  const double loss = last.validation_loss.value_or(last.losses.total());
  if (!best_loss_ || loss < *best_loss_ - stopping.min_delta) {
    best_loss_ = loss;
    epochs_since_best_ = 0;
    for (std::size_t i = 0; i < best_.size(); ++i) {
      std::copy(model_.parameters()[i]->value.begin(), model_.parameters()[i]->value.end(), best_[i].begin());
    }
  } else if (++epochs_since_best_ > stopping.patience) {
    stopped_early_ = true;
  }
}

void Trainer::restore_best() {
  for (std::size_t i = 0; i < best_.size(); ++i) {
    std::copy(best_[i].begin(), best_[i].end(), model_.parameters()[i]->value.begin());
  }
}

}  // namespace hourglass
