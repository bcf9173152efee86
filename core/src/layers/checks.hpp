#pragma once

#include <string>

#include "hourglass/conv_geometry.hpp"

// What the settings of several kinds of layers must be. Errors: invalid_config, naming the field and the value.
namespace hourglass {

/// "28 x 28 x 1"
[[nodiscard]] std::string to_text(Shape shape);

/// A whole number from 1 to `largest`.
void require_count(int value, const std::string& field, int largest = 1'000'000);

/// Sides from 1 to 99. Where they differ, the field says which one is wrong.
void require_sides(const Sides& sides, const std::string& field);

/// Refuses windows of which not one fits into the input.
void require_fits(const Sides& window, Shape input, const std::string& field);

/// Refuses a setting that would give a layer too many parameters; `value` is the setting's own.
void require_parameters(double count, const std::string& field, double value);

/// Refuses a setting that would give an output of too many features.
void require_features(double count, const std::string& field, double value);

}  // namespace hourglass
