#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/enum_names.hpp"
#include "base/json.hpp"
#include "files/schema.hpp"

// How configs stand in JSON: each is a table of settings, and one reader and one writer serve all tables. Types and
// names are checked here, ranges by whatever is made from a config.
namespace hourglass::settings {

/// What a number may be: from `low` to `high`, either of which may itself be left out.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  bool above_low = false, below_high = false;
};
constexpr Bounds at_least(double low) { return {.low = low}; }
constexpr Bounds above(double low) { return {.low = low, .above_low = true}; }
constexpr Bounds from_to(double low, double high) { return {low, high}; }
constexpr Bounds from_to_below(double low, double high) { return {.low = low, .high = high, .below_high = true}; }
constexpr Bounds above_to(double low, double high) { return {.low = low, .high = high, .above_low = true}; }
constexpr Bounds between(double low, double high) { return {low, high, true, true}; }

/// What the schema says of a setting, a kind or a type. It is left out of WebAssembly, where nobody reads it.
struct About {
#if defined(__wasm__)
  constexpr About(const char* /*text*/, Bounds /*bounds*/ = {}) {}
  constexpr About(const char* /*type*/, const char* /*text*/) {}
  template <class Form>
  [[nodiscard]] constexpr About of() const {
    return *this;
  }
#else
  /// A sentence, and the range of a number. The range is checked by whatever is made from the config.
  constexpr About(const char* sentence, Bounds range = {}) : text(sentence), bounds(range) {}
  /// A type has a name as well.
  constexpr About(const char* name, const char* sentence) : text(sentence), type(name) {}
  /// Adds the schema of the type that `Form` reads and writes.
  template <class Form>
  [[nodiscard]] constexpr About of() const {
    About about = *this;
    about.describe = Form::describe;
    return about;
  }
  const char* text;
  Bounds bounds;
  const char* type = nullptr;
  void (*describe)(Schema& schema, std::string& json) = nullptr;
#endif
};

/// One setting: its key, and how its value gets into a config (whose type only the table knows) and out again.
struct Setting {
  std::string_view key;
  bool required;
  /// `field` is the setting's place in errors. Errors: invalid_config.
  void (*read)(const json::Value& value, const std::string& field, void* config);
  /// Appends the value; nothing: the setting is left out.
  void (*write)(const void* config, std::string& json);
  [[no_unique_address]] About about;
  /// Whether the value need not be written; null: it always is.
  bool (*left_out)(const void* config) = nullptr;
};
using Settings = std::span<const Setting>;

/// A config that comes in kinds: the name of one, as it stands under `Kinds::tag`, and the settings beside it.
struct Kind {
  std::string_view name;
  Settings settings;
  [[no_unique_address]] About about;
};
struct Kinds {
  std::string_view tag;
  std::span<const Kind> all;
  [[no_unique_address]] About about;
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

/// How a type stands in JSON: read(value, field, target), write(source, json) and describe(schema, json).
template <class T>
struct Form;

/// The settings of a struct, the one kind that a variant's type is, and the kinds of a struct with an enum `kind`.
template <class T>
inline constexpr std::nullptr_t settings_of = nullptr;
template <class T>
inline constexpr std::nullptr_t kind_of = nullptr;
template <class T>
inline constexpr std::nullptr_t kinds_of = nullptr;

/// The key that tells a variant's kinds apart.
template <class T>
inline constexpr std::string_view tag_of = "kind";
/// What the schema calls a type, and says of it.
template <class T>
inline constexpr std::nullptr_t about_of = nullptr;

/// Whether the kinds are called as the enum's values are, in the same order.
constexpr bool names_equal(std::span<const Kind> kinds, std::span<const std::string_view> names) {
  if (kinds.size() != names.size()) return false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (kinds[i].name != names[i]) return false;
  }
  return true;
}

template <auto member>
struct MemberOf;
template <class Config, class T, T Config::* member>
struct MemberOf<member> {
  using config = Config;
  using type = T;
};

/// The setting that is a config's member; it may be left out.
template <auto member, class F = Form<typename MemberOf<member>::type>>
constexpr Setting setting(std::string_view key, About about, bool required = false) {
  using Config = typename MemberOf<member>::config;
  return {key, required,
          [](const json::Value& value, const std::string& field, void* config) {
            F::read(value, field, static_cast<Config*>(config)->*member);
          },
          [](const void* config, std::string& json) { F::write(static_cast<const Config*>(config)->*member, json); },
          about.of<F>()};
}

template <auto member, class F = Form<typename MemberOf<member>::type>>
constexpr Setting required(std::string_view key, About about) {
  return setting<member, F>(key, about, true);
}

/// The same, of what few people set: it is written only where it is not the default.
template <auto member, class F = Form<typename MemberOf<member>::type>>
constexpr Setting rare_setting(std::string_view key, About about) {
  using Config = typename MemberOf<member>::config;
  Setting rare = setting<member, F>(key, about);
  rare.left_out = [](const void* config) { return static_cast<const Config*>(config)->*member == Config().*member; };
  return rare;
}

template <>
struct Form<double> {
  static void read(const json::Value& value, const std::string& field, double& target) {
    target = read_number(value, field);
  }
  static void write(double source, std::string& json) { write_number(source, json); }
  static void describe(Schema& /*schema*/, std::string& json) { json += R"("type":"number")"; }
};

template <>
struct Form<int> {
  static void read(const json::Value& value, const std::string& field, int& target) {
    target = static_cast<int>(read_whole(value, field, -0x1p31, 0x1p31 - 1, "from -2^31 to 2^31 - 1"));
  }
  static void write(int source, std::string& json) { write_number(source, json); }
  static void describe(Schema& /*schema*/, std::string& json) { json += R"("type":"integer")"; }
};

template <>
struct Form<std::uint64_t> {
  static void read(const json::Value& value, const std::string& field, std::uint64_t& target) {
    target = static_cast<std::uint64_t>(read_whole(value, field, 0, 0x1p53 - 1, "from 0 to 2^53 - 1"));
  }
  static void write(std::uint64_t source, std::string& json) { write_number(static_cast<double>(source), json); }
  static void describe(Schema& /*schema*/, std::string& json) { json += R"("type":"integer")"; }
};

template <>
struct Form<bool> {
  static void read(const json::Value& value, const std::string& field, bool& target) {
    const bool* const boolean = value.as<bool>();
    if (boolean == nullptr) refuse(field, "must be true or false", value);
    target = *boolean;
  }
  static void write(bool source, std::string& json) { json += source ? "true" : "false"; }
  static void describe(Schema& /*schema*/, std::string& json) { json += R"("type":"boolean")"; }
};

template <class T>
  requires std::is_enum_v<T>
struct Form<T> {
  static void read(const json::Value& value, const std::string& field, T& target) {
    target = static_cast<T>(read_name(value, field, enum_names<T>));
  }
  static void write(T source, std::string& json) { json += json::quoted(enum_name(source)); }
  static void describe(Schema& schema, std::string& json) { schema.add_names(about_of<T>, enum_names<T>, json); }
};

template <class T>
struct Form<std::optional<T>> {
  static void read(const json::Value& value, const std::string& field, std::optional<T>& target) {
    Form<T>::read(value, field, target.emplace());
  }
  static void write(const std::optional<T>& source, std::string& json) {
    if (source) Form<T>::write(*source, json);
  }
  static void describe(Schema& schema, std::string& json) { Form<T>::describe(schema, json); }
};

template <class T>
  requires requires { settings_of<T>.size(); }
struct Form<T> {
  static void read(const json::Value& value, const std::string& field, T& target) {
    read_settings(object(value, field), field, settings_of<T>, &target);
  }
  static void write(const T& source, std::string& json) { write_settings(settings_of<T>, &source, json); }
  static void describe(Schema& schema, std::string& json) {
    const T defaults{};
    schema.add_object(about_of<T>, settings_of<T>, &defaults, json);
  }
};

template <class T>
  requires requires { typename T::Kind; }
struct Form<T> {
  static_assert(names_equal(kinds_of<T>.all, enum_names<typename T::Kind>));

  static void read(const json::Value& value, const std::string& field, T& target) {
    const std::size_t kind = read_kind(value, field, kinds_of<T>);
    target.kind = static_cast<typename T::Kind>(kind);
    read_settings(object(value, field), field, kinds_of<T>.all[kind].settings, &target, kinds_of<T>.tag);
  }
  static void write(const T& source, std::string& json) {
    write_kind(kinds_of<T>, static_cast<std::size_t>(source.kind), &source, json);
  }
  static void describe(Schema& schema, std::string& json) {
    schema.add_kinds(kinds_of<T>, json, [](std::size_t kind, const Schema::UseDefaults& use) {
      const T defaults{.kind = static_cast<typename T::Kind>(kind)};
      use(&defaults);
    });
  }
};

template <class... Types>
struct Form<std::variant<Types...>> {
  using Variant = std::variant<Types...>;
  static constexpr std::array<Kind, sizeof...(Types)> all{kind_of<Types>...};
  static constexpr Kinds kinds{tag_of<Variant>, all, about_of<Variant>};

  static void read(const json::Value& value, const std::string& field, Variant& target) {
    const std::size_t kind = read_kind(value, field, kinds);
    void* const config = emplace(target, kind, std::index_sequence_for<Types...>());
    read_settings(object(value, field), field, all[kind].settings, config, kinds.tag);
  }
  static void write(const Variant& source, std::string& json) {
    const void* const config = std::visit([](const auto& of_kind) -> const void* { return &of_kind; }, source);
    write_kind(kinds, source.index(), config, json);
  }
  static void describe(Schema& schema, std::string& json) {
    schema.add_kinds(kinds, json, [](std::size_t kind, const Schema::UseDefaults& use) {
      Variant defaults;
      use(emplace(defaults, kind, std::index_sequence_for<Types...>()));
    });
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
