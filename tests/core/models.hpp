#pragma once

#include "hourglass/autoencoder.hpp"

namespace support {

/// Every ingredient that a model can have, at odd sizes.
inline hourglass::AutoencoderConfig with_everything() {
  using namespace hourglass;
  AutoencoderConfig config;
  config.input = {5, 3, 2};
  config.encoder = {conv2d(3, 3, 2, Activation::elu), dropout(0.3), dense(6, Activation::tanh), dense(3)};
  config.variational = Variational{0.7};
  config.corruption = Corruption{Corruption::Kind::masking, 0.2};
  config.sparsity = Sparsity{Sparsity::Kind::l1, 0.05};
  config.loss = Loss::bce;
  return config;
}

}  // namespace support
