#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace support {

using Bytes = std::vector<std::uint8_t>;

/// A safetensors file taken apart, to be put together otherwise. Tests run on little-endian machines.
struct FileParts {
  std::string header;
  Bytes tensors;

  explicit FileParts(const Bytes& file) {
    std::uint64_t length = 0;
    std::memcpy(&length, file.data(), 8);
    const auto split = file.begin() + 8 + static_cast<std::ptrdiff_t>(length);
    header.assign(file.begin() + 8, split);
    tensors.assign(split, file.end());
  }
  explicit FileParts(std::string only_header) : header(std::move(only_header)) {}

  FileParts& replace(const std::string& from, const std::string& to) {
    const std::size_t place = header.find(from);
    REQUIRE_MESSAGE(place != std::string::npos, from);
    header.replace(place, from.size(), to);
    return *this;
  }

  FileParts& config(const std::string& json) {
    const std::size_t begin = header.find(R"("config":)") + 9;
    header.replace(begin, header.find(R"(,"steps":)") - begin, hourglass::json::quoted(json));
    return *this;
  }

  FileParts& value(std::size_t index, float x) {
    std::memcpy(tensors.data() + 4 * index, &x, 4);
    return *this;
  }

  /// With a length that need not be the header's.
  [[nodiscard]] Bytes joined(std::uint64_t length) const {
    Bytes file;
    for (int shift = 0; shift < 64; shift += 8) file.push_back(static_cast<std::uint8_t>(length >> shift));
    file.insert(file.end(), header.begin(), header.end());
    file.insert(file.end(), tensors.begin(), tensors.end());
    return file;
  }
  [[nodiscard]] Bytes joined() const { return joined(header.size()); }
};

}  // namespace support
