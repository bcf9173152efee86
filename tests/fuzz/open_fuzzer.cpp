// Whatever the bytes, whoever reads them throws hourglass::Error or gives something that holds: libFuzzer looks for
// bytes that do neither (https://llvm.org/docs/LibFuzzer.html). See CONTRIBUTING.md for how to run it.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hourglass/hourglass.hpp"

using namespace hourglass;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using Bytes = std::vector<std::uint8_t>;

void require(bool holds) {
  if (!holds) std::abort();
}

template <class Call>
void may_refuse(Call call) {
  try {
    call();
  } catch (const Error& error) {
    require(error.what()[0] != '\0');
  }
}

/// What opens is saved as a file of the same model.
void open_file(std::span<const std::uint8_t> file) {
  const Autoencoder model = open(file);
  const Bytes saved = save(model);
  require(save(open(saved)) == saved);
}

void load_into_a_model(std::span<const std::uint8_t> file) {
  static Autoencoder model(config_from_json(R"({"input":3,"encoder":[{"type":"dense","units":2}]})"));
  load_weights(model, file);
}

/// What reads is written as the same config.
void read_config(std::string_view text) {
  const std::string written = config_to_json(config_from_json(text));
  require(config_to_json(config_from_json(written)) == written);
}

std::uint64_t little_endian(const std::uint8_t* bytes) {
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> file(data, size);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  may_refuse([&] { open_file(file); });
  may_refuse([&] { load_into_a_model(file); });
  may_refuse([&] { read_config(text); });
  may_refuse([&] { (void)fit_options_from_json(text); });
  may_refuse([&] { (void)corruption_from_json(text); });
  return 0;
}

/// Half of the changes are made to the header or to the tensors alone, and the header's length is put right: else
/// hardly any file would get past it.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  std::minstd_rand random(seed);
  if (random() % 2 == 0 || size < 8 || little_endian(data) > size - 8) return LLVMFuzzerMutate(data, size, max_size);
  const auto split = static_cast<std::ptrdiff_t>(8 + little_endian(data));
  Bytes header(data + 8, data + split);
  Bytes tensors(data + split, data + size);
  Bytes& changed = random() % 4 == 0 ? tensors : header;
  if (changed.empty()) return LLVMFuzzerMutate(data, size, max_size);
  const std::size_t before = changed.size();
  changed.resize(before + max_size - size);
  changed.resize(LLVMFuzzerMutate(changed.data(), before, changed.size()));
  for (int i = 0; i < 8; ++i) data[i] = static_cast<std::uint8_t>(header.size() >> (8 * i));
  std::copy(header.begin(), header.end(), data + 8);
  std::copy(tensors.begin(), tensors.end(), data + 8 + header.size());
  return 8 + header.size() + tensors.size();
}
