#include "hourglass/config_json.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "support.hpp"

using namespace hourglass;

namespace {

/// Everything that is not the default, every kind of layer.
const char* const full_config =
    R"({"input":[5,7,2],"encoder":[{"type":"conv2d","filters":3,"kernel":5,"stride":2,"activation":"leaky_relu"},)"
    R"({"type":"dropout","rate":0.25},{"type":"dense","units":4,"activation":"elu"}],)"
    R"("decoder":[{"type":"dense","units":36,"activation":"tanh"},{"type":"reshape","shape":[3,4,3]},)"
    R"({"type":"conv2d_transpose","filters":2,"kernel":3,"stride":2,"activation":"sigmoid","outputSize":[5,7]}],)"
    R"("outputActivation":"linear","loss":"huber","variational":{"beta":0.30000000000000004,"warmup":0.5},)"
    R"("corruption":{"kind":"salt_and_pepper","amount":0.1},"sparsity":{"kind":"kl","weight":0.5,"target":0.05},)"
    R"("optimizer":{"kind":"adamw","learningRate":0.002,"weightDecay":0.004,"beta1":0.8,"beta2":0.99,"epsilon":1e-8},)"
    R"("seed":9007199254740991})";

std::string with(const std::string& setting) {
  return R"({"input":4,"encoder":[{"type":"dense","units":2}],)" + setting + "}";
}
std::string with_layer(const std::string& layer) { return R"({"input":4,"encoder":[)" + layer + "]}"; }

std::string config_error(const std::string& text) {
  return support::error_of([&] { (void)config_from_json(text); });
}
std::string options_error(const std::string& text) {
  return support::error_of([&] { (void)fit_options_from_json(text); });
}

}  // namespace

TEST_CASE("a config reads back as it was written") {
  CHECK(config_to_json(config_from_json(full_config)) == full_config);
  const AutoencoderConfig config = config_from_json(full_config);
  CHECK(config.input == Shape{5, 7, 2});
  CHECK(std::get<Conv2dConfig>(config.encoder[0]).activation == Activation::leaky_relu);
  CHECK(std::get<DropoutConfig>(config.encoder[1]).rate == 0.25);
  CHECK(std::get<ReshapeConfig>(config.decoder[1]).shape == Shape{3, 4, 3});
  CHECK(std::get<Conv2dTransposeConfig>(config.decoder[2]).output_width == 7);
  CHECK(config.output_activation == Activation::linear);
  CHECK(config.loss == Loss::huber);
  CHECK(config.variational->beta == 0.1 + 0.2);
  CHECK(config.corruption->kind == Corruption::Kind::salt_and_pepper);
  CHECK(config.sparsity->target == 0.05);
  CHECK(std::get<AdamW>(config.optimizer).weight_decay == 0.004);
  CHECK(config.seed == Rng::max_seed);
}

TEST_CASE("what is left out has the default") {
  const AutoencoderConfig config = config_from_json(R"({"input":4,"encoder":[{"type":"dense","units":2}]})");
  CHECK(config.input == Shape{1, 1, 4});
  CHECK(config.decoder.empty());
  CHECK(config.output_activation == Activation::sigmoid);
  CHECK(config.loss == Loss::mse);
  CHECK_FALSE(config.variational.has_value());
  CHECK(std::get<Adam>(config.optimizer).epsilon == Adam{}.epsilon);
  CHECK(config.seed == 0);
  CHECK(config_to_json(config) ==
        R"({"input":4,"encoder":[{"type":"dense","units":2,"activation":"linear"}],"decoder":[],)"
        R"("outputActivation":"sigmoid","loss":"mse",)"
        R"("optimizer":{"kind":"adam","learningRate":0.001,"beta1":0.9,"beta2":0.999,"epsilon":1e-7},"seed":0})");
}

TEST_CASE("every kind of every ingredient reads back") {
  for (const char* setting : {
           R"("variational":{"beta":1,"warmup":0})",
           R"("variational":{"beta":2,"warmup":1.5})",
           R"("corruption":{"kind":"gaussian","amount":0.5,"clip":[0,1]})",
           R"("corruption":{"kind":"gaussian","amount":0.5,"clip":[-3.5,8]})",
           R"("corruption":{"kind":"gaussian","amount":0.5,"clip":false})",
           R"("corruption":{"kind":"masking","amount":0})",
           R"("sparsity":{"kind":"l1","weight":1e-7})",
           R"("optimizer":{"kind":"sgd","learningRate":0.01,"momentum":0.9,"nesterov":true})",
           R"("optimizer":{"kind":"rmsprop","learningRate":0.001,"rho":0.95,"epsilon":0.00001})",
           R"("loss":"bce")",
           R"("loss":"mae")",
           R"("outputActivation":"relu")",
       }) {
    CAPTURE(setting);
    const std::string written = config_to_json(config_from_json(with(setting)));
    CHECK(written.find(setting) != std::string::npos);
    CHECK(config_to_json(config_from_json(written)) == written);
  }
}

TEST_CASE("a config that JSON cannot hold is not written") {
  AutoencoderConfig config = config_from_json(full_config);
  config.corruption->amount = std::numeric_limits<double>::infinity();
  CHECK(support::error_of([&] { (void)config_to_json(config); }) == "config must hold finite numbers, got inf");
}

TEST_CASE("a config that cannot be says which setting, what it may be and what it was") {
  const std::vector<std::pair<std::string, const char*>> cases{
      {"", "config is not JSON: expected a value at byte 0"},
      {R"({"input":4,)", "config is not JSON: expected a key in quotation marks at byte 11"},
      {"null", "config must be an object, got null"},
      {"[]", "config must be an object, got an empty array"},
      {"784", "config must be an object, got 784"},
      {"{}", "input is required"},
      {R"({"input":4})", "encoder is required"},
      {R"({"input":"784","encoder":[]})", "input must be a number or [height, width, channels], got \"784\""},
      {R"({"input":[28,28],"encoder":[]})", "input must be a number or [height, width, channels], got an array of 2"},
      {R"({"input":"NaN","encoder":[]})", "input must be a number or [height, width, channels], got NaN"},
      {R"({"input":1.5,"encoder":[]})", "input must be a whole number, got 1.5"},
      {R"({"input":[28,"28",1],"encoder":[]})", "input[1] must be a whole number, got \"28\""},
      {R"({"input":4,"encoder":{}})", "encoder must be an array of layers, got an object"},
      {with(R"("decoder":null)"), "decoder must be an array of layers, got null"},
      {with(R"("decoder":[{"type":"dense"}])"), "decoder[0].units is required"},
      {with_layer("null"), "encoder[0] must be an object, got null"},
      {with_layer("{}"),
       R"(encoder[0].type is required: one of "dense", "conv2d", "conv2d_transpose", "dropout", "reshape", "max_pool2d", "up_sampling2d", "average_pool2d", "batch_norm", "layer_norm", "activation", "residual")"},
      {with_layer(R"({"type":"desne","units":2})"),
       R"(encoder[0].type must be one of "dense", "conv2d", "conv2d_transpose", "dropout", "reshape", "max_pool2d", "up_sampling2d", "average_pool2d", "batch_norm", "layer_norm", "activation", "residual", got "desne")"},
      {with_layer(R"({"type":1})"),
       R"(encoder[0].type must be one of "dense", "conv2d", "conv2d_transpose", "dropout", "reshape", "max_pool2d", "up_sampling2d", "average_pool2d", "batch_norm", "layer_norm", "activation", "residual", got 1)"},
      {with_layer(R"({"type":"dense"})"), "encoder[0].units is required"},
      {with_layer(R"({"type":"dense","units":"32"})"), "encoder[0].units must be a whole number, got \"32\""},
      {with_layer(R"({"type":"dense","units":"NaN"})"), "encoder[0].units must be a whole number, got NaN"},
      {with_layer(R"({"type":"dense","units":"-Infinity"})"), "encoder[0].units must be a whole number, got -Infinity"},
      {with_layer(R"({"type":"dense","units":0.5})"), "encoder[0].units must be a whole number, got 0.5"},
      {with_layer(R"({"type":"dense","units":1e10})"),
       "encoder[0].units must be a whole number from -2^31 to 2^31 - 1, got 10000000000"},
      {with_layer(R"({"type":"dense","units":2},{"type":"dense","units":[]})"),
       "encoder[1].units must be a whole number, got an empty array"},
      {with_layer(R"({"type":"dense","units":2,"activation":"rleu"})"),
       R"(encoder[0].activation must be one of "linear", "relu", "leaky_relu", "elu", "tanh", "sigmoid", "gelu", "silu", "selu", "softplus", "softmax", got "rleu")"},
      {with_layer(R"({"type":"dense","units":2,"rate":1})"),
       "encoder[0].rate is unknown. Known here: type, units, activation, useBias, "
       "kernelRegularizer, trainable"},
      {with_layer(R"({"type":"conv2d","filters":2})"), "encoder[0].kernel is required"},
      {with_layer(R"({"type":"conv2d_transpose","filters":2,"kernel":3,"outputSize":7})"),
       "encoder[0].outputSize must be [height, width], got 7"},
      {with_layer(R"({"type":"conv2d_transpose","filters":2,"kernel":3,"outputSize":[7,null]})"),
       "encoder[0].outputSize[1] must be a whole number, got null"},
      {with_layer(R"({"type":"dropout","rate":"0.5"})"), "encoder[0].rate must be a number, got \"0.5\""},
      {with_layer(R"({"type":"reshape","shape":4})"), "encoder[0].shape must be [height, width, channels], got 4"},
      {with(R"("optimiser":{})"),
       "optimiser is unknown; did you mean optimizer? Known here: input, encoder, decoder, outputActivation, loss, "
       "residual, "
       "variational, corruption, sparsity, optimizer, seed"},
      {with(R"("colour":1)"),
       "colour is unknown. Known here: input, encoder, decoder, outputActivation, loss, residual, variational, "
       "corruption, "
       "sparsity, optimizer, seed"},
      {with(R"("loss":"l2")"),
       R"(loss must be one of "mse", "bce", "mae", "huber", "log_cosh", "cosine_similarity", got "l2")"},
      {with(R"("loss":true)"),
       R"(loss must be one of "mse", "bce", "mae", "huber", "log_cosh", "cosine_similarity", got true)"},
      {with(R"("variational":true)"), "variational must be an object, got true"},
      {with(R"("variational":{"beta":[1]})"), "variational.beta must be a number, got an array of 1"},
      {with(R"("corruption":{"kind":"pink","amount":1})"),
       R"(corruption.kind must be one of "gaussian", "masking", "salt_and_pepper", got "pink")"},
      {with(R"("corruption":{"kind":"gaussian"})"), "corruption.amount is required"},
      {with(R"("sparsity":{"kind":"l1","weight":1,"target":1})"),
       "sparsity.target is unknown. Known here: kind, weight"},
      {with(R"("sparsity":{"kind":"kl","weight":1})"), "sparsity.target is required"},
      {with(R"("optimizer":"adam")"), "optimizer must be an object, got \"adam\""},
      {with(R"("optimizer":{"kind":"Adam"})"),
       R"(optimizer.kind must be one of "sgd", "rmsprop", "adam", "adamw", got "Adam")"},
      {with(R"("optimizer":{"kind":"sgd"})"), "optimizer.learningRate is required"},
      {with(R"("optimizer":{"kind":"adamw"})"), "optimizer.weightDecay is required"},
      {with(R"("optimizer":{"kind":"sgd","learning_rate":1})"),
       "optimizer.learning_rate is unknown; did you mean learningRate? Known here: kind, learningRate, momentum, "
       "nesterov, clipNorm, clipValue"},
      {with(R"("optimizer":{"kind":"sgd","learningRate":1,"nesterov":1})"),
       "optimizer.nesterov must be true or false, got 1"},
      {with(R"("seed":-1)"), "seed must be a whole number from 0 to 2^53 - 1, got -1"},
      {with(R"("seed":9007199254740992)"), "seed must be a whole number from 0 to 2^53 - 1, got 9007199254740992"},
      {with(R"("seed":0.5)"), "seed must be a whole number, got 0.5"},
  };
  for (const auto& [text, problem] : cases) CHECK(config_error(text) == problem);
}

TEST_CASE("long texts are cut in messages, between characters") {
  std::string message = config_error(with(R"("loss":")" + std::string(200, 'x') + "\""));
  CHECK(message == R"(loss must be one of "mse", "bce", "mae", "huber", "log_cosh", "cosine_similarity", got ")" +
                       std::string(60, 'x') + "\"...");
  message = config_error(with("\"loss\":\"" + std::string(59, 'x') + "\xc3\xa9\xc3\xa9\""));
  CHECK(message.ends_with("got \"" + std::string(59, 'x') + "\"..."));
  message = config_error(with("\"" + std::string(100'000, 'y') + "\":1"));
  CHECK(message.starts_with(std::string(60, 'y') + " is unknown. Known here: input, "));
}

TEST_CASE("fit options") {
  const FitOptions defaults = fit_options_from_json("{}");
  CHECK(defaults.epochs == 10);
  CHECK(defaults.batch_size == 128);
  CHECK(defaults.shuffle);
  CHECK(std::holds_alternative<ConstantSchedule>(defaults.schedule));

  const FitOptions options = fit_options_from_json(
      R"({"epochs":3,"batchSize":16,"validation":0.25,"shuffle":false,"schedule":{"kind":"cosine","warmup":0.5},)"
      R"("earlyStopping":{"patience":2,"minDelta":0.001},"pretrain":{"epochs":4},)"
      R"("initialEpoch":1,"initialBatch":2})");
  CHECK(options.epochs == 3);
  CHECK(options.batch_size == 16);
  CHECK(options.validation_split == 0.25);
  CHECK_FALSE(options.shuffle);
  CHECK(std::get<CosineSchedule>(options.schedule).warmup == 0.5);
  CHECK(options.early_stopping->patience == 2);
  CHECK(options.early_stopping->min_delta == 0.001);
  CHECK(options.pretrain_epochs == 4);
  CHECK(options.initial_epoch == 1);
  CHECK(options.initial_batch == 2);

  const auto step =
      std::get<StepSchedule>(fit_options_from_json(R"({"schedule":{"kind":"step","every":5,"factor":0.5}})").schedule);
  CHECK(step.every == 5);
  CHECK(step.factor == 0.5);
}

TEST_CASE("fit options that cannot be") {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"3", "options must be an object, got 3"},
      {"{", "options is not JSON: expected a key in quotation marks at byte 1"},
      {R"({"epoch":3})",
       "epoch is unknown; did you mean epochs? Known here: epochs, batchSize, validation, shuffle, schedule, "
       "earlyStopping, initialEpoch, initialBatch, metrics, stepsPerEpoch, pretrain"},
      {R"({"epochs":0.5})", "epochs must be a whole number, got 0.5"},
      {R"({"batchSize":"Infinity"})", "batchSize must be a whole number, got Infinity"},
      {R"({"validation":[1,2]})", "validation must be a number, got an array of 2"},
      {R"({"shuffle":1})", "shuffle must be true or false, got 1"},
      {R"({"schedule":"cosine"})", "schedule must be an object, got \"cosine\""},
      {R"({"schedule":{}})", R"(schedule.kind is required: one of "constant", "cosine", "step")"},
      {R"({"schedule":{"kind":"step","every":1}})", "schedule.factor is required"},
      {R"({"schedule":{"kind":"constant","warmup":1}})", "schedule.warmup is unknown. Known here: kind"},
      {R"({"earlyStopping":{}})", "earlyStopping.patience is required"},
      {R"({"earlyStopping":{"patience":1,"mindelta":1}})",
       "earlyStopping.mindelta is unknown; did you mean minDelta? Known here: patience, minDelta"},
      {R"({"pretrain":5})", "pretrain must be an object, got 5"},
      {R"({"pretrain":{}})", "pretrain.epochs is required"},
  };
  for (const auto& [text, problem] : cases) CHECK(options_error(text) == problem);
}

TEST_CASE("corruption alone") {
  const Corruption corruption = corruption_from_json(R"({"kind":"masking","amount":0.3})");
  CHECK(corruption.kind == Corruption::Kind::masking);
  CHECK(corruption.amount == 0.3);
  const auto error = [](const char* text) { return support::error_of([&] { (void)corruption_from_json(text); }); };
  CHECK(error("null") == "corruption must be an object, got null");
  CHECK(error("{") == "corruption is not JSON: expected a key in quotation marks at byte 1");
  CHECK(error(R"({"amount":0.3})") ==
        R"(corruption.kind is required: one of "gaussian", "masking", "salt_and_pepper")");
}

TEST_CASE("kernel and stride are one number, or one for each side") {
  const auto round = [](const std::string& kernel, const std::string& stride) {
    const std::string layer = R"({"type":"conv2d","filters":1,"kernel":)" + kernel + R"(,"stride":)" + stride + "}";
    return config_to_json(config_from_json(R"({"input":[4,9,1],"encoder":[)" + layer + "]}"));
  };
  CHECK(round("[1,7]", "[1,2]").find(R"("kernel":[1,7],"stride":[1,2])") != std::string::npos);
  CHECK(round("[3,3]", "[2,2]").find(R"("kernel":3,"stride":2)") != std::string::npos);
  const auto error = [&](const char* kernel) { return support::error_of([&] { round(kernel, "1"); }); };
  CHECK(error("[1,7,1]") == "encoder[0].kernel must be a number or [height, width], got an array of 3");
  CHECK(error("[1,null]").starts_with("encoder[0].kernel[1] must be a whole number"));
  CHECK(error("\"3\"") == "encoder[0].kernel must be a number or [height, width], got \"3\"");
}

TEST_CASE("an encoder that cannot be mirrored because it cannot be says what is wrong with it") {
  const auto error = [](const std::string& layer, const std::string& input = "[4,4,1]") {
    const std::string text =
        R"({"input":)" + input + R"(,"encoder":[{"type":)" + layer + R"(},{"type":"dense","units":2}]})";
    return support::error_of([&] { Autoencoder{config_from_json(text)}; });
  };
  CHECK(error(R"("conv2d","filters":1,"kernel":3,"stride":0)") ==
        "encoder[0].stride must be a whole number of at least 1, got 0");
  CHECK(error(R"("conv2d","filters":1,"kernel":2147483647)") == "encoder[0].kernel must be at most 99, got 2147483647");
  CHECK(error(R"("conv2d","filters":1,"kernel":[1,100])") == "encoder[0].kernel[1] must be at most 99, got 100");
  CHECK(error(R"("conv2d","filters":1,"kernel":3,"stride":[0,1])") ==
        "encoder[0].stride[0] must be a whole number of at least 1, got 0");
  CHECK(error(R"("conv2d","filters":-1,"kernel":3)") ==
        "encoder[0].filters must be a whole number of at least 1, got -1");
  CHECK(error(R"("conv2d_transpose","filters":1,"kernel":3,"stride":-2147483648)") ==
        "encoder[0].stride must be a whole number of at least 1, got -2147483648");
  CHECK(error(R"("conv2d_transpose","filters":1,"kernel":3,"stride":99)", "[50000000,1,1]")
            .starts_with("encoder[0].stride makes an output of more than"));
  CHECK(error(R"("reshape","shape":[-4,-4,1])") == "encoder[0].shape must be a whole number of at least 1, got -4");
}
