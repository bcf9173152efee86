#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/json.hpp"

// How configs stand in JSON: each is a table of settings, and one reader and one writer serve all tables. Types and
// names are checked here, ranges by whatever is made from a config.
namespace hourglass::settings {

/// One setting: its key, and how its value gets into a config (whose type only the table knows) and out again.
struct Setting {
  std::string_view key;
  bool required;
  /// `field` is the setting's place in errors. Errors: invalid_config.
  void (*read)(const json::Value& value, const std::string& field, void* config);
  /// Appends the value; nothing: the setting is left out.
  void (*write)(const void* config, std::string& json);
};
using Settings = std::span<const Setting>;

/// A config that comes in kinds: the name of one, as it stands under `Kinds::tag`, and the settings beside it.
struct Kind {
  std::string_view name;
  Settings settings;
};
struct Kinds {
  std::string_view tag;
  std::span<const Kind> all;
};

// ---------------------------------------------------------------- what the tables are read with

/// Throws invalid_config "<field> <requirement>, got <value>".
[[noreturn]] void refuse(const std::string& field, const std::string& requirement, const json::Value& value);

/// Errors: invalid_config "<name> is not JSON: ...".
json::Value parse(std::string_view text, const std::string& name);
const json::Object& object(const json::Value& value, const std::string& field);

double read_number(const json::Value& value, const std::string& field);
/// From `lowest` to `highest`, which `range` says in words.
double read_whole(const json::Value& value, const std::string& field, double lowest, double highest, const char* range);
/// The place of a name among `names`.
std::size_t read_name(const json::Value& value, const std::string& field, std::span<const std::string_view> names);
/// The place of a config's kind.
std::size_t read_kind(const json::Value& value, const std::string& field, const Kinds& kinds);

/// Reads every setting that is there; `field` is empty at the top. `tag` is a key that was read before.
void read_settings(const json::Object& members, const std::string& field, Settings settings, void* config,
                   std::string_view tag = {});

/// Errors: invalid_config for NaN and infinity.
void write_number(double number, std::string& json);
void write_settings(Settings settings, const void* config, std::string& json);
void write_kind(const Kinds& kinds, std::size_t kind, const void* config, std::string& json);

// ---------------------------------------------------------------- the form of a value

/// How a type stands in JSON: read(value, field, target) and write(source, json).
template <class T>
struct Form;

/// The settings of a struct, the names of an enum's values in their order, and the kinds of a variant or of a struct
/// with an enum `kind`, in the order of their types or of the enum.
template <class T>
inline constexpr std::nullptr_t settings_of = nullptr;
template <class T>
inline constexpr std::nullptr_t names_of = nullptr;
template <class T>
inline constexpr std::nullptr_t kinds_of = nullptr;

template <auto member>
struct MemberOf;
template <class Config, class T, T Config::* member>
struct MemberOf<member> {
  using config = Config;
  using type = T;
};

/// The setting that is a config's member; it may be left out.
template <auto member, class F = Form<typename MemberOf<member>::type>>
constexpr Setting setting(std::string_view key, bool required = false) {
  using Config = typename MemberOf<member>::config;
  return {key, required,
          [](const json::Value& value, const std::string& field, void* config) {
            F::read(value, field, static_cast<Config*>(config)->*member);
          },
          [](const void* config, std::string& json) { F::write(static_cast<const Config*>(config)->*member, json); }};
}

template <auto member, class F = Form<typename MemberOf<member>::type>>
constexpr Setting required(std::string_view key) {
  return setting<member, F>(key, true);
}

template <>
struct Form<double> {
  static void read(const json::Value& value, const std::string& field, double& target) {
    target = read_number(value, field);
  }
  static void write(double source, std::string& json) { write_number(source, json); }
};

template <>
struct Form<int> {
  static void read(const json::Value& value, const std::string& field, int& target) {
    target = static_cast<int>(read_whole(value, field, -0x1p31, 0x1p31 - 1, "from -2^31 to 2^31 - 1"));
  }
  static void write(int source, std::string& json) { write_number(source, json); }
};

template <>
struct Form<std::uint64_t> {
  static void read(const json::Value& value, const std::string& field, std::uint64_t& target) {
    target = static_cast<std::uint64_t>(read_whole(value, field, 0, 0x1p53 - 1, "from 0 to 2^53 - 1"));
  }
  static void write(std::uint64_t source, std::string& json) { write_number(static_cast<double>(source), json); }
};

template <>
struct Form<bool> {
  static void read(const json::Value& value, const std::string& field, bool& target) {
    const bool* const boolean = value.as<bool>();
    if (boolean == nullptr) refuse(field, "must be true or false", value);
    target = *boolean;
  }
  static void write(bool source, std::string& json) { json += source ? "true" : "false"; }
};

template <class T>
  requires std::is_enum_v<T>
struct Form<T> {
  static void read(const json::Value& value, const std::string& field, T& target) {
    target = static_cast<T>(read_name(value, field, names_of<T>));
  }
  static void write(T source, std::string& json) {
    json += json::quoted(names_of<T>[static_cast<std::size_t>(source)]);
  }
};

template <class T>
struct Form<std::optional<T>> {
  static void read(const json::Value& value, const std::string& field, std::optional<T>& target) {
    Form<T>::read(value, field, target.emplace());
  }
  static void write(const std::optional<T>& source, std::string& json) {
    if (source) Form<T>::write(*source, json);
  }
};

template <class T>
  requires requires { settings_of<T>.size(); }
struct Form<T> {
  static void read(const json::Value& value, const std::string& field, T& target) {
    read_settings(object(value, field), field, settings_of<T>, &target);
  }
  static void write(const T& source, std::string& json) { write_settings(settings_of<T>, &source, json); }
};

template <class T>
  requires requires { typename T::Kind; }
struct Form<T> {
  static void read(const json::Value& value, const std::string& field, T& target) {
    const std::size_t kind = read_kind(value, field, kinds_of<T>);
    target.kind = static_cast<typename T::Kind>(kind);
    read_settings(object(value, field), field, kinds_of<T>.all[kind].settings, &target, kinds_of<T>.tag);
  }
  static void write(const T& source, std::string& json) {
    write_kind(kinds_of<T>, static_cast<std::size_t>(source.kind), &source, json);
  }
};

template <class... Types>
struct Form<std::variant<Types...>> {
  using Variant = std::variant<Types...>;

  static void read(const json::Value& value, const std::string& field, Variant& target) {
    const std::size_t kind = read_kind(value, field, kinds_of<Variant>);
    void* const config = emplace(target, kind, std::index_sequence_for<Types...>());
    read_settings(object(value, field), field, kinds_of<Variant>.all[kind].settings, config, kinds_of<Variant>.tag);
  }
  static void write(const Variant& source, std::string& json) {
    const void* const config = std::visit([](const auto& of_kind) -> const void* { return &of_kind; }, source);
    write_kind(kinds_of<Variant>, source.index(), config, json);
  }

 private:
  template <std::size_t... indices>
  static void* emplace(Variant& target, std::size_t kind, std::index_sequence<indices...> /*all*/) {
    void* config = nullptr;
    ((kind == indices ? static_cast<void>(config = &target.template emplace<indices>()) : void()), ...);
    return config;
  }
};

}  // namespace hourglass::settings
