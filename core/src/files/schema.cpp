#include "files/schema.hpp"

#if !defined(__wasm__)  // where the tables say nothing of themselves

#include <algorithm>
#include <cmath>

#include "base/message.hpp"
#include "files/settings.hpp"

namespace hourglass::settings {
namespace {

void add_member(std::string_view key, Words value, std::string& json) {
  if (!json.empty() && json.back() != '{') json += ',';
  json += json::quoted(key);
  json += ':';
  json += joined(value);
}

void add_item(const std::string& item, std::string& list) {
  if (!list.empty()) list += ',';
  list += item;
}

void add_bounds(const Bounds& bounds, std::string& json) {
  const auto add = [&json](const char* key, double limit) {
    if (!std::isfinite(limit)) return;
    std::string number;
    write_number(limit, number);
    add_member(key, {number}, json);
  };
  add(bounds.above_low ? "exclusiveMinimum" : "minimum", bounds.low);
  add(bounds.below_high ? "exclusiveMaximum" : "maximum", bounds.high);
}

/// The schema of one setting, in braces.
std::string described(Schema& schema, const Setting& setting, const void* defaults) {
  std::string json = "{";
  if (setting.about.describe != nullptr) setting.about.describe(schema, json);
  add_bounds(setting.about.bounds, json);
  add_member("description", {json::quoted(setting.about.text)}, json);
  if (!setting.required && setting.write != nullptr) {
    std::string value;
    setting.write(defaults, value);
    if (!value.empty() && value != "[]") add_member("default", {value}, json);
  }
  json += '}';
  return json;
}

}  // namespace

/// Appends a reference; returns whether the type must be defined yet.
bool Schema::refer(const About& about, std::string& json) {
  add_member("$ref", {"\"#/$defs/", about.type, "\""}, json);
  const auto same = [&](const Definition& definition) { return definition.type == about.type; };
  if (std::ranges::any_of(definitions_, same)) return false;
  definitions_.push_back({about.type, {}});
  return true;
}

void Schema::define(const About& about, const std::string& members) {
  std::string& all = std::ranges::find(definitions_, std::string_view(about.type), &Definition::type)->members;
  add_member("description", {json::quoted(about.text)}, all);
  add_item(members, all);
}

void Schema::add_names(const About& about, std::span<const std::string_view> names, std::string& json) {
  if (!refer(about, json)) return;
  std::string values;
  for (const std::string_view name : names) add_item(json::quoted(name), values);
  define(about, joined({"\"enum\":[", values, "]"}));
}

std::string Schema::object_of(std::span<const Setting> settings, const void* defaults, std::string_view tag,
                              std::string_view kind) {
  std::string properties;
  std::string required;
  if (!kind.empty()) {
    add_member(tag, {"{\"const\":", json::quoted(kind), "}"}, properties);
    add_item(json::quoted(tag), required);
  }
  for (const Setting& setting : settings) {
    add_member(setting.key, {described(*this, setting, defaults)}, properties);
    if (setting.required) add_item(json::quoted(setting.key), required);
  }
  std::string json = R"("type":"object")";
  add_member("properties", {"{", properties, "}"}, json);
  if (!required.empty()) add_member("required", {"[", required, "]"}, json);
  add_member("additionalProperties", {"false"}, json);
  return json;
}

void Schema::add_object(const About& about, std::span<const Setting> settings, const void* defaults,
                        std::string& json) {
  if (refer(about, json)) define(about, object_of(settings, defaults, {}, {}));
}

void Schema::add_kinds(const Kinds& kinds, std::string& json,
                       void (*with_defaults)(std::size_t kind, const UseDefaults& use)) {
  if (!refer(kinds.about, json)) return;
  std::string types;
  for (std::size_t i = 0; i < kinds.all.size(); ++i) {
    const Kind& kind = kinds.all[i];
    std::string reference;
    if (refer(kind.about, reference)) {
      with_defaults(i, [&](const void* defaults) {
        define(kind.about, object_of(kind.settings, defaults, kinds.tag, kind.name));
      });
    }
    add_item(joined({"{", reference, "}"}), types);
  }
  define(kinds.about, joined({"\"oneOf\":[", types, "]"}));
}

std::string Schema::definitions() const {
  std::string json;
  for (const Definition& definition : definitions_) add_member(definition.type, {"{", definition.members, "}"}, json);
  return json;
}

}  // namespace hourglass::settings

#endif
