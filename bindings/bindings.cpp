// The boundary: what JavaScript sees of the core. Numbers, strings, plain objects and copied arrays cross it; errors
// cross as { error: { code, message } }, never as exceptions.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hourglass/hourglass.hpp"

using emscripten::val;

namespace {

using namespace hourglass;

// ---------------------------------------------------------------- errors

const char* code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_config: return "invalid_config";
    case ErrorCode::invalid_data: return "invalid_data";
    case ErrorCode::shape_mismatch: return "shape_mismatch";
    case ErrorCode::diverged: return "diverged";
  }
  return "invalid_config";
}

/// Fields as JavaScript spells them: optimizer.learning_rate -> optimizer.learningRate.
std::string camel_case(std::string_view field) {
  std::string result;
  bool upper = false;
  for (const char c : field) {
    if (c == '_') {
      upper = true;
      continue;
    }
    result += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = false;
  }
  return result;
}

val failure(const char* code, const std::string& message) {
  val error = val::object();
  error.set("code", std::string(code));
  error.set("message", message);
  val result = val::object();
  result.set("error", error);
  return result;
}

/// { value: call() } or { error }.
template <class Call>
val guarded(Call call) {
  try {
    val result = val::object();
    result.set("value", call());
    return result;
  } catch (const Error& error) {
    const std::string field = camel_case(error.field());
    return failure(code_name(error.code()), (field.empty() ? "" : field + " ") + std::string(error.problem()));
  } catch (const std::bad_alloc&) {
    return failure("out_of_memory", "There is not enough memory for this. Try a smaller model, batch or data set");
  } catch (const std::length_error&) {
    return failure("out_of_memory", "This is larger than an array can be. Try a smaller model, batch or data set");
  }
}

// ---------------------------------------------------------------- arrays

template <class T>
std::vector<T> copied(const val& array) {
  std::vector<T> values(array["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(values.size(), values.data())).call<void>("set", array);
  return values;
}

val copied(const std::vector<float>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

Dataset dataset(const val& array, std::size_t features) {
  if (array.instanceof(val::global("Uint8Array"))) return {copied<std::uint8_t>(array), features};
  return {copied<float>(array), features};
}

Tensor single_batch(const val& array, const Autoencoder& model) {
  const Dataset data = dataset(array, model.features());
  Tensor batch(data.size(), model.config().input);
  data.gather(0, data.size(), batch);
  return batch;
}

// ---------------------------------------------------------------- settings

template <class T, std::size_t N>
using Names = std::array<std::pair<const char*, T>, N>;

constexpr Names<Activation, 4> activation_names{{{"linear", Activation::linear},
                                                 {"relu", Activation::relu},
                                                 {"tanh", Activation::tanh},
                                                 {"sigmoid", Activation::sigmoid}}};
constexpr Names<Loss, 2> loss_names{{{"mse", Loss::mse}, {"bce", Loss::bce}}};
constexpr Names<Corruption::Kind, 1> corruption_names{{{"gaussian", Corruption::Kind::gaussian}}};

template <class T, std::size_t N>
T by_name(const val& value, const Names<T, N>& names, const std::string& field) {
  const auto name = value.as<std::string>();
  std::string all;
  for (const auto& [known, result] : names) {
    if (name == known) return result;
    all += (all.empty() ? "\"" : ", \"") + std::string(known) + "\"";
  }
  throw Error(ErrorCode::invalid_config, field, "must be one of " + all + ", got \"" + name + "\"");
}

template <class T, std::size_t N>
std::string name_of(T value, const Names<T, N>& names) {
  for (const auto& [name, known] : names) {
    if (known == value) return name;
  }
  return "";
}

/// Assigns object[key] where it is given.
template <class T>
void read(const val& object, const char* key, T& target) {
  const val value = object[key];
  if (!value.isUndefined()) target = value.as<T>();
}

LayerConfig layer_config(const val& layer, const std::string& field) {
  DenseConfig config;
  read(layer, "units", config.units);
  if (!layer["activation"].isUndefined()) {
    config.activation = by_name(layer["activation"], activation_names, field + ".activation");
  }
  return config;
}

std::vector<LayerConfig> layer_configs(const val& layers, const std::string& name) {
  std::vector<LayerConfig> configs;
  if (layers.isUndefined()) return configs;
  const auto count = layers["length"].as<std::size_t>();
  for (std::size_t i = 0; i < count; ++i) {
    configs.push_back(layer_config(layers[i], name + "[" + std::to_string(i) + "]"));
  }
  return configs;
}

val layer_object(const LayerConfig& layer) {
  const auto& config = std::get<DenseConfig>(layer);
  val object = val::object();
  object.set("type", std::string("dense"));
  object.set("units", config.units);
  object.set("activation", name_of(config.activation, activation_names));
  return object;
}

Corruption corruption_config(const val& object) {
  Corruption corruption;
  corruption.kind = by_name(object["kind"], corruption_names, "corruption.kind");
  read(object, "amount", corruption.amount);
  return corruption;
}

OptimizerConfig optimizer_config(const val& object) {
  if (object["kind"].as<std::string>() == "sgd") {
    Sgd sgd;
    read(object, "learningRate", sgd.learning_rate);
    read(object, "momentum", sgd.momentum);
    return sgd;
  }
  Adam adam;
  read(object, "learningRate", adam.learning_rate);
  read(object, "beta1", adam.beta1);
  read(object, "beta2", adam.beta2);
  read(object, "epsilon", adam.epsilon);
  return adam;
}

Shape input_shape(const val& input) {
  if (input.isNumber()) return {1, 1, input.as<int>()};
  return {input[0].as<int>(), input[1].as<int>(), input[2].as<int>()};
}

AutoencoderConfig autoencoder_config(const val& object) {
  AutoencoderConfig config;
  config.input = input_shape(object["input"]);
  config.encoder = layer_configs(object["encoder"], "encoder");
  config.decoder = layer_configs(object["decoder"], "decoder");
  if (const val activation = object["outputActivation"]; !activation.isUndefined()) {
    config.output_activation = by_name(activation, activation_names, "output_activation");
  }
  if (const val loss = object["loss"]; !loss.isUndefined()) config.loss = by_name(loss, loss_names, "loss");
  if (const val corruption = object["corruption"]; !corruption.isUndefined()) {
    config.corruption = corruption_config(corruption);
  }
  if (const val optimizer = object["optimizer"]; !optimizer.isUndefined()) {
    config.optimizer = optimizer_config(optimizer);
  }
  if (const val seed = object["seed"]; !seed.isUndefined()) config.seed = static_cast<std::uint64_t>(seed.as<double>());
  return config;
}

FitOptions fit_options(const val& object) {
  FitOptions options;
  read(object, "epochs", options.epochs);
  read(object, "batchSize", options.batch_size);
  read(object, "shuffle", options.shuffle);
  if (const val validation = object["validation"]; validation.isNumber()) {
    options.validation_split = validation.as<double>();
  }
  return options;
}

// ---------------------------------------------------------------- results

val progress_object(const Progress& progress) {
  val object = val::object();
  object.set("phase", std::string("training"));
  object.set("epoch", progress.epoch);
  object.set("epochs", progress.epochs);
  object.set("step", static_cast<double>(progress.step));
  object.set("steps", static_cast<double>(progress.steps));
  object.set("loss", progress.losses.total());
  object.set("reconstructionLoss", progress.losses.reconstruction);
  object.set("penalty", progress.losses.penalty);
  if (progress.validation_loss) object.set("validationLoss", *progress.validation_loss);
  object.set("learningRate", progress.learning_rate);
  object.set("samplesPerSecond", progress.samples_per_second);
  object.set("secondsLeft", progress.seconds_left);
  return object;
}

val losses_object(const Losses& losses) {
  val object = val::object();
  object.set("loss", losses.total());
  object.set("reconstructionLoss", losses.reconstruction);
  object.set("penalty", losses.penalty);
  return object;
}

/// One model and the run that trains it. The methods are those of the package; they are called with arguments of the
/// right types, whose values the core checks.
class Session {
 public:
  /// Must come first. Returns { features, latentSize, parameterCount, decoder }.
  val create(const val& config) {
    return guarded([&] {
      model_ = std::make_unique<Autoencoder>(autoencoder_config(config));
      val decoder = val::array();
      for (const LayerConfig& layer : model_->config().decoder) decoder.call<void>("push", layer_object(layer));
      val object = val::object();
      object.set("features", model_->features());
      object.set("latentSize", model_->latent_size());
      object.set("parameterCount", model_->parameter_count());
      object.set("decoder", decoder);
      return object;
    });
  }

  /// Starts a run; `train` carries it on.
  val begin_fit(const val& data, const val& options) {
    return guarded([&] {
      const val validation = options["validation"];
      const bool own = !validation.isUndefined() && !validation.isNumber();
      Dataset held_out = own ? dataset(validation, model_->features()) : Dataset();
      trainer_ = std::make_unique<Trainer>(*model_, dataset(data, model_->features()), std::move(held_out),
                                           fit_options(options));
      return true;
    });
  }

  /// A burst of about so many milliseconds: { progress, epochFinished, finished }.
  val train(double milliseconds) {
    return guarded([&] {
      const Progress progress = trainer_->run(std::chrono::duration<double, std::milli>(milliseconds));
      val result = val::object();
      result.set("progress", progress_object(progress));
      result.set("epochFinished", progress.epoch_finished);
      result.set("finished", trainer_->finished());
      return result;
    });
  }

  val end_fit() {
    return guarded([&] {
      trainer_.reset();
      return true;
    });
  }

  val train_batch(const val& batch) {
    return guarded([&] {
      const Tensor clean = single_batch(batch, *model_);
      Progress progress;
      progress.epoch = progress.epochs = 1;
      progress.step = progress.steps = 1;
      progress.losses = model_->train_batch(clean);
      progress.learning_rate = model_->learning_rate();
      return progress_object(progress);
    });
  }

  [[nodiscard]] val reconstruct(const val& data) const {
    return guarded([&] { return copied(model_->reconstruct(dataset(data, model_->features()))); });
  }
  [[nodiscard]] val encode(const val& data) const {
    return guarded([&] { return copied(model_->encode(dataset(data, model_->features()))); });
  }
  [[nodiscard]] val decode(const val& latents) const {
    return guarded([&] { return copied(model_->decode(dataset(latents, model_->latent_size()))); });
  }
  [[nodiscard]] val corrupt(const val& data, const val& corruption, double seed) const {
    return guarded([&] {
      return copied(model_->corrupt(dataset(data, model_->features()), corruption_config(corruption),
                                    static_cast<std::uint64_t>(seed)));
    });
  }
  [[nodiscard]] val evaluate(const val& data) const {
    return guarded([&] { return losses_object(model_->evaluate(dataset(data, model_->features()))); });
  }

  val set_learning_rate(double rate) {
    return guarded([&] {
      model_->set_learning_rate(rate);
      return true;
    });
  }
  val set_corruption(const val& corruption) {
    return guarded([&] {
      model_->set_corruption(corruption.isUndefined() ? std::nullopt : std::optional(corruption_config(corruption)));
      return true;
    });
  }

  [[nodiscard]] val fingerprint() const {
    return guarded([&] {
      std::array<char, 17> text{};
      (void)std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(model_->fingerprint()));
      return std::string(text.data());
    });
  }

 private:
  std::unique_ptr<Autoencoder> model_;
  std::unique_ptr<Trainer> trainer_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass) {
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("create", &Session::create)
      .function("beginFit", &Session::begin_fit)
      .function("train", &Session::train)
      .function("endFit", &Session::end_fit)
      .function("trainBatch", &Session::train_batch)
      .function("reconstruct", &Session::reconstruct)
      .function("encode", &Session::encode)
      .function("decode", &Session::decode)
      .function("corrupt", &Session::corrupt)
      .function("evaluate", &Session::evaluate)
      .function("setLearningRate", &Session::set_learning_rate)
      .function("setCorruption", &Session::set_corruption)
      .function("fingerprint", &Session::fingerprint);
}
