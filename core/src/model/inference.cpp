// What a model is used for besides training.

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string_view>
#include <thread>

#include "hourglass/autoencoder.hpp"

#include "base/message.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

constexpr std::size_t chunk = 256;  // samples of one pass

std::size_t chunk_of(const Dataset& data) { return std::min(chunk, data.size()); }

/// Runs `pass` on one batch of `data` after the other and joins what it returns, `output_size` numbers a sample.
template <class Pass>
std::vector<float> in_chunks(const Dataset& data, std::string_view name, Shape shape, std::size_t output_size,
                             Pass pass) {
  if (data.features() != shape.size()) {
    fail(ErrorCode::shape_mismatch, {name}, {"must have ", shape.size(), " features, got ", data.features()});
  }
  std::vector<float> result(data.size() * output_size);
  Tensor batch(chunk_of(data), shape);
  for (std::size_t first = 0, number = 0; first < data.size(); first += chunk, ++number) {
    data.gather(first, std::min(chunk, data.size() - first), batch);
    const std::span<const float> values = pass(batch, number);
    std::copy(values.begin(), values.end(), result.begin() + static_cast<std::ptrdiff_t>(first * output_size));
  }
  return result;
}

[[noreturn]] void fail_overflow(const char* what, double value) {
  fail(ErrorCode::diverged, {what},
       {"became ", to_text(value), ": data or weights are too large. Scale the data to about 0 to 1, or -1 to 1"});
}

bool are_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float x) { return std::isfinite(x); });
}

std::vector<float> finite(const char* what, std::vector<float> values) {
  const auto bad = std::ranges::find_if_not(values, [](float x) { return std::isfinite(x); });
  if (bad != values.end()) fail_overflow(what, static_cast<double>(*bad));
  return values;
}

}  // namespace

const Tensor& Autoencoder::encode_batch(const Tensor& x, Workspace& workspace) const {
  encoder_.forward(x, workspace.encoder, {});
  const Tensor& encoded = workspace.encoder.output(x);
  if (!latent_) return encoded;
  latent_->mean(encoded, workspace.latent.mean, {});
  return workspace.latent.mean;
}

const Tensor& Autoencoder::reconstruct_batch(const Tensor& x, Workspace& workspace) const {
  const Tensor& code = encode_batch(x, workspace);
  decoder_.forward(code, workspace.decoder, {});
  Tensor& output = workspace.decoder.outputs.back();
  if (config_.residual) kernels::add_scaled(output.values(), x.values(), 1.0F);
  return output;
}

std::vector<float> Autoencoder::codes_of(const Dataset& data, std::string_view name) const {
  Workspace workspace = make_workspace(chunk_of(data), false);
  return in_chunks(data, name, config_.input, latent_size(),
                   [&](const Tensor& batch, std::size_t) { return encode_batch(batch, workspace).values(); });
}

std::vector<float> Autoencoder::encode(const Dataset& data) const { return finite("code", codes_of(data)); }

CodeSpread Autoencoder::encode_spread(const Dataset& data) const {
  const GaussianLatent& latent = require_variational("encode_spread");
  Workspace workspace = make_workspace(chunk_of(data), false);
  CodeSpread spread;
  spread.mean =
      finite("code", in_chunks(data, "data", config_.input, latent_size(), [&](const Tensor& batch, std::size_t) {
               encoder_.forward(batch, workspace.encoder, {});
               latent.spread(workspace.encoder.output(batch), workspace.latent, {});
               const auto values = workspace.latent.log_variance.values();
               spread.log_variance.insert(spread.log_variance.end(), values.begin(), values.end());
               return std::span<const float>(workspace.latent.mean.values());
             }));
  spread.log_variance = finite("log_variance", std::move(spread.log_variance));
  return spread;
}

std::vector<float> Autoencoder::decode(const CodeSpread& spread, std::uint64_t seed) const {
  const GaussianLatent& latent = require_variational("sample");
  if (spread.log_variance.size() != spread.mean.size()) {
    fail(ErrorCode::shape_mismatch, {"log_variance"},
         {"must be one for each mean, ", spread.mean.size(), ", got ", spread.log_variance.size()});
  }
  std::vector<float> codes(spread.mean.size());
  for (std::size_t first = 0, number = 0; first < codes.size(); first += chunk * latent_size(), ++number) {
    const std::size_t count = std::min(chunk * latent_size(), codes.size() - first);
    const auto part = [&](const std::vector<float>& values) { return std::span(values).subspan(first, count); };
    latent.draw(part(spread.mean), part(spread.log_variance), Rng(seed, Purpose::sampling, number, 1),
                std::span(codes).subspan(first, count));
  }
  return decode(Dataset(std::move(codes), latent_size(), "latents"));
}

const GaussianLatent& Autoencoder::require_variational(const char* what) const {
  if (!latent_) fail(ErrorCode::invalid_config, {what}, {"needs a variational model: others have no spread of codes"});
  return *latent_;
}

std::vector<float> Autoencoder::decode(const Dataset& latents) const {
  if (config_.residual) {
    fail(ErrorCode::invalid_config, {"residual"},
         {"models cannot decode codes by themselves: what they decode is added to an input, as reconstruct does"});
  }
  Activations a = decoder_.make_activations(chunk_of(latents), false);
  return finite("output",
                in_chunks(latents, "latents", latent_shape(), features(), [&](const Tensor& batch, std::size_t) {
                  decoder_.forward(batch, a, {});
                  return a.output(batch).values();
                }));
}

std::vector<float> Autoencoder::reconstruct(const Dataset& data) const {
  Workspace workspace = make_workspace(chunk_of(data), false);
  return finite("output", in_chunks(data, "data", config_.input, features(), [&](const Tensor& batch, std::size_t) {
                  return reconstruct_batch(batch, workspace).values();
                }));
}

std::vector<float> Autoencoder::reconstruct(const Dataset& data, std::uint64_t seed) const {
  (void)require_variational("sample");
  return decode(encode_spread(data), seed);
}

std::vector<float> Autoencoder::corrupt(const Dataset& data, const Corruption& corruption, std::uint64_t seed) const {
  validate(corruption);
  hourglass::require_fits(corruption, data, "data");
  Tensor corrupted(chunk_of(data), config_.input);
  return in_chunks(data, "data", config_.input, features(), [&](const Tensor& batch, std::size_t number) {
    hourglass::corrupt(corruption, Rng(seed, Purpose::evaluation, number), batch, corrupted);
    return std::span<const float>(corrupted.values());
  });
}

Losses Autoencoder::evaluate(const Pairs& data) const {
  require_fits(data);
  Workspace workspace = make_workspace(chunk_of(data.inputs), false);
  Tensor targets(data.has_targets() ? chunk_of(data.inputs) : 0, config_.input);
  Tensor weights(0, config_.input);
  MeanLosses losses;
  in_chunks(data.inputs, "data", config_.input, 0, [&](const Tensor& batch, std::size_t number) {
    const std::size_t first = number * chunk;
    if (data.has_targets()) data.own_targets.gather(first, batch.batch(), targets);
    if (data.has_weights()) data.gather_weights(first, batch.batch(), weights);
    const Tensor* const own = data.has_weights() ? &weights : nullptr;
    losses.add(evaluate_batch(batch, data.has_targets() ? targets : batch, number, workspace, own), batch.batch(),
               counted_samples(batch, own));
    return std::span<const float>();
  });
  const Losses mean = losses.mean();
  if (!std::isfinite(mean.total())) fail_overflow("loss", mean.total());
  return mean;
}

namespace {

/// The largest error of the features that count, or a quantile between neighbours; 0 where none counts.
float reduced(std::span<const float> errors, std::span<const float> weights, const Scoring& scoring) {
  std::vector<float> counted;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (weights.empty() || weights[i] > 0) counted.push_back(errors[i]);
  }
  if (counted.empty()) return 0;
  std::ranges::sort(counted);
  const double share = scoring.reduce == Scoring::Reduce::max ? 1 : scoring.quantile;
  const double place = share * static_cast<double>(counted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const float low = counted[below];
  const float high = counted[std::min(below + 1, counted.size() - 1)];
  return low + static_cast<float>(place - static_cast<double>(below)) * (high - low);
}

}  // namespace

std::vector<float> Autoencoder::scores(const Dataset& data, const Scoring& scoring,
                                       const Dataset& feature_weights) const {
  Pairs pairs(data);
  require_fits(pairs);
  require(scoring.quantile >= 0 && scoring.quantile <= 1, "quantile", "must be a number from 0 to 1", scoring.quantile);
  pairs.set_weights({}, feature_weights);
  const Loss by = scoring.by.value_or(config_.loss);
  Workspace workspace = make_workspace(chunk_of(data), false);
  Tensor weights(0, config_.input);
  std::vector<float> errors, scores;
  return finite("scores", in_chunks(data, "data", config_.input, 1, [&](const Tensor& batch, std::size_t number) {
                  const Tensor& output = reconstruct_batch(batch, workspace);
                  if (pairs.has_weights()) pairs.gather_weights(number * chunk, batch.batch(), weights);
                  if (scoring.reduce == Scoring::Reduce::mean) {
                    sample_losses(by, output, batch, scores, pairs.has_weights() ? &weights : nullptr);
                    return std::span<const float>(scores);
                  }
                  feature_losses(by, output, batch, errors);
                  scores.resize(batch.batch());
                  for (std::size_t i = 0; i < scores.size(); ++i) {
                    const auto own = std::span<const float>(errors).subspan(i * features(), features());
                    scores[i] = reduced(own, pairs.has_weights() ? weights.row(i) : std::span<const float>(), scoring);
                  }
                  return std::span<const float>(scores);
                }));
}

std::vector<float> Autoencoder::feature_errors(const Dataset& data) const {
  require_fits(data);
  Workspace workspace = make_workspace(chunk_of(data), false);
  std::vector<float> errors;
  return finite("feature_errors",
                in_chunks(data, "data", config_.input, features(), [&](const Tensor& batch, std::size_t) {
                  feature_losses(config_.loss, reconstruct_batch(batch, workspace), batch, errors);
                  return std::span<const float>(errors);
                }));
}

std::vector<float> Autoencoder::sample(std::size_t count, std::uint64_t seed, const Sampling& sampling) const {
  using Source = Sampling::Source;
  const double temperature = sampling.temperature;
  require(std::isfinite(temperature) && temperature >= 0, "temperature", "must be a number of at least 0", temperature);
  const Rng rng(seed, Purpose::sampling, 0);
  if (sampling.source.value_or(latent_ ? Source::prior : Source::codes) == Source::prior) {
    std::vector<float> prior(count * latent_size());
    rng.normal(prior);
    for (float& z : prior) z *= static_cast<float>(temperature);
    return decode(Dataset(std::move(prior), latent_size()));
  }
  if (latent_size() > CodeDistribution::max_latent_size) {
    fail(ErrorCode::invalid_config, {"sample"},
         {"fits a Gaussian to at most ", CodeDistribution::max_latent_size,
          " latent units, unless it draws from the prior, got ", latent_size()});
  }
  const std::optional<CodeDistribution> codes = code_distribution();
  if (!codes) {
    fail(ErrorCode::invalid_config, {"sample"}, {"needs the codes of training data: train the model with fit before"});
  }
  return decode(Dataset(codes->sample(count, rng, static_cast<float>(temperature)), latent_size()));
}

void Autoencoder::Lock::lock() {
  while (held.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
}

std::optional<CodeDistribution> Autoencoder::code_distribution() const {
  if (remembered_.size() == 0) return restored_codes_;
  const std::uint64_t now = fingerprint();
  const std::scoped_lock lock(*fitting_);
  if (!fitted_codes_ || fitted_codes_->fingerprint != now) {
    const std::vector<float> codes = codes_of(remembered_);
    if (!are_finite(codes)) return std::nullopt;
    fitted_codes_.emplace(FittedCodes{now, CodeDistribution(codes, latent_size())});
  }
  return fitted_codes_->codes;
}

std::vector<float> Autoencoder::interpolate(const Dataset& from, const Dataset& to, std::size_t count) const {
  require(count >= 2, "count", "must be at least 2", static_cast<double>(count));
  const auto code_of_end = [&](const Dataset& end, const char* name) {
    require(end.size() == 1, name, "must be one sample", static_cast<double>(end.size()));
    return finite("code", codes_of(end, name));
  };
  const std::vector<float> a = code_of_end(from, "from");
  const std::vector<float> b = code_of_end(to, "to");
  std::vector<float> codes;
  for (std::size_t i = 0; i < count; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(count - 1);
    for (std::size_t unit = 0; unit < a.size(); ++unit) codes.push_back((1 - share) * a[unit] + share * b[unit]);
  }
  return decode(Dataset(std::move(codes), latent_size()));
}

namespace {

LayerOutput layer_output(const std::string& layer, const Tensor& output) {
  const auto values = output.row(0);
  return {layer, output.shape(), {values.begin(), values.end()}};
}

/// Appends what a pass through a network left behind.
void append_outputs(const Network& network, const Activations& a, std::vector<LayerOutput>& all) {
  for (std::size_t i = 0; i < a.outputs.size(); ++i) all.push_back(layer_output(network.names()[i], a.outputs[i]));
}

}  // namespace

std::vector<LayerOutput> Autoencoder::activations(const Dataset& sample) const {
  require(sample.size() == 1, "sample", "must be one sample", static_cast<double>(sample.size()));
  Workspace workspace = make_workspace(1, false);
  in_chunks(sample, "sample", config_.input, 0, [&](const Tensor& batch, std::size_t) {
    reconstruct_batch(batch, workspace);
    return std::span<const float>();
  });
  std::vector<LayerOutput> all;
  append_outputs(encoder_, workspace.encoder, all);
  if (latent_) all.push_back(layer_output(joined({"encoder.", config_.encoder.size() - 1}), workspace.latent.mean));
  append_outputs(decoder_, workspace.decoder, all);
  return all;
}

std::vector<LayerOutput> Autoencoder::decoder_activations(const Dataset& latent) const {
  require(latent.size() == 1, "latent", "must be one latent vector", static_cast<double>(latent.size()));
  Activations a = decoder_.make_activations(1, false);
  in_chunks(latent, "latent", latent_shape(), 0, [&](const Tensor& batch, std::size_t) {
    decoder_.forward(batch, a, {});
    return std::span<const float>();
  });
  std::vector<LayerOutput> all;
  append_outputs(decoder_, a, all);
  return all;
}

}  // namespace hourglass
