#pragma once

#include <span>
#include <string_view>

#include "kernels/activations.hpp"
#include "kernels/arithmetic.hpp"
#include "kernels/convolution.hpp"
#include "kernels/corruptions.hpp"
#include "kernels/gaussian.hpp"
#include "kernels/losses.hpp"
#include "kernels/matmul.hpp"
#include "kernels/normalizations.hpp"
#include "kernels/optimizers.hpp"
#include "kernels/pooling.hpp"
#include "kernels/random_numbers.hpp"
#include "kernels/sums.hpp"

// What the rest of the library calls: kernels::NAME is the kernel for the instruction set that is in use.

// clang-format off
#define HOURGLASS_KERNELS(X) \
  X(matmul) X(matmul_add) X(convolve) X(convolve_input_gradient) X(convolve_kernel_gradient) \
  X(max_pool) X(max_pool_gradient) X(average_pool) X(average_pool_gradient) \
  X(up_sample) X(up_sample_gradient) X(up_sample_bilinear) X(up_sample_bilinear_gradient) \
  X(centered_products) X(scale_columns) X(layer_norm) X(layer_norm_gradient) \
  X(activation) X(loss) X(cosine_parts) X(sgd) X(rmsprop) X(adam) X(clip_norm) X(clip_values) X(add_noise) X(drop) X(salt_and_pepper) \
  X(sample_gaussian) X(gaussian_kl) X(gaussian_backward) X(uniform) X(normal) \
  X(column_sums) X(squares_are_finite) X(sum_of_magnitudes) X(sum_of_squares) \
  X(from_bytes) X(add_sign) X(add_scaled) X(softmax) X(log) X(cosine)
// clang-format on

namespace hourglass::kernels {

// NOLINTBEGIN(bugprone-macro-parentheses): names are declared, not computed with.

/// All kernels for one instruction set.
struct Table {
#define X(name) decltype(&HOURGLASS_INSTRUCTION_SET::name) name;
  HOURGLASS_KERNELS(X)
#undef X
};
namespace HOURGLASS_INSTRUCTION_SET {
extern const Table table;
}

struct InstructionSet {
  std::string_view name;
  const Table* kernels;
};

/// Those that this machine can run, the best last.
[[nodiscard]] std::span<const InstructionSet> supported_sets();

/// The set in use: the best, unless `use` has chosen another.
[[nodiscard]] const InstructionSet& set_in_use();
void use(const InstructionSet& set);

#if HOURGLASS_DISPATCH
/// Is called like a kernel, and becomes the one in use.
template <class Kernel, Kernel Table::* kernel>
struct Dispatched {
  operator Kernel() const { return set_in_use().kernels->*kernel; }
};
#define X(name) inline constexpr Dispatched<decltype(Table::name), &Table::name> name;
#else
#define X(name) using HOURGLASS_INSTRUCTION_SET::name;
#endif
HOURGLASS_KERNELS(X)
#undef X
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace hourglass::kernels
