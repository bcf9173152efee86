#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "hourglass/export.hpp"

namespace hourglass {

enum class ErrorCode {
  invalid_config,  // a setting outside its range
  invalid_data,    // NaN, infinity or nothing at all
  invalid_file,    // what a file says does not hold
  shape_mismatch,  // a length that does not fit the model
  diverged,        // the loss became NaN or infinite
};

/// The one exception the library throws itself. `what()` is "<field> <what is allowed>, got <value>".
class HOURGLASS_API Error : public std::runtime_error {
 public:
  /// `field` is the path of the setting or argument, e.g. "encoder[0].units".
  Error(ErrorCode code, std::string field, const std::string& problem);

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& field() const noexcept { return field_; }
  /// `what()` without the field.
  [[nodiscard]] std::string_view problem() const noexcept;

 private:
  ErrorCode code_;
  std::string field_;
};

/// Shortest text of a number, as a message shows it: 3, 0.5, nan.
HOURGLASS_API std::string to_text(double value);

/// Throws invalid_config "<field> <requirement>, got <value>" unless `valid`.
HOURGLASS_API void require(bool valid, std::string_view field, std::string_view requirement, double value);

/// Throws diverged for a loss or gradient that is NaN or infinite, in the step that `where` names; `advice` is what to
/// do about it.
[[noreturn]] HOURGLASS_API void throw_diverged(double value, const std::string& where,
                                               std::string_view advice = "Try a smaller learning rate");

}  // namespace hourglass
