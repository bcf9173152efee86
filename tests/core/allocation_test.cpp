#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "hourglass/trainer.hpp"
#include "support.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t& /*nothrow*/) noexcept {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept { std::free(memory); }

TEST_CASE("the Gaussian of the codes is fitted once, until the weights change") {
  using namespace hourglass;
  AutoencoderConfig config;
  config.input = {1, 1, 20};
  config.encoder = {dense(7)};
  Autoencoder model(config);
  const Dataset data(support::patterned_bytes(20 * 300), 20);
  Trainer(model, data, {.epochs = 1}).fit();
  const auto allocations_of_fit = [&] {
    const std::size_t before = allocations;
    (void)model.code_distribution();
    return allocations - before;
  };
  const std::size_t fitting = allocations_of_fit();
  const std::vector<float> sample = model.sample(3, 0);
  CHECK(allocations_of_fit() <= 2);  // a copy of the mean and of the factor
  CHECK(model.sample(3, 0) == sample);
  const Parameter& bias = *model.parameters()[1];
  model.set_weights({{bias.name, std::vector<float>(bias.value.size(), 0.5F)}});
  CHECK(allocations_of_fit() >= fitting - 2);
  CHECK(model.sample(3, 0) != sample);
}

TEST_CASE("nothing is allocated inside a training step") {
  using namespace hourglass;
  AutoencoderConfig config;
  config.input = {7, 7, 1};
  config.corruption = Corruption{.amount = 0.5};
  config.sparsity = Sparsity{};
  std::vector<AutoencoderConfig> configs(3, config);
  configs[0].encoder = {dense(20, Activation::relu), dropout(0.2), dense(5, Activation::relu)};
  configs[1].encoder = {conv2d(3, 3, 2, Activation::relu), conv2d(2, 3, 2, Activation::relu)};
  configs[2].encoder = {conv2d(3, 3, 2, Activation::relu), dense(5)};
  configs[2].variational = Variational{};
  for (const AutoencoderConfig& kind : configs) {
    Autoencoder model(kind);
    Trainer trainer(model, Dataset(support::patterned_bytes(49 * 100), 49),
                    {.epochs = 4, .batch_size = 9, .validation_split = 0.2, .early_stopping = EarlyStopping{}});
    trainer.run(std::chrono::seconds(0));  // the first step sizes the model's workspace
    const std::size_t before = allocations;
    while (!trainer.finished()) trainer.run(std::chrono::seconds(0));
    CHECK(allocations == before);
    CHECK(model.steps() == 36);
  }
}
