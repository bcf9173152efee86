#include "hourglass/serialize.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "base/message.hpp"
#include "files/safetensors.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/error.hpp"

namespace hourglass {
namespace {

constexpr const char* format = "hourglass";
constexpr const char* version = "1";
constexpr std::array<std::string_view, 4> own_metadata{"format", "version", "config", "steps"};

using safetensors::refuse;
using TensorShape = std::vector<std::uint64_t>;

TensorShape shape_of(const Parameter& parameter) { return {parameter.shape.begin(), parameter.shape.end()}; }

/// f(name, shape, values, squares) for everything that training changes; `squares` are never negative. The model and
/// its values are const or not.
template <class Model, class F>
void for_each_tensor(Model& model, F f) {
  const std::vector<Parameter*>& parameters = model.parameters();
  const bool first_is_square = model.optimizer().stored().first_is_square;
  for (Parameter* parameter : parameters) f(parameter->name, shape_of(*parameter), parameter->value, false);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string& name = parameters[i]->name;
    auto& [first, second] = model.optimizer().moments()[i];
    if (!first.empty()) f("optimizer.first." + name, shape_of(*parameters[i]), first, first_is_square);
    if (!second.empty()) f("optimizer.second." + name, shape_of(*parameters[i]), second, true);
  }
}

// ---------------------------------------------------------------- what a config asks for

/// Refuses a model that is larger than the file it comes from, before any of it is made.
void require_fits(const AutoencoderConfig& config, std::uint64_t values) {
  check_input(config.input);
  Shape shape = config.input;
  for (const auto* layers : {&config.encoder, &config.decoder}) {
    for (std::size_t i = 0; i < layers->size(); ++i) {
      const LayerConfig& layer = (*layers)[i];
      layer.check(shape, joined({layers == &config.encoder ? "encoder[" : "decoder[", i, "]"}));
      const bool twice = config.variational && &layer == &config.encoder.back();  // mean and log-variance
      const std::uint64_t parameters = layer.parameter_count(shape) * (twice ? 2 : 1);
      if (parameters > values)
        refuse({"is shorter than its model, whose weights alone are more than its tensors hold"});
      values -= parameters;
      shape = layer.output_shape(shape);
    }
  }
}

// ---------------------------------------------------------------- reading

std::uint64_t read_steps(const std::string& text) {
  std::uint64_t steps = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, steps);
  if (error != std::errc() || stop != end || steps > Rng::max_seed) {
    refuse({"must count steps in a whole number from 0 to 2^53 - 1, got ", json::quoted(text)});
  }
  return steps;
}

Autoencoder make_model(const safetensors::File& file) {
  const std::string& text = file.metadata("config");
  try {
    AutoencoderConfig config = config_from_json(text);
    if (config.decoder.empty()) refuse({"has a config without a decoder"});
    require_fits(config, file.most_values());
    return Autoencoder(std::move(config));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::invalid_file) throw;
    refuse({"has a config that cannot be: ", error.what()});
  }
}

}  // namespace

std::vector<std::uint8_t> save(const Autoencoder& model) {
  safetensors::Writer file;
  file.add_metadata("format", format);
  file.add_metadata("version", version);
  file.add_metadata("config", config_to_json(model.config()));
  file.add_metadata("steps", std::to_string(model.steps()));
  for (const auto& [key, value] : model.metadata()) {
    if (std::ranges::find(own_metadata, key) == own_metadata.end()) file.add_metadata(key, value);
  }
  for_each_tensor(model, [&](const std::string& name, const TensorShape& shape, const Floats& values,
                             bool /*squares*/) { file.add(name, shape, values); });
  const std::optional<CodeDistribution> codes = model.code_distribution();
  if (codes) {
    const std::array<std::uint64_t, 2> shape{codes->latent_size(), codes->latent_size()};
    file.add("codes.mean", std::span(shape).first(1), codes->mean());
    file.add("codes.factor", shape, codes->factor());
  }
  return file.bytes();
}

Autoencoder open(std::span<const std::uint8_t> bytes) {
  safetensors::File file(bytes);
  const std::string& kind = file.metadata("format");
  if (kind != format) refuse({"is no hourglass model, but ", json::quoted(kind)});
  const std::string& written = file.metadata("version");
  if (written != version) {
    refuse({"has version ", json::quoted(written), ", and this library reads ", json::quoted(version)});
  }
  const std::uint64_t steps = read_steps(file.metadata("steps"));
  Autoencoder model = make_model(file);
  for_each_tensor(model, [&](const std::string& name, const TensorShape& shape, Floats& values, bool squares) {
    const std::vector<float> read = file.take(name, shape);
    if (squares && std::any_of(read.begin(), read.end(), [](float x) { return x < 0; })) {
      refuse({"has a negative mean square in tensor ", json::quoted(name)});
    }
    std::copy(read.begin(), read.end(), values.begin());
  });
  model.optimizer().set_steps(steps);
  model.set_metadata(file.metadata_but(own_metadata));
  if (file.has("codes.mean")) {
    const std::array<std::uint64_t, 2> shape{model.latent_size(), model.latent_size()};
    auto mean = file.take("codes.mean", std::span(shape).first(1));
    model.set_code_distribution({std::move(mean), file.take("codes.factor", shape)});
  }
  file.require_all_taken();
  return model;
}

void load_weights(Autoencoder& model, std::span<const std::uint8_t> bytes) {
  safetensors::File file(bytes);
  std::vector<std::vector<float>> weights;
  for (const Parameter* parameter : model.parameters())
    weights.push_back(file.take(parameter->name, shape_of(*parameter)));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    std::copy(weights[i].begin(), weights[i].end(), model.parameters()[i]->value.begin());
  }
}

}  // namespace hourglass
