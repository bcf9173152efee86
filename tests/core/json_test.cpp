#include "base/json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using hourglass::json::Array;
using hourglass::json::Object;
using hourglass::json::parse;
using hourglass::json::SyntaxError;
using hourglass::json::to_text;
using hourglass::json::Value;

namespace {

std::string problem_of(std::string_view text) {
  try {
    (void)parse(text);
  } catch (const SyntaxError& error) {
    return error.what();
  }
  return "";
}

std::string nested(int depth) {
  const auto n = static_cast<std::size_t>(depth);
  return std::string(n, '[') + std::string(n, ']');
}

}  // namespace

TEST_CASE("what was read is written as it stood, without white space") {
  for (const char* text :
       {"null", "true", "false", "0", "-1.5", "1e+300", R"("")", R"("a\"b\\c\u0001")", "[]", "{}",
        R"([1,[2,{"a":null}],"x"])", R"({"b":1,"a":{"c":[true,false]}})", "\"\xc3\xa9\xe2\x82\xac\""}) {
    CAPTURE(text);
    CHECK(to_text(parse(text)) == text);
  }
  CHECK(to_text(parse(" \t\r\n{ \"a\" : [ 1 , 2 ] } \n")) == R"({"a":[1,2]})");
}

TEST_CASE("values have the type that the text gives them") {
  const Value value = parse(R"({"n":1,"s":"x","a":[null],"b":false})");
  const Object& object = *value.as<Object>();
  CHECK(*find(object, "n")->as<double>() == 1);
  CHECK(*find(object, "s")->as<std::string>() == "x");
  CHECK(find(object, "a")->as<Array>()->front().is_null());
  CHECK_FALSE(*find(object, "b")->as<bool>());
  CHECK(find(object, "n")->as<std::string>() == nullptr);
  CHECK(find(object, "N") == nullptr);
}

TEST_CASE("escapes become UTF-8") {
  CHECK(*parse(R"("\"\\\/\b\f\n\r\t")").as<std::string>() == "\"\\/\b\f\n\r\t");
  CHECK(*parse(R"("\u0041\u00e9\u20AC\uD83D\uDE00")").as<std::string>() == "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  CHECK(*parse(R"("\u0000")").as<std::string>() == std::string(1, '\0'));
}

TEST_CASE("what is no JSON is refused, with its place") {
  using namespace std::string_literals;
  const std::vector<std::pair<std::string, const char*>> cases{
      {"", "expected a value at byte 0"},
      {"  ", "expected a value at byte 2"},
      {"nul", "expected a value at byte 0"},
      {"True", "expected a value at byte 0"},
      {"NaN", "expected a value at byte 0"},
      {"Infinity", "expected a value at byte 0"},
      {"'a'", "expected a value at byte 0"},
      {"1 2", "something stands behind the value at byte 2"},
      {"null\0"s, "something stands behind the value at byte 4"},
      {"{} // done", "something stands behind the value at byte 3"},
      {"\xef\xbb\xbf{}", "expected a value at byte 0"},
      {"[1,]", "expected a value at byte 3"},
      {"[1 2]", "expected ']' at byte 3"},
      {"[1", "expected ']', but the text ends at byte 2"},
      {"[", "expected a value at byte 1"},
      {"]", "expected a value at byte 0"},
      {"{\"a\":1,}", "expected a key in quotation marks at byte 7"},
      {"{a:1}", "expected a key in quotation marks at byte 1"},
      {"{\"a\" 1}", "expected ':' at byte 5"},
      {"{\"a\":}", "expected a value at byte 5"},
      {"{\"a\":1", "expected '}', but the text ends at byte 6"},
      {"{\"a\":1,\"b\":2,\"a\":3}", "the key \"a\" for the second time at byte 16"},
      {"{\"a\":1,\"\\u0061\":3}", "the key \"a\" for the second time at byte 15"},
      {"01", "something stands behind the value at byte 1"},
      {"-", "expected a digit at byte 1"},
      {"+1", "expected a value at byte 0"},
      {".5", "expected a value at byte 0"},
      {"1.", "expected a digit at byte 2"},
      {"1e", "expected a digit at byte 2"},
      {"1e+", "expected a digit at byte 3"},
      {"0x10", "something stands behind the value at byte 1"},
      {"1e400", "a number beyond the range of doubles at byte 5"},
      {"\"abc", "a string without an end at byte 4"},
      {"\"\\", "an unknown escape at byte 2"},
      {"\"\n\"", "a control character in a string at byte 1"},
      {"\"\0\""s, "a control character in a string at byte 1"},
      {"\"\\x41\"", "an unknown escape at byte 2"},
      {"\"\\u12g4\"", "expected a hexadecimal digit at byte 5"},
      {"\"\\u12", "expected a hexadecimal digit at byte 5"},
      {"\"\\ud83d\"", "half of a surrogate pair at byte 7"},
      {"\"\\ude00\"", "half of a surrogate pair at byte 7"},
      {"\"\\ud83d\\u0041\"", "half of a surrogate pair at byte 13"},
      {"\"\xff\"", "not UTF-8 at byte 1"},
      {"\"\xc0\xaf\"", "not UTF-8 at byte 1"},          // overlong
      {"\"\xed\xa0\x80\"", "not UTF-8 at byte 1"},      // a surrogate
      {"\"\xf4\x90\x80\x80\"", "not UTF-8 at byte 1"},  // beyond U+10FFFF
      {"\"\xe2\x82", "not UTF-8 at byte 1"},            // cut off
  };
  for (const auto& c : cases) {
    CAPTURE(c.first);
    CHECK(problem_of(c.first) == c.second);
  }
}

TEST_CASE("arrays and objects inside one another end at a depth that no stack minds") {
  CHECK(problem_of(nested(32)).empty());
  CHECK(problem_of(nested(33)) == "more than 32 arrays and objects inside one another at byte 32");
  CHECK(problem_of(std::string(1'000'000, '[')) == "more than 32 arrays and objects inside one another at byte 32");
}
