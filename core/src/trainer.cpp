#include "hourglass/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "hourglass/error.hpp"

namespace hourglass {
namespace {

void validate(const FitOptions& options) {
  require(options.epochs >= 1, "epochs", "must be a whole number of at least 1", options.epochs);
  require(options.batch_size >= 1, "batch_size", "must be a whole number of at least 1", options.batch_size);
  require(options.validation_split >= 0 && options.validation_split < 1, "validation",
          "must be a share of at least 0 and below 1", options.validation_split);
}

Dataset held_out(Dataset& data, double share) {
  const auto count = static_cast<std::size_t>(std::floor(static_cast<double>(data.size()) * share));
  return count == 0 ? Dataset() : data.split_off(std::min(count, data.size() - 1));
}

void require_features(const Dataset& data, std::size_t features, const char* name) {
  if (data.size() == 0 || data.features() == features) return;
  throw Error(ErrorCode::shape_mismatch, name,
              "must have " + std::to_string(features) + " features, got " + std::to_string(data.features()));
}

}  // namespace

Trainer::Trainer(Autoencoder& model, Dataset data, const FitOptions& options)
    : Trainer(model, std::move(data), Dataset(), options) {}

Trainer::Trainer(Autoencoder& model, Dataset data, Dataset validation, const FitOptions& options)
    : model_(model), train_(std::move(data)), validation_(std::move(validation)), options_(options) {
  validate(options_);
  if (train_.size() == 0) throw Error(ErrorCode::invalid_data, "data", "is empty");
  if (validation_.size() == 0) validation_ = held_out(train_, options_.validation_split);
  require_features(train_, model.features(), "data");
  require_features(validation_, model.features(), "validation");

  const std::size_t batch = std::min(static_cast<std::size_t>(options_.batch_size), train_.size());
  const std::size_t validation_batch = std::min(static_cast<std::size_t>(options_.batch_size), validation_.size());
  batch_ = Tensor(batch, model.config().input);
  validation_batch_ = Tensor(validation_batch, model.config().input);
  validation_workspace_ = model.make_workspace(validation_batch, false);
  order_.resize(train_.size());
  progress_.epochs = options_.epochs;
  progress_.steps = static_cast<std::int64_t>((train_.size() + batch - 1) / batch) * options_.epochs;
  start_ = Clock::now();
  start_epoch();
}

Progress Trainer::progress() const {
  Progress now = progress_;
  now.epoch = std::min(now.epoch, options_.epochs);
  if (next_ > 0) {
    const auto samples = static_cast<double>(next_);
    now.losses = {sum_.reconstruction / samples, sum_.penalty / samples};
  }
  now.learning_rate = model_.learning_rate();
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  if (trained_ > 0 && seconds > 0) {
    now.samples_per_second = static_cast<double>(trained_) / seconds;
    const double all = static_cast<double>(train_.size()) * options_.epochs;
    now.seconds_left = (all - static_cast<double>(trained_)) / now.samples_per_second;
  }
  return now;
}

Progress Trainer::run(std::chrono::duration<double> budget) {
  const Clock::time_point start = Clock::now();
  while (!finished()) {
    if (next_ < train_.size()) {
      train_next_batch();
    } else if (validated_ < validation_.size()) {
      validate_next_batch();
    }
    if (next_ == train_.size() && validated_ == validation_.size()) return finish_epoch();
    if (Clock::now() - start >= budget) break;
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

void Trainer::start_epoch() {
  ++progress_.epoch;
  next_ = 0;
  validated_ = 0;
  sum_ = {};
  validation_sum_ = 0;
  if (finished()) return;
  // Keyed by the model's step, an epoch's order does not depend on how many runs came before.
  if (options_.shuffle) {
    Rng(model_.config().seed, Purpose::shuffling, model_.steps()).permutation(order_);
  } else {
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<std::uint32_t>(i);
  }
}

void Trainer::train_next_batch() {
  const std::size_t count = std::min(static_cast<std::size_t>(options_.batch_size), train_.size() - next_);
  train_.gather(std::span(order_).subspan(next_, count), batch_);
  const Losses losses = model_.train_batch(batch_);
  sum_.reconstruction += losses.reconstruction * static_cast<double>(count);
  sum_.penalty += losses.penalty * static_cast<double>(count);
  next_ += count;
  trained_ += count;
  ++progress_.step;
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
  if (validated_ > 0) progress_.validation_loss = validation_sum_ / static_cast<double>(validated_);
  Progress last = progress();
  last.epoch_finished = true;
  start_epoch();
  return last;
}

}  // namespace hourglass
