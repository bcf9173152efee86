#include "hourglass/loss.hpp"

#include <numeric>

#include "kernels/kernels.hpp"
#include "kernels/parallel.hpp"
#include "kernels/workspace.hpp"

namespace hourglass {
namespace {

/// Fewer of them take less time than to wake a thread.
constexpr std::size_t parallel_features = 8 * 1024;

/// The losses of a sample's vectors, added up: of all its features, or of those along its channels.
float sum_of_losses(const kernels::LossKernels& loss, bool logits, const Tensor& y, const Tensor& t, std::size_t sample,
                    float scale, Tensor* dy, const Tensor* weights) {
  const kernels::SampleLoss of_vector = logits ? loss.of_logits : loss.of_outputs;
  const std::size_t size = loss.of_vectors ? y.channels() : y.features();
  float sum = 0;
  for (std::size_t i = 0; i < y.features(); i += size) {
    float* const gradient = dy == nullptr ? nullptr : dy->row(sample).data() + i;
    const float* const own = weights == nullptr ? nullptr : weights->row(sample).data() + i;
    sum += of_vector(y.row(sample).subspan(i, size), t.row(sample).subspan(i, size), scale, gradient, own);
  }
  return sum;
}

}  // namespace

double loss(Loss kind, const Tensor& y, const Tensor& t, Tensor* dy, bool logits, double scale, const Tensor* weights) {
  const double counted = weights == nullptr ? static_cast<double>(y.batch() * y.features())
                                            : static_cast<double>(kernels::sum_of_magnitudes(weights->values()));
  const double weight = counted > 0 ? scale / counted : 0;
  const kernels::LossKernels& of_kind = kernels::loss(kind);
  float* const sums = kernels::workspace(kernels::Workspace::sums, y.batch());
  kernels::parallel_for(y.batch(), 1 + parallel_features / y.features(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      sums[i] = sum_of_losses(of_kind, logits, y, t, i, static_cast<float>(weight), dy, weights);
    }
  });
  return std::accumulate(sums, sums + y.batch(), 0.0) * weight;
}

double counted_samples(const Tensor& batch, const Tensor* weights) {
  if (weights == nullptr) return static_cast<double>(batch.batch());
  return static_cast<double>(kernels::sum_of_magnitudes(weights->values())) / static_cast<double>(batch.features());
}

void sample_losses(Loss kind, const Tensor& y, const Tensor& t, std::vector<float>& out, const Tensor* weights) {
  out.resize(y.batch());
  for (std::size_t i = 0; i < y.batch(); ++i) {
    const float counted =
        weights == nullptr ? static_cast<float>(y.features()) : kernels::sum_of_magnitudes(weights->row(i));
    out[i] = counted > 0 ? sum_of_losses(kernels::loss(kind), false, y, t, i, 1, nullptr, weights) / counted : 0;
  }
}

void feature_losses(Loss kind, const Tensor& y, const Tensor& t, std::vector<float>& out) {
  const kernels::LossKernels& of_kind = kernels::loss(kind);
  out.resize(y.values().size());
  if (of_kind.of_vectors) {
    for (std::size_t i = 0; i < out.size(); i += y.channels()) {
      const auto vector = [&](auto values) { return values.subspan(i, y.channels()); };
      kernels::cosine_parts(vector(y.values()), vector(t.values()), vector(std::span(out)));
    }
    return;
  }
  const kernels::SampleLoss of_feature = of_kind.of_outputs;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = of_feature(y.values().subspan(i, 1), t.values().subspan(i, 1), 1.0F, nullptr, nullptr);
  }
}

}  // namespace hourglass
