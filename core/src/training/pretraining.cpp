#include "hourglass/pretraining.hpp"

#include <string>
#include <utility>

#include "base/message.hpp"
#include "model/descent.hpp"
#include "model/weight_penalty.hpp"

namespace hourglass {
namespace {

/// The decoder's counterpart of an encoder layer.
Layer& counterpart(const Autoencoder& model, int layer) {
  const std::vector<Layer*> decoder = model.decoder_layers();
  return *decoder[decoder.size() - 1 - static_cast<std::size_t>(layer)];
}

/// The encoder's layers before this one.
LayerSequence layers_before(const Autoencoder& model, int layer) {
  std::vector<Layer*> layers = model.encoder_layers();
  layers.resize(static_cast<std::size_t>(layer));
  return LayerSequence(std::move(layers));
}

}  // namespace

int LayerPretraining::count(const Autoencoder& model) {
  if (model.config().residual) {
    fail(ErrorCode::invalid_config, {"pretrain"}, {"is not for a residual model: its layers do not restore the input"});
  }
  const std::vector<Layer*> encoder = model.encoder_layers();
  const std::vector<Layer*> decoder = model.decoder_layers();
  if (encoder.size() != decoder.size()) {
    fail(ErrorCode::invalid_config, {"pretrain"},
         {"needs a decoder that mirrors the encoder layer by layer, got ", encoder.size(), " and ", decoder.size(),
          " layers with weights"});
  }
  std::size_t inputs = model.features();
  for (std::size_t i = 0; i < encoder.size(); ++i) {
    const std::size_t restored = counterpart(model, static_cast<int>(i)).output_shape().size();
    if (restored != inputs) {
      fail(ErrorCode::invalid_config, {"pretrain"},
           {"needs a decoder that mirrors the encoder: the counterpart of encoder layer ", i, " must give ", inputs,
            " features back, got ", restored});
    }
    inputs = encoder[i]->output_shape().size();
  }
  return static_cast<int>(encoder.size());
}

LayerPretraining::LayerPretraining(Autoencoder& model, int layer, std::size_t batch)
    : model_(model),
      layer_(layer),
      before_(layers_before(model, layer)),
      pair_({model.encoder_layers()[static_cast<std::size_t>(layer)], &counterpart(model, layer)}),
      parameters_(pair_.parameters()),
      optimizer_(model.config().optimizer, parameters_),
      codes_(before_.make_activations(batch, false)),
      activations_(pair_.make_activations(batch, true)),
      corrupted_(batch, model.config().input) {}

double LayerPretraining::train_batch(const Tensor& inputs, const Tensor& targets, double rate_factor,
                                     const Tensor* weights) {
  constexpr const char* what = "pretraining step";
  constexpr Pass pass{.training = true};
  const AutoencoderConfig& config = model_.config();
  before_.forward(inputs, codes_, {});
  const Tensor& codes = codes_.output(inputs);
  const bool corrupts = layer_ == 0 && config.corruption;
  if (corrupts) {
    const Rng rng(config.seed, Purpose::training, steps(), 2);  // other numbers than in fine-tuning
    corrupt(*config.corruption, rng, inputs, corrupted_);
  }
  const Tensor& input = corrupts ? corrupted_ : codes;
  pair_.forward(input, activations_, pass);
  const Tensor& output = activations_.outputs.back();
  Tensor& gradient = activations_.gradients.back();
  gradient.resize(inputs.batch());
  const double result =
      weight_penalty(parameters_) + (layer_ == 0 ? loss(config.loss, output, targets, &gradient, false, 1, weights)
                                                 : loss(Loss::mse, output, codes, &gradient));
  require_finite(result, what, steps(), inputs, targets);
  pair_.backward(input, activations_, nullptr, pass);
  descend(optimizer_, parameters_, rate_factor, what);
  return result;
}

}  // namespace hourglass
