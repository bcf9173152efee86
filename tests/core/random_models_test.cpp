// Models of random settings, trained by random options: what is not refused must work.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/enum_names.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/serialize.hpp"
#include "hourglass/trainer.hpp"
#include "support.hpp"

using namespace hourglass;

namespace {

/// Choices that one number decides.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}

  /// From 0 to n - 1.
  int below(int n) {
    std::array<float, 1> drawn{};
    Rng(seed_, Purpose::sampling, step_++).uniform(drawn);
    return std::min(static_cast<int>(drawn[0] * static_cast<float>(n)), n - 1);
  }
  int between(int low, int high) { return low + below(high - low + 1); }
  template <class Enum>
  Enum any() {
    return static_cast<Enum>(below(static_cast<int>(enum_count<Enum>)));
  }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  T of(std::vector<T> choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }

 private:
  std::uint64_t seed_, step_ = 0;
};

Activation activation(Dice& dice) { return dice.any<Activation>(); }

std::vector<LayerConfig> layers(Dice& dice, int least, int most);

/// What all layers with a kernel may be told.
template <class Config>
LayerConfig with_a_kernel(Dice& dice, Config config) {
  config.use_bias = !dice.one_in(3);
  config.trainable = !dice.one_in(6);
  if (dice.one_in(4)) config.kernel_regularizer = {dice.of<double>({0, 0.01, 1e6}), dice.of<double>({0, 0.1})};
  if constexpr (requires { config.dilation; }) {
    config.padding = dice.any<Padding>();
    if (dice.one_in(4)) config.dilation = dice.between(1, 3);
  }
  return config;
}

LayerConfig layer(Dice& dice) {
  constexpr int kinds = std::variant_size_v<LayerConfig::variant>;
  static_assert(kinds == 12, "a kind of layer that is never drawn is never tried");
  switch (dice.below(kinds + 4)) {  // more of them dense
    case 0:
      return with_a_kernel(dice, Conv2dConfig{.filters = dice.between(0, 4),
                                              .kernel = dice.between(1, 5),
                                              .stride = dice.between(1, 3),
                                              .activation = activation(dice)});
    case 1:
      return with_a_kernel(dice, Conv2dTransposeConfig{.filters = dice.between(1, 3),
                                                       .kernel = dice.between(1, 4),
                                                       .stride = dice.between(1, 3),
                                                       .activation = activation(dice)});
    case 2: return dropout(dice.of<double>({0, 0.3, 0.9, 1}));
    case 3: return reshape(dice.between(1, 4), dice.between(1, 4), dice.between(1, 3));
    case 4: {
      const auto stride = dice.one_in(2) ? std::optional<Sides>() : Sides{dice.between(1, 3), dice.between(1, 3)};
      const Sides pool{dice.between(0, 3), dice.between(1, 3)};
      const auto padding = dice.any<Padding>();
      return dice.one_in(2) ? max_pool2d(pool, stride, padding) : average_pool2d(pool, stride, padding);
    }
    case 5: return up_sampling2d({dice.between(1, 3), dice.between(1, 3)}, dice.any<Interpolation>());
    case 6: return BatchNormConfig{.momentum = dice.of<double>({0, 0.9, 1}), .trainable = !dice.one_in(4)};
    case 7: return LayerNormConfig{.epsilon = dice.of<double>({0, 1e-3}), .trainable = !dice.one_in(4)};
    case 8: return hourglass::activation(activation(dice));
    case 9: return residual(layers(dice, 0, 2));
    default: return with_a_kernel(dice, DenseConfig{.units = dice.between(0, 20), .activation = activation(dice)});
  }
}

std::vector<LayerConfig> layers(Dice& dice, int least, int most) {
  std::vector<LayerConfig> all;
  for (int count = dice.between(least, most); count > 0; --count) all.push_back(layer(dice));
  return all;
}

OptimizerConfig optimizer(Dice& dice) {
  const auto rate = dice.of<double>({1e-6, 1e-3, 0.1, 10, 1e6, 1e18, 1e38});
  constexpr int kinds = std::variant_size_v<OptimizerConfig>;
  static_assert(kinds == 4, "an optimizer that is never drawn is never tried");
  switch (dice.below(kinds)) {
    case 0: return Sgd{rate, dice.of<double>({0, 0.9, 0.999999}), dice.one_in(2), dice.of<double>({1e-3, 1e9})};
    case 1: return RmsProp{.learning_rate = rate, .clip_value = dice.of<double>({1e-3, 1e9})};
    case 2: return AdamW{.learning_rate = rate, .weight_decay = dice.of<double>({0, 0.01, 1e9})};
    default: return Adam{.learning_rate = rate, .epsilon = dice.of<double>({1e-7, 1e-30})};
  }
}

AutoencoderConfig config(Dice& dice) {
  AutoencoderConfig config;
  config.input = dice.one_in(2) ? Shape{1, 1, dice.between(1, 20)}
                                : Shape{dice.between(1, 6), dice.between(1, 6), dice.between(1, 2)};
  config.encoder = layers(dice, 1, 3);
  if (dice.one_in(4)) {
    config.decoder = layers(dice, 0, 2);
    config.decoder.push_back(dense(static_cast<int>(config.input.size()), activation(dice)));
  }
  config.output_activation = dice.one_in(2) ? Activation::sigmoid : activation(dice);
  config.loss = dice.any<Loss>();
  config.residual = dice.one_in(6);
  if (dice.one_in(4)) config.variational = Variational{dice.of<double>({0, 1, 1e6})};
  if (dice.one_in(3)) {
    config.corruption = Corruption{dice.any<Corruption::Kind>(), dice.of<double>({0, 0.3, 1})};
    if (dice.one_in(2)) config.corruption->clip = std::nullopt;
  }
  if (dice.one_in(3)) {
    config.sparsity = Sparsity{dice.any<Sparsity::Kind>(), dice.of<double>({0, 1e-3, 1}), 0.1};
  }
  config.optimizer = optimizer(dice);
  config.seed = static_cast<std::uint64_t>(dice.below(1000));
  return config;
}

FitOptions options(Dice& dice) {
  FitOptions options;
  options.epochs = dice.between(1, 3);
  options.batch_size = dice.of<int>({1, 3, 8, 100});
  options.shuffle = dice.one_in(2);
  options.validation_split = dice.of<double>({0, 0, 0.3, 0.95});
  if (dice.one_in(3)) options.schedule = CosineSchedule{dice.of<double>({0, 0.5})};
  if (dice.one_in(3)) options.early_stopping = EarlyStopping{.patience = dice.between(0, 2)};
  if (dice.one_in(4)) options.pretrain_epochs = dice.between(1, 2);
  return options;
}

Pairs data(Dice& dice, std::size_t features) {
  const auto samples = static_cast<std::size_t>(dice.between(1, 20));
  const auto values = [&](float scale) {
    std::vector<float> all = support::random_values(samples * features, static_cast<std::uint64_t>(dice.below(1000)));
    for (float& x : all) x = scale * (scale > 1 ? x : 0.5F + 0.5F * x);
    return Dataset(all, features);
  };
  const auto scale = dice.of<float>({1, 1, 1, 100, 1e20F});
  if (dice.one_in(3)) return {values(scale), values(1)};
  if (dice.one_in(4)) return Dataset(support::patterned_bytes(samples * features), features);
  return values(scale);
}

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float x) { return std::isfinite(x); });
}

/// Trains twice, once in steps, and uses the model. Returns whether it was refused.
void try_model(Dice& dice, const AutoencoderConfig& config) {
  Autoencoder model(config);
  Autoencoder twin(config_from_json(config_to_json(config)));
  REQUIRE(model.fingerprint() == twin.fingerprint());
  const Pairs samples = data(dice, model.features());
  const FitOptions fit = options(dice);
  std::string error = support::error_of([&] { Trainer(model, samples, fit).fit(); });
  const std::string again = support::error_of([&] {
    for (Trainer trainer(twin, samples, fit); !trainer.finished();) trainer.step();
  });
  CHECK(error == again);
  CHECK(model.fingerprint() == twin.fingerprint());
  if (!error.empty()) return;

  model.require_finite_weights();
  const Autoencoder opened = open(save(model));
  CHECK(opened.fingerprint() == model.fingerprint());
  error = support::error_of([&] {
    const auto scores = model.scores(samples.inputs);
    CHECK(all_finite(scores));
    CHECK(scores.size() == samples.size());
    CHECK(std::isfinite(model.evaluate(samples).total()));
    CHECK(model.evaluate(samples).total() == opened.evaluate(samples).total());
    CHECK(model.reconstruct(samples.inputs) == opened.reconstruct(samples.inputs));
  });
  if (!error.empty())
    CHECK((error.find("too large") != std::string::npos || error.find("bce") != std::string::npos ||
           error.find("clamps") != std::string::npos));
  CHECK(model.activations(samples.inputs.rows(0, 1)).size() == model.summary().size());
}

}  // namespace

// HOURGLASS_RANDOM_MODELS=5000 tries more, HOURGLASS_RANDOM_SEED=1 others.
TEST_CASE("models of random settings are refused, or train, save and open alike in any bursts") {
  const auto number = [](const char* name, int otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::atoi(text);
  };
  const int count = number("HOURGLASS_RANDOM_MODELS", 300);
  const auto seed = static_cast<std::uint64_t>(number("HOURGLASS_RANDOM_SEED", 0)) << 32;
  int made = 0;
  for (int i = 0; i < count; ++i) {
    Dice dice(seed + static_cast<std::uint64_t>(i));
    const AutoencoderConfig settings = config(dice);
    CAPTURE(i);
    CAPTURE(config_to_json(settings));
    const std::string refusal = support::error_of([&] { Autoencoder{settings}; });
    if (!refusal.empty()) continue;
    ++made;
    try_model(dice, settings);
  }
  CHECK(made > count / 4);
}
