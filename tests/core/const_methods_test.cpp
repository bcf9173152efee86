// Const methods from several threads at once; ThreadSanitizer watches them in hourglass_race_tests.

#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "hourglass/serialize.hpp"
#include "hourglass/trainer.hpp"
#include "kernels/parallel.hpp"
#include "models.hpp"
#include "support.hpp"

using namespace hourglass;

TEST_CASE("const methods are safe from several threads, and each gets what one alone gets") {
  if (!kernels::has_threads) return;
  for (const bool variational : {false, true}) {
    CAPTURE(variational);
    AutoencoderConfig config;
    config.input = 20;
    config.encoder = {dense(9, Activation::relu), dense(4)};
    if (variational) config.variational = Variational{};
    Autoencoder model(config);
    const Dataset data(support::patterned_bytes(40 * 20), 20);
    Trainer(model, data, {.epochs = 2, .batch_size = 10}).fit();

    const Autoencoder& shared = model;
    const Sampling from_codes{.source = Sampling::Source::codes};
    const auto use = [&] {
      std::vector<float> all = shared.sample(3, 1, from_codes);
      const auto append = [&all](const std::vector<float>& more) { all.insert(all.end(), more.begin(), more.end()); };
      append(shared.scores(data));
      append(shared.reconstruct(data));
      append({static_cast<float>(shared.evaluate(data).total()), static_cast<float>(save(shared).size())});
      return all;
    };
    std::vector<std::vector<float>> results(4);
    std::vector<std::thread> threads;
    for (auto& result : results) threads.emplace_back([&result, &use] { result = use(); });
    for (auto& thread : threads) thread.join();
    const std::vector<float> alone = use();
    for (const auto& result : results) CHECK(result == alone);
  }
}
