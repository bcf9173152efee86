#pragma once

#include <string>
#include <string_view>

#include "hourglass/autoencoder.hpp"
#include "hourglass/corruption.hpp"
#include "hourglass/export.hpp"
#include "hourglass/trainer.hpp"

// Configs as JSON, with the keys of the JavaScript package. Types, names and keys are checked here; ranges by what is
// made from a config. Errors of all readers: invalid_config, which names the setting as it is spelt in JSON, what it
// may be and what it was.
namespace hourglass {

HOURGLASS_API AutoencoderConfig config_from_json(std::string_view text);

/// Complete: `config_from_json` gives the same config back, to the last bit. Errors: invalid_config where a number is
/// NaN or infinite.
HOURGLASS_API std::string config_to_json(const AutoencoderConfig& config);

/// `validation` is a share of the samples.
HOURGLASS_API FitOptions fit_options_from_json(std::string_view text);

HOURGLASS_API Corruption corruption_from_json(std::string_view text);

/// What configs and fit options may be, as JSON Schema (draft 2020-12): keys, types, ranges, defaults, and a sentence
/// on each. Not in WebAssembly.
HOURGLASS_API std::string config_schema();

}  // namespace hourglass
