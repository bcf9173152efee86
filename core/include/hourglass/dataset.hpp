#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "hourglass/tensor.hpp"

namespace hourglass {

/// Samples held in memory, one after another. Bytes 0 to 255 stand for 0 to 1 and stay bytes: a quarter of the room.
class Dataset {
 public:
  Dataset() = default;
  /// Errors: invalid_data where a value is NaN or infinite or there is none, shape_mismatch where the length is no
  /// multiple of `features`.
  Dataset(std::vector<float> values, std::size_t features);
  Dataset(std::vector<std::uint8_t> values, std::size_t features);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t features() const { return features_; }

  /// All samples as floats: (size, features).
  [[nodiscard]] std::vector<float> values() const;

  /// Moves the last `count` samples (at most all but one) into a dataset of their own.
  [[nodiscard]] Dataset split_off(std::size_t count);

  /// A copy of at most `count` samples, evenly spaced.
  [[nodiscard]] Dataset thinned(std::size_t count) const;

  /// Copies the samples `indices` names into `out`, which is resized to as many.
  void gather(std::span<const std::uint32_t> indices, Tensor& out) const;
  /// Copies samples first .. first + count - 1.
  void gather(std::size_t first, std::size_t count, Tensor& out) const;

 private:
  void copy(std::size_t sample, std::span<float> out) const;

  std::variant<std::vector<float>, std::vector<std::uint8_t>> values_;
  std::size_t size_ = 0, features_ = 1;
};

}  // namespace hourglass
