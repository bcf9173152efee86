// Writes the seed corpus: make_corpus FOLDER. Small files of every kind, whole and broken, and configs.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hourglass/hourglass.hpp"

using namespace hourglass;
using Bytes = std::vector<std::uint8_t>;

namespace {

const std::vector<std::pair<const char*, const char*>> configs{
    {"vanilla", R"({"input":3,"encoder":[{"type":"dense","units":2}]})"},
    {"denoising", R"({"input":2,"encoder":[{"type":"dense","units":1,"activation":"elu"}],"loss":"huber",)"
                  R"("corruption":{"kind":"masking","amount":0.5},"optimizer":{"kind":"sgd","learningRate":0.1}})"},
    {"sparse", R"({"input":2,"encoder":[{"type":"dense","units":2,"activation":"sigmoid"}],"loss":"bce",)"
               R"("sparsity":{"kind":"kl","weight":0.1,"target":0.05},)"
               R"("optimizer":{"kind":"rmsprop","learningRate":0.001}})"},
    {"variational", R"({"input":2,"encoder":[{"type":"dense","units":1}],"variational":{"beta":0.5},)"
                    R"("optimizer":{"kind":"adamw","weightDecay":0.01}})"},
    {"convolutional", R"({"input":[3,2,1],"encoder":[{"type":"conv2d","filters":1,"kernel":2,"stride":2},)"
                      R"({"type":"dropout","rate":0.5},{"type":"reshape","shape":[1,1,2]}],"seed":7})"},
};

Bytes trained(const char* config) {
  Autoencoder model(config_from_json(config));
  const std::size_t features = model.features();
  Bytes samples(features * 4);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::uint8_t>(i * 37);
  Trainer(model, Dataset(samples, features), {.epochs = 2, .batch_size = 3}).fit();
  return save(model);
}

Bytes replaced(Bytes file, std::string_view from, std::string_view to) {
  const auto place = std::search(file.begin(), file.end(), from.begin(), from.end());
  if (place != file.end()) std::copy(to.begin(), to.end(), place);  // as long
  return file;
}

void write(const std::filesystem::path& file, const Bytes& bytes) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  const std::filesystem::path folder = argv[1];
  for (const auto& [name, config] : configs) {
    write(folder / (std::string(name) + ".safetensors"), trained(config));
    write(folder / (std::string(name) + ".json"), Bytes(config, config + std::string_view(config).size()));
  }
  const std::string_view options =
      R"({"epochs":2,"batchSize":8,"validation":0.1,"shuffle":true,"schedule":{"kind":"cosine","warmup":1},)"
      R"("earlyStopping":{"patience":2,"minDelta":0.1},"pretrain":{"epochs":1},"every":100})";
  write(folder / "options.json", Bytes(options.begin(), options.end()));

  const Bytes whole = trained(configs[0].second);
  write(folder / "cut.safetensors", Bytes(whole.begin(), whole.end() - 1));
  write(folder / "overlap.safetensors", replaced(whole, "\"data_offsets\":[24,32]", "\"data_offsets\":[20,28]"));
  write(folder / "dtype.safetensors", replaced(whole, "F32", "F16"));
  write(folder / "shape.safetensors", replaced(whole, "[3,2]", "[2,3]"));
  write(folder / "huge.safetensors", replaced(whole, "\\\"units\\\":2", "\\\"units\\\":9"));
  write(folder / "length.safetensors", {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, '{', '}'});
}
