#pragma once

// Everything, for programs that use the library.
#include "hourglass/autoencoder.hpp"
#include "hourglass/code_distribution.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/error.hpp"
#include "hourglass/image_pass.hpp"
#include "hourglass/instruction_set.hpp"
#include "hourglass/linear_probe.hpp"
#include "hourglass/pca.hpp"
#include "hourglass/serialize.hpp"
#include "hourglass/threads.hpp"
#include "hourglass/trainer.hpp"
