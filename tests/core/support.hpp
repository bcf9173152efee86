#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "hourglass/error.hpp"
#include "hourglass/random.hpp"
#include "hourglass/tensor.hpp"

namespace support {

/// Numbers in [-1, 1) that differ from test to test by their seed.
inline std::vector<float> random_values(std::size_t n, std::uint64_t seed) {
  std::vector<float> values(n);
  hourglass::Rng(seed, hourglass::Purpose::sampling, 0).uniform(values);
  for (float& x : values) x = 2 * x - 1;
  return values;
}

inline hourglass::Tensor random_tensor(std::size_t batch, hourglass::Shape shape, std::uint64_t seed) {
  hourglass::Tensor tensor(batch, shape);
  const std::vector<float> values = random_values(tensor.values().size(), seed);
  std::copy(values.begin(), values.end(), tensor.data());
  return tensor;
}

inline std::vector<float> to_vector(std::span<const float> values) { return {values.begin(), values.end()}; }

/// A digit-like picture book that C++ and JavaScript can both make: byte i is the top byte of i * 2654435761 (mod
/// 2^32), made 0 below 128.
inline std::vector<std::uint8_t> patterned_bytes(std::size_t n) {
  std::vector<std::uint8_t> bytes(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto top = static_cast<std::uint8_t>(static_cast<std::uint32_t>(i) * 2654435761U >> 24);
    bytes[i] = top < 128 ? std::uint8_t{0} : top;
  }
  return bytes;
}

/// Largest difference between `gradient` and central differences of `loss` with respect to `values`, as a share of the
/// largest gradient.
inline double gradient_error(std::span<float> values, std::span<const float> gradient,
                             const std::function<double()>& loss, float h = 1e-2F) {
  double error = 0;
  double largest = 1e-6;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float kept = values[i];
    values[i] = kept + h;
    const double above = loss();
    values[i] = kept - h;
    const double below = loss();
    values[i] = kept;
    const double numeric = (above - below) / (2.0 * static_cast<double>(h));
    error = std::max(error, std::abs(numeric - static_cast<double>(gradient[i])));
    largest = std::max(largest, std::abs(numeric));
  }
  return error / largest;
}

inline double dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

/// The code and the message of the error that `call` throws; "" where it throws none.
inline std::string error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const hourglass::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace support
