#include "files/settings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/decimal.hpp"
#include "base/message.hpp"

namespace hourglass::settings {
namespace {

/// Messages show only the beginning of a long text.
std::string_view shortened(std::string_view text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most) return text;
  std::size_t end = most;
  while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not inside a character
  return text.substr(0, end);
}

std::string shown(const json::Value& value) {
  if (const auto* string = value.as<std::string>()) {
    // JSON has no word for these numbers: JavaScript sends their names.
    if (*string == "NaN" || *string == "Infinity" || *string == "-Infinity") return *string;
    return json::quoted(shortened(*string)) + (shortened(*string).size() < string->size() ? "..." : "");
  }
  if (const auto* array = value.as<json::Array>()) {
    return array->empty() ? "an empty array" : "an array of " + std::to_string(array->size());
  }
  return value.as<json::Object>() != nullptr ? "an object" : json::to_text(value);
}

std::string path(const std::string& field, std::string_view key) {
  return (field.empty() ? "" : field + ".") + std::string(key);
}

std::string one_of(std::span<const std::string_view> names) {
  std::string all = "one of ";
  for (const std::string_view name : names) {
    if (name != names.front()) all += ", ";
    all += json::quoted(name);
  }
  return all;
}

/// How many characters must be put in, left out or replaced to make one text the other (Levenshtein 1966).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);  // from a's first characters to each of b's beginnings
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

[[noreturn]] void refuse_key(const std::string& field, std::string_view key, std::span<const std::string_view> known) {
  const std::string_view shown_key = shortened(key);
  std::string hint;
  std::string all;
  std::size_t nearest = (shown_key.size() + 1) / 3 + 1;  // farther ones are no misspellings
  for (const std::string_view candidate : known) {
    all += (all.empty() ? "" : ", ") + std::string(candidate);
    const std::size_t far = distance(shown_key, candidate);
    if (far >= nearest) continue;
    nearest = far;
    hint = "; did you mean " + std::string(candidate) + "?";
  }
  if (hint.empty()) hint = ".";
  // No setting has this name, so the key is shown as it was written.
  fail(ErrorCode::invalid_config, {}, {path(field, shown_key), " is unknown", hint, " Known here: ", all});
}

}  // namespace

void refuse(const std::string& field, const std::string& requirement, const json::Value& value) {
  fail(ErrorCode::invalid_config, {field}, {requirement, ", got ", shown(value)});
}

json::Value parse(std::string_view text, const std::string& name) {
  try {
    return json::parse(text);
  } catch (const json::SyntaxError& error) {
    fail(ErrorCode::invalid_config, {name}, {"is not JSON: ", error.what()});
  }
}

const json::Object& object(const json::Value& value, const std::string& field) {
  const auto* const members = value.as<json::Object>();
  if (members == nullptr) refuse(field, "must be an object", value);
  return *members;
}

double read_number(const json::Value& value, const std::string& field) {
  const auto* const number = value.as<double>();
  if (number == nullptr) refuse(field, "must be a number", value);
  return *number;
}

double read_whole(const json::Value& value, const std::string& field, double lowest, double highest,
                  const char* range) {
  const auto* const number = value.as<double>();
  if (number == nullptr || *number != std::floor(*number)) refuse(field, "must be a whole number", value);
  if (*number < lowest || *number > highest) refuse(field, std::string("must be a whole number ") + range, value);
  return *number;
}

std::size_t read_name(const json::Value& value, const std::string& field, std::span<const std::string_view> names) {
  const auto* const name = value.as<std::string>();
  const auto found = name == nullptr ? names.end() : std::find(names.begin(), names.end(), *name);
  if (found == names.end()) refuse(field, "must be " + one_of(names), value);
  return static_cast<std::size_t>(found - names.begin());
}

std::size_t read_kind(const json::Value& value, const std::string& field, const Kinds& kinds) {
  std::vector<std::string_view> names;
  for (const Kind& kind : kinds.all) names.push_back(kind.name);
  const std::string tag = path(field, kinds.tag);
  const json::Value* const name = json::find(object(value, field), kinds.tag);
  if (name == nullptr) fail(ErrorCode::invalid_config, {tag}, {"is required: ", one_of(names)});
  return read_name(*name, tag, names);
}

void read_settings(const json::Object& members, const std::string& field, Settings settings, void* config,
                   std::string_view tag) {
  std::vector<std::string_view> known;
  if (!tag.empty()) known.push_back(tag);
  for (const Setting& setting : settings) known.push_back(setting.key);
  for (const json::Member& member : members) {
    if (std::find(known.begin(), known.end(), member.key) == known.end()) refuse_key(field, member.key, known);
  }
  for (const Setting& setting : settings) {
    const json::Value* const value = json::find(members, setting.key);
    if (value != nullptr) {
      setting.read(*value, path(field, setting.key), config);
    } else if (setting.required) {
      fail(ErrorCode::invalid_config, {path(field, setting.key)}, {"is required"});
    }
  }
}

void write_number(double number, std::string& json) {
  require(std::isfinite(number), "config", "must hold finite numbers", number);
  json += to_decimal(number);
}

namespace {

/// Continues an object that has been opened.
void append_settings(Settings settings, const void* config, std::string& json) {
  for (const Setting& setting : settings) {
    if (setting.left_out != nullptr && setting.left_out(config)) continue;
    const std::size_t before = json.size();
    if (json.back() != '{') json += ',';
    json += json::quoted(setting.key);
    json += ':';
    const std::size_t empty = json.size();
    setting.write(config, json);
    if (json.size() == empty) json.resize(before);
  }
  json += '}';
}

}  // namespace

void write_settings(Settings settings, const void* config, std::string& json) {
  json += '{';
  append_settings(settings, config, json);
}

void write_kind(const Kinds& kinds, std::size_t kind, const void* config, std::string& json) {
  json += '{';
  json += json::quoted(kinds.tag);
  json += ':';
  json += json::quoted(kinds.all[kind].name);
  append_settings(kinds.all[kind].settings, config, json);
}

}  // namespace hourglass::settings
