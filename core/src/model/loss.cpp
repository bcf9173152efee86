#include "hourglass/loss.hpp"

#include <numeric>

#include "kernels/kernels.hpp"
#include "kernels/parallel.hpp"
#include "kernels/scratch.hpp"

namespace hourglass {
namespace {

/// Fewer of them take less time than to wake a thread.
constexpr std::size_t parallel_features = 8 * 1024;

/// The loss of one sample, summed over its features.
using SummedLoss = float (*)(std::span<const float>, std::span<const float>, float, float*, const float*);

SummedLoss summed_loss(Loss kind, bool logits = false) {
  switch (kind) {
    case Loss::mse: return kernels::squared_error;
    case Loss::bce: return logits ? kernels::cross_entropy_logits : kernels::cross_entropy;
    case Loss::mae: return kernels::absolute_error;
    case Loss::huber: return kernels::huber;
  }
  return nullptr;
}

}  // namespace

double loss(Loss kind, const Tensor& y, const Tensor& t, Tensor* dy, bool logits, double scale, const Tensor* weights) {
  const double counted = weights == nullptr ? static_cast<double>(y.batch() * y.features())
                                            : static_cast<double>(kernels::sum_of_magnitudes(weights->values()));
  const double weight = counted > 0 ? scale / counted : 0;
  const SummedLoss of_sample = summed_loss(kind, logits);
  float* const sums = kernels::scratch(kernels::Room::sums, y.batch());
  kernels::parallel_for(y.batch(), 1 + parallel_features / y.features(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      float* const gradient = dy == nullptr ? nullptr : dy->row(i).data();
      const float* const own = weights == nullptr ? nullptr : weights->row(i).data();
      sums[i] = of_sample(y.row(i), t.row(i), static_cast<float>(weight), gradient, own);
    }
  });
  return std::accumulate(sums, sums + y.batch(), 0.0) * weight;
}

double counted_samples(const Tensor& batch, const Tensor* weights) {
  if (weights == nullptr) return static_cast<double>(batch.batch());
  return static_cast<double>(kernels::sum_of_magnitudes(weights->values())) / static_cast<double>(batch.features());
}

void sample_losses(Loss kind, const Tensor& y, const Tensor& t, std::vector<float>& out, const Tensor* weights) {
  const SummedLoss of_sample = summed_loss(kind);
  out.resize(y.batch());
  for (std::size_t i = 0; i < y.batch(); ++i) {
    const float* const own = weights == nullptr ? nullptr : weights->row(i).data();
    const float counted =
        weights == nullptr ? static_cast<float>(y.features()) : kernels::sum_of_magnitudes(weights->row(i));
    out[i] = counted > 0 ? of_sample(y.row(i), t.row(i), 1.0F, nullptr, own) / counted : 0;
  }
}

void feature_losses(Loss kind, const Tensor& y, const Tensor& t, std::vector<float>& out) {
  const SummedLoss of_feature = summed_loss(kind);
  out.resize(y.values().size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = of_feature(y.values().subspan(i, 1), t.values().subspan(i, 1), 1.0F, nullptr, nullptr);
  }
}

}  // namespace hourglass
