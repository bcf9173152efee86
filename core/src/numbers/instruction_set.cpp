#include "hourglass/instruction_set.hpp"

#include <algorithm>

#include "hourglass/error.hpp"
#include "kernels/kernels.hpp"

namespace hourglass {
namespace {

std::string problem(std::string_view name) {
  std::string text = "must be one of";
  for (const std::string& set : instruction_sets()) text += " \"" + set + '"';
  return text + ", got \"" + std::string(name) + '"';
}

}  // namespace

std::vector<std::string> instruction_sets() {
  std::vector<std::string> names;
  for (const kernels::InstructionSet& set : kernels::supported_sets()) names.emplace_back(set.name);
  return names;
}

std::string_view instruction_set() { return kernels::set_in_use().name; }

void set_instruction_set(std::string_view name) {
  const auto sets = kernels::supported_sets();
  const auto set = std::ranges::find(sets, name, &kernels::InstructionSet::name);
  if (set == sets.end()) throw Error(ErrorCode::invalid_config, "instruction_set", problem(name));
  kernels::use(*set);
}

}  // namespace hourglass
