#include "base/decimal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace hourglass {
namespace {

/// No double and no half-way point between two has more significant digits: one more tells on which side a number lies.
constexpr int max_digits = 768;

/// A natural number of any size.
class Natural {
 public:
  explicit Natural(std::uint64_t value) : words_{static_cast<std::uint32_t>(value)} {
    if (value >> 32 != 0) words_.push_back(static_cast<std::uint32_t>(value >> 32));
  }

  /// *this = *this * factor + term.
  void multiply_add(std::uint32_t factor, std::uint32_t term) {
    std::uint64_t carry = term;
    for (std::uint32_t& word : words_) {
      carry += std::uint64_t{word} * factor;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) words_.push_back(static_cast<std::uint32_t>(carry));
  }

  void multiply_by_power(std::uint32_t base, std::int64_t exponent) {
    std::uint32_t factor = 1;
    for (; exponent > 0; --exponent) {
      if (factor > std::numeric_limits<std::uint32_t>::max() / base) multiply_add(std::exchange(factor, 1), 0);
      factor *= base;
    }
    multiply_add(factor, 0);
  }

  /// Divides by `divisor` and returns the remainder.
  std::uint32_t divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (std::size_t i = words_.size(); i-- > 0;) {
      rest = rest << 32 | words_[i];
      words_[i] = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
    trim();
    return static_cast<std::uint32_t>(rest);
  }

  /// Subtracts a number that is not larger.
  void subtract(const Natural& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::uint64_t taken = borrow + (i < other.words_.size() ? other.words_[i] : 0);
      borrow = words_[i] < taken ? 1 : 0;
      words_[i] = static_cast<std::uint32_t>(words_[i] - taken);
    }
    trim();
  }

  [[nodiscard]] bool is_zero() const { return words_.size() == 1 && words_[0] == 0; }
  [[nodiscard]] int bits() const { return static_cast<int>(words_.size()) * 32 - std::countl_zero(words_.back()); }

  friend bool operator<(const Natural& a, const Natural& b) {
    if (a.words_.size() != b.words_.size()) return a.words_.size() < b.words_.size();
    return std::lexicographical_compare(a.words_.rbegin(), a.words_.rend(), b.words_.rbegin(), b.words_.rend());
  }

 private:
  void trim() {
    while (words_.size() > 1 && words_.back() == 0) words_.pop_back();
  }

  std::vector<std::uint32_t> words_;  // the least significant first
};

/// value * 2^exponent, where `sticky` tells that a bit more is missing: the nearest double, ties to even.
double rounded(std::uint64_t value, int exponent, bool sticky) {
  // A double has 53 bits, and none below 2^-1074.
  const int surplus = std::max(64 - std::countl_zero(value) - 53, -1074 - exponent);
  if (surplus > 0) {
    if (surplus > 64) return 0;
    const std::uint64_t kept = surplus == 64 ? 0 : value >> surplus;
    const std::uint64_t dropped = surplus == 64 ? value : value & ((std::uint64_t{1} << surplus) - 1);
    const std::uint64_t half = std::uint64_t{1} << (surplus - 1);
    const bool up = dropped > half || (dropped == half && (sticky || kept % 2 == 1));
    value = kept + (up ? 1 : 0);
    exponent += surplus;
  }
  return std::ldexp(static_cast<double>(value), exponent);
}

/// numerator / denominator by long division, 64 bits of it.
double quotient(Natural numerator, Natural denominator) {
  const int shift = numerator.bits() - denominator.bits() + 1;
  (shift < 0 ? numerator : denominator).multiply_by_power(2, std::abs(shift));
  std::uint64_t bits = 0;
  for (int i = 0; i < 64; ++i) {
    numerator.multiply_add(2, 0);
    bits *= 2;
    if (numerator < denominator) continue;
    numerator.subtract(denominator);
    bits += 1;
  }
  return rounded(bits, shift - 64, !numerator.is_zero());
}

/// digits * 10^exponent.
struct Decimal {
  std::string digits;  // without zeros at the front
  std::int64_t exponent = 0;
};

Decimal parsed(std::string_view text) {
  Decimal decimal;
  const std::size_t end = std::min(text.find_first_of("eE"), text.size());
  bool fraction = false;
  bool more = false;  // digits other than 0 that were left out
  for (const char c : text.substr(0, end)) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    const bool significant = c != '0' || !decimal.digits.empty();
    const bool room = decimal.digits.size() < max_digits;
    if (significant && room) decimal.digits += c;
    more = more || (!room && c != '0');
    decimal.exponent += (significant && !room ? 1 : 0) - (fraction ? 1 : 0);
  }
  if (more) {
    decimal.digits += '1';
    decimal.exponent -= 1;
  }
  std::int64_t power = 0;
  for (const char c : text.substr(std::min(end + 1, text.size()))) {
    if (c >= '0' && c <= '9') power = std::min<std::int64_t>(power * 10 + (c - '0'), 1'000'000'000'000);
  }
  const bool negative = end + 1 < text.size() && text[end + 1] == '-';
  decimal.exponent += negative ? -power : power;
  return decimal;
}

double magnitude(const Decimal& decimal) {
  const auto& [digits, exponent] = decimal;
  const std::int64_t order = static_cast<std::int64_t>(digits.size()) + exponent;
  if (digits.empty() || order < -330) return 0;
  if (order > 310) return std::numeric_limits<double>::infinity();
  if (digits.size() <= 15 && std::abs(exponent) <= 22) {  // both are exact, so that one rounding is all (Clinger 1990)
    double value = 0;
    double power = 1;
    for (const char c : digits) value = value * 10 + (c - '0');
    for (std::int64_t i = std::abs(exponent); i > 0; --i) power *= 10;
    return exponent < 0 ? value / power : value * power;
  }
  Natural numerator(0);
  Natural denominator(1);
  for (const char c : digits) numerator.multiply_add(10, static_cast<std::uint32_t>(c - '0'));
  (exponent < 0 ? denominator : numerator).multiply_by_power(10, std::abs(exponent));
  return quotient(numerator, denominator);
}

/// All digits of a positive double.
Decimal exact(double value) {
  if (value < 0x1p53 && value == std::floor(value)) return {std::to_string(static_cast<std::uint64_t>(value)), 0};
  int exponent = 0;
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(std::frexp(value, &exponent), 53));
  exponent -= 53;
  Natural natural(mantissa);
  // m * 2^-k = m * 5^k * 10^-k
  natural.multiply_by_power(exponent < 0 ? 5 : 2, std::abs(exponent));
  Decimal decimal{"", std::min(exponent, 0)};
  while (!natural.is_zero()) decimal.digits += static_cast<char>('0' + natural.divide(10));
  std::reverse(decimal.digits.begin(), decimal.digits.end());
  return decimal;
}

/// The first `count` digits, rounded, without zeros at the end.
Decimal shortened(const Decimal& decimal, std::size_t count) {
  if (decimal.digits.size() <= count) return decimal;
  Decimal result{decimal.digits.substr(0, count),
                 decimal.exponent + static_cast<std::int64_t>(decimal.digits.size() - count)};
  std::string& digits = result.digits;
  const auto drop = [&](char digit) {
    for (; !digits.empty() && digits.back() == digit; ++result.exponent) digits.pop_back();
  };
  if (decimal.digits[count] >= '5') {
    drop('9');
    if (digits.empty()) digits += '0';
    ++digits.back();
  }
  drop('0');
  return result;
}

std::string written(const Decimal& decimal) {
  std::string digits = decimal.digits;
  const auto size = static_cast<std::int64_t>(digits.size());
  const std::int64_t point = size + decimal.exponent;  // where it stands among the digits
  if (size <= point && point <= 21) return digits.append(static_cast<std::size_t>(point - size), '0');
  if (0 < point && point <= 21) return digits.insert(static_cast<std::size_t>(point), 1, '.');
  if (-6 < point && point <= 0) return std::string("0.").append(static_cast<std::size_t>(-point), '0') + digits;
  if (size > 1) digits.insert(1, 1, '.');
  return digits + (point > 0 ? "e+" : "e-") + std::to_string(std::abs(point - 1));
}

}  // namespace

double from_decimal(std::string_view text) {
  const double value = magnitude(parsed(text));
  return text.starts_with('-') ? -value : value;
}

std::string to_decimal(double value) {
  std::string text;
  if (std::signbit(value)) text += '-';
  value = std::abs(value);
  if (value == 0) return text += '0';
  const Decimal all = exact(value);
  std::size_t count = 1;
  while (magnitude(shortened(all, count)) != value) ++count;
  return text += written(shortened(all, count));
}

}  // namespace hourglass
