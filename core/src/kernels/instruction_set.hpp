#pragma once

// Kernels are compiled once for each instruction set, in a namespace of its own: what is inline in one must never stand
// for what is inline in another.
#ifndef HOURGLASS_INSTRUCTION_SET
#define HOURGLASS_INSTRUCTION_SET baseline  // what the rest of the library is compiled for
#endif
