#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "hourglass/export.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// Numbers from `low` to `high`.
struct Range {
  double low = 0, high = 1;

  /// Rounding may carry a value a little beyond the end: a ten-thousandth of the range does not count.
  [[nodiscard]] bool contains(const Range& other) const {
    const double slack = std::isfinite(high - low) ? 1e-4 * (high - low) : 1e-4;
    return other.low >= low - slack && other.high <= high + slack;
  }
  friend bool operator==(const Range&, const Range&) = default;
};

/// Samples held in memory, one after another. Bytes 0 to 255 stand for 0 to 1 and stay bytes: a quarter of the room.
/// Copies and parts share the samples.
class HOURGLASS_API Dataset {
 public:
  Dataset() = default;
  /// Errors, which call the values `name`: invalid_data where a value is NaN or infinite or there is none,
  /// shape_mismatch where the length is no multiple of `features`.
  Dataset(std::vector<float> values, std::size_t features, std::string_view name = "data");
  Dataset(std::vector<std::uint8_t> values, std::size_t features, std::string_view name = "data");
  /// Copies of what is somewhere else. Doubles become floats; what those cannot hold is refused.
  Dataset(std::span<const float> values, std::size_t features, std::string_view name = "data");
  Dataset(std::span<const double> values, std::size_t features, std::string_view name = "data");
  Dataset(std::span<const std::uint8_t> values, std::size_t features, std::string_view name = "data");

  /// Windows of one block of values, which they share: each begins `step` values behind the one before. What is left at
  /// the end is no window. Errors: invalid_config for a step of 0; shape_mismatch where not one window fits.
  [[nodiscard]] static Dataset windows(Dataset values, std::size_t features, std::size_t step,
                                       std::string_view name = "data");

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t features() const { return features_; }
  /// The least and the greatest value of what this is a part of.
  [[nodiscard]] Range range() const { return samples_ ? samples_->range : Range(); }

  /// All samples as floats: (size, features).
  [[nodiscard]] std::vector<float> values() const;

  /// Samples first .. first + count - 1. Errors: invalid_config where there are not as many.
  [[nodiscard]] Dataset rows(std::size_t first, std::size_t count) const;

  /// Takes the last `count` samples (at most all but one) away, and returns them.
  [[nodiscard]] Dataset split_off(std::size_t count);

  /// Adds samples behind these. Parts and copies stay as they are. Errors: shape_mismatch for other features,
  /// invalid_data for floats behind bytes, bytes behind floats, and windows of a block.
  void append(const Dataset& more, std::string_view name = "samples");
  /// Takes the first `count` samples (at most all but one) away.
  void drop_first(std::size_t count);

  /// A copy of at most `count` samples, evenly spaced.
  [[nodiscard]] Dataset thinned(std::size_t count) const;

  /// Copies the samples `indices` names into `out`, which is resized to as many.
  void gather(std::span<const std::uint32_t> indices, Tensor& out) const;
  /// Copies samples first .. first + count - 1.
  void gather(std::size_t first, std::size_t count, Tensor& out) const;

  /// Errors: invalid_data unless all values are within `allowed`. It names the first that is not and ends in `advice`.
  void require_within(const Range& allowed, std::string_view name, std::string_view advice) const;

 private:
  struct Samples {
    std::variant<std::vector<float>, std::vector<std::uint8_t>> values;
    Range range;  // bytes: 0 to 1
  };

  /// Where a sample begins.
  [[nodiscard]] std::size_t place(std::size_t sample) const { return (first_ + sample) * step_; }
  [[nodiscard]] const std::vector<float>* floats() const { return std::get_if<0>(&samples_->values); }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return std::get<1>(samples_->values); }
  void copy(std::size_t sample, std::span<float> out) const;

  std::shared_ptr<Samples> samples_;  // changed by nobody who shares them
  std::size_t first_ = 0, size_ = 0, features_ = 1;
  std::size_t step_ = 1;  // values from one sample to the next: of windows fewer, or more, than features
};

/// Inputs and what a model is to make of them: of a plain autoencoder's samples the same.
struct HOURGLASS_API Pairs {
  Pairs() = default;
  Pairs(Dataset data) : inputs(std::move(data)) {}  // NOLINT(google-explicit-constructor)
  /// Errors: shape_mismatch "<name> ..." unless there is a target for each input, of as many features.
  Pairs(Dataset data, Dataset wanted, std::string_view name = "targets");

  Dataset inputs;
  Dataset own_targets;      // none: the inputs
  Dataset sample_weights;   // (n, 1) of 0 or more; none: 1 each
  Dataset feature_weights;  // (1, features) for all samples, or (n, features); none: 1 each

  [[nodiscard]] std::size_t size() const { return inputs.size(); }
  [[nodiscard]] bool has_targets() const { return own_targets.size() > 0; }
  [[nodiscard]] const Dataset& targets() const { return has_targets() ? own_targets : inputs; }
  /// How much samples and features count in the reconstruction loss, which is a mean over what counts. Penalties do not
  /// take them, as in Keras. Errors: shape_mismatch unless there is one for each, invalid_data for one below 0 or none
  /// above it.
  /// The messages call them by these names.
  void set_weights(Dataset samples, Dataset features, std::string_view samples_name = "sample_weights",
                   std::string_view features_name = "feature_weights");
  [[nodiscard]] bool has_weights() const { return sample_weights.size() > 0 || feature_weights.size() > 0; }
  /// Makes `out` the weights of these samples, each times its features' own: (count, features).
  void gather_weights(std::span<const std::uint32_t> indices, Tensor& out) const;
  void gather_weights(std::size_t first, std::size_t count, Tensor& out) const;
  /// As Dataset's.
  [[nodiscard]] Pairs split_off(std::size_t count);
};

}  // namespace hourglass
