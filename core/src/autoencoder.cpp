#include "hourglass/autoencoder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "hourglass/error.hpp"

namespace hourglass {
namespace {

constexpr std::size_t chunk = 256;  // samples of one pass outside training

/// Encoder layers in reverse: each decoder layer restores the input of its encoder layer.
std::vector<LayerConfig> mirrored(const AutoencoderConfig& config) {
  std::vector<LayerConfig> decoder;
  for (std::size_t i = config.encoder.size(); i-- > 1;) decoder.push_back(config.encoder[i - 1]);
  decoder.push_back(dense(static_cast<int>(config.input.size()), config.output_activation));
  return decoder;
}

AutoencoderConfig completed(AutoencoderConfig config) {
  const Shape& input = config.input;
  for (const int side : {input.height, input.width, input.channels}) {
    require(side >= 1, "input", "must be whole numbers of at least 1", side);
  }
  require(config.seed <= Rng::max_seed, "seed", "must be at most 2^53 - 1", static_cast<double>(config.seed));
  if (config.corruption) validate(*config.corruption);
  if (config.encoder.empty()) throw Error(ErrorCode::invalid_config, "encoder", "needs at least one layer, got none");
  if (config.decoder.empty()) config.decoder = mirrored(config);
  return config;
}

std::vector<Parameter*> joined(std::vector<Parameter*> a, const std::vector<Parameter*>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// Runs `pass` on one batch of `data` after the other and joins what it returns.
template <class Pass>
std::vector<float> in_chunks(const Dataset& data, Shape shape, std::size_t output_size, Pass pass) {
  if (data.features() != shape.size()) {
    throw Error(ErrorCode::shape_mismatch, "data",
                "must have " + std::to_string(shape.size()) + " features, got " + std::to_string(data.features()));
  }
  std::vector<float> result(data.size() * output_size);
  Tensor batch(std::min(chunk, data.size()), shape);
  for (std::size_t first = 0, number = 0; first < data.size(); first += chunk, ++number) {
    data.gather(first, std::min(chunk, data.size() - first), batch);
    const std::span<const float> values = pass(batch, number);
    std::copy(values.begin(), values.end(), result.begin() + static_cast<std::ptrdiff_t>(first * output_size));
  }
  return result;
}

}  // namespace

Autoencoder::Autoencoder(AutoencoderConfig config)
    : config_(completed(std::move(config))),
      encoder_("encoder", config_.input, config_.encoder, config_.seed, 0),
      decoder_("decoder", encoder_.output_shape(), config_.decoder, config_.seed, config_.encoder.size()),
      parameters_(joined(encoder_.parameters(), decoder_.parameters())),
      optimizer_(config_.optimizer, parameters_),
      logits_(config_.loss == Loss::bce && decoder_.output_activation() == Activation::sigmoid),
      training_(make_workspace(0, true)) {
  const std::size_t outputs = decoder_.output_shape().size();
  require(outputs == features(), "decoder",
          "must end with as many outputs as the input has features, " + std::to_string(features()),
          static_cast<double>(outputs));
}

std::size_t Autoencoder::parameter_count() const {
  std::size_t count = 0;
  for (const Parameter* parameter : parameters_) count += parameter->value.size();
  return count;
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

std::vector<float> Autoencoder::encode(const Dataset& data) const {
  Activations a = encoder_.make_activations(std::min(chunk, data.size()), false);
  return in_chunks(data, config_.input, latent_size(), [&](const Tensor& batch, std::size_t) {
    encoder_.forward(batch, a);
    return a.output().values();
  });
}

std::vector<float> Autoencoder::decode(const Dataset& latents) const {
  Activations a = decoder_.make_activations(std::min(chunk, latents.size()), false);
  return in_chunks(latents, encoder_.output_shape(), features(), [&](const Tensor& batch, std::size_t) {
    decoder_.forward(batch, a);
    return a.output().values();
  });
}

std::vector<float> Autoencoder::reconstruct(const Dataset& data) const {
  const std::size_t size = std::min(chunk, data.size());
  Activations encoded = encoder_.make_activations(size, false);
  Activations decoded = decoder_.make_activations(size, false);
  return in_chunks(data, config_.input, features(), [&](const Tensor& batch, std::size_t) {
    encoder_.forward(batch, encoded);
    decoder_.forward(encoded.output(), decoded);
    return decoded.output().values();
  });
}

std::vector<float> Autoencoder::corrupt(const Dataset& data, const Corruption& corruption, std::uint64_t seed) const {
  validate(corruption);
  Tensor corrupted(std::min(chunk, data.size()), config_.input);
  return in_chunks(data, config_.input, features(), [&](const Tensor& batch, std::size_t number) {
    hourglass::corrupt(corruption, Rng(seed, Purpose::evaluation, number), batch, corrupted);
    return std::span<const float>(corrupted.values());
  });
}

Losses Autoencoder::evaluate(const Dataset& data) const {
  Workspace workspace = make_workspace(std::min(chunk, data.size()), false);
  Losses sum;
  in_chunks(data, config_.input, 0, [&](const Tensor& batch, std::size_t number) {
    const Losses losses = evaluate_batch(batch, number, workspace);
    sum.reconstruction += losses.reconstruction * static_cast<double>(batch.batch());
    sum.penalty += losses.penalty * static_cast<double>(batch.batch());
    return std::span<const float>();
  });
  const auto samples = static_cast<double>(data.size());
  return {sum.reconstruction / samples, sum.penalty / samples};
}

Losses Autoencoder::train_batch(const Tensor& clean) {
  const Tensor& output = forward(clean, Rng(config_.seed, Purpose::corruption, steps()), training_);
  const Tensor& input = config_.corruption ? training_.corrupted : clean;
  Tensor& output_gradient = training_.decoder.gradients.back();
  output_gradient.resize(clean.batch());
  const Losses losses{loss(config_.loss, output, clean, &output_gradient, logits_), 0};
  if (!std::isfinite(losses.total())) {
    throw Error(ErrorCode::diverged, "loss",
                "became " + to_text(losses.total()) + " at step " + std::to_string(steps() + 1) +
                    "; the weights are those before it. Try a smaller learning rate");
  }
  decoder_.backward(training_.encoder.output(), training_.decoder, &training_.encoder.gradients.back(), logits_);
  encoder_.backward(input, training_.encoder, nullptr);
  optimizer_.step(parameters_);
  return losses;
}

void Autoencoder::set_corruption(const std::optional<Corruption>& corruption) {
  if (corruption) validate(*corruption);
  config_.corruption = corruption;
}

Autoencoder::Workspace Autoencoder::make_workspace(std::size_t batch, bool training) const {
  return {Tensor(batch, config_.input), encoder_.make_activations(batch, training),
          decoder_.make_activations(batch, training)};
}

Losses Autoencoder::evaluate_batch(const Tensor& clean, std::uint64_t number, Workspace& workspace) const {
  const Tensor& output = forward(clean, Rng(config_.seed, Purpose::evaluation, number), workspace);
  return {loss(config_.loss, output, clean, nullptr, logits_), 0};
}

const Tensor& Autoencoder::forward(const Tensor& clean, const Rng& corruption, Workspace& workspace) const {
  if (config_.corruption) hourglass::corrupt(*config_.corruption, corruption, clean, workspace.corrupted);
  encoder_.forward(config_.corruption ? workspace.corrupted : clean, workspace.encoder);
  decoder_.forward(workspace.encoder.output(), workspace.decoder, logits_);
  return workspace.decoder.output();
}

}  // namespace hourglass
