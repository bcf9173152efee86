#include "hourglass/instruction_set.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/kernels.hpp"
#include "support.hpp"

using namespace hourglass;

namespace {

/// The set that the tests run with is in use again afterwards.
struct Restored {
  std::string name{instruction_set()};
  ~Restored() { set_instruction_set(name); }
};

/// Where there is one alone, as in wasm, there is nothing to compare.
const bool has_one_set = kernels::supported_sets().size() < 2;

}  // namespace

TEST_CASE("every instruction set of this machine computes the same bits" * doctest::skip(has_one_set)) {
  const Restored restored;
  std::vector<std::vector<float>> results;
  for (const std::string& name : instruction_sets()) {
    set_instruction_set(name);
    CHECK(instruction_set() == name);
    std::vector<float> z(1001);
    for (std::size_t i = 0; i < z.size(); ++i) z[i] = static_cast<float>(i) * 0.01F - 5;
    activate(Activation::tanh, z);
    results.push_back(z);
  }
  REQUIRE(results.size() == kernels::supported_sets().size());
  for (std::size_t i = 0; i < results[0].size(); ++i)
    CHECK(results[0][i] == doctest::Approx(std::tanh(static_cast<float>(i) * 0.01F - 5)).epsilon(1e-5));
  CHECK(std::ranges::all_of(results, [&](const auto& result) { return result == results[0]; }));
}

TEST_CASE("each instruction set has kernels of its own" * doctest::skip(has_one_set)) {
  const auto sets = kernels::supported_sets();
  for (std::size_t i = 1; i < sets.size(); ++i) {
    CHECK(sets[i].name != sets[i - 1].name);
    CHECK(sets[i].kernels->matmul != sets[i - 1].kernels->matmul);
  }
}

TEST_CASE("an instruction set that this machine does not have is refused, and the one in use stays") {
  const std::string before(instruction_set());
  const std::string message = support::error_of([] { set_instruction_set("mmx"); });
  CHECK(message.starts_with("instruction_set must be one of \"" + instruction_sets()[0] + '"'));
  CHECK(message.ends_with("got \"mmx\""));
  CHECK(instruction_set() == before);
}
