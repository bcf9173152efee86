#include "hourglass/pretraining.hpp"

#include <string>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "model/descent.hpp"

namespace hourglass {
namespace {

/// The decoder's counterpart of an encoder layer.
Layer& counterpart(const Autoencoder& model, int layer) {
  const std::vector<Layer*> decoder = model.decoder_layers();
  return *decoder[decoder.size() - 1 - static_cast<std::size_t>(layer)];
}

std::vector<Parameter*> parameters_of(Layer& encode, Layer& decode) {
  std::vector<Parameter*> parameters;
  for (Layer* layer : {&encode, &decode}) {
    for (Parameter& parameter : layer->parameters()) parameters.push_back(&parameter);
  }
  return parameters;
}

void run(const Layer& layer, const Tensor& x, Tensor& y) {
  y.resize(x.batch());
  layer.forward(x, y, {});
  activate(layer.activation(), y.values());
}

}  // namespace

int LayerPretraining::count(const Autoencoder& model) {
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
      before_(model.encoder_layers()),
      encode_(*before_[static_cast<std::size_t>(layer)]),
      decode_(counterpart(model, layer)),
      parameters_(parameters_of(encode_, decode_)),
      optimizer_(model.config().optimizer, parameters_),
      corrupted_(batch, model.config().input),
      code_(batch, encode_.output_shape()),
      output_(batch, decode_.output_shape()),
      dcode_(batch, encode_.output_shape()),
      doutput_(batch, decode_.output_shape()) {
  before_.resize(static_cast<std::size_t>(layer));
  for (const Layer* earlier : before_) codes_.emplace_back(batch, earlier->output_shape());
}

const Tensor& LayerPretraining::codes_before(const Tensor& inputs) {
  const Tensor* x = &inputs;
  for (std::size_t i = 0; i < before_.size(); ++i) {
    run(*before_[i], *x, codes_[i]);
    x = &codes_[i];
  }
  return *x;
}

double LayerPretraining::train_batch(const Tensor& inputs, const Tensor& targets, double rate_factor,
                                     const Tensor* weights) {
  constexpr const char* what = "pretraining step";
  const AutoencoderConfig& config = model_.config();
  const Tensor& codes = codes_before(inputs);
  const Tensor& target = layer_ == 0 ? targets : codes;
  const bool corrupts = layer_ == 0 && config.corruption;
  if (corrupts) {
    const Rng rng(config.seed, Purpose::training, steps(), 2);  // other numbers than in fine-tuning
    corrupt(*config.corruption, rng, inputs, corrupted_);
  }
  const Tensor& input = corrupts ? corrupted_ : codes;
  run(encode_, input, code_);
  run(decode_, code_, output_);
  doutput_.resize(inputs.batch());
  dcode_.resize(inputs.batch());
  const double result = layer_ == 0 ? loss(config.loss, output_, target, &doutput_, false, 1, weights)
                                    : loss(Loss::mse, output_, target, &doutput_);
  require_finite(result, what, steps(), inputs, targets);

  activate_backward(decode_.activation(), output_.values(), doutput_.values());
  decode_.backward(code_, doutput_, &dcode_, {});
  activate_backward(encode_.activation(), code_.values(), dcode_.values());
  encode_.backward(input, dcode_, nullptr, {});
  descend(optimizer_, parameters_, rate_factor, what);
  return result;
}

}  // namespace hourglass
