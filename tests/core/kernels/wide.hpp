#pragma once

// Vectors as wide as those of AVX-512 on any machine, a lane at a time: slow, and the same bits. Included before all
// else.
#define XSIMD_WITH_EMULATED 1
#define XSIMD_DEFAULT_ARCH emulated<512>

namespace xtl {
template <class, class, bool>
class complex;  // xsimd 13.2 names it here and declares xcomplex
}
