#include "kernels/kernels.hpp"

namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET {

constinit const Table table{
#define X(name) .name = name,  // NOLINT(bugprone-macro-parentheses)
    HOURGLASS_KERNELS(X)
#undef X
};

}  // namespace hourglass::kernels::HOURGLASS_INSTRUCTION_SET
