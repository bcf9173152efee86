#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/message.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/trainer.hpp"
#include "support.hpp"

using namespace hourglass;

namespace {

const json::Value& schema() {
  static const json::Value value = json::parse(config_schema());
  return value;
}

const json::Object& members(const json::Value& value) { return *value.as<json::Object>(); }
const json::Value& at(const json::Value& value, std::string_view key) { return *json::find(members(value), key); }
const std::string& text(const json::Value& value) { return *value.as<std::string>(); }
const json::Value& type(std::string_view name) { return at(at(schema(), "$defs"), name); }

/// A value that each required setting may have.
const std::map<std::string, std::string, std::less<>> usual{
    {"units", "4"},          {"filters", "2"},
    {"kernel", "3"},         {"rate", "0.5"},
    {"shape", "[2,2,1]"},    {"amount", "0.5"},
    {"weight", "0.1"},       {"target", "0.5"},
    {"learningRate", "0.1"}, {"weightDecay", "0.1"},
    {"every", "1"},          {"factor", "0.5"},
    {"patience", "1"},       {"epochs", "1"},
    {"input", "[2,2,1]"},    {"encoder", "[{\"type\":\"dense\",\"units\":4,\"activation\":\"sigmoid\"}]"}};

/// An object of this type with what is required, and `key` set to `value`.
std::string object_with(const json::Value& of_type, const std::string& key, const std::string& value) {
  std::string json = "{";
  const auto add = [&json](const std::string& name, const std::string& what) {
    if (json.size() > 1) json += ',';
    json += json::quoted(name);
    json += ':';
    json += what;
  };
  for (const auto& [name, setting] : members(at(of_type, "properties"))) {
    const json::Value* const constant = json::find(members(setting), "const");
    const bool required = [&] {
      const json::Value* const names = json::find(members(of_type), "required");
      if (names == nullptr) return false;
      return std::ranges::any_of(*names->as<json::Array>(), [&](const auto& one) { return text(one) == name; });
    }();
    if (constant != nullptr) {
      add(name, json::quoted(text(*constant)));
    } else if (name == key) {
      add(name, value);
    } else if (required) {
      add(name, usual.at(name));
    }
  }
  json += '}';
  return json;
}

/// The core's own names have underscores where JSON's have capitals.
std::string without_underscores(std::string text) {
  std::erase(text, '_');
  return text;
}
std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// What is said of a model's config and of a run's options with this object where it belongs.
std::string error_with(const std::string& place, const std::string& object) {
  const auto config = [](const std::string& more, const std::string& encoder = usual.at("encoder")) {
    return "{\"input\":[2,2,1],\"encoder\":" + encoder + more + "}";
  };
  const auto options = [](const std::string& more) {
    Autoencoder model(config_from_json("{\"input\":2,\"encoder\":[{\"type\":\"dense\",\"units\":1}]}"));
    const std::vector<float> samples(40, 0.5F);
    Trainer(model, Dataset(samples, 2), fit_options_from_json(more));
  };
  return support::error_of([&] {
    if (place == "AutoencoderConfig") return (void)Autoencoder(config_from_json(object));
    if (place == "FitSettings") return options(object);
    if (place == "schedule" || place == "earlyStopping" || place == "pretrain") {
      return options(joined({"{\"", place, "\":", object, "}"}));
    }
    if (place == "layer")
      return (void)Autoencoder(config_from_json(config("", "[" + object + "," + usual.at("encoder").substr(1))));
    (void)Autoencoder(config_from_json(config(joined({",\"", place, "\":", object}))));
  });
}

/// Holds every range of a type against what is refused.
int check_ranges(const std::string& place, const std::string& name) {
  int checked = 0;
  const json::Value& of_type = type(name);
  for (const auto& [key, setting] : members(at(of_type, "properties"))) {
    const auto number = [&setting](const char* limit) {
      const json::Value* const value = json::find(members(setting), limit);
      return value == nullptr ? std::optional<double>() : *value->as<double>();
    };
    const json::Value* const kind = json::find(members(setting), "type");
    const bool whole = kind != nullptr && text(*kind) == "integer";
    const auto holds = [&](double value, bool allowed) {
      const std::string object = object_with(of_type, key, to_decimal(value));
      CAPTURE(object);
      const std::string error = error_with(place, object);
      CAPTURE(error);
      CHECK(error.empty() == allowed);
      if (!allowed) CHECK(without_underscores(error).find(lower(key)) != std::string::npos);
      ++checked;
    };
    const auto step = [whole](double limit) { return whole ? 1 : std::max(1e-6, std::abs(limit) * 1e-6); };
    if (const auto low = number("minimum")) {
      holds(*low, true);
      holds(*low == 1e-37 ? 0.9e-37 : *low - step(*low), false);
    }
    if (const auto low = number("exclusiveMinimum")) {
      holds(*low, false);
      holds(*low + step(*low), true);
    }
    if (const auto high = number("maximum")) {
      holds(*high, true);
      holds(*high + step(*high), false);
    }
    if (const auto high = number("exclusiveMaximum")) {
      holds(*high, false);
      holds(*high - 0.05, true);
    }
  }
  return checked;
}

}  // namespace

TEST_CASE("every range that the schema states is what is refused outside it, and taken within it") {
  int checked = check_ranges("AutoencoderConfig", "AutoencoderConfig") + check_ranges("FitSettings", "FitSettings") +
                check_ranges("variational", "Variational") + check_ranges("earlyStopping", "EarlyStopping") +
                check_ranges("pretrain", "Pretraining");
  const std::map<std::string, std::string> places{{"Layer", "layer"},
                                                  {"Corruption", "corruption"},
                                                  {"Sparsity", "sparsity"},
                                                  {"Optimizer", "optimizer"},
                                                  {"Schedule", "schedule"}};
  for (const auto& [name, place] : places) {
    for (const json::Value& kind : *at(type(name), "oneOf").as<json::Array>()) {
      checked += check_ranges(place, text(at(kind, "$ref")).substr(std::string("#/$defs/").size()));
    }
  }
  CHECK(checked > 90);
}

TEST_CASE("the schema says of each setting what it is, and its defaults are those of a config") {
  int described = 0;
  for (const auto& [name, of_type] : members(at(schema(), "$defs"))) {
    CAPTURE(name);
    CHECK(text(at(of_type, "description")).size() > 10);
    const json::Value* const properties = json::find(members(of_type), "properties");
    if (properties == nullptr) continue;
    for (const auto& [key, setting] : members(*properties)) {
      if (json::find(members(setting), "const") != nullptr) continue;
      CAPTURE(key);
      CHECK(text(at(setting, "description")).size() > 10);
      ++described;
    }
  }
  CHECK(described > 50);
  const json::Value& adam = at(type("Adam"), "properties");
  CHECK(*at(at(adam, "beta2"), "default").as<double>() == Adam{}.beta2);
  CHECK(text(at(at(at(type("AutoencoderConfig"), "properties"), "loss"), "default")) == "mse");
  CHECK(json::find(members(at(at(type("DenseLayer"), "properties"), "units")), "default") == nullptr);
}
