#include <doctest/doctest.h>

#include <charconv>

#include "base/json.hpp"
#include "fingerprints.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/trainer.hpp"
#include "support.hpp"

using namespace hourglass;

namespace {

const json::Object& object_at(const json::Object& object, std::string_view key) {
  return *json::find(object, key)->as<json::Object>();
}

std::string hexadecimal(std::uint64_t number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return text.data();
}

}  // namespace

TEST_CASE("200 steps of every kind end in the same bits as on every other machine") {
  const json::Value all = json::parse(fingerprints_json);
  const auto samples = static_cast<std::size_t>(*json::find(*all.as<json::Object>(), "samples")->as<double>());
  for (const json::Member& kind : object_at(*all.as<json::Object>(), "kinds")) {
    CAPTURE(kind.key);
    const json::Object& expected = *kind.value.as<json::Object>();
    Autoencoder model(config_from_json(json::to_text(*json::find(expected, "config"))));
    const FitOptions options = fit_options_from_json(json::to_text(*json::find(expected, "fit")));
    Trainer(model, Dataset(support::patterned_bytes(samples * model.features()), model.features()), options).fit();
    CHECK(model.steps() == 200);
    const auto& fingerprint = *json::find(expected, HOURGLASS_FUSED ? "fused" : "unfused")->as<std::string>();
    CHECK(hexadecimal(model.fingerprint()) == fingerprint);
  }
}
