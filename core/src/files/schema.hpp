#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// JSON Schema (draft 2020-12) from the tables of settings. Members of a schema are appended to `json`, without the
// braces around them. A type that has a name is defined once, and referred to.
namespace hourglass::settings {

struct About;
struct Kinds;
struct Setting;

class Schema {
 public:
  using UseDefaults = std::function<void(const void* defaults)>;

  /// One of these names.
  void add_names(const About& about, std::span<const std::string_view> names, std::string& json);

  /// An object of these settings, whose defaults are those of `defaults`.
  void add_object(const About& about, std::span<const Setting> settings, const void* defaults, std::string& json);

  /// An object of one of these kinds. with_defaults(kind, use) calls use(a config of that kind).
  void add_kinds(const Kinds& kinds, std::string& json,
                 void (*with_defaults)(std::size_t kind, const UseDefaults& use));

  /// The types that have a name: the members of "$defs".
  [[nodiscard]] std::string definitions() const;

 private:
  bool refer(const About& about, std::string& json);
  void define(const About& about, const std::string& members);
  std::string object_of(std::span<const Setting> settings, const void* defaults, std::string_view tag,
                        std::string_view kind);

  struct Definition {
    std::string type, members;
  };
  std::vector<Definition> definitions_;  // in the order in which they were met
};

}  // namespace hourglass::settings
