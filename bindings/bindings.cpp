// The boundary: what JavaScript sees of the core. Numbers, strings, plain objects and copied arrays cross it; settings
// come as JSON; errors go as { error: { code, message } }, never as exceptions.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
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

// ---------------------------------------------------------------- values

template <class T>
std::vector<T> copied(const val& array) {
  std::vector<T> values(array["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(values.size(), values.data())).call<void>("set", array);
  return values;
}

template <class T>
val copied(std::span<const T> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).template call<val>("slice");
}

val copied(const std::vector<float>& values) { return copied(std::span(values)); }

// The functions of val are templates, and each use of one adds much code. The functions of these classes are not.

/// Data sets that stay, by the numbers that JavaScript gives them, which it counts up.
std::vector<Dataset> datasets;

/// Patches that stay, by numbers of the same kind.
std::vector<std::optional<Patches>> patch_sources;

/// The arguments of a call: they have the right types, and the core checks their values.
class Arguments {
 public:
  explicit Arguments(const val& array) : array_(array) {}

  [[nodiscard]] bool has(int i) const { return !array_[i].isUndefined(); }
  [[nodiscard]] double number(int i) const { return array_[i].as<double>(); }
  [[nodiscard]] std::size_t count(int i) const { return static_cast<std::size_t>(number(i)); }
  [[nodiscard]] std::uint64_t seed(int i) const { return static_cast<std::uint64_t>(number(i)); }
  [[nodiscard]] std::string text(int i) const { return array_[i].as<std::string>(); }
  [[nodiscard]] std::vector<std::uint8_t> bytes(int i) const { return copied<std::uint8_t>(array_[i]); }
  [[nodiscard]] std::vector<float> floats(int i) const { return copied<float>(array_[i]); }
  /// Samples as floats, as bytes, or as { dataset: the number of one that stays }; messages call them `name`.
  [[nodiscard]] Dataset dataset(int i, std::size_t features, const char* name) const {
    const val kept = array_[i]["dataset"];
    if (!kept.isUndefined()) {
      Dataset dataset = datasets[kept.as<std::size_t>()];
      if (dataset.features() == features) return dataset;
      throw Error(ErrorCode::shape_mismatch, name,
                  "must have " + std::to_string(features) + " features, got " + std::to_string(dataset.features()));
    }
    if (array_[i]["BYTES_PER_ELEMENT"].as<int>() == 1) return {bytes(i), features, name};
    return {floats(i), features, name};
  }
  /// { patches: the number of some that stay }; null for anything else.
  [[nodiscard]] const Patches* patches(int i) const {
    const val kept = array_[i]["patches"];
    return kept.isUndefined() ? nullptr : &*patch_sources[kept.as<std::size_t>()];
  }
  /// [{ name, values }]
  [[nodiscard]] std::vector<Weights> weights(int i) const {
    std::vector<Weights> weights;
    for (const val& item : emscripten::vecFromJSArray<val>(array_[i])) {
      weights.push_back({item["name"].as<std::string>(), copied<float>(item["values"])});
    }
    return weights;
  }

 private:
  const val& array_;
};

/// Builds a JavaScript object, member by member.
class Object {
 public:
  void value(const char* key, const val& value) { object_.set(key, value); }
  void text(const char* key, const std::string& text) { object_.set(key, text); }
  void number(const char* key, double number) { object_.set(key, number); }
  void flag(const char* key, bool flag) { object_.set(key, flag); }
  void floats(const char* key, std::span<const float> values) { object_.set(key, copied(values)); }
  void texts(const char* key, std::span<const std::string> values) {
    val array = val::array();
    for (const std::string& value : values) array.call<void>("push", value);
    object_.set(key, array);
  }
  void numbers(const char* key, std::span<const double> values) {
    val array = val::array();
    for (const double value : values) array.call<void>("push", value);
    object_.set(key, array);
  }
  void shape(const char* key, const Shape& shape) { integers(key, {{shape.height, shape.width, shape.channels}}); }
  void integers(const char* key, std::span<const int> values) {
    val array = val::array();
    for (const int value : values) array.call<void>("push", value);
    object_.set(key, array);
  }

  [[nodiscard]] const val& made() const { return object_; }

 private:
  val object_ = val::object();
};

val progress_object(const Progress& progress) {
  Object object;
  object.text("phase", progress.pretraining_layer ? "pretraining" : "training");
  if (progress.pretraining_layer) object.number("layer", *progress.pretraining_layer);
  object.number("epoch", progress.epoch);
  object.number("epochs", progress.epochs);
  object.number("epochsDone", progress.epochs_done);
  object.number("step", static_cast<double>(progress.step));
  object.number("steps", static_cast<double>(progress.steps));
  object.number("loss", progress.losses.total());
  object.number("reconstructionLoss", progress.losses.reconstruction);
  object.number("penalty", progress.losses.penalty);
  object.number("recentLoss", progress.recent_losses.total());
  if (progress.validation_loss) object.number("validationLoss", *progress.validation_loss);
  if (!progress.metrics.empty()) object.numbers("metrics", progress.metrics);
  if (!progress.validation_metrics.empty()) object.numbers("validationMetrics", progress.validation_metrics);
  object.number("learningRate", progress.learning_rate);
  object.number("samplesPerSecond", progress.samples_per_second);
  object.number("secondsLeft", progress.seconds_left);
  return object.made();
}

/// (printf would be a twentieth of the module.)
std::string hexadecimal(std::uint64_t number) {
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[number >> shift & 15];
  return text;
}

// ---------------------------------------------------------------- models

/// A model and the run that trains it.
struct Session {
  std::unique_ptr<Autoencoder> model;
  std::unique_ptr<Trainer> trainer;
};

/// By the numbers that JavaScript gives them, which it counts up. Of a session that has ended only its empty place is
/// left.
std::vector<Session> sessions;

Session& session_of(int number) {
  const auto place = static_cast<std::size_t>(number);
  if (place >= sessions.size()) sessions.resize(place + 1);
  return sessions[place];
}

Autoencoder& model_of(int session) { return *session_of(session).model; }

Dataset samples(int session, const Arguments& arguments, int i, const char* name = "data") {
  return arguments.dataset(i, model_of(session).features(), name);
}

/// What messages call the parts of pairs.
struct PairNames {
  const char *inputs = "data", *targets = "targets", *sample_weights = "sampleWeights",
             *feature_weights = "featureWeights";
};

/// Inputs and, unless they are undefined, targets, weights of samples and weights of features.
Pairs pairs(int session, const Arguments& arguments, int i, const PairNames& names = {}) {
  Dataset data = samples(session, arguments, i, names.inputs);
  Pairs pairs = arguments.has(i + 1)
                    ? Pairs(std::move(data), samples(session, arguments, i + 1, names.targets), names.targets)
                    : Pairs(std::move(data));
  Dataset of_samples, of_features;
  if (arguments.has(i + 2)) of_samples = arguments.dataset(i + 2, 1, names.sample_weights);
  if (arguments.has(i + 3)) of_features = samples(session, arguments, i + 3, names.feature_weights);
  pairs.set_weights(std::move(of_samples), std::move(of_features), names.sample_weights, names.feature_weights);
  return pairs;
}

// The package's methods.

/// { features, latentSize, parameterCount, config }
val adopt(int session, Autoencoder made) {
  auto model = std::make_unique<Autoencoder>(std::move(made));
  Object object;
  object.number("features", static_cast<double>(model->features()));
  object.number("latentSize", static_cast<double>(model->latent_size()));
  object.number("parameterCount", static_cast<double>(model->parameter_count()));
  object.text("config", config_to_json(model->config()));
  session_of(session).model = std::move(model);
  return object.made();
}

val create(int session, const Arguments& arguments) {
  return adopt(session, Autoencoder(config_from_json(arguments.text(0))));
}

val open(int session, const Arguments& arguments) { return adopt(session, hourglass::open(arguments.bytes(0))); }

val dispose(int session, const Arguments& /*arguments*/) {
  session_of(session) = {};
  return val::undefined();
}

/// Starts a run, with validation data of its own unless they are undefined; `continue_fit` and `step_fit` carry it on.
/// Data, targets and weights, the same of the validation, options -> warnings. Without data it is a stream's, which
/// `feed_fit` feeds.
val begin_fit(int session, const Arguments& arguments) {
  Pairs held_out;
  constexpr PairNames of_validation{"validation", "validation.targets", "validation.sampleWeights",
                                    "validation.featureWeights"};
  if (arguments.has(4)) held_out = pairs(session, arguments, 4, of_validation);
  const FitOptions options = fit_options_from_json(arguments.text(8));
  Autoencoder& model = model_of(session);
  const Patches* const patches = arguments.has(0) ? arguments.patches(0) : nullptr;
  auto trainer = !arguments.has(0) ? std::make_unique<Trainer>(model, Stream(), std::move(held_out), options)
                 : patches != nullptr
                     ? std::make_unique<Trainer>(model, *patches, std::move(held_out), options)
                     : std::make_unique<Trainer>(model, pairs(session, arguments, 0), std::move(held_out), options);
  Object object;
  object.texts("warnings", trainer->warnings());
  session_of(session).trainer = std::move(trainer);
  return object.made();
}

/// { progress, recentSamples, epochFinished, finished, stoppedEarly, hungry }
val burst(const Trainer& trainer, const Progress& progress) {
  Object object;
  object.value("progress", progress_object(progress));
  object.number("recentSamples", static_cast<double>(progress.recent_samples));
  object.flag("epochFinished", progress.epoch_finished);
  object.flag("finished", trainer.finished());
  object.flag("stoppedEarly", trainer.stopped_early());
  object.flag("hungry", trainer.hungry());
  return object.made();
}

/// A stream's next window and whether it is the last of a pass -> warnings.
val feed_fit(int session, const Arguments& arguments) {
  Trainer& trainer = *session_of(session).trainer;
  trainer.feed(pairs(session, arguments, 0), arguments.number(4) != 0);
  Object object;
  object.texts("warnings", trainer.warnings());
  return object.made();
}

/// For about so many milliseconds.
val continue_fit(int session, const Arguments& arguments) {
  Trainer& trainer = *session_of(session).trainer;
  return burst(trainer, trainer.run(std::chrono::duration<double, std::milli>(arguments.number(0))));
}

/// On one batch.
val step_fit(int session, const Arguments& /*arguments*/) {
  Trainer& trainer = *session_of(session).trainer;
  return burst(trainer, trainer.step());
}

val end_fit(int session, const Arguments& /*arguments*/) {
  session_of(session).trainer.reset();
  return val::undefined();
}

val train_batch(int session, const Arguments& arguments) {
  Autoencoder& model = model_of(session);
  const Pairs data = pairs(session, arguments, 0, {.inputs = "batch"});
  model.require_fits(data, "batch");
  const auto tensor = [&](const Dataset& dataset) {
    Tensor batch(dataset.size(), model.config().input);
    dataset.gather(0, dataset.size(), batch);
    return batch;
  };
  const Tensor inputs = tensor(data.inputs);
  Progress progress;
  progress.epoch = progress.epochs = progress.epochs_done = 1;
  progress.losses =
      data.has_targets() ? model.train_batch(inputs, tensor(data.own_targets)) : model.train_batch(inputs);
  progress.recent_losses = progress.losses;
  progress.step = progress.steps = static_cast<std::int64_t>(model.steps());
  progress.learning_rate = model.learning_rate();
  return progress_object(progress);
}

/// With a seed from draws of a variational model's codes.
val reconstruct(int session, const Arguments& arguments) {
  const Autoencoder& model = model_of(session);
  const Dataset data = samples(session, arguments, 0);
  return copied(arguments.has(1) ? model.reconstruct(data, arguments.seed(1)) : model.reconstruct(data));
}

val encode(int session, const Arguments& arguments) {
  return copied(model_of(session).encode(samples(session, arguments, 0)));
}

val encode_spread(int session, const Arguments& arguments) {
  const CodeSpread spread = model_of(session).encode_spread(samples(session, arguments, 0));
  Object object;
  object.floats("mean", spread.mean);
  object.floats("logVariance", spread.log_variance);
  return object.made();
}

val decode(int session, const Arguments& arguments) {
  const Autoencoder& model = model_of(session);
  return copied(model.decode(arguments.dataset(0, model.latent_size(), "latents")));
}

val decode_spread(int session, const Arguments& arguments) {
  return copied(model_of(session).decode({arguments.floats(0), arguments.floats(1)}, arguments.seed(2)));
}

val corrupt(int session, const Arguments& arguments) {
  const Corruption corruption = corruption_from_json(arguments.text(1));
  return copied(model_of(session).corrupt(samples(session, arguments, 0), corruption, arguments.seed(2)));
}

val sample(int session, const Arguments& arguments) {
  Sampling sampling{.source = std::nullopt, .temperature = arguments.number(3)};
  if (arguments.has(2))
    sampling.source = arguments.text(2) == "prior" ? Sampling::Source::prior : Sampling::Source::codes;
  return copied(model_of(session).sample(arguments.count(0), arguments.seed(1), sampling));
}

val interpolate(int session, const Arguments& arguments) {
  const Dataset from = samples(session, arguments, 0, "from");
  return copied(model_of(session).interpolate(from, samples(session, arguments, 1, "to"), arguments.count(2)));
}

val evaluate(int session, const Arguments& arguments) {
  const Losses losses = model_of(session).evaluate(pairs(session, arguments, 0));
  Object object;
  object.number("loss", losses.total());
  object.number("reconstructionLoss", losses.reconstruction);
  object.number("penalty", losses.penalty);
  return object.made();
}

/// Data, "mse" or "mae", the quantile of a sample's errors, weights of features; undefined: the defaults.
val scores(int session, const Arguments& arguments) {
  Scoring scoring;
  if (arguments.has(1)) scoring.by = arguments.text(1) == "mae" ? Loss::mae : Loss::mse;
  if (arguments.has(2)) scoring.reduce = Scoring::Reduce::quantile;
  if (arguments.has(2)) scoring.quantile = arguments.number(2);
  const Dataset data = samples(session, arguments, 0);
  const Dataset weights = arguments.has(3) ? samples(session, arguments, 3, "featureWeights") : Dataset();
  Pairs(data).set_weights({}, weights, "", "featureWeights");  // by the name that callers know
  return copied(model_of(session).scores(data, scoring, weights));
}

val feature_errors(int session, const Arguments& arguments) {
  return copied(model_of(session).feature_errors(samples(session, arguments, 0)));
}

val layer_outputs(const std::vector<LayerOutput>& outputs) {
  val all = val::array();
  for (const LayerOutput& output : outputs) {
    Object object;
    object.text("layer", output.layer);
    object.shape("shape", output.shape);
    object.floats("values", output.values);
    all.call<void>("push", object.made());
  }
  return all;
}

val activations(int session, const Arguments& arguments) {
  return layer_outputs(model_of(session).activations(samples(session, arguments, 0, "sample")));
}

val decoder_activations(int session, const Arguments& arguments) {
  const Autoencoder& model = model_of(session);
  return layer_outputs(model.decoder_activations(arguments.dataset(0, model.latent_size(), "latent")));
}

val summary(int session, const Arguments& /*arguments*/) {
  val rows = val::array();
  for (const LayerSummary& row : model_of(session).summary()) {
    Object object;
    object.text("layer", row.layer);
    object.shape("outputShape", row.output_shape);
    object.number("parameters", static_cast<double>(row.parameters));
    object.number("trainable", static_cast<double>(row.trainable));
    rows.call<void>("push", object.made());
  }
  return rows;
}

val weights(int session, const Arguments& /*arguments*/) {
  val all = val::array();
  for (const Parameter* parameter : model_of(session).parameters()) {
    Object object;
    object.text("name", parameter->name);
    object.integers("shape", parameter->shape);
    object.floats("values", parameter->value);
    all.call<void>("push", object.made());
  }
  return all;
}

val set_weights(int session, const Arguments& arguments) {
  model_of(session).set_weights(arguments.weights(0));
  return val::undefined();
}

val save(int session, const Arguments& /*arguments*/) {
  const std::vector<std::uint8_t> file = hourglass::save(model_of(session));
  return copied(std::span(file));
}

val set_learning_rate(int session, const Arguments& arguments) {
  model_of(session).set_learning_rate(arguments.number(0));
  return val::undefined();
}

/// Undefined: no corruption.
val set_corruption(int session, const Arguments& arguments) {
  std::optional<Corruption> corruption;
  if (arguments.has(0)) corruption = corruption_from_json(arguments.text(0));
  Session& of_model = session_of(session);
  of_model.trainer ? of_model.trainer->set_corruption(corruption) : of_model.model->set_corruption(corruption);
  return val::undefined();
}

val fingerprint(int session, const Arguments& /*arguments*/) {
  return val(hexadecimal(model_of(session).fingerprint()));
}

val steps(int session, const Arguments& /*arguments*/) { return val(static_cast<double>(model_of(session).steps())); }

/// Images that are being worked on, by the numbers that JavaScript gives them, which it counts up.
std::vector<std::unique_ptr<ImagePass>> images;

/// Number, part ("whole", "encoder", "decoder"), height, width, tile -> { input, output, bands: [first row that is
/// read, how many, first row that is given, how many, ...] }
val begin_image(int session, const Arguments& arguments) {
  const std::string part = arguments.text(1);
  const auto kind = part == "encoder"   ? ImagePass::Part::encoder
                    : part == "decoder" ? ImagePass::Part::decoder
                                        : ImagePass::Part::whole;
  const auto side = [&](int i) { return static_cast<int>(arguments.number(i)); };
  auto pass = std::make_unique<ImagePass>(model_of(session), kind, side(2), side(3), side(4));
  std::vector<int> bands;
  for (std::size_t band = 0; band < pass->bands(); ++band) {
    const auto [from, count] = pass->reads(band);
    const auto [first, rows] = pass->gives(band);
    bands.insert(bands.end(), {from, count, first, rows});
  }
  Object object;
  object.shape("input", pass->input());
  object.shape("output", pass->output());
  object.integers("bands", bands);
  const std::size_t place = arguments.count(0);
  if (place >= images.size()) images.resize(place + 1);
  images[place] = std::move(pass);
  return object.made();
}

/// Number, band, its rows of the input -> its rows of the output.
val run_image(int /*session*/, const Arguments& arguments) {
  const Dataset rows = arguments.dataset(2, 1, "pixels");
  return copied(images[arguments.count(0)]->run(arguments.count(1), rows.values()));
}

val end_image(int /*session*/, const Arguments& arguments) {
  images[arguments.count(0)] = {};
  return val::undefined();
}

// ---------------------------------------------------------------- without a model

/// Keeps samples: number, samples, features, and of windows the step -> { size }.
val keep_dataset(int /*session*/, const Arguments& arguments) {
  const std::size_t place = arguments.count(0);
  const std::size_t features = arguments.count(2);
  Dataset dataset = arguments.has(3)
                        ? Dataset::windows(arguments.dataset(1, 1, "samples"), features, arguments.count(3), "samples")
                        : arguments.dataset(1, features, "samples");
  Object object;
  object.number("size", static_cast<double>(dataset.size()));
  if (place >= datasets.size()) datasets.resize(place + 1);
  datasets[place] = std::move(dataset);
  return object.made();
}

/// A part of a data set becomes one of its own, which shares the samples: number, whose, from, to.
val keep_rows(int /*session*/, const Arguments& arguments) {
  const std::size_t from = arguments.count(2);
  Dataset rows = datasets[arguments.count(1)].rows(from, arguments.count(3) - from);
  const std::size_t place = arguments.count(0);
  if (place >= datasets.size()) datasets.resize(place + 1);
  datasets[place] = std::move(rows);
  return val::undefined();
}

/// Adds samples behind those of a data set, and drops as many in front if it is to slide -> { size }
val append_rows(int /*session*/, const Arguments& arguments) {
  Dataset& dataset = datasets[arguments.count(0)];
  const Dataset more = arguments.dataset(1, dataset.features(), "rows");
  const std::size_t before = dataset.size();
  dataset.append(more, "rows");
  if (arguments.number(2) != 0) dataset.drop_first(dataset.size() - before);
  Object object;
  object.number("size", static_cast<double>(dataset.size()));
  return object.made();
}

/// Number, size, channels, kind ("same", "neighbours", "blindSpots"), distance, flips and rotations as 1 or 0.
val keep_patches(int /*session*/, const Arguments& arguments) {
  const auto whole = [&](int i) { return static_cast<int>(arguments.number(i)); };
  const std::string kind = arguments.text(3);
  const PatchOptions options{.size = whole(1),
                             .kind = kind == "neighbours"   ? PatchOptions::Kind::neighbours
                                     : kind == "blindSpots" ? PatchOptions::Kind::blind_spots
                                                            : PatchOptions::Kind::same,
                             .distance = whole(4),
                             .flips = whole(5) != 0,
                             .rotations = whole(6) != 0};
  Patches patches(options, whole(2));
  const std::size_t place = arguments.count(0);
  if (place >= patch_sources.size()) patch_sources.resize(place + 1);
  patch_sources[place] = std::move(patches);
  return val::undefined();
}

/// An image for them: number, pixels, height, width, what messages call it, targets -> how many patches an epoch has
/// now.
val add_image(int /*session*/, const Arguments& arguments) {
  const std::string name = arguments.text(4);
  Patches& patches = *patch_sources[arguments.count(0)];
  std::optional<Dataset> targets;
  if (arguments.has(5)) targets = arguments.dataset(5, 1, name.c_str());
  patches.add(arguments.dataset(1, 1, name.c_str()), static_cast<int>(arguments.number(2)),
              static_cast<int>(arguments.number(3)), name, std::move(targets));
  return val(static_cast<double>(patches.count()));
}

val drop_dataset(int /*session*/, const Arguments& arguments) {
  const std::size_t place = arguments.count(0);
  if (place < datasets.size()) datasets[place] = {};
  if (place < patch_sources.size()) patch_sources[place] = {};
  return val::undefined();
}

/// Principal components of data: { mean, components, variances, codes, reconstructionError } of the held-out.
val pca(int /*session*/, const Arguments& arguments) {
  const std::size_t features = arguments.count(2);
  const Pca fitted(arguments.dataset(0, features, "data").values(), features, arguments.count(3));
  const std::vector<float> held_out = arguments.dataset(1, features, "options.heldOut").values();
  Object object;
  object.floats("mean", fitted.mean());
  object.floats("components", fitted.components());
  object.floats("variances", std::vector<float>(fitted.variances().begin(), fitted.variances().end()));
  object.floats("codes", fitted.encode(held_out));
  object.number("reconstructionError", fitted.reconstruction_error(held_out));
  return object.made();
}

/// What `call` gives; its errors' fields get a prefix: whose they are.
template <class Call>
auto within(const char* prefix, Call call) {
  try {
    return call();
  } catch (const Error& error) {
    throw Error(error.code(), prefix + error.field(), std::string(error.problem()));
  }
}

std::vector<std::int32_t> labels(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

/// What a linear probe makes of held-out codes, fitted to others; labels are bytes -> { accuracy, predictions }.
val probe(int /*session*/, const Arguments& arguments) {
  const std::size_t latent_size = arguments.count(4);
  const auto codes = [&](int i) { return arguments.dataset(i, latent_size, "codes").values(); };
  const LinearProbe fitted = within(
      "train.", [&] { return LinearProbe(codes(0), latent_size, labels(arguments.bytes(1)), arguments.count(5)); });
  return within("heldOut.", [&] {
    const std::vector<float> held_out(codes(2));
    Object object;
    object.number("accuracy", fitted.accuracy(held_out, labels(arguments.bytes(3))));
    const std::vector<std::int32_t> predicted = fitted.predict(held_out);
    const std::vector<std::uint8_t> bytes(predicted.begin(), predicted.end());
    object.value("predictions", copied(std::span(bytes)));
    return object.made();
  });
}

#ifdef __EMSCRIPTEN_PTHREADS__
/// For all models. There are as many as the loader has made workers for.
val set_thread_count(int /*session*/, const Arguments& arguments) {
  set_threads(static_cast<int>(arguments.number(0)));
  return val::undefined();
}
#endif

// ---------------------------------------------------------------- calls

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
  // These have other names, not only another spelling.
  constexpr std::string_view others[][2]{{"validation_split", "validation"},
                                         {"pretrain_epochs", "pretrain.epochs"},
                                         {"output_height", "outputSize"},
                                         {"output_width", "outputSize"},
                                         {"encode_spread", "options.spread"}};
  for (const auto& [ours, theirs] : others) {
    if (field.ends_with(ours)) return std::string(field.substr(0, field.size() - ours.size())) + std::string(theirs);
  }
  std::string name;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool word = field[i] == '_' && i + 1 < field.size();
    if (word) ++i;
    name += word && field[i] >= 'a' && field[i] <= 'z' ? static_cast<char>(field[i] - 'a' + 'A') : field[i];
  }
  return name;
}

val failure(const char* code, const std::string& message) {
  Object error;
  error.text("code", code);
  error.text("message", message);
  Object result;
  result.value("error", error.made());
  return result.made();
}

using Method = val (*)(int session, const Arguments& arguments);

/// { value: what the method returns } or { error }.
val answer(Method method, int session, const val& arguments) {
  try {
    Object result;
    result.value("value", method(session, Arguments(arguments)));
    return result.made();
  } catch (const Error& error) {
    const std::string name = javascript_name(error.field());
    return failure(code_name(error.code()), (name.empty() ? "" : name + " ") + std::string(error.problem()));
  } catch (const std::bad_alloc&) {
    return failure("out_of_memory", "There is not enough memory for this. Try a smaller model, batch or data set");
  } catch (const std::length_error&) {
    return failure("out_of_memory", "This is larger than an array can be. Try a smaller model, batch or data set");
#ifdef __EMSCRIPTEN_PTHREADS__
  } catch (const std::system_error& error) {
    return failure("unsupported", error.what());
#endif
  }
}

template <Method method>
void offer(const char* name) {
  emscripten::function(name, +[](int session, const val& arguments) { return answer(method, session, arguments); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass) {
  offer<create>("create");
  offer<open>("open");
  offer<dispose>("dispose");
  offer<begin_fit>("beginFit");
  offer<feed_fit>("feedFit");
  offer<continue_fit>("continueFit");
  offer<step_fit>("stepFit");
  offer<end_fit>("endFit");
  offer<train_batch>("trainBatch");
  offer<reconstruct>("reconstruct");
  offer<encode>("encode");
  offer<encode_spread>("encodeSpread");
  offer<decode>("decode");
  offer<decode_spread>("decodeSpread");
  offer<corrupt>("corrupt");
  offer<sample>("sample");
  offer<interpolate>("interpolate");
  offer<evaluate>("evaluate");
  offer<scores>("scores");
  offer<feature_errors>("featureErrors");
  offer<activations>("activations");
  offer<decoder_activations>("decoderActivations");
  offer<summary>("summary");
  offer<weights>("weights");
  offer<set_weights>("setWeights");
  offer<save>("save");
  offer<set_learning_rate>("setLearningRate");
  offer<set_corruption>("setCorruption");
  offer<fingerprint>("fingerprint");
  offer<steps>("steps");
  offer<begin_image>("beginImage");
  offer<run_image>("runImage");
  offer<end_image>("endImage");
  offer<keep_dataset>("keepDataset");
  offer<keep_rows>("keepRows");
  offer<append_rows>("appendRows");
  offer<keep_patches>("keepPatches");
  offer<add_image>("addImage");
  offer<drop_dataset>("dropDataset");
  offer<pca>("pca");
  offer<probe>("probe");
#ifdef __EMSCRIPTEN_PTHREADS__
  offer<set_thread_count>("setThreads");
#endif
}
