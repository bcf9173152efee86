#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <iostream>

#include "hourglass/instruction_set.hpp"

namespace {

int run(int argc, char** argv, const std::string& set, const char* files = "") {
  hourglass::set_instruction_set(set);
  std::cout << "With kernels for " << set << ":\n";
  doctest::Context context(argc, argv);
  context.addFilter("source-file", files);
  return context.run();
}

/// Where every step takes its time, whole models are trained with the best kernels only.
#if defined(__SANITIZE_ADDRESS__)
constexpr const char* for_each_set = "*kernels*";
#else
constexpr const char* for_each_set = "*kernels*,*fingerprint*";
#endif

}  // namespace

// All tests with the best kernels of this machine; those of kernels and whole models with its others, too.
int main(int argc, char** argv) {
  std::vector<std::string> sets = hourglass::instruction_sets();
  int failed = run(argc, argv, sets.back());
  sets.pop_back();
  for (const std::string& set : sets) failed += run(argc, argv, set, for_each_set);
  return failed == 0 ? 0 : 1;
}
