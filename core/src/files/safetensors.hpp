#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/message.hpp"

// The container (https://github.com/huggingface/safetensors#format): the header's length in 8 bytes, a header in JSON,
// and the tensors' bytes one after another without gaps; all numbers little-endian.
namespace hourglass::safetensors {

/// Throws invalid_file "file <problem>".
[[noreturn]] void refuse(Words problem);

/// A tensor in the memory of a file.
struct Tensor {
  std::string_view dtype;
  std::vector<std::uint64_t> shape;
  std::span<const std::uint8_t> bytes;
  bool taken = false;
};

/// A file whose header holds: every tensor lies within it, none shares a byte with another, and none is left over.
class File {
 public:
  /// Keeps no copy of the bytes. Errors: invalid_file.
  explicit File(std::span<const std::uint8_t> bytes);
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() = default;

  /// Errors: invalid_file where there is none.
  [[nodiscard]] const std::string& metadata(std::string_view key) const;
  /// Everything except what has one of these keys.
  [[nodiscard]] std::map<std::string, std::string> metadata_but(std::span<const std::string_view> keys) const;
  [[nodiscard]] bool has(std::string_view name) const { return tensors_.find(name) != tensors_.end(); }
  /// The values of the float32 tensor of this name and shape. Errors: invalid_file where there is none, or where a
  /// value is NaN or infinite.
  std::vector<float> take(std::string_view name, std::span<const std::uint64_t> shape);
  /// Errors: invalid_file where a tensor was not taken.
  void require_all_taken() const;
  /// How many float32 values there would be if the tensors held nothing else.
  [[nodiscard]] std::size_t most_values() const { return size_ / sizeof(float); }

 private:
  void read_metadata(const json::Value& value);

  json::Value header_;                      // the texts of what follows are in it
  const json::Object* metadata_ = nullptr;  // null where there is none
  std::map<std::string_view, Tensor> tensors_;
  std::size_t size_ = 0;  // of all tensors, in bytes
};

/// Writes a file, piece by piece.
class Writer {
 public:
  /// Before all tensors.
  void add_metadata(std::string_view key, std::string_view value);
  /// Keeps no copy of the values. Errors: invalid_data unless they are finite.
  void add(const std::string& name, std::span<const std::uint64_t> shape, std::span<const float> values);
  [[nodiscard]] std::vector<std::uint8_t> bytes() const;

 private:
  std::string header_ = R"({"__metadata__":{)";
  std::vector<std::span<const float>> values_;
  std::uint64_t end_ = 0;
};

}  // namespace hourglass::safetensors
