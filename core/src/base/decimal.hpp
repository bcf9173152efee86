#pragma once

#include <string>
#include <string_view>

// Doubles as text, exactly. std::from_chars and std::to_chars would do, but Emscripten's library lacks the first and
// needs 100 KB of tables for the second, and the functions of C depend on the locale.
namespace hourglass {

/// The double nearest to a number as JSON writes it (RFC 8259, section 6), ties to even; infinity beyond the largest.
double from_decimal(std::string_view text);

/// The shortest text that `from_decimal` turns back into this finite double, as JavaScript writes it (ECMA-262,
/// Number::toString): 100, 0.1, 1e-7.
std::string to_decimal(double value);

}  // namespace hourglass
