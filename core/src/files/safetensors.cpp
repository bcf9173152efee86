#include "files/safetensors.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace hourglass::safetensors {
namespace {

constexpr std::size_t length_size = 8;
/// Enough for tens of thousands of tensors. Once it is read, JSON takes many times the memory of its text.
constexpr std::uint64_t max_header = 4 << 20;

std::uint64_t read_little_endian(std::span<const std::uint8_t> bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

void append_little_endian(std::vector<std::uint8_t>& bytes, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::string_view header_of(std::span<const std::uint8_t> file) {
  if (file.size() < length_size) {
    refuse({"is too short: it has ", file.size(), " bytes, and the length of a header takes 8"});
  }
  const std::uint64_t length = read_little_endian(file.first(length_size));
  const std::size_t rest = file.size() - length_size;
  if (length > rest) {
    refuse({"is cut off or no safetensors file: its header should take ", length, " bytes, and ", rest, " are left"});
  }
  if (length > max_header) refuse({"has a header of ", length, " bytes; at most ", max_header, " are read"});
  return {reinterpret_cast<const char*>(file.data()) + length_size, static_cast<std::size_t>(length)};
}

json::Value parsed(std::string_view header) {
  try {
    return json::parse(header);
  } catch (const json::SyntaxError& error) {
    refuse({"has a header that is not JSON: ", error.what()});
  }
}

/// The whole numbers of an array; nothing where it is no such array.
std::optional<std::vector<std::uint64_t>> whole_numbers(const json::Value* value) {
  const auto* const array = value == nullptr ? nullptr : value->as<json::Array>();
  if (array == nullptr) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  for (const json::Value& item : *array) {
    const auto* const number = item.as<double>();
    const bool whole = number != nullptr && *number >= 0 && *number <= 0x1p53 && *number == std::floor(*number);
    if (!whole) return std::nullopt;
    numbers.push_back(static_cast<std::uint64_t>(*number));
  }
  return numbers;
}

/// The product of the sides; nothing above `most`.
std::optional<std::uint64_t> count(std::span<const std::uint64_t> shape, std::uint64_t most) {
  std::uint64_t product = 1;
  for (const std::uint64_t side : shape) {
    if (side != 0 && product > most / side) return std::nullopt;
    product *= side;
  }
  return product;
}

std::string to_text(std::span<const std::uint64_t> numbers) {
  std::string text = "[";
  for (const std::uint64_t number : numbers) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  return text += ']';
}

[[noreturn]] void refuse_tensor(std::string_view name, Words problem) {
  refuse({"has a tensor ", json::quoted(name), joined(problem)});
}

Tensor read_tensor(std::string_view name, const json::Value& value, std::span<const std::uint8_t> buffer) {
  static const json::Object none;
  const auto* const object = value.as<json::Object>();
  const json::Object& entry = object == nullptr ? none : *object;
  const json::Value* const dtype = json::find(entry, "dtype");
  const auto* const type = dtype == nullptr ? nullptr : dtype->as<std::string>();
  auto shape = whole_numbers(json::find(entry, "shape"));
  const auto offsets = whole_numbers(json::find(entry, "data_offsets"));
  if (type == nullptr || !shape || !offsets || offsets->size() != 2) {
    refuse_tensor(name, {" without dtype, shape and data_offsets, a text and whole numbers"});
  }
  const std::uint64_t begin = (*offsets)[0];
  const std::uint64_t end = (*offsets)[1];
  if (begin > end || end > buffer.size()) {
    refuse_tensor(name, {" at bytes ", begin, " to ", end, " of ", buffer.size()});
  }
  const auto bytes = buffer.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  if (*type == "F32") {  // no other type is read
    const auto values = count(*shape, buffer.size());
    if (!values || *values * sizeof(float) != bytes.size()) {
      refuse_tensor(name, {" of ", bytes.size(), " bytes, which is not what its shape ", to_text(*shape), " takes"});
    }
  }
  return {*type, *std::move(shape), bytes};
}

/// `parts` (each from a byte on, so many bytes) must cover a buffer, each byte once.
void require_contiguous(const std::multiset<std::pair<std::size_t, std::size_t>>& parts, std::size_t buffer) {
  std::size_t end = 0;
  for (const auto& [begin, size] : parts) {
    if (begin < end) refuse({"has tensors that overlap at byte ", begin});
    if (begin > end) refuse({"has tensors that leave a gap at byte ", end});
    end += size;
  }
  if (end != buffer) refuse({"goes on for ", buffer - end, " bytes behind its last tensor"});
}

}  // namespace

void refuse(Words problem) { fail(ErrorCode::invalid_file, {"file"}, problem); }

// ---------------------------------------------------------------- reading

File::File(std::span<const std::uint8_t> bytes) {
  const std::string_view text = header_of(bytes);
  header_ = parsed(text);
  const auto* const members = header_.as<json::Object>();
  if (members == nullptr || !text.starts_with('{')) refuse({"has a header that is no JSON object"});
  const std::span<const std::uint8_t> buffer = bytes.subspan(length_size + text.size());
  std::multiset<std::pair<std::size_t, std::size_t>> parts;
  for (const json::Member& member : *members) {
    if (member.key == "__metadata__") {
      read_metadata(member.value);
    } else {
      const Tensor& tensor = tensors_.emplace(member.key, read_tensor(member.key, member.value, buffer)).first->second;
      parts.emplace(tensor.bytes.data() - buffer.data(), tensor.bytes.size());
    }
  }
  require_contiguous(parts, buffer.size());
  size_ = buffer.size();
}

void File::read_metadata(const json::Value& value) {
  metadata_ = value.as<json::Object>();
  const auto is_text = [](const json::Member& member) { return member.value.as<std::string>() != nullptr; };
  if (metadata_ == nullptr || !std::all_of(metadata_->begin(), metadata_->end(), is_text)) {
    refuse({"has a __metadata__ that is no JSON object of texts"});
  }
}

std::map<std::string, std::string> File::metadata_but(std::span<const std::string_view> keys) const {
  std::map<std::string, std::string> others;
  if (metadata_ == nullptr) return others;
  for (const json::Member& member : *metadata_) {
    if (std::ranges::find(keys, member.key) == keys.end()) others[member.key] = *member.value.as<std::string>();
  }
  return others;
}

const std::string& File::metadata(std::string_view key) const {
  const json::Value* const value = metadata_ == nullptr ? nullptr : json::find(*metadata_, key);
  if (value == nullptr) refuse({"has no ", json::quoted(key), " in its metadata"});
  return *value->as<std::string>();
}

std::vector<float> File::take(std::string_view name, std::span<const std::uint64_t> shape) {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) refuse({"has no tensor ", json::quoted(name)});
  Tensor& tensor = found->second;
  if (tensor.dtype != "F32") refuse_tensor(name, {" of dtype ", json::quoted(tensor.dtype), ", which must be F32"});
  if (!std::equal(shape.begin(), shape.end(), tensor.shape.begin(), tensor.shape.end())) {
    refuse_tensor(name, {" of shape ", to_text(tensor.shape), ", which must be ", to_text(shape)});
  }
  tensor.taken = true;
  std::vector<float> values(tensor.bytes.size() / sizeof(float));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto bytes = tensor.bytes.subspan(i * sizeof(float), sizeof(float));
    values[i] = std::bit_cast<float>(static_cast<std::uint32_t>(read_little_endian(bytes)));
    if (!std::isfinite(values[i])) refuse_tensor(name, {" that is not finite at index ", i});
  }
  return values;
}

void File::require_all_taken() const {
  for (const auto& [name, tensor] : tensors_) {
    if (!tensor.taken) refuse_tensor(name, {" that its model does not know"});
  }
}

// ---------------------------------------------------------------- writing

void Writer::add_metadata(std::string_view key, std::string_view value) {
  if (header_.back() != '{') header_ += ',';
  header_ += json::quoted(key);
  header_ += ':';
  header_ += json::quoted(value);
}

void Writer::add(const std::string& name, std::span<const std::uint64_t> shape, std::span<const float> values) {
  if (!std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); })) {
    fail(ErrorCode::invalid_data, {name}, {"has a value that is NaN or infinite: it cannot be saved"});
  }
  const std::array<std::uint64_t, 2> offsets{end_, end_ + values.size_bytes()};
  header_ += values_.empty() ? "}," : ",";
  header_ += json::quoted(name);
  header_ += R"(:{"dtype":"F32","shape":)";
  header_ += to_text(shape);
  header_ += R"(,"data_offsets":)";
  header_ += to_text(offsets);
  header_ += '}';
  values_.push_back(values);
  end_ = offsets[1];
}

std::vector<std::uint8_t> Writer::bytes() const {
  std::string header = header_ + (values_.empty() ? "}}" : "}");
  header.append((length_size - header.size() % length_size) % length_size, ' ');
  std::vector<std::uint8_t> bytes;
  bytes.reserve(length_size + header.size() + static_cast<std::size_t>(end_));
  append_little_endian(bytes, header.size(), length_size);
  for (const char c : header) bytes.push_back(static_cast<std::uint8_t>(c));
  for (const auto& values : values_) {
    for (const float value : values) append_little_endian(bytes, std::bit_cast<std::uint32_t>(value), sizeof(float));
  }
  return bytes;
}

}  // namespace hourglass::safetensors
