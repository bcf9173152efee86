#include "hourglass/dataset.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/kernels.hpp"
#include "kernels/parallel.hpp"
#include "message.hpp"

namespace hourglass {
namespace {

std::size_t count_samples(std::size_t length, std::size_t features) {
  if (length == 0) fail(ErrorCode::invalid_data, {"data"}, {"is empty"});
  if (length % features != 0) {
    fail(ErrorCode::shape_mismatch, {"data"},
         {"must have a length that is a multiple of ", features, " features, got ", length});
  }
  return length / features;
}

}  // namespace

Dataset::Dataset(std::vector<float> values, std::size_t features)
    : size_(count_samples(values.size(), features)), features_(features) {
  const auto bad = std::find_if_not(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
  if (bad != values.end()) {
    const auto index = static_cast<std::size_t>(bad - values.begin());
    fail(ErrorCode::invalid_data, {"data"},
         {"must be finite numbers, got ", to_text(*bad), " at index ", index, " (sample ", index / features,
          ", feature ", index % features, ")"});
  }
  values_ = std::move(values);
}

Dataset::Dataset(std::vector<std::uint8_t> values, std::size_t features)
    : values_(std::move(values)), size_(count_samples(std::get<1>(values_).size(), features)), features_(features) {}

std::vector<float> Dataset::values() const {
  std::vector<float> all(size_ * features_);
  for (std::size_t i = 0; i < size_; ++i) copy(i, std::span(all).subspan(i * features_, features_));
  return all;
}

Dataset Dataset::split_off(std::size_t count) {
  size_ -= count;
  Dataset tail;
  tail.size_ = count;
  tail.features_ = features_;
  std::visit(
      [&](auto& values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(size_ * features_);
        tail.values_ = std::remove_reference_t<decltype(values)>(middle, values.end());
        values.erase(middle, values.end());
      },
      values_);
  return tail;
}

Dataset Dataset::thinned(std::size_t count) const {
  Dataset result;
  result.size_ = std::min(count, size_);
  result.features_ = features_;
  std::visit(
      [&](const auto& values) {
        std::remove_cvref_t<decltype(values)> kept(result.size_ * features_);
        auto next = kept.begin();
        for (std::size_t i = 0; i < result.size_; ++i) {
          const auto first = values.begin() + static_cast<std::ptrdiff_t>(i * size_ / result.size_ * features_);
          next = std::copy_n(first, features_, next);
        }
        result.values_ = std::move(kept);
      },
      values_);
  return result;
}

void Dataset::copy(std::size_t sample, std::span<float> out) const {
  const std::size_t first = sample * features_;
  if (const auto* const floats = std::get_if<std::vector<float>>(&values_)) {
    std::copy_n(floats->data() + first, features_, out.begin());
  } else {
    kernels::from_bytes(std::span(std::get<1>(values_)).subspan(first, features_), out);
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

}  // namespace hourglass
