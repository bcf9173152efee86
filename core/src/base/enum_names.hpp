#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// The names of an enum's values, as its declaration spells them: nobody writes them a second time. For enums whose
// values are 0, 1, 2 and so on.
namespace hourglass {
namespace enum_names_detail {

/// What the compiler calls a value: its name, or for a number that has none a cast, "(Enum)7".
template <auto value>
constexpr auto spelling() {
#if defined(_MSC_VER) && !defined(__clang__)
  constexpr std::string_view text = __FUNCSIG__, before = "spelling<", after = ">(";
#else
  constexpr std::string_view text = __PRETTY_FUNCTION__, before = "value = ", after = "];";
#endif
  constexpr std::size_t begin = text.find(before) + before.size();
  return text.substr(begin, text.find_first_of(after, begin + 1) - begin);
}

template <auto value>
inline constexpr bool is_named = spelling<value>().find(')') == std::string_view::npos;

/// A copy of the name alone: what the compiler says is far longer, and would stay in the program.
template <auto value>
inline constexpr auto name = [] {
  constexpr std::string_view whole = spelling<value>();
  constexpr std::string_view last = whole.substr(whole.rfind(':') + 1);
  std::array<char, last.size()> copy{};
  for (std::size_t i = 0; i < last.size(); ++i) copy[i] = last[i];
  return copy;
}();

template <class Enum, std::size_t number = 0>
constexpr std::size_t count() {
  if constexpr (is_named<static_cast<Enum>(number)>) {
    return count<Enum, number + 1>();
  } else {
    return number;
  }
}

template <class Enum, std::size_t... numbers>
constexpr auto all(std::index_sequence<numbers...> /*numbers*/) {
  return std::array{
      std::string_view(name<static_cast<Enum>(numbers)>.data(), name<static_cast<Enum>(numbers)>.size())...};
}

}  // namespace enum_names_detail

template <class Enum>
inline constexpr std::size_t enum_count = enum_names_detail::count<Enum>();

template <class Enum>
inline constexpr std::array enum_names = enum_names_detail::all<Enum>(std::make_index_sequence<enum_count<Enum>>());

template <class Enum>
constexpr std::string_view enum_name(Enum value) {
  return enum_names<Enum>[static_cast<std::size_t>(value)];
}

/// Whether a table has an entry for every value of the enum that its entries are called by (`kind`), in the enum's
/// order.
template <class Table>
constexpr bool covers_enum(const Table& table) {
  using Enum = std::remove_cvref_t<decltype(table[0].kind)>;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].kind != static_cast<Enum>(i)) return false;
  }
  return table.size() == enum_count<Enum>;
}

}  // namespace hourglass
