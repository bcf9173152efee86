// What the page calls to time the cases.

#include <emscripten/emscripten.h>

#include "cases.hpp"

extern "C" {

EMSCRIPTEN_KEEPALIVE const char* describe_cases() {
  static const std::string json = hourglass::bench::cases_as_json();
  return json.c_str();
}

EMSCRIPTEN_KEEPALIVE void run_case(std::size_t index, int times) {
  const auto& chosen = hourglass::bench::cases()[index];
  for (int i = 0; i < times; ++i) chosen.run();
}
}
