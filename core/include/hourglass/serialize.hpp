#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "hourglass/autoencoder.hpp"
#include "hourglass/export.hpp"

// Models as safetensors files (https://github.com/huggingface/safetensors). The metadata hold "format": "hourglass",
// "version", "config" as JSON and "steps", and whatever else the model's own metadata hold; the tensors are the
// parameters by their names, the optimizer's moments as "optimizer.first.<parameter>" and
// "optimizer.second.<parameter>", and the Gaussian that `sample` draws codes from as "codes.mean" and "codes.factor".
// Random numbers depend on the seed and the step alone: nothing else is state.
namespace hourglass {

/// A file of the model as it is now. Errors: invalid_data where a weight is NaN or infinite.
HOURGLASS_API std::vector<std::uint8_t> save(const Autoencoder& model);

/// Writes such a file beside `path` and then puts it in its place: what is there stays until all is written. Errors:
/// invalid_file where it cannot be written.
HOURGLASS_API void save(const Autoencoder& model, const std::filesystem::path& path);

/// The model of a file that `save` wrote; training goes on bit for bit as if it had not stopped. Nothing that the file
/// says is believed before it was compared with the file's length. Errors: invalid_file, which says what is wrong.
HOURGLASS_API Autoencoder open(std::span<const std::uint8_t> bytes);

/// The same of the file at `path`. Errors: invalid_file, also where it cannot be read.
HOURGLASS_API Autoencoder open(const std::filesystem::path& path);

/// Takes every parameter by its name from a safetensors file of any origin; what else is in it does not matter. Steps
/// and moments stay. Errors: invalid_file, and then the model is as it was.
HOURGLASS_API void load_weights(Autoencoder& model, std::span<const std::uint8_t> bytes);

}  // namespace hourglass
