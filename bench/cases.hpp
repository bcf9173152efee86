#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

// What is timed without a model around it, natively and as WebAssembly alike.
namespace hourglass::bench {

struct Case {
  std::string name, shape;
  double flop;  // of one run
  std::function<void()> run;
};

/// The first is the peak, the others are the kernels.
const std::vector<Case>& cases();

/// [{ "name", "shape", "flop" }, ...]
std::string cases_as_json();

/// Multiply-adds on registers alone: the most that this build can reach here.
Case peak();

/// The products and convolutions of the models.
std::vector<Case> kernels();

}  // namespace hourglass::bench
