#include "base/json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "base/decimal.hpp"

namespace hourglass::json {
namespace {

void append_utf8(std::string& text, std::uint32_t code) {
  const auto append = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto append_tail = [&](int shift) { append(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) return append(code);
  if (code < 0x800) {
    append(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      append(0xe0 | code >> 12);
    } else {
      append(0xf0 | code >> 18);
      append_tail(12);
    }
    append_tail(6);
  }
  append_tail(0);
}

/// Length of the UTF-8 sequence at the beginning of `text`, which is not empty; 0 where it is none (RFC 3629).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xc2 && first < 0xe0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : first >= 0xf0 ? 4 : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
  const bool surrogate = first == 0xed && byte(1) >= 0xa0;
  const bool beyond = first > 0xf4 || (first == 0xf4 && byte(1) >= 0x90);
  return overlong || surrogate || beyond ? 0 : length;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Stands for itself in a string, in one byte.
bool is_plain(char c) { return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Value document() {
    Value result = value(0);
    if (next() != '\0' || position_ < text_.size()) fail("something stands behind the value");
    return result;
  }

 private:
  [[noreturn]] void fail(const std::string& problem) const {
    throw SyntaxError(problem + " at byte " + std::to_string(position_));
  }

  /// The character here, or NUL at the end; JSON itself never has one.
  [[nodiscard]] char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  /// The same behind white space.
  char next() {
    position_ = std::min(text_.find_first_not_of(" \t\n\r", position_), text_.size());
    return peek();
  }

  bool take(char c) {
    if (peek() != c) return false;
    ++position_;
    return true;
  }

  void expect(char c) {
    if (next() != c)
      fail(std::string("expected '") + c + "'" + (position_ == text_.size() ? ", but the text ends" : ""));
    ++position_;
  }

  Value literal(std::string_view word, Value meaning) {
    if (!text_.substr(position_).starts_with(word)) fail("expected a value");
    position_ += word.size();
    return meaning;
  }

  Value value(int depth) {
    switch (next()) {
      case '{': return object(depth + 1);
      case '[': return array(depth + 1);
      case '"': return string();
      case 't': return literal("true", true);
      case 'f': return literal("false", false);
      case 'n': return literal("null", nullptr);
      default: return number();
    }
  }

  void enter(int depth) {
    if (depth > max_depth) fail("more than " + std::to_string(max_depth) + " arrays and objects inside one another");
    ++position_;
  }

  /// Whether a list goes on behind one of its items.
  bool goes_on(char end) {
    if (next() == ',') {
      ++position_;
      return true;
    }
    expect(end);
    return false;
  }

  Value array(int depth) {
    enter(depth);
    Array items;
    if (next() == ']') {
      ++position_;
      return items;
    }
    do items.push_back(value(depth));
    while (goes_on(']'));
    return items;
  }

  Value object(int depth) {
    enter(depth);
    Object members;
    if (next() == '}') {
      ++position_;
      return members;
    }
    std::set<std::string> keys;
    do {
      if (next() != '"') fail("expected a key in quotation marks");
      std::string key = string();
      if (!keys.insert(key).second) fail("the key " + quoted(key) + " for the second time");
      expect(':');
      members.push_back({std::move(key), value(depth)});
    } while (goes_on('}'));
    return members;
  }

  std::string string() {
    ++position_;
    std::string result;
    for (;;) {
      const std::size_t start = position_;
      while (is_plain(peek())) ++position_;
      result += text_.substr(start, position_ - start);
      if (take('"')) return result;
      if (take('\\')) {
        escape(result);
      } else {
        character(result);
      }
    }
  }

  /// One that takes more than one byte.
  void character(std::string& result) {
    if (position_ == text_.size()) fail("a string without an end");
    if (static_cast<unsigned char>(peek()) < 0x20) fail("a control character in a string");
    const std::size_t length = utf8_length(text_.substr(position_));
    if (length == 0) fail("not UTF-8");
    result += text_.substr(position_, length);
    position_ += length;
  }

  void escape(std::string& result) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (take('u')) return append_utf8(result, code_point());
    const std::size_t which = names.find(peek());
    if (which == std::string_view::npos) fail("an unknown escape");
    result += meanings[which];
    ++position_;
  }

  /// Behind "\u": one code unit, or the two of a surrogate pair.
  std::uint32_t code_point() {
    const std::uint32_t first = code_unit();
    if (first < 0xd800 || first > 0xdfff) return first;
    if (first > 0xdbff || !take('\\') || !take('u')) fail("half of a surrogate pair");
    const std::uint32_t second = code_unit();
    if (second < 0xdc00 || second > 0xdfff) fail("half of a surrogate pair");
    return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
  }

  std::uint32_t code_unit() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i) {
      const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(peek());
      if (digit == std::string_view::npos) fail("expected a hexadecimal digit");
      unit = unit * 16 + static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
      ++position_;
    }
    return unit;
  }

  void digits() {
    if (!is_digit(peek())) fail("expected a digit");
    while (is_digit(peek())) ++position_;
  }

  Value number() {
    const std::size_t start = position_;
    if (!is_digit(peek()) && peek() != '-') fail("expected a value");
    take('-');
    if (!take('0')) digits();
    if (take('.')) digits();
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      digits();
    }
    const double result = from_decimal(text_.substr(start, position_ - start));
    if (!std::isfinite(result)) fail("a number beyond the range of doubles");
    return result;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

const Value* find(const Object& object, std::string_view key) {
  const auto has_key = [key](const Member& member) { return member.key == key; };
  const auto found = std::find_if(object.begin(), object.end(), has_key);
  return found == object.end() ? nullptr : &found->value;
}

Value parse(std::string_view text) { return Parser(text).document(); }

std::string to_text(const Value& value) {
  if (const auto* boolean = value.as<bool>()) return *boolean ? "true" : "false";
  if (const auto* number = value.as<double>()) return to_decimal(*number);
  if (const auto* string = value.as<std::string>()) return quoted(*string);
  std::string text;
  const auto append = [&text](const std::string& item) { text += (text.size() > 1 ? "," : "") + item; };
  if (const auto* array = value.as<Array>()) {
    text += '[';
    for (const Value& item : *array) append(to_text(item));
    return text += ']';
  }
  if (const auto* object = value.as<Object>()) {
    text += '{';
    for (const auto& [key, item] : *object) append(quoted(key) + ":" + to_text(item));
    return text += '}';
  }
  return "null";
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view digits = "0123456789abcdef";
      result += "\\u00";
      result += digits[static_cast<unsigned char>(c) / 16];
      result += digits[static_cast<unsigned char>(c) % 16];
    } else {
      result += c;
    }
  }
  return result += '"';
}

}  // namespace hourglass::json
