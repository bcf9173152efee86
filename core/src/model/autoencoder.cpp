#include "hourglass/autoencoder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "layers/mirror.hpp"
#include "model/descent.hpp"

namespace hourglass {
namespace {

/// The KL divergence compares mean activations with a share: the code must be shares, too.
void require_shares(const std::vector<LayerConfig>& encoder) {
  std::size_t last = encoder.size() - 1;
  while (last > 0 && std::holds_alternative<ReshapeConfig>(encoder[last])) --last;
  const auto is_sigmoid = [](const auto& layer) {
    if constexpr (requires { layer.activation; }) return layer.activation == Activation::sigmoid;
    return false;
  };
  if (std::visit(is_sigmoid, encoder[last])) return;
  fail(ErrorCode::invalid_config, {"sparsity"},
       {"of kind kl needs a code from 0 to 1: end the encoder in a layer with the activation sigmoid (encoder[", last,
        "] has another or none), or choose the kind l1"});
}

AutoencoderConfig checked(AutoencoderConfig config) {
  const Shape& input = config.input;
  for (const int side : {input.height, input.width, input.channels}) {
    require(side >= 1, "input", "must be whole numbers of at least 1", side);
  }
  const double features = static_cast<double>(input.height) * input.width * input.channels;
  require(features <= 1e8, "input", "must be at most 1e+08 features", features);
  require(config.seed <= Rng::max_seed, "seed", "must be at most 2^53 - 1", static_cast<double>(config.seed));
  if (config.variational) validate(*config.variational);
  if (config.corruption) validate(*config.corruption);
  if (config.sparsity) validate(*config.sparsity);
  if (config.encoder.empty()) fail(ErrorCode::invalid_config, {"encoder"}, {"needs at least one layer, got none"});
  if (config.sparsity && config.sparsity->kind == Sparsity::Kind::kl) require_shares(config.encoder);
  return config;
}

/// The decoder, which is filled in where it was left out. The encoder's settings must have been found valid.
const std::vector<LayerConfig>& completed_decoder(AutoencoderConfig& config) {
  if (config.decoder.empty()) config.decoder = mirrored(config.encoder, config.input, config.output_activation);
  if (config.decoder.empty()) {
    fail(ErrorCode::invalid_config, {"encoder"},
         {"needs a layer other than dropout: the decoder that mirrors it would have none"});
  }
  return config.decoder;
}

/// The layers of the encoder network: of a variational model all but the last, which gives the latent's mean.
std::vector<LayerConfig> trunk(const AutoencoderConfig& config) {
  return {config.encoder.begin(), config.encoder.end() - (config.variational ? 1 : 0)};
}

std::optional<GaussianLatent> make_latent(const AutoencoderConfig& config, Shape input) {
  if (!config.variational) return std::nullopt;
  const std::size_t last = config.encoder.size() - 1;
  return GaussianLatent(*config.variational, config.encoder.back(), input, "encoder", last, config.seed,
                        static_cast<std::uint32_t>(last));
}

std::string to_text(Shape shape) {
  const auto side = [](int length) { return static_cast<std::uint64_t>(length); };
  return joined({side(shape.height), " x ", side(shape.width), " x ", side(shape.channels)});
}

void require_output(Shape output, const AutoencoderConfig& config) {
  if (output.size() == config.input.size()) return;
  fail(ErrorCode::invalid_config, {"decoder[", config.decoder.size() - 1, "]"},
       {"must give the input's shape back, ", to_text(config.input), ", got ", to_text(output)});
}

std::vector<Parameter*> all_parameters(const Network& encoder, const std::optional<GaussianLatent>& latent,
                                       const Network& decoder) {
  std::vector<Parameter*> all = encoder.parameters();
  const auto append = [&all](const std::vector<Parameter*>& more) {
    for (Parameter* parameter : more) all.push_back(parameter);
  };
  if (latent) append(latent->parameters());
  append(decoder.parameters());
  return all;
}

/// The layers that have parameters.
void append_learning(const Network& network, std::vector<Layer*>& layers) {
  for (const auto& layer : network.layers()) {
    if (!layer->parameters().empty()) layers.push_back(layer.get());
  }
}

[[noreturn]] void fail_overflown(const std::string& what) {
  fail(ErrorCode::diverged, {what},
       {"overflowed in training. Make the model anew, or open a saved one, and try a smaller learning rate"});
}

}  // namespace

void MeanLosses::add(const Losses& losses, std::size_t samples, double counted) {
  sum_.reconstruction += losses.reconstruction * counted;
  sum_.penalty += losses.penalty * static_cast<double>(samples);
  samples_ += samples;
  counted_ += counted;
}

Losses MeanLosses::mean() const {
  const auto mean_over = [](double sum, double count) { return count > 0 ? sum / count : 0; };
  return {mean_over(sum_.reconstruction, counted_), mean_over(sum_.penalty, static_cast<double>(samples_))};
}

Autoencoder::Autoencoder(AutoencoderConfig config)
    : config_(checked(std::move(config))),
      encoder_("encoder", config_.input, trunk(config_), config_.seed, 0),
      latent_(make_latent(config_, encoder_.output_shape())),
      // One number further on, where a variational model's second head has taken one.
      decoder_("decoder", latent_shape(), completed_decoder(config_), config_.seed,
               config_.encoder.size() + (latent_ ? 1 : 0)),
      parameters_(all_parameters(encoder_, latent_, decoder_)),
      optimizer_(config_.optimizer, parameters_),
      logits_(config_.loss == Loss::bce && decoder_.output_activation() == Activation::sigmoid),
      training_(make_workspace(0, true)) {
  require_output(decoder_.output_shape(), config_);
}

std::size_t Autoencoder::parameter_count() const {
  std::size_t count = 0;
  for (const Parameter* parameter : parameters_) count += parameter->value.size();
  return count;
}

Parameter& Autoencoder::matching(const Weights& weights) const {
  const auto named = [&](const Parameter* parameter) { return parameter->name == weights.name; };
  const auto found = std::find_if(parameters_.begin(), parameters_.end(), named);
  const auto refuse = [&](ErrorCode code, Words problem) { fail(code, {"weights.", weights.name}, problem); };
  if (found == parameters_.end()) refuse(ErrorCode::invalid_config, {"is not a parameter of this model"});
  Parameter& parameter = **found;
  if (weights.values.size() != parameter.value.size()) {
    refuse(ErrorCode::shape_mismatch, {"must have ", parameter.value.size(), " values, got ", weights.values.size()});
  }
  if (!std::all_of(weights.values.begin(), weights.values.end(), [](float x) { return std::isfinite(x); })) {
    refuse(ErrorCode::invalid_data, {"must be finite numbers"});
  }
  return parameter;
}

void Autoencoder::set_weights(const std::vector<Weights>& weights) {
  for (const Weights& of_parameter : weights) (void)matching(of_parameter);
  for (const Weights& of_parameter : weights) {
    std::copy(of_parameter.values.begin(), of_parameter.values.end(), matching(of_parameter).value.begin());
  }
}

std::uint64_t Autoencoder::fingerprint() const {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const Parameter* parameter : parameters_) {
    for (const float weight : parameter->value) {
      const auto bits = std::bit_cast<std::uint32_t>(weight);
      for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ (bits >> shift & 0xff)) * 0x100000001b3;
    }
  }
  return hash;
}

void Autoencoder::require_finite_weights() const {
  for (const Parameter* parameter : parameters_) {
    if (!kernels::squares_are_finite(parameter->value)) fail_overflown("weights." + parameter->name);
  }
}

void Autoencoder::require_usable(const Tensor& inputs, const Tensor& targets) {
  require_finite_weights();
  const double loss = evaluate_batch(inputs, targets, 0, training_).total();
  const auto finite = [](const Tensor& tensor) {
    return std::ranges::all_of(tensor.values(), [](float x) { return std::isfinite(x); });
  };
  // Of some losses an output that has overflowed is only a large one.
  const bool usable =
      std::isfinite(loss) && finite(mean_code_of(inputs, training_)) && finite(training_.decoder.outputs.back());
  if (!usable) fail_overflown("loss");
}

std::vector<LayerSummary> Autoencoder::summary() const {
  std::vector<LayerSummary> rows;
  const auto count = [](Layer& layer) {
    std::size_t parameters = 0;
    for (const Parameter& parameter : layer.parameters()) parameters += parameter.value.size();
    return parameters;
  };
  const auto append = [&](const char* name, const Network& network) {
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
      Layer& layer = *network.layers()[i];
      rows.push_back({joined({name, ".", i}), layer.output_shape(), count(layer)});
    }
  };
  append("encoder", encoder_);
  if (latent_) {
    rows.push_back({joined({"encoder.", rows.size()}), latent_->output_shape(), 2 * count(latent_->mean_layer())});
  }
  append("decoder", decoder_);
  return rows;
}

// ---------------------------------------------------------------- what data it takes

void Autoencoder::require_fits(const Pairs& data, std::string_view inputs, std::string_view targets) const {
  if (data.inputs.features() != features()) {
    fail(ErrorCode::shape_mismatch, {inputs}, {"must have ", features(), " features, got ", data.inputs.features()});
  }
  if (config_.loss == Loss::bce) {
    data.targets().require_within(
        {0, 1}, data.has_targets() ? targets : inputs,
        ": the loss bce compares probabilities. Scale the data to 0 to 1, or choose the loss mse");
  }
  if (config_.corruption) hourglass::require_fits(*config_.corruption, data.inputs, inputs);
}

std::vector<std::string> Autoencoder::warnings(const Pairs& data) const {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  const Activation activation = decoder_.output_activation();
  const Range reach = activation == Activation::sigmoid ? Range{0, 1}
                      : activation == Activation::tanh  ? Range{-1, 1}
                      : activation == Activation::relu  ? Range{0, unlimited}
                                                        : Range{-unlimited, unlimited};
  const Range range = data.targets().range();
  if (reach.contains(range)) return {};
  const std::string limit = reach.high == unlimited ? " and more" : " to " + to_text(reach.high);
  return {"The output's activation gives " + to_text(reach.low) + limit + ", but the data go from " +
          to_text(range.low) + " to " + to_text(range.high) +
          ": the rest cannot be learnt. Scale the data, or choose a linear output"};
}

// ---------------------------------------------------------------- settings that change

void Autoencoder::set_learning_rate(double rate) {
  optimizer_.set_learning_rate(rate);
  config_.optimizer = optimizer_.config();
}

void Autoencoder::set_corruption(const std::optional<Corruption>& corruption) {
  if (corruption) validate(*corruption);
  config_.corruption = corruption;
}

void Autoencoder::remember(const Dataset& training_data) {
  if (latent_size() <= CodeDistribution::max_latent_size) remembered_ = training_data.thinned(2048);
  fitted_codes_.reset();
}

std::vector<Layer*> Autoencoder::encoder_layers() const {
  std::vector<Layer*> layers;
  append_learning(encoder_, layers);
  if (latent_) layers.push_back(&latent_->mean_layer());
  return layers;
}

std::vector<Layer*> Autoencoder::decoder_layers() const {
  std::vector<Layer*> layers;
  append_learning(decoder_, layers);
  return layers;
}

// ---------------------------------------------------------------- one pass

Autoencoder::Workspace Autoencoder::make_workspace(std::size_t batch, bool training) const {
  return {Tensor(batch, config_.input), encoder_.make_activations(batch, training),
          decoder_.make_activations(batch, training),
          latent_ ? latent_->make_workspace(batch, training) : GaussianLatent::Workspace()};
}

const Tensor& Autoencoder::input_of(const Tensor& inputs, const Workspace& workspace) const {
  return config_.corruption ? workspace.corrupted : inputs;
}

const Tensor& Autoencoder::mean_code_of(const Tensor& inputs, const Workspace& workspace) const {
  return latent_ ? workspace.latent.mean : workspace.encoder.output(input_of(inputs, workspace));
}

const Tensor& Autoencoder::code_of(const Tensor& inputs, const Workspace& workspace) const {
  return latent_ ? workspace.latent.sample : mean_code_of(inputs, workspace);
}

void Autoencoder::forward(const Tensor& inputs, Purpose purpose, const Pass& pass, Workspace& workspace) const {
  const auto rng = [&](std::uint32_t stream) { return Rng(config_.seed, purpose, pass.step, stream); };
  if (config_.corruption) hourglass::corrupt(*config_.corruption, rng(0), inputs, workspace.corrupted);
  const Tensor& input = input_of(inputs, workspace);
  encoder_.forward(input, workspace.encoder, pass);
  if (latent_) latent_->forward(workspace.encoder.output(input), workspace.latent, rng(1), pass);
  decoder_.forward(code_of(inputs, workspace), workspace.decoder, pass, logits_);
}

Losses Autoencoder::losses(const Tensor& inputs, const Tensor& targets, const Workspace& workspace, double beta_share,
                           Tensor* gradient, const Tensor* weights) const {
  Losses losses;
  const double scale = latent_ ? static_cast<double>(features()) : 1;
  losses.reconstruction =
      loss(config_.loss, workspace.decoder.outputs.back(), targets, gradient, logits_, scale, weights);
  if (latent_) losses.penalty += latent_->penalty(workspace.latent, beta_share);
  if (config_.sparsity) losses.penalty += penalty(*config_.sparsity, mean_code_of(inputs, workspace), nullptr);
  return losses;
}

void Autoencoder::require_batch(const Tensor& inputs, const Tensor& targets, const Tensor* weights) const {
  const auto compare = [](const char* name, const char* what, std::size_t given, std::size_t expected) {
    if (given != expected)
      fail(ErrorCode::shape_mismatch, {name}, {"must have ", expected, " ", what, ", got ", given});
  };
  if (inputs.batch() == 0) fail(ErrorCode::invalid_data, {"inputs"}, {"is empty"});
  compare("inputs", "features", inputs.features(), features());
  compare("targets", "features", targets.features(), features());
  compare("targets", "samples", targets.batch(), inputs.batch());
  if (weights == nullptr) return;
  compare("weights", "features", weights->features(), features());
  compare("weights", "samples", weights->batch(), inputs.batch());
}

Losses Autoencoder::evaluate_batch(const Tensor& inputs, const Tensor& targets, std::uint64_t number,
                                   Workspace& workspace, const Tensor* weights) const {
  require_batch(inputs, targets, weights);
  forward(inputs, Purpose::evaluation, {.seed = config_.seed, .step = number}, workspace);
  return losses(inputs, targets, workspace, 1, nullptr, weights);
}

Losses Autoencoder::train_batch(const Tensor& inputs, const Tensor& targets, const StepFactors& factors,
                                const Tensor* weights) {
  require_batch(inputs, targets, weights);
  forward(inputs, Purpose::training, training_pass(), training_);
  Tensor& gradient = training_.decoder.gradients.back();
  gradient.resize(inputs.batch());
  const Losses result = losses(inputs, targets, training_, factors.beta, &gradient, weights);
  require_finite(result.total(), "step", steps(), inputs, targets);
  backward(inputs, training_, factors.beta);
  descend(optimizer_, parameters_, factors.rate, "step");
  return result;
}

void Autoencoder::backward(const Tensor& inputs, Workspace& workspace, double beta_share) {
  const Pass pass = training_pass();
  const Tensor& input = input_of(inputs, workspace);
  // The encoder network may have no layers: then nobody asks for the gradient with respect to its output.
  Tensor* const below = encoder_.layers().empty() ? nullptr : &workspace.encoder.gradients.back();
  Tensor& dcode = latent_ ? workspace.latent.dsample : workspace.encoder.gradients.back();
  dcode.resize(inputs.batch());
  decoder_.backward(code_of(inputs, workspace), workspace.decoder, &dcode, pass, logits_);
  Tensor& dmean = latent_ ? workspace.latent.dmean : dcode;
  if (latent_) {
    dmean.resize(inputs.batch());
    std::fill(dmean.values().begin(), dmean.values().end(), 0.0F);
  }
  if (config_.sparsity) (void)penalty(*config_.sparsity, mean_code_of(inputs, workspace), &dmean);
  if (latent_) {
    if (below != nullptr) below->resize(inputs.batch());
    latent_->backward(workspace.encoder.output(input), workspace.latent, below, pass, beta_share);
  }
  encoder_.backward(input, workspace.encoder, nullptr, pass);
}

}  // namespace hourglass
