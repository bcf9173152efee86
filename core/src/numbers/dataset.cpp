#include "hourglass/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "kernels/parallel.hpp"

namespace hourglass {
namespace {

std::size_t count_samples(std::size_t length, std::size_t features, std::string_view name) {
  if (features == 0) fail(ErrorCode::invalid_config, {"features"}, {"must be at least 1, got 0"});
  if (length == 0) fail(ErrorCode::invalid_data, {name}, {"is empty"});
  if (length % features != 0) {
    fail(ErrorCode::shape_mismatch, {name},
         {"must have a length that is a multiple of ", features, " features, got ", length});
  }
  return length / features;
}

[[noreturn]] void refuse(std::string_view name, std::string_view requirement, double value, std::size_t index,
                         std::size_t features, std::string_view advice = "") {
  fail(ErrorCode::invalid_data, {name},
       {"must be ", requirement, ", got ", to_text(value), " at index ", index, " (sample ", index / features,
        ", feature ", index % features, ")", advice});
}

std::vector<float> floats_of(std::span<const double> values, std::size_t features, std::string_view name) {
  (void)count_samples(values.size(), features, name);
  std::vector<float> floats(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    floats[i] = static_cast<float>(values[i]);
    if (std::isinf(floats[i])) refuse(name, "finite numbers of single precision", values[i], i, features);
  }
  return floats;
}

/// Of finite values.
Range range_of(std::span<const float> values, std::size_t features, std::string_view name) {
  float low = values[0];
  float high = values[0];
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) refuse(name, "finite numbers", static_cast<double>(values[i]), i, features);
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
  }
  return {static_cast<double>(low), static_cast<double>(high)};
}

}  // namespace

Dataset::Dataset(std::vector<float> values, std::size_t features, std::string_view name)
    : size_(count_samples(values.size(), features, name)), features_(features), step_(features) {
  const Range range = range_of(values, features, name);
  samples_ = std::make_shared<Samples>(Samples{std::move(values), range});
}

Dataset::Dataset(std::vector<std::uint8_t> values, std::size_t features, std::string_view name)
    : size_(count_samples(values.size(), features, name)), features_(features), step_(features) {
  samples_ = std::make_shared<Samples>(Samples{std::move(values), Range()});
}

Dataset::Dataset(std::span<const float> values, std::size_t features, std::string_view name)
    : Dataset(std::vector<float>(values.begin(), values.end()), features, name) {}

Dataset::Dataset(std::span<const double> values, std::size_t features, std::string_view name)
    : Dataset(floats_of(values, features, name), features, name) {}

Dataset::Dataset(std::span<const std::uint8_t> values, std::size_t features, std::string_view name)
    : Dataset(std::vector<std::uint8_t>(values.begin(), values.end()), features, name) {}

Dataset Dataset::windows(Dataset values, std::size_t features, std::size_t step, std::string_view name) {
  if (step == 0) fail(ErrorCode::invalid_config, {"step"}, {"must be at least 1, got 0"});
  const std::size_t length = values.size_ * values.features_;
  if (length < features) {
    fail(ErrorCode::shape_mismatch, {name}, {"must have at least the ", features, " values of a window, got ", length});
  }
  values.first_ = 0;
  values.size_ = (length - features) / step + 1;
  values.features_ = features;
  values.step_ = step;
  return values;
}

std::vector<float> Dataset::values() const {
  std::vector<float> all(size_ * features_);
  for (std::size_t i = 0; i < size_; ++i) copy(i, std::span(all).subspan(i * features_, features_));
  return all;
}

Dataset Dataset::rows(std::size_t first, std::size_t count) const {
  if (count < 1 || first >= size_ || count > size_ - first) {
    fail(ErrorCode::invalid_config, {"rows"},
         {"must be at least one of the ", size_, " samples, got ", first, " to ", first + count});
  }
  Dataset part = *this;
  part.first_ += first;
  part.size_ = count;
  return part;
}

Dataset Dataset::split_off(std::size_t count) {
  const Dataset tail = rows(size_ - count, count);
  size_ -= count;
  return tail;
}

void Dataset::append(const Dataset& more, std::string_view name) {
  if (more.features_ != features_) {
    fail(ErrorCode::shape_mismatch, {name}, {"must have ", features_, " features, got ", more.features_});
  }
  if (step_ != features_ || more.step_ != features_) {
    fail(ErrorCode::invalid_data, {name}, {"cannot be added where samples are windows of one block"});
  }
  if (more.samples_->values.index() != samples_->values.index()) {
    fail(ErrorCode::invalid_data, {name}, {"must be bytes behind bytes, or other numbers behind others"});
  }
  const bool shared = samples_.use_count() > 1 || more.samples_ == samples_;
  std::visit(
      [&]<class Values>(Values& own) {
        const auto& others = std::get<Values>(more.samples_->values);
        const auto at = [&](const Dataset& of, std::size_t sample) {
          return static_cast<std::ptrdiff_t>((of.first_ + sample) * features_);
        };
        const auto begin = others.begin() + at(more, 0);
        const auto end = others.begin() + at(more, more.size_);
        const Range all{std::min(range().low, more.range().low), std::max(range().high, more.range().high)};
        // What was dropped in front goes once it is more than half, so that each sample moves about twice.
        if (shared || first_ > size_) {
          Values kept(own.begin() + at(*this, 0), own.begin() + at(*this, size_));
          kept.insert(kept.end(), begin, end);
          samples_ = std::make_shared<Samples>(Samples{std::move(kept), all});
          first_ = 0;
        } else {
          own.resize(static_cast<std::size_t>(at(*this, size_)));
          own.insert(own.end(), begin, end);
          samples_->range = all;
        }
      },
      samples_->values);
  size_ += more.size_;
}

void Dataset::drop_first(std::size_t count) {
  require(count < size_, "rows", "must leave at least one sample", static_cast<double>(count));
  first_ += count;
  size_ -= count;
}

Dataset Dataset::thinned(std::size_t count) const {
  count = std::min(count, size_);
  Dataset result = *this;
  result.first_ = 0;
  result.size_ = count;
  result.step_ = features_;
  std::visit(
      [&](const auto& values) {
        std::remove_cvref_t<decltype(values)> kept(count * features_);
        auto next = kept.begin();
        for (std::size_t i = 0; i < count; ++i) {
          const auto begin = static_cast<std::ptrdiff_t>(place(i * size_ / count));
          next = std::copy_n(values.begin() + begin, features_, next);
        }
        result.samples_ = std::make_shared<Samples>(Samples{std::move(kept), range()});
      },
      samples_->values);
  return result;
}

void Dataset::copy(std::size_t sample, std::span<float> out) const {
  const std::size_t first = place(sample);
  if (floats() != nullptr) {
    std::copy_n(floats()->data() + first, features_, out.begin());
  } else {
    kernels::from_bytes(std::span(bytes()).subspan(first, features_), out);
  }
}

void Dataset::gather(std::span<const std::uint32_t> indices, Tensor& out) const {
  out.resize(indices.size());
  kernels::parallel_for(indices.size(), 1 + 32 * 1024 / features_, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) copy(indices[i], out.row(i));
  });
}

void Dataset::gather(std::size_t first, std::size_t count, Tensor& out) const {
  out.resize(count);
  for (std::size_t i = 0; i < count; ++i) copy(first + i, out.row(i));
}

Pairs::Pairs(Dataset data, Dataset wanted, std::string_view name)
    : inputs(std::move(data)), own_targets(std::move(wanted)) {
  const auto compare = [name](std::size_t given, std::size_t expected, const char* what) {
    if (given == expected) return;
    fail(ErrorCode::shape_mismatch, {name}, {"must be as many ", what, " as the data, ", expected, ", got ", given});
  };
  compare(own_targets.size(), inputs.size(), "samples");
  compare(own_targets.features(), inputs.features(), "features");
}

void Pairs::set_weights(Dataset samples, Dataset features, std::string_view samples_name,
                        std::string_view features_name) {
  const auto check = [](const Dataset& weights, std::string_view name, bool fits, std::size_t expected) {
    if (weights.size() == 0) return;
    if (!fits) {
      fail(ErrorCode::shape_mismatch, {name},
           {"must be ", expected, " numbers, got ", weights.size() * weights.features()});
    }
    const auto [low, high] = weights.range();
    if (low < 0) fail(ErrorCode::invalid_data, {name}, {"must be numbers of at least 0, got ", to_text(low)});
    if (high <= 0) fail(ErrorCode::invalid_data, {name}, {"are all 0: then nothing counts"});
  };
  check(samples, samples_name, samples.features() == 1 && samples.size() == size(), size());
  const bool rows = features.size() == 1 || features.size() == size();
  check(features, features_name, features.features() == inputs.features() && rows, inputs.features());
  sample_weights = std::move(samples);
  feature_weights = std::move(features);
}

void Pairs::gather_weights(std::span<const std::uint32_t> indices, Tensor& out) const {
  out.resize(indices.size());
  const bool own_row = feature_weights.size() > 1;
  Tensor one(1, out.shape());
  if (own_row) {
    feature_weights.gather(indices, out);
  } else if (feature_weights.size() == 1) {
    feature_weights.gather(0, 1, one);
  } else {
    std::ranges::fill(one.values(), 1.0F);
  }
  Tensor samples(indices.size(), 1);
  if (sample_weights.size() > 0) sample_weights.gather(indices, samples);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const float factor = sample_weights.size() > 0 ? samples.data()[i] : 1.0F;
    const std::span<const float> row = own_row ? std::span<const float>(out.row(i)) : one.row(0);
    std::ranges::transform(row, out.row(i).begin(), [factor](float weight) { return factor * weight; });
  }
}

void Pairs::gather_weights(std::size_t first, std::size_t count, Tensor& out) const {
  std::vector<std::uint32_t> indices(count);
  std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
  gather_weights(indices, out);
}

Pairs Pairs::split_off(std::size_t count) {
  Pairs tail;
  if (sample_weights.size() > 0) tail.sample_weights = sample_weights.split_off(count);
  tail.feature_weights =
      feature_weights.size() == size() && size() > 1 ? feature_weights.split_off(count) : feature_weights;
  tail.inputs = inputs.split_off(count);
  if (has_targets()) tail.own_targets = own_targets.split_off(count);
  return tail;
}

void Dataset::require_within(const Range& allowed, std::string_view name, std::string_view advice) const {
  if (size_ == 0 || allowed.contains(range()) || floats() == nullptr) return;
  const std::size_t length = (size_ - 1) * step_ + features_;
  const std::span<const float> values = std::span(*floats()).subspan(place(0), length);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<double>(values[i]);
    if (allowed.contains({value, value})) continue;
    refuse(name, "from " + to_text(allowed.low) + " to " + to_text(allowed.high), value, i, features_, advice);
  }
}

}  // namespace hourglass
