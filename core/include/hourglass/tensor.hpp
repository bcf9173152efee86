#pragma once

#include <concepts>
#include <cstddef>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include "hourglass/error.hpp"

namespace hourglass {

/// Allocates on cache-line boundaries, so that no vector load straddles two lines.
template <class T>
struct AlignedAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>& /*other*/) noexcept {}

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }
  void deallocate(T* pointer, std::size_t /*count*/) noexcept { ::operator delete(pointer, alignment); }
  friend bool operator==(AlignedAllocator, AlignedAllocator) { return true; }
};

using Floats = std::vector<float, AlignedAllocator<float>>;

/// Shape of one sample; a vector of n features is {1, 1, n}, or n alone.
struct Shape {
  int height = 1, width = 1, channels = 1;

  Shape() = default;
  /// Sides of any integer type. Errors: invalid_config for one that int cannot hold.
  template <std::integral H, std::integral W, std::integral C>
  constexpr Shape(H high, W wide, C deep) : height(side(high)), width(side(wide)), channels(side(deep)) {}
  template <std::integral Features>
  constexpr Shape(Features features) : channels(side(features)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(height) * static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
  }
  friend bool operator==(const Shape&, const Shape&) = default;

 private:
  template <std::integral Side>
  static constexpr int side(Side length) {
    const bool fits = std::in_range<int>(length);
    if (!fits) require(fits, "shape", "must be at most 2147483647 a side", static_cast<double>(length));
    return static_cast<int>(length);
  }
};

/// A batch of samples, row-major float32: (batch, height, width, channels).
class Tensor {
 public:
  Tensor() = default;
  Tensor(std::size_t batch, Shape shape) : shape_(shape), features_(shape.size()) { resize(batch); }

  /// Sets the number of samples; allocates only beyond the largest batch so far.
  void resize(std::size_t batch) {
    batch_ = batch;
    if (values_.size() < batch * features_) values_.resize(batch * features_);
  }

  [[nodiscard]] std::size_t batch() const { return batch_; }
  [[nodiscard]] Shape shape() const { return shape_; }
  [[nodiscard]] std::size_t features() const { return features_; }
  [[nodiscard]] std::size_t channels() const { return static_cast<std::size_t>(shape_.channels); }

  [[nodiscard]] float* data() { return values_.data(); }
  [[nodiscard]] const float* data() const { return values_.data(); }
  [[nodiscard]] std::span<float> values() { return {values_.data(), batch_ * features_}; }
  [[nodiscard]] std::span<const float> values() const { return {values_.data(), batch_ * features_}; }
  [[nodiscard]] std::span<float> row(std::size_t sample) { return {data() + sample * features_, features_}; }
  [[nodiscard]] std::span<const float> row(std::size_t sample) const {
    return {data() + sample * features_, features_};
  }

 private:
  Shape shape_;
  std::size_t batch_ = 0, features_ = 1;
  Floats values_;
};

}  // namespace hourglass
