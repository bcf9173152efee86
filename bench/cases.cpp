#include "cases.hpp"

namespace hourglass::bench {

const std::vector<Case>& cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> list = kernels();
    list.insert(list.begin(), peak());
    return list;
  }();
  return all;
}

std::string cases_as_json() {
  std::string json;
  for (const Case& c : cases()) {
    json += json.empty() ? "[" : ",";
    json += R"({"name":")" + c.name + R"(","shape":")" + c.shape + R"(","flop":)" + std::to_string(c.flop) + "}";
  }
  return json + "]";
}

}  // namespace hourglass::bench
