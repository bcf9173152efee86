#pragma once

#include <optional>
#include <vector>

#include "hourglass/autoencoder.hpp"
#include "hourglass/export.hpp"

namespace hourglass {

/// A stacked autoencoder's greedy pretraining (Bengio et al. 2007), one layer of it: the encoder's layer and its
/// counterpart in the decoder are trained as an autoencoder of their own on the codes of the layers before. The first
/// one has the model's loss and corruption; codes are compared by their squared error.
class HOURGLASS_API LayerPretraining {
 public:
  /// How many layers a model's pretraining has. Errors: invalid_config where encoder and decoder do not pair up.
  static int count(const Autoencoder& model);

  /// `layer` counts from 0. `batch` is the largest that will come.
  LayerPretraining(Autoencoder& model, int layer, std::size_t batch);

  /// One optimizer step on a batch of the model's inputs and targets; returns the loss before it. The targets are the
  /// first layer's, as are the weights; the others have the codes of the inputs. Errors: diverged, as in training.
  double train_batch(const Tensor& inputs, const Tensor& targets, double rate_factor, const Tensor* weights = nullptr);
  double train_batch(const Tensor& clean, double rate_factor) { return train_batch(clean, clean, rate_factor); }
  [[nodiscard]] std::uint64_t steps() const { return optimizer_.steps(); }

 private:
  Autoencoder& model_;
  int layer_;
  LayerSequence before_, pair_;
  std::vector<Parameter*> parameters_;  // of the pair
  Optimizer optimizer_;
  Activations codes_, activations_;  // of the layers before, and of the pair
  Tensor corrupted_;
};

}  // namespace hourglass
