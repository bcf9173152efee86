#pragma once

#include <span>
#include <string_view>

#include "kernels/convolution.hpp"
#include "kernels/elementwise.hpp"
#include "kernels/matmul.hpp"

// What the rest of the library calls: kernels::NAME is the kernel for the instruction set that is in use.

// clang-format off
#define HOURGLASS_KERNELS(X) \
  X(matmul) X(matmul_add) X(convolve) X(convolve_input_gradient) X(convolve_kernel_gradient) \
  X(from_bytes) X(relu) X(leaky_relu) X(elu) X(tanh) X(sigmoid) \
  X(relu_backward) X(leaky_relu_backward) X(elu_backward) X(tanh_backward) X(sigmoid_backward) \
  X(squared_error) X(absolute_error) X(huber) X(cross_entropy) X(cross_entropy_logits) \
  X(column_sums) X(squares_are_finite) X(sum_of_magnitudes) X(sgd) X(rmsprop) X(adam) \
  X(add_noise) X(drop) X(salt_and_pepper) X(add_sign) X(add_scaled) \
  X(sample_gaussian) X(gaussian_kl) X(gaussian_backward) X(log) X(cosine) X(uniform) X(normal) X(softmax)
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
