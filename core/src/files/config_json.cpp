#include "hourglass/config_json.hpp"

#include <array>
#include <utility>

#include "files/settings.hpp"
#include "hourglass/error.hpp"

// The one place that says how every setting is called. A new one is one line in its table.
namespace hourglass {
namespace settings {

using namespace std::string_view_literals;

template <>
inline constexpr std::array names_of<Activation>{"linear"sv, "relu"sv, "leaky_relu"sv, "elu"sv, "tanh"sv, "sigmoid"sv};
template <>
inline constexpr std::array names_of<Loss>{"mse"sv, "bce"sv, "mae"sv, "huber"sv};

// ---------------------------------------------------------------- shapes

/// Numbers in an array as long as `targets`, which `form` says in words.
void read_sizes(const json::Value& value, const std::string& field, const char* form, std::span<int* const> targets) {
  const auto* const sizes = value.as<json::Array>();
  if (sizes == nullptr || sizes->size() != targets.size()) refuse(field, form, value);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    Form<int>::read((*sizes)[i], field + "[" + std::to_string(i) + "]", *targets[i]);
  }
}

void write_sizes(std::initializer_list<int> sizes, std::string& json) {
  char before = '[';
  for (const int size : sizes) {
    json += std::exchange(before, ',');
    write_number(size, json);
  }
  json += ']';
}

template <>
struct Form<Shape> {
  static void read(const json::Value& value, const std::string& field, Shape& target) {
    read_sizes(value, field, "must be [height, width, channels]",
               std::array{&target.height, &target.width, &target.channels});
  }
  static void write(const Shape& source, std::string& json) {
    write_sizes({source.height, source.width, source.channels}, json);
  }
};

/// One number stands for both sides.
template <>
struct Form<Sides> {
  static void read(const json::Value& value, const std::string& field, Sides& target) {
    if (value.as<double>() != nullptr) {
      Form<int>::read(value, field, target.height);
      target.width = target.height;
      return;
    }
    read_sizes(value, field, "must be a number or [height, width]", std::array{&target.height, &target.width});
  }
  static void write(const Sides& source, std::string& json) {
    const bool square = source.height == source.width;
    square ? write_number(source.height, json) : write_sizes({source.height, source.width}, json);
  }
};

/// A vector may stand as its length.
struct InputForm {
  static void read(const json::Value& value, const std::string& field, Shape& target) {
    target = {};
    if (value.as<double>() != nullptr) return Form<int>::read(value, field, target.channels);
    if (const auto* const sizes = value.as<json::Array>(); sizes == nullptr || sizes->size() != 3) {
      refuse(field, "must be a number or [height, width, channels]", value);
    }
    Form<Shape>::read(value, field, target);
  }
  static void write(const Shape& source, std::string& json) {
    const bool vector = source.height == 1 && source.width == 1;
    vector ? Form<int>::write(source.channels, json) : Form<Shape>::write(source, json);
  }
};

/// Two members of a transposed convolution are one setting.
constexpr Setting output_size{"outputSize", false,
                              [](const json::Value& value, const std::string& field, void* config) {
                                auto& layer = *static_cast<Conv2dTransposeConfig*>(config);
                                read_sizes(value, field, "must be [height, width]",
                                           std::array{&layer.output_height, &layer.output_width});
                              },
                              [](const void* config, std::string& json) {
                                const auto& layer = *static_cast<const Conv2dTransposeConfig*>(config);
                                const bool given = layer.output_height != 0 || layer.output_width != 0;
                                if (given) write_sizes({layer.output_height, layer.output_width}, json);
                              }};

// ---------------------------------------------------------------- layers

constexpr std::array dense_settings{required<&DenseConfig::units>("units"),
                                    setting<&DenseConfig::activation>("activation")};
constexpr std::array conv2d_settings{
    required<&Conv2dConfig::filters>("filters"), required<&Conv2dConfig::kernel>("kernel"),
    setting<&Conv2dConfig::stride>("stride"), setting<&Conv2dConfig::activation>("activation")};
constexpr std::array conv2d_transpose_settings{required<&Conv2dTransposeConfig::filters>("filters"),
                                               required<&Conv2dTransposeConfig::kernel>("kernel"),
                                               setting<&Conv2dTransposeConfig::stride>("stride"),
                                               setting<&Conv2dTransposeConfig::activation>("activation"), output_size};
constexpr std::array dropout_settings{required<&DropoutConfig::rate>("rate")};
constexpr std::array reshape_settings{required<&ReshapeConfig::shape>("shape")};

constexpr std::array<Kind, 5> layers{{{"dense", dense_settings},
                                      {"conv2d", conv2d_settings},
                                      {"conv2d_transpose", conv2d_transpose_settings},
                                      {"dropout", dropout_settings},
                                      {"reshape", reshape_settings}}};
template <>
inline constexpr Kinds kinds_of<LayerConfig>{"type", layers};

template <>
struct Form<std::vector<LayerConfig>> {
  static void read(const json::Value& value, const std::string& field, std::vector<LayerConfig>& target) {
    const auto* const array = value.as<json::Array>();
    if (array == nullptr) refuse(field, "must be an array of layers", value);
    for (const json::Value& layer : *array) {
      const std::string place = field + "[" + std::to_string(target.size()) + "]";
      Form<LayerConfig>::read(layer, place, target.emplace_back());
    }
  }
  static void write(const std::vector<LayerConfig>& source, std::string& json) {
    json += '[';
    for (const LayerConfig& layer : source) {
      if (&layer != &source.front()) json += ',';
      Form<LayerConfig>::write(layer, json);
    }
    json += ']';
  }
};

// ---------------------------------------------------------------- ingredients

template <>
inline constexpr std::array settings_of<Variational>{setting<&Variational::beta>("beta"),
                                                     setting<&Variational::warmup>("warmup")};

/// [low, high], or false for none.
struct ClipForm {
  static void read(const json::Value& value, const std::string& field, std::optional<Range>& target) {
    constexpr const char* form = "must be [low, high] or false";
    target.reset();
    if (const bool* const boolean = value.as<bool>(); boolean != nullptr && !*boolean) return;
    const auto* const ends = value.as<json::Array>();
    if (ends == nullptr || ends->size() != 2) refuse(field, form, value);
    target = Range{read_number((*ends)[0], field + "[0]"), read_number((*ends)[1], field + "[1]")};
  }
  static void write(const std::optional<Range>& source, std::string& json) {
    if (!source) {
      json += "false";
      return;
    }
    json += '[';
    write_number(source->low, json);
    json += ',';
    write_number(source->high, json);
    json += ']';
  }
};

constexpr std::array gaussian_settings{required<&Corruption::amount>("amount"),
                                       setting<&Corruption::clip, ClipForm>("clip")};
constexpr std::array share_settings{required<&Corruption::amount>("amount")};
constexpr std::array<Kind, 3> corruptions{
    {{"gaussian", gaussian_settings}, {"masking", share_settings}, {"salt_and_pepper", share_settings}}};
template <>
inline constexpr Kinds kinds_of<Corruption>{"kind", corruptions};

constexpr std::array l1_settings{required<&Sparsity::weight>("weight")};
constexpr std::array kl_settings{required<&Sparsity::weight>("weight"), required<&Sparsity::target>("target")};
constexpr std::array<Kind, 2> sparsities{{{"l1", l1_settings}, {"kl", kl_settings}}};
template <>
inline constexpr Kinds kinds_of<Sparsity>{"kind", sparsities};

constexpr std::array sgd_settings{required<&Sgd::learning_rate>("learningRate"), setting<&Sgd::momentum>("momentum"),
                                  setting<&Sgd::nesterov>("nesterov")};
constexpr std::array rmsprop_settings{required<&RmsProp::learning_rate>("learningRate"), setting<&RmsProp::rho>("rho"),
                                      setting<&RmsProp::epsilon>("epsilon")};
constexpr std::array adam_settings{setting<&Adam::learning_rate>("learningRate"), setting<&Adam::beta1>("beta1"),
                                   setting<&Adam::beta2>("beta2"), setting<&Adam::epsilon>("epsilon")};
constexpr std::array adamw_settings{setting<&AdamW::learning_rate>("learningRate"),
                                    required<&AdamW::weight_decay>("weightDecay"), setting<&AdamW::beta1>("beta1"),
                                    setting<&AdamW::beta2>("beta2"), setting<&AdamW::epsilon>("epsilon")};
constexpr std::array<Kind, 4> optimizers{
    {{"sgd", sgd_settings}, {"rmsprop", rmsprop_settings}, {"adam", adam_settings}, {"adamw", adamw_settings}}};
template <>
inline constexpr Kinds kinds_of<OptimizerConfig>{"kind", optimizers};

// ---------------------------------------------------------------- models

constexpr std::array config_settings{
    required<&AutoencoderConfig::input, InputForm>("input"),
    required<&AutoencoderConfig::encoder>("encoder"),
    setting<&AutoencoderConfig::decoder>("decoder"),
    setting<&AutoencoderConfig::output_activation>("outputActivation"),
    setting<&AutoencoderConfig::loss>("loss"),
    setting<&AutoencoderConfig::variational>("variational"),
    setting<&AutoencoderConfig::corruption>("corruption"),
    setting<&AutoencoderConfig::sparsity>("sparsity"),
    setting<&AutoencoderConfig::optimizer>("optimizer"),
    setting<&AutoencoderConfig::seed>("seed"),
};

// ---------------------------------------------------------------- training

constexpr std::array<Setting, 0> constant_settings{};
constexpr std::array cosine_settings{setting<&CosineSchedule::warmup>("warmup")};
constexpr std::array step_settings{required<&StepSchedule::every>("every"), required<&StepSchedule::factor>("factor")};
constexpr std::array<Kind, 3> schedules{
    {{"constant", constant_settings}, {"cosine", cosine_settings}, {"step", step_settings}}};
template <>
inline constexpr Kinds kinds_of<Schedule>{"kind", schedules};

template <>
inline constexpr std::array settings_of<EarlyStopping>{required<&EarlyStopping::patience>("patience"),
                                                       setting<&EarlyStopping::min_delta>("minDelta")};

constexpr std::array pretrain_settings{required<&FitOptions::pretrain_epochs>("epochs")};

constexpr std::array fit_settings{
    setting<&FitOptions::epochs>("epochs"),
    setting<&FitOptions::batch_size>("batchSize"),
    setting<&FitOptions::validation_split>("validation"),
    setting<&FitOptions::shuffle>("shuffle"),
    setting<&FitOptions::schedule>("schedule"),
    setting<&FitOptions::early_stopping>("earlyStopping"),
    setting<&FitOptions::initial_epoch>("initialEpoch"),
    setting<&FitOptions::initial_batch>("initialBatch"),
    Setting{"pretrain", false,
            [](const json::Value& value, const std::string& field, void* options) {
              read_settings(object(value, field), field, pretrain_settings, options);
            },
            nullptr},
    Setting{"every", false,
            [](const json::Value& value, const std::string& field, void* /*options*/) {
              if (read_number(value, field) < 0) refuse(field, "must be a number of milliseconds of at least 0", value);
            },
            nullptr},
};

template <class Config>
Config read_config(std::string_view text, const std::string& name, Settings table) {
  const json::Value value = parse(text, name);
  Config config;
  read_settings(object(value, name), "", table, &config);
  return config;
}

}  // namespace settings

AutoencoderConfig config_from_json(std::string_view text) {
  return settings::read_config<AutoencoderConfig>(text, "config", settings::config_settings);
}

std::string config_to_json(const AutoencoderConfig& config) {
  std::string json;
  settings::write_settings(settings::config_settings, &config, json);
  return json;
}

FitOptions fit_options_from_json(std::string_view text) {
  return settings::read_config<FitOptions>(text, "options", settings::fit_settings);
}

Corruption corruption_from_json(std::string_view text) {
  Corruption corruption;
  settings::Form<Corruption>::read(settings::parse(text, "corruption"), "corruption", corruption);
  return corruption;
}

}  // namespace hourglass
