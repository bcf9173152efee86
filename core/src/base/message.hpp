#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "hourglass/error.hpp"

namespace hourglass {

/// A part of a message: a text that somebody else keeps, or a number, which has no text at all. It is a trivial type,
/// so that messages need little code.
struct Word {
  std::string_view text;
  std::uint64_t number = 0;

  // NOLINTBEGIN(google-explicit-constructor)
  constexpr Word(const char* literal) : text(literal) {}
  Word(const std::string& string) : text(string) {}
  constexpr Word(std::string_view view) : text(view.empty() ? std::string_view("") : view) {}
  constexpr Word(std::uint64_t whole) : number(whole) {}
  // NOLINTEND(google-explicit-constructor)
};
using Words = std::initializer_list<Word>;

/// The words, one behind the other.
std::string joined(Words words);

/// Throws an error whose field and problem are these words.
[[noreturn]] void fail(ErrorCode code, Words field, Words problem);

}  // namespace hourglass
