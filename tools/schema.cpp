// Prints the JSON Schema of configs and fit options.

#include <cstdio>

#include "hourglass/config_json.hpp"

int main() { return std::puts(hourglass::config_schema().c_str()) < 0 ? 1 : 0; }
