#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// JSON (RFC 8259), strictly: UTF-8, nothing behind the value, no key twice in one object, no number beyond a double's
// range, and at most `max_depth` arrays and objects inside one another.
namespace hourglass::json {

inline constexpr int max_depth = 32;

struct Value;
struct Member;
using Array = std::vector<Value>;
/// In the order of the text.
using Object = std::vector<Member>;

/// Moves, but is never copied.
struct Value : std::variant<std::nullptr_t, bool, double, std::string, Array, Object> {
  using variant::variant;
  Value(Value&&) = default;
  Value& operator=(Value&&) = default;
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;
  ~Value() = default;

  /// Null unless it is of that type.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(static_cast<const variant*>(this));
  }
  [[nodiscard]] bool is_null() const { return index() == 0; }
};

struct Member {
  std::string key;
  Value value;
};

/// Null where the object has no such key.
const Value* find(const Object& object, std::string_view key);

/// What is wrong with a text, and at which byte.
struct SyntaxError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Errors: SyntaxError.
Value parse(std::string_view text);

/// Without white space. Numbers must be finite; they read back exactly.
std::string to_text(const Value& value);

/// A string as JSON writes it.
std::string quoted(std::string_view text);

}  // namespace hourglass::json
