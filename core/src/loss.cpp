#include "hourglass/loss.hpp"

#include "kernels/elementwise.hpp"

namespace hourglass {
namespace {

using SampleLoss = float (*)(std::span<const float>, std::span<const float>, float, float*);

SampleLoss sample_loss(Loss kind, bool logits) {
  switch (kind) {
    case Loss::mse: return kernels::squared_error;
    case Loss::bce: return logits ? kernels::cross_entropy_logits : kernels::cross_entropy;
  }
  return nullptr;
}

}  // namespace

double loss(Loss kind, const Tensor& y, const Tensor& t, Tensor* dy, bool logits) {
  const auto elements = static_cast<double>(y.batch() * y.features());
  const SampleLoss of_sample = sample_loss(kind, logits);
  double sum = 0;
  for (std::size_t i = 0; i < y.batch(); ++i) {
    float* const gradient = dy == nullptr ? nullptr : dy->row(i).data();
    sum += of_sample(y.row(i), t.row(i), static_cast<float>(1.0 / elements), gradient);
  }
  return sum / elements;
}

}  // namespace hourglass
