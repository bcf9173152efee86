#pragma once

// Everything, for programs that use the library.
#include "hourglass/autoencoder.hpp"
#include "hourglass/error.hpp"
#include "hourglass/trainer.hpp"
