// The boundary: what JavaScript sees of the core. Numbers, strings, plain objects and copied arrays cross it; settings
// come as JSON; errors go as { error: { code, message } }, never as exceptions.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
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
    case ErrorCode::invalid_file: return "invalid_file";
    case ErrorCode::shape_mismatch: return "shape_mismatch";
    case ErrorCode::diverged: return "diverged";
  }
  return "invalid_config";
}

/// Settings as JavaScript spells them: optimizer.learning_rate -> optimizer.learningRate. Names of weights stay.
std::string javascript_name(std::string_view field) {
  if (field.starts_with("weights.")) return std::string(field);
  std::string name;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool word = field[i] == '_' && i + 1 < field.size();
    if (word) ++i;
    name += word && field[i] >= 'a' && field[i] <= 'z' ? static_cast<char>(field[i] - 'a' + 'A') : field[i];
  }
  return name;
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
    if constexpr (std::is_void_v<decltype(call())>) {
      call();
    } else {
      result.set("value", call());
    }
    return result;
  } catch (const Error& error) {
    const std::string name = javascript_name(error.field());
    return failure(code_name(error.code()), (name.empty() ? "" : name + " ") + std::string(error.problem()));
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

template <class T>
val copied(const std::vector<T>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).template call<val>("slice");
}

val copied(const Floats& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

/// Samples as floats or bytes.
Dataset dataset(const val& array, std::size_t features) {
  if (array.instanceof(val::global("Uint8Array"))) return {copied<std::uint8_t>(array), features};
  return {copied<float>(array), features};
}

val array_of(const std::vector<int>& numbers) {
  val array = val::array();
  for (const int number : numbers) array.call<void>("push", number);
  return array;
}

val named_array(const char* key, const std::string& name, const std::vector<int>& shape, const val& values) {
  val object = val::object();
  object.set(key, name);
  object.set("shape", array_of(shape));
  object.set("values", values);
  return object;
}

// ---------------------------------------------------------------- results

/// (printf would be a twentieth of the module.)
std::string hexadecimal(std::uint64_t number) {
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[number >> shift & 15];
  return text;
}

val progress_object(const Progress& progress) {
  val object = val::object();
  object.set("phase", std::string(progress.pretraining_layer ? "pretraining" : "training"));
  if (progress.pretraining_layer) object.set("layer", *progress.pretraining_layer);
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

/// One model and the run that trains it. The methods are those of the package; arrays and numbers come with the right
/// types, whose values the core checks.
class Session {
 public:
  // One of these must come first; both return { features, latentSize, parameterCount, config }.
  val create(const std::string& config) {
    return guarded([&] { return adopt(std::make_unique<Autoencoder>(config_from_json(config))); });
  }
  val open(const val& file) {
    return guarded([&] { return adopt(std::make_unique<Autoencoder>(hourglass::open(copied<std::uint8_t>(file)))); });
  }

  /// Starts a run, with validation data of its own unless they are undefined; `train` carries it on.
  val begin_fit(const val& data, const val& validation, const std::string& options) {
    return guarded([&] {
      Dataset held_out = validation.isUndefined() ? Dataset() : samples(validation);
      trainer_ = std::make_unique<Trainer>(*model_, samples(data), std::move(held_out), fit_options_from_json(options));
    });
  }

  /// A burst of about so many milliseconds: { progress, epochFinished, finished, stoppedEarly }.
  val train(double milliseconds) {
    return guarded([&] {
      const Progress progress = trainer_->run(std::chrono::duration<double, std::milli>(milliseconds));
      val result = val::object();
      result.set("progress", progress_object(progress));
      result.set("epochFinished", progress.epoch_finished);
      result.set("finished", trainer_->finished());
      result.set("stoppedEarly", trainer_->stopped_early());
      return result;
    });
  }

  val end_fit() {
    return guarded([&] { trainer_.reset(); });
  }

  val train_batch(const val& batch) {
    return guarded([&] {
      const Dataset data = samples(batch);
      Tensor clean(data.size(), model_->config().input);
      data.gather(0, data.size(), clean);
      Progress progress;
      progress.epoch = progress.epochs = 1;
      progress.losses = model_->train_batch(clean);
      progress.step = progress.steps = static_cast<std::int64_t>(model_->steps());
      progress.learning_rate = model_->learning_rate();
      return progress_object(progress);
    });
  }

  [[nodiscard]] val reconstruct(const val& data) const {
    return guarded([&] { return copied(model_->reconstruct(samples(data))); });
  }
  [[nodiscard]] val encode(const val& data) const {
    return guarded([&] { return copied(model_->encode(samples(data))); });
  }
  [[nodiscard]] val decode(const val& latents) const {
    return guarded([&] { return copied(model_->decode(dataset(latents, model_->latent_size()))); });
  }
  [[nodiscard]] val corrupt(const val& data, const std::string& corruption, double seed) const {
    return guarded([&] {
      return copied(model_->corrupt(samples(data), corruption_from_json(corruption), static_cast<std::uint64_t>(seed)));
    });
  }
  [[nodiscard]] val sample(double count, double seed) const {
    return guarded(
        [&] { return copied(model_->sample(static_cast<std::size_t>(count), static_cast<std::uint64_t>(seed))); });
  }
  [[nodiscard]] val interpolate(const val& from, const val& to, double count) const {
    return guarded(
        [&] { return copied(model_->interpolate(samples(from), samples(to), static_cast<std::size_t>(count))); });
  }
  [[nodiscard]] val evaluate(const val& data) const {
    return guarded([&] { return losses_object(model_->evaluate(samples(data))); });
  }
  [[nodiscard]] val scores(const val& data) const {
    return guarded([&] { return copied(model_->scores(samples(data))); });
  }
  [[nodiscard]] val feature_errors(const val& data) const {
    return guarded([&] { return copied(model_->feature_errors(samples(data))); });
  }
  [[nodiscard]] val activations(const val& sample) const {
    return guarded([&] {
      val all = val::array();
      for (const LayerOutput& output : model_->activations(samples(sample))) {
        const std::vector<int> shape{output.shape.height, output.shape.width, output.shape.channels};
        all.call<void>("push", named_array("layer", output.layer, shape, copied(output.values)));
      }
      return all;
    });
  }

  [[nodiscard]] val weights() const {
    return guarded([&] {
      val all = val::array();
      for (const Parameter* parameter : model_->parameters()) {
        all.call<void>("push", named_array("name", parameter->name, parameter->shape, copied(parameter->value)));
      }
      return all;
    });
  }
  /// [{ name, values }]
  val set_weights(const val& list) {
    return guarded([&] {
      std::vector<Weights> weights;
      for (const val& item : emscripten::vecFromJSArray<val>(list)) {
        weights.push_back({item["name"].as<std::string>(), copied<float>(item["values"])});
      }
      model_->set_weights(weights);
    });
  }
  val load_weights(const val& file) {
    return guarded([&] { hourglass::load_weights(*model_, copied<std::uint8_t>(file)); });
  }
  [[nodiscard]] val save() const {
    return guarded([&] { return copied(hourglass::save(*model_)); });
  }

  val set_learning_rate(double rate) {
    return guarded([&] { model_->set_learning_rate(rate); });
  }
  /// Undefined: no corruption.
  val set_corruption(const val& corruption) {
    return guarded([&] {
      model_->set_corruption(
          corruption.isUndefined() ? std::nullopt : std::optional(corruption_from_json(corruption.as<std::string>())));
    });
  }

  [[nodiscard]] val fingerprint() const {
    return guarded([&] { return hexadecimal(model_->fingerprint()); });
  }

 private:
  [[nodiscard]] Dataset samples(const val& array) const { return dataset(array, model_->features()); }

  val adopt(std::unique_ptr<Autoencoder> model) {
    model_ = std::move(model);
    val object = val::object();
    object.set("features", model_->features());
    object.set("latentSize", model_->latent_size());
    object.set("parameterCount", model_->parameter_count());
    object.set("config", config_to_json(model_->config()));
    return object;
  }

  std::unique_ptr<Autoencoder> model_;
  std::unique_ptr<Trainer> trainer_;
};

/// Principal components of data: { mean, components, variances, codes, reconstructionError } of `held_out`.
val pca(const val& data, const val& held_out, double features, double components) {
  return guarded([&] {
    const auto width = static_cast<std::size_t>(features);
    const Pca fitted(dataset(data, width).values(), width, static_cast<std::size_t>(components));
    const std::vector<float> others = dataset(held_out, width).values();
    val object = val::object();
    object.set("mean", copied(std::vector<float>(fitted.mean().begin(), fitted.mean().end())));
    object.set("components", copied(std::vector<float>(fitted.components().begin(), fitted.components().end())));
    object.set("variances", copied(std::vector<float>(fitted.variances().begin(), fitted.variances().end())));
    object.set("codes", copied(fitted.encode(others)));
    object.set("reconstructionError", fitted.reconstruction_error(others));
    return object;
  });
}

/// Accuracy on held-out codes of a linear probe fitted to others; labels are bytes.
val probe(const val& codes, const val& labels, const val& held_out, const val& held_out_labels, double latent_size,
          double classes) {
  return guarded([&] {
    const auto width = static_cast<std::size_t>(latent_size);
    const auto whole = [](const val& array) {
      const std::vector<std::uint8_t> bytes = copied<std::uint8_t>(array);
      return std::vector<std::int32_t>(bytes.begin(), bytes.end());
    };
    const LinearProbe fitted(dataset(codes, width).values(), width, whole(labels), static_cast<std::size_t>(classes));
    return fitted.accuracy(dataset(held_out, width).values(), whole(held_out_labels));
  });
}

#ifdef __EMSCRIPTEN_PTHREADS__
/// For all models. There are as many as the loader has made workers for.
val set_thread_count(double count) {
  try {
    return guarded([&] { set_threads(static_cast<int>(count)); });
  } catch (const std::system_error& error) {
    return failure("unsupported", error.what());
  }
}
#endif

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass) {
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("create", &Session::create)
      .function("open", &Session::open)
      .function("beginFit", &Session::begin_fit)
      .function("train", &Session::train)
      .function("endFit", &Session::end_fit)
      .function("trainBatch", &Session::train_batch)
      .function("reconstruct", &Session::reconstruct)
      .function("encode", &Session::encode)
      .function("decode", &Session::decode)
      .function("corrupt", &Session::corrupt)
      .function("sample", &Session::sample)
      .function("interpolate", &Session::interpolate)
      .function("evaluate", &Session::evaluate)
      .function("scores", &Session::scores)
      .function("featureErrors", &Session::feature_errors)
      .function("activations", &Session::activations)
      .function("weights", &Session::weights)
      .function("setWeights", &Session::set_weights)
      .function("loadWeights", &Session::load_weights)
      .function("save", &Session::save)
      .function("setLearningRate", &Session::set_learning_rate)
      .function("setCorruption", &Session::set_corruption)
      .function("fingerprint", &Session::fingerprint);
  emscripten::function("pca", &pca);
  emscripten::function("probe", &probe);
#ifdef __EMSCRIPTEN_PTHREADS__
  emscripten::function("setThreads", &set_thread_count);
#endif
}
