#include "hourglass/error.hpp"

#include <cmath>
#include <utility>

#include "base/decimal.hpp"
#include "base/message.hpp"

namespace hourglass {

Error::Error(ErrorCode code, std::string field, const std::string& problem)
    : std::runtime_error(field.empty() ? problem : field + " " + problem), code_(code), field_(std::move(field)) {}

std::string_view Error::problem() const noexcept {
  const std::string_view message = what();
  return field_.empty() ? message : message.substr(field_.size() + 1);
}

std::string to_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  return to_decimal(value);
}

void require(bool valid, std::string_view field, std::string_view requirement, double value) {
  if (!valid) fail(ErrorCode::invalid_config, {field}, {requirement, ", got ", to_text(value)});
}

void throw_diverged(double value, const std::string& where, std::string_view advice) {
  fail(ErrorCode::diverged, {"loss"},
       {"became ", to_text(value), " at ", where, "; the weights are those before it. ", advice});
}

}  // namespace hourglass
