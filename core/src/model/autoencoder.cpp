#include "hourglass/autoencoder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "layers/checks.hpp"
#include "layers/mirror.hpp"
#include "model/descent.hpp"
#include "model/weight_penalty.hpp"

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
  check_input(config.input);
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
         {"needs a layer other than dropout, normalisations and activations: the decoder that mirrors it would have "
          "none"});
  }
  return config.decoder;
}

/// The layers of the encoder network: of a variational model all but the last, which gives the latent's mean.
std::vector<LayerConfig> trunk(const AutoencoderConfig& config) {
  return {config.encoder.begin(), config.encoder.end() - (config.variational ? 1 : 0)};
}

std::optional<GaussianLatent> make_latent(const AutoencoderConfig& config, const Network& encoder) {
  if (!config.variational) return std::nullopt;
  const auto number = static_cast<std::uint32_t>(encoder.layers().size());
  return GaussianLatent(*config.variational, config.encoder.back(), encoder.output_shape(), "encoder",
                        config.encoder.size() - 1, config.seed, number);
}

void require_output(const Network& decoder, const AutoencoderConfig& config) {
  if (config.residual && config.variational) {
    fail(ErrorCode::invalid_config, {"residual"}, {"cannot be beside variational: new samples would need an input"});
  }
  if (config.residual && decoder.output_activation() != Activation::linear) {
    fail(ErrorCode::invalid_config, {"residual"},
         {"needs an output that can also take away: set output_activation to linear, or end the decoder in a linear "
          "layer"});
  }
  const Shape output = decoder.output_shape();
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

/// Appends the layers that have parameters.
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
      latent_(make_latent(config_, encoder_)),
      // A variational model's two heads have taken numbers, too.
      decoder_("decoder", latent_shape(), completed_decoder(config_), config_.seed,
               encoder_.layers().size() + (latent_ ? 2 : 0)),
      parameters_(all_parameters(encoder_, latent_, decoder_)),
      optimizer_(config_.optimizer, parameters_),
      logits_(kernels::loss(config_.loss).of_logits != nullptr && decoder_.output_activation() == Activation::sigmoid),
      training_(make_workspace(0, true)) {
  require_output(decoder_, config_);
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
  // Some losses stay finite where an output has overflowed.
  const bool usable =
      std::isfinite(loss) && finite(mean_code_of(inputs, training_)) && finite(training_.decoder.outputs.back());
  if (!usable) fail_overflown("loss");
}

std::vector<LayerSummary> Autoencoder::summary() const {
  std::vector<LayerSummary> rows;
  const auto add = [&rows](const std::string& name, Layer& layer, std::size_t times) {
    LayerSummary& row = rows.emplace_back(LayerSummary{name, layer.output_shape()});
    for (const Parameter& parameter : layer.parameters()) {
      row.parameters += times * parameter.value.size();
      if (parameter.trainable && parameter.running_share == 0) row.trainable += times * parameter.value.size();
    }
  };
  const auto append = [&](const Network& network) {
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
      add(network.names()[i], *network.layers()[i], 1);
    }
  };
  append(encoder_);
  if (latent_) {
    add(joined({"encoder.", config_.encoder.size() - 1}), latent_->mean_layer(), 2);
  }
  append(decoder_);
  return rows;
}

// ---------------------------------------------------------------- what data it takes

void Autoencoder::require_fits(const Pairs& data, std::string_view inputs, std::string_view targets) const {
  if (data.inputs.features() != features()) {
    fail(ErrorCode::shape_mismatch, {inputs}, {"must have ", features(), " features, got ", data.inputs.features()});
  }
  const kernels::LossKernels& loss = kernels::loss(config_.loss);
  if (std::isfinite(loss.high - loss.low)) {
    data.targets().require_within(
        {loss.low, loss.high}, data.has_targets() ? targets : inputs,
        ": the loss bce compares probabilities. Scale the data to 0 to 1, or choose the loss mse");
  }
  if (config_.corruption) hourglass::require_fits(*config_.corruption, data.inputs, inputs);
}

std::vector<std::string> Autoencoder::warnings(const Pairs& data) const {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  const kernels::ActivationKernels& activation = kernels::activation(decoder_.output_activation());
  const Range reach{activation.low, activation.high};
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
  if (config_.residual) kernels::add_scaled(workspace.decoder.outputs.back().values(), input.values(), 1.0F);
}

Losses Autoencoder::losses(const Tensor& inputs, const Tensor& targets, const Workspace& workspace, double beta_share,
                           Tensor* gradient, const Tensor* weights) const {
  Losses losses;
  const double scale = latent_ ? static_cast<double>(features()) : 1;
  losses.reconstruction =
      loss(config_.loss, workspace.decoder.outputs.back(), targets, gradient, logits_, scale, weights);
  if (latent_) losses.penalty += latent_->penalty(workspace.latent, beta_share);
  if (config_.sparsity) losses.penalty += penalty(*config_.sparsity, mean_code_of(inputs, workspace), nullptr);
  losses.penalty += weight_penalty(parameters_);
  return losses;
}

double Autoencoder::metric(Loss kind, const Tensor& targets, const Workspace& workspace, const Tensor* weights) const {
  const Tensor& outputs = workspace.decoder.outputs.back();
  if (!logits_) return loss(kind, outputs, targets, nullptr, false, 1, weights);
  Tensor probabilities = outputs;
  activate(Activation::sigmoid, probabilities.values());
  return loss(kind, probabilities, targets, nullptr, false, 1, weights);
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
