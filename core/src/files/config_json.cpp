#include "hourglass/config_json.hpp"

#include <array>
#include <utility>

#include "files/settings.hpp"
#include "hourglass/error.hpp"

// The one place that names every setting. A new setting is a line in its table.
namespace hourglass {
namespace settings {

template <>
inline constexpr About about_of<Activation>{
    "Activation",
    "What a layer makes of its sums, as in Keras: the slope of leaky_relu is "
    "0.2, the alpha of elu 1, gelu is exact, silu is also known as swish, and softmax is "
    "taken over the channels."};
template <>
inline constexpr About about_of<Loss>{
    "Loss",
    "What training minimises, a mean over features and samples: mean squared error, binary cross-entropy, mean "
    "absolute error, Huber's loss with a delta of 1, the logarithm of the hyperbolic cosine of the error, or minus the "
    "cosine of the angle between output and target, vectors along the channels."};
template <>
inline constexpr About about_of<Padding>{
    "Padding", "Whether windows may stand over the edge (same), or only fit into the input (valid)."};

// ---------------------------------------------------------------- shapes

/// Reads an array of as many numbers as there are targets; `form` says so in words.
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

void describe_sizes(int count, std::string& json) {
  json += R"("type":"array","items":{"type":"integer"},"minItems":)" + std::to_string(count) + R"(,"maxItems":)" +
          std::to_string(count);
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
  static void describe(Schema& /*schema*/, std::string& json) { describe_sizes(3, json); }
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
  static void describe(Schema& /*schema*/, std::string& json) {
    json += R"("oneOf":[{"type":"integer"},{)";
    describe_sizes(2, json);
    json += "}]";
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
  static void describe(Schema& /*schema*/, std::string& json) {
    json += R"("oneOf":[{"type":"integer"},{)";
    describe_sizes(3, json);
    json += "}]";
  }
};

/// Two members of a layer are one setting, [height, width].
struct OutputSizeForm {
  static void describe(Schema& /*schema*/, std::string& json) { describe_sizes(2, json); }
};
template <class Config>
constexpr Setting output_size(About about) {
  return {"outputSize", false,
          [](const json::Value& value, const std::string& field, void* config) {
            auto& layer = *static_cast<Config*>(config);
            read_sizes(value, field, "must be [height, width]", std::array{&layer.output_height, &layer.output_width});
          },
          [](const void* config, std::string& json) {
            const auto& layer = *static_cast<const Config*>(config);
            const bool given = layer.output_height != 0 || layer.output_width != 0;
            if (given) write_sizes({layer.output_height, layer.output_width}, json);
          },
          about.of<OutputSizeForm>()};
}

// ---------------------------------------------------------------- layers

constexpr About activation_about{"What is applied to the sums."};
constexpr About padding_about{"What becomes of windows at the edge."};
constexpr About dilation_about{
    "How far apart the kernel's taps are, likewise. Above 1 the stride must be 1, as in Keras."};

template <>
inline constexpr std::array settings_of<Regularizer>{
    setting<&Regularizer::l1>("l1", {"Weight of the sum of magnitudes.", at_least(0)}),
    setting<&Regularizer::l2>("l2", {"Weight of the sum of squares.", at_least(0)})};
template <>
inline constexpr About about_of<Regularizer>{
    "Regularizer", "What weights cost, as Keras's L1L2: l1 * sum |w| + l2 * sum w^2 is added to the loss."};

// What all layers with a kernel have.
template <class Config>
constexpr Setting use_bias =
    rare_setting<&Config::use_bias>("useBias", {"Whether a number of its own is added to each sum."});
template <class Config>
constexpr Setting kernel_regularizer =
    rare_setting<&Config::kernel_regularizer>("kernelRegularizer", {"What its kernel costs; its bias costs nothing."});
template <class Config>
constexpr Setting trainable = rare_setting<&Config::trainable>(
    "trainable", {"Whether training changes its weights, which otherwise cost nothing."});
constexpr About kernel_about{"Height and width of the kernel, or one number for both. [1, k] goes along a signal."};
constexpr About stride_about{"How far the kernel moves from one output to the next, likewise."};

constexpr std::array dense_settings{required<&DenseConfig::units>("units", {"Numbers that come out.", at_least(1)}),
                                    setting<&DenseConfig::activation>("activation", activation_about),
                                    use_bias<DenseConfig>, kernel_regularizer<DenseConfig>, trainable<DenseConfig>};
template <>
inline constexpr Kind kind_of<DenseConfig>{
    "dense",
    dense_settings,
    {"DenseLayer",
     "Keras's Dense: output = activation(input · kernel + bias). Images are flattened, row by row, channels fastest."}};

constexpr std::array conv2d_settings{
    required<&Conv2dConfig::filters>("filters", {"Channels that come out.", at_least(1)}),
    required<&Conv2dConfig::kernel>("kernel", kernel_about),
    setting<&Conv2dConfig::stride>("stride", stride_about),
    setting<&Conv2dConfig::activation>("activation", activation_about),
    rare_setting<&Conv2dConfig::padding>("padding", padding_about),
    rare_setting<&Conv2dConfig::dilation>("dilation", dilation_about),
    use_bias<Conv2dConfig>,
    kernel_regularizer<Conv2dConfig>,
    trainable<Conv2dConfig>};
template <>
inline constexpr Kind kind_of<Conv2dConfig>{
    "conv2d",
    conv2d_settings,
    {"Conv2dLayer",
     "Keras's Conv2D, but for the padding, which is \"same\" unless it is set: output sides are ceil(input side / "
     "stride)."}};

constexpr std::array conv2d_transpose_settings{
    required<&Conv2dTransposeConfig::filters>("filters", {"Channels that come out.", at_least(1)}),
    required<&Conv2dTransposeConfig::kernel>("kernel", kernel_about),
    setting<&Conv2dTransposeConfig::stride>("stride", stride_about),
    setting<&Conv2dTransposeConfig::activation>("activation", activation_about),
    output_size<Conv2dTransposeConfig>(
        {"[height, width] of the output, any that a convolution of these settings brings back to the input's. Default: "
         "Keras's, side * stride."}),
    rare_setting<&Conv2dTransposeConfig::padding>("padding", padding_about),
    rare_setting<&Conv2dTransposeConfig::dilation>("dilation", dilation_about),
    use_bias<Conv2dTransposeConfig>,
    kernel_regularizer<Conv2dTransposeConfig>,
    trainable<Conv2dTransposeConfig>};
template <>
inline constexpr Kind kind_of<Conv2dTransposeConfig>{"conv2d_transpose",
                                                     conv2d_transpose_settings,
                                                     {"Conv2dTransposeLayer",
                                                      "Keras's Conv2DTranspose, but for the padding, which is \"same\" "
                                                      "unless it is set: output sides are input side * stride."}};

constexpr std::array dropout_settings{
    required<&DropoutConfig::rate>("rate", {"The chance of each number to be 0.", from_to_below(0, 1)})};
template <>
inline constexpr Kind kind_of<DropoutConfig>{
    "dropout",
    dropout_settings,
    {"DropoutLayer",
     "Keras's Dropout: in training each number is 0 with a chance of rate, and others are divided by 1 - rate."}};

constexpr std::array reshape_settings{
    required<&ReshapeConfig::shape>("shape", {"[height, width, channels], as many numbers as come in."})};
template <>
inline constexpr Kind kind_of<ReshapeConfig>{
    "reshape", reshape_settings, {"ReshapeLayer", "Keras's Reshape: how an image follows a dense layer."}};

constexpr std::array pool2d_settings{
    setting<&Pool2dConfig::pool>("pool", {"Height and width of a window, or one number for both."}),
    setting<&Pool2dConfig::stride>("stride", {"How far apart windows are, likewise; without it they touch."}),
    setting<&Pool2dConfig::padding>("padding", padding_about)};
template <>
inline constexpr Kind kind_of<MaxPool2dConfig>{
    "max_pool2d",
    pool2d_settings,
    {"MaxPool2dLayer", "Keras's MaxPooling2D: of each window the largest number of each channel."}};

template <>
inline constexpr About about_of<Interpolation>{
    "Interpolation",
    "What lies between pixels: the nearest one, or means of the four around, weighted by how near they are."};
constexpr std::array up_sampling2d_settings{
    setting<&UpSampling2dConfig::size>("size", {"Height and width of a block, or one number for both."}),
    rare_setting<&UpSampling2dConfig::interpolation>("interpolation", {"How blocks are filled."}),
    output_size<UpSampling2dConfig>(
        {"[height, width] of the output: the last row or column is cut or repeated. Default: whole blocks."})};
template <>
inline constexpr Kind kind_of<UpSampling2dConfig>{
    "up_sampling2d",
    up_sampling2d_settings,
    {"UpSampling2dLayer", "Keras's UpSampling2D: every pixel becomes a block."}};

template <>
inline constexpr Kind kind_of<AveragePool2dConfig>{
    "average_pool2d",
    pool2d_settings,
    {"AveragePool2dLayer", "Keras's AveragePooling2D: of each window the mean of each channel."}};

constexpr About norm_epsilon_about{"Added to the variance.", at_least(1e-37)};
constexpr std::array batch_norm_settings{
    rare_setting<&BatchNormConfig::momentum>(
        "momentum", {"What a step leaves of the running means of mean and variance.", from_to_below(0, 1)}),
    rare_setting<&BatchNormConfig::epsilon>("epsilon", norm_epsilon_about), trainable<BatchNormConfig>};
template <>
inline constexpr Kind kind_of<BatchNormConfig>{
    "batch_norm",
    batch_norm_settings,
    {"BatchNormLayer",
     "Keras's BatchNormalization: each channel has mean 0 and variance 1 over the batch, then times gamma plus beta. "
     "Once trained, by running means."}};

constexpr std::array layer_norm_settings{rare_setting<&LayerNormConfig::epsilon>("epsilon", norm_epsilon_about),
                                         trainable<LayerNormConfig>};
template <>
inline constexpr Kind kind_of<LayerNormConfig>{
    "layer_norm",
    layer_norm_settings,
    {"LayerNormLayer",
     "Keras's LayerNormalization: the channels at each position have mean 0 and variance 1, then times gamma plus "
     "beta."}};

constexpr std::array activation_layer_settings{
    required<&ActivationConfig::activation>("activation", {"What is applied to each number."})};
template <>
inline constexpr Kind kind_of<ActivationConfig>{
    "activation",
    activation_layer_settings,
    {"ActivationLayer", "Keras's Activation, behind a normalisation or a residual block."}};

/// Layers within layers: what it does follows behind them all.
template <>
struct Form<std::vector<LayerConfig>> {
  static void read(const json::Value& value, const std::string& field, std::vector<LayerConfig>& target);
  static void write(const std::vector<LayerConfig>& source, std::string& json);
  static void describe(Schema& schema, std::string& json);
};
constexpr std::array residual_settings{
    required<&ResidualConfig::layers>("layers", {"At least one layer; together they keep the shape."})};
template <>
inline constexpr Kind kind_of<ResidualConfig>{
    "residual",
    residual_settings,
    {"ResidualLayer", "Keras's Add, of what comes in and what a block of layers makes of it."}};

template <>
inline constexpr std::string_view tag_of<LayerConfig::variant> = "type";
template <>
inline constexpr About about_of<LayerConfig::variant>{"Layer", "A layer of an encoder or a decoder."};
template <>
struct Form<LayerConfig> : Form<LayerConfig::variant> {};

void Form<std::vector<LayerConfig>>::read(const json::Value& value, const std::string& field,
                                          std::vector<LayerConfig>& target) {
  const auto* const array = value.as<json::Array>();
  if (array == nullptr) refuse(field, "must be an array of layers", value);
  for (const json::Value& layer : *array) {
    const std::string place = field + "[" + std::to_string(target.size()) + "]";
    Form<LayerConfig>::read(layer, place, target.emplace_back());
  }
}

void Form<std::vector<LayerConfig>>::write(const std::vector<LayerConfig>& source, std::string& json) {
  json += '[';
  for (const LayerConfig& layer : source) {
    if (&layer != &source.front()) json += ',';
    Form<LayerConfig>::write(layer, json);
  }
  json += ']';
}

void Form<std::vector<LayerConfig>>::describe(Schema& schema, std::string& json) {
  json += R"("type":"array","items":{)";
  Form<LayerConfig>::describe(schema, json);
  json += '}';
}

// ---------------------------------------------------------------- ingredients

template <>
inline constexpr std::array settings_of<Variational>{
    setting<&Variational::beta>("beta", {"Weight of the KL divergence to N(0, 1) (Higgins et al. 2017).", at_least(0)}),
    setting<&Variational::warmup>("warmup", {"Epochs over which beta rises from 0.", at_least(0)})};
template <>
inline constexpr About about_of<Variational>{"Variational",
                                             "A variational autoencoder's settings (Kingma and Welling 2014)."};

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
  static void describe(Schema& /*schema*/, std::string& json) {
    json += R"("oneOf":[{"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2},{"const":false}])";
  }
};

constexpr std::array gaussian_settings{
    required<&Corruption::amount>("amount", {"The noise's standard deviation.", at_least(0)}),
    setting<&Corruption::clip, ClipForm>(
        "clip",
        {"The result is clamped to this range. Data outside it are refused: for those give their range, or false."})};
constexpr std::array share_settings{
    required<&Corruption::amount>("amount", {"The share of the features.", from_to(0, 1)})};
constexpr std::array<Kind, 3> corruptions{
    {{"gaussian", gaussian_settings, {"GaussianCorruption", "Normal noise is added."}},
     {"masking", share_settings, {"MaskingCorruption", "Some features are set to 0."}},
     {"salt_and_pepper",
      share_settings,
      {"SaltAndPepperCorruption", "Some features are set to 0 or 1, half of each."}}}};
template <>
inline constexpr Kinds kinds_of<Corruption>{
    "kind",
    corruptions,
    {"Corruption", "What a denoising autoencoder's inputs are corrupted with (Vincent et al. 2008)."}};

constexpr About penalty_about{"Weight of the penalty.", at_least(0)};
constexpr std::array l1_settings{required<&Sparsity::weight>("weight", penalty_about)};
constexpr std::array kl_settings{
    required<&Sparsity::weight>("weight", penalty_about),
    required<&Sparsity::target>("target", {"The mean activation that is wanted.", between(0, 1)})};
constexpr std::array<Kind, 2> sparsities{
    {{"l1",
      l1_settings,
      {"L1Sparsity",
       "weight * sum |h| over the latent units, averaged over samples: Keras's L1 activity regularizer."}},
     {"kl",
      kl_settings,
      {"KlSparsity",
       "weight * sum over units of KL(target || mean activation of the unit over the batch) (Ng 2011). The latent "
       "layer's "
       "activation must be sigmoid."}}}};
template <>
inline constexpr Kinds kinds_of<Sparsity>{
    "kind", sparsities, {"Sparsity", "What a sparse autoencoder's latent activations cost."}};

constexpr About rate_about{"The learning rate.", above(0)};
constexpr About epsilon_about{"Keeps the divisor from 0.", at_least(1e-37)};
constexpr About clip_norm_about{"The most that the norm of a parameter's gradient may be.", above(0)};
constexpr About clip_value_about{"The most that a number of the gradient may be, up or down; not beside clipNorm.",
                                 above(0)};
template <class Config>
constexpr Setting clip_norm = setting<&Config::clip_norm>("clipNorm", clip_norm_about);
template <class Config>
constexpr Setting clip_value = setting<&Config::clip_value>("clipValue", clip_value_about);
constexpr About beta1_about{"Decay of the running mean of gradients.", from_to_below(0, 1)};
constexpr About beta2_about{"Decay of the running mean of their squares.", from_to_below(0, 1)};
constexpr std::array sgd_settings{
    required<&Sgd::learning_rate>("learningRate", rate_about),
    setting<&Sgd::momentum>("momentum", {"Share of the last step that the next one repeats.", from_to_below(0, 1)}),
    setting<&Sgd::nesterov>("nesterov", {"Nesterov's momentum, which looks ahead."}), clip_norm<Sgd>, clip_value<Sgd>};
template <>
inline constexpr Kind kind_of<Sgd>{"sgd", sgd_settings, {"Sgd", "Stochastic gradient descent, as Keras's SGD."}};

constexpr std::array rmsprop_settings{
    required<&RmsProp::learning_rate>("learningRate", rate_about),
    setting<&RmsProp::rho>("rho", {"Decay of the running mean of squared gradients.", from_to_below(0, 1)}),
    setting<&RmsProp::epsilon>("epsilon", epsilon_about), clip_norm<RmsProp>, clip_value<RmsProp>};
template <>
inline constexpr Kind kind_of<RmsProp>{"rmsprop", rmsprop_settings, {"RmsProp", "Keras's RMSprop."}};

constexpr std::array adam_settings{setting<&Adam::learning_rate>("learningRate", rate_about),
                                   setting<&Adam::beta1>("beta1", beta1_about),
                                   setting<&Adam::beta2>("beta2", beta2_about),
                                   setting<&Adam::epsilon>("epsilon", epsilon_about),
                                   clip_norm<Adam>,
                                   clip_value<Adam>};
template <>
inline constexpr Kind kind_of<Adam>{"adam", adam_settings, {"Adam", "Adam (Kingma and Ba 2015), as Keras has it."}};

constexpr std::array adamw_settings{
    setting<&AdamW::learning_rate>("learningRate", rate_about),
    required<&AdamW::weight_decay>("weightDecay",
                                   {"Share of each weight that a step of rate 1 would take off.", at_least(0)}),
    setting<&AdamW::beta1>("beta1", beta1_about),
    setting<&AdamW::beta2>("beta2", beta2_about),
    setting<&AdamW::epsilon>("epsilon", epsilon_about),
    clip_norm<AdamW>,
    clip_value<AdamW>};
template <>
inline constexpr Kind kind_of<AdamW>{
    "adamw",
    adamw_settings,
    {"AdamW", "Adam with decoupled weight decay (Loshchilov and Hutter 2019), as Keras has it."}};
template <>
inline constexpr About about_of<OptimizerConfig>{"Optimizer", "How weights follow their gradients."};

// ---------------------------------------------------------------- models

constexpr std::array config_settings{
    required<&AutoencoderConfig::input, InputForm>("input", {"Features of one sample, or [height, width, channels]."}),
    required<&AutoencoderConfig::encoder>("encoder",
                                          {"At least one layer; the output of the last is the latent vector."}),
    setting<&AutoencoderConfig::decoder>("decoder", {"Default: the encoder mirrored, ending in outputActivation."}),
    setting<&AutoencoderConfig::output_activation>("outputActivation", {"Of a mirrored decoder."}),
    setting<&AutoencoderConfig::loss>("loss", {"How outputs are compared with targets."}),
    rare_setting<&AutoencoderConfig::residual>(
        "residual",
        {"The output is the input plus what the decoder gives: it learns what is to be taken away. Needs a linear "
         "output."}),
    setting<&AutoencoderConfig::variational>(
        "variational",
        {"A variational autoencoder: the encoder's last layer gives the mean, and a twin of it the log-variance. It "
         "minimises the negative ELBO: the loss summed over features and averaged over samples, plus beta * KL."}),
    setting<&AutoencoderConfig::corruption>(
        "corruption", {"A denoising autoencoder: inputs are corrupted anew at every step, targets stay clean."}),
    setting<&AutoencoderConfig::sparsity>("sparsity", {"A sparse autoencoder: a penalty on the latent activations."}),
    setting<&AutoencoderConfig::optimizer>("optimizer", {"How weights follow their gradients."}),
    setting<&AutoencoderConfig::seed>(
        "seed", {"One seed for initial weights, shuffling, corruption, dropout and sampling.", from_to(0, 0x1p53 - 1)}),
};

// ---------------------------------------------------------------- training

constexpr std::array<Setting, 0> constant_settings{};
template <>
inline constexpr Kind kind_of<ConstantSchedule>{
    "constant", constant_settings, {"ConstantSchedule", "The learning rate stays as it is."}};

constexpr std::array cosine_settings{setting<&CosineSchedule::warmup>(
    "warmup", {"Epochs over which it first rises from 0, fewer than the run's.", at_least(0)})};
template <>
inline constexpr Kind kind_of<CosineSchedule>{
    "cosine",
    cosine_settings,
    {"CosineSchedule", "The learning rate falls along a cosine to 0 at the run's end, as Keras's CosineDecay."}};

constexpr std::array step_settings{
    required<&StepSchedule::every>("every", {"Epochs from one step to the next.", above(0)}),
    required<&StepSchedule::factor>("factor", {"What the rate is multiplied with.", above_to(0, 1)})};
template <>
inline constexpr Kind kind_of<StepSchedule>{
    "step", step_settings, {"StepSchedule", "The learning rate falls in steps."}};
template <>
inline constexpr About about_of<Schedule>{"Schedule", "How the learning rate changes over a run."};

template <>
inline constexpr std::array settings_of<EarlyStopping>{
    required<&EarlyStopping::patience>("patience", {"Epochs without a better loss after which it ends.", at_least(0)}),
    setting<&EarlyStopping::min_delta>("minDelta", {"What a better loss is smaller by.", at_least(0)})};
template <>
inline constexpr About about_of<EarlyStopping>{
    "EarlyStopping", "When a run ends before its last epoch, as Keras's EarlyStopping with restore_best_weights."};

constexpr std::array pretrain_settings{
    required<&FitOptions::pretrain_epochs>("epochs", {"For each layer.", at_least(0)})};
struct PretrainForm {
  static void describe(Schema& schema, std::string& json) {
    constexpr About about{"Pretraining", "Training layer by layer before the whole (Hinton and Salakhutdinov 2006)."};
    const FitOptions defaults{};
    schema.add_object(about, pretrain_settings, &defaults, json);
  }
};

struct MetricsForm {
  static void read(const json::Value& value, const std::string& field, std::vector<Loss>& target) {
    const auto* const array = value.as<json::Array>();
    if (array == nullptr) refuse(field, "must be an array of losses", value);
    target.clear();
    for (const json::Value& name : *array) {
      Form<Loss>::read(name, field + "[" + std::to_string(target.size()) + "]", target.emplace_back());
    }
  }
  static void write(const std::vector<Loss>& source, std::string& json) {
    json += '[';
    for (const Loss loss : source) {
      if (json.back() != '[') json += ',';
      Form<Loss>::write(loss, json);
    }
    json += ']';
  }
  static void describe(Schema& schema, std::string& json) {
    json += R"("type":"array","items":{)";
    Form<Loss>::describe(schema, json);
    json += '}';
  }
};

constexpr std::array fit_settings{
    setting<&FitOptions::epochs>("epochs", {"How often all samples are seen.", at_least(1)}),
    setting<&FitOptions::batch_size>("batchSize", {"Samples of one step.", at_least(1)}),
    setting<&FitOptions::validation_split>(
        "validation", {"A share of the samples held out, taken from their end as in Keras.", from_to_below(0, 1)}),
    setting<&FitOptions::shuffle>("shuffle", {"Whether each epoch has an order of its own."}),
    setting<&FitOptions::schedule>("schedule", {"How the learning rate changes over the run."}),
    setting<&FitOptions::early_stopping>(
        "earlyStopping", {"Ends a run after some epochs without a better loss, and gives the best weights back."}),
    setting<&FitOptions::initial_epoch>("initialEpoch", {"A run that goes on where another was left: so many epochs "
                                                         "are done, as in Keras, and epochs is the last one's "
                                                         "number.",
                                                         at_least(0)}),
    setting<&FitOptions::initial_batch>(
        "initialBatch",
        {"And so many batches of the next one: with both a saved model goes on bit for bit.", at_least(0)}),
    setting<&FitOptions::metrics, MetricsForm>(
        "metrics", {"What the reconstruction is measured by besides the loss, in training and validation."}),
    setting<&FitOptions::steps_per_epoch>(
        "stepsPerEpoch",
        {"Of a stream: so many batches are an epoch, as in Keras. Default: all that it gives, once.", at_least(0)}),
    Setting{"pretrain", false,
            [](const json::Value& value, const std::string& field, void* options) {
              read_settings(object(value, field), field, pretrain_settings, options);
            },
            nullptr,
            About("Stacked: each layer is trained greedily for so many epochs on the codes of the one before, then the "
                  "whole.")
                .of<PretrainForm>()},
};

template <class Config>
Config read_config(std::string_view text, const std::string& name, Settings table) {
  const json::Value value = parse(text, name);
  Config config;
  read_settings(object(value, name), "", table, &config);
  return config;
}

#if !defined(__wasm__)
std::string schema_of_both() {
  Schema schema;
  const auto type = [&](const About& about, Settings settings, const void* defaults) {
    std::string reference;
    schema.add_object(about, settings, defaults, reference);
  };
  const AutoencoderConfig config;
  type(
      {"AutoencoderConfig",
       "Input -> encoder -> latent -> decoder -> output: the output of the encoder's last layer is the latent vector."},
      config_settings, &config);
  const FitOptions options;
  type({"FitSettings", "How a model is trained."}, fit_settings, &options);
  return R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"hourglass",)"
         R"("$ref":"#/$defs/AutoencoderConfig","$defs":{)" +
         schema.definitions() + "}}";
}
#endif

}  // namespace settings

#if !defined(__wasm__)
std::string config_schema() { return settings::schema_of_both(); }
#endif

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
