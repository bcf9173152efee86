#include "hourglass/threads.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "base/json.hpp"
#include "fingerprints.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/trainer.hpp"
#include "kernels/parallel.hpp"
#include "support.hpp"

using namespace hourglass;
using kernels::parallel_for;

namespace {

/// So many threads until the end of a test.
struct Threads {
  explicit Threads(int count) { set_threads(count); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { set_threads(1); }
};

/// How often a parallel_for came by each number, and in how many parts.
struct Visits {
  std::vector<int> times;
  int parts;
  std::size_t shortest;
};

Visits visit(std::size_t count, std::size_t grain) {
  Visits visits{std::vector<int>(count), 0, count};
  std::atomic<int> parts{0};
  std::atomic<std::size_t> shortest{count};
  parallel_for(count, grain, [&](std::size_t first, std::size_t last) {
    ++parts;
    for (std::size_t i = first; i < last; ++i) ++visits.times[i];
    for (std::size_t known = shortest; last - first < known && !shortest.compare_exchange_weak(known, last - first);) {
    }
  });
  visits.parts = parts;
  visits.shortest = shortest;
  return visits;
}

bool all_once(const std::vector<int>& times) {
  return std::all_of(times.begin(), times.end(), [](int n) { return n == 1; });
}

/// At most four for each thread, and as many for one as for another.
std::size_t expected_parts(std::size_t length, std::size_t grain) {
  const auto count = static_cast<std::size_t>(threads());
  const std::size_t most = length / std::max<std::size_t>(grain, 1);
  if (count == 1 || most < 2) return length == 0 ? 0 : 1;
  return most < count ? most : std::min(most / count, std::size_t{4}) * count;
}

}  // namespace

TEST_CASE("parts cover everything once, are no shorter than asked for and a few for each thread") {
  for (const int count : {1, 2, 3, 4}) {
    const Threads given(count);
    CHECK(threads() == (kernels::has_threads ? count : 1));
    for (const std::size_t length : {0U, 1U, 2U, 3U, 7U, 64U, 101U, 4099U}) {
      for (const std::size_t grain : {0U, 1U, 5U, 100U}) {
        CAPTURE(count);
        CAPTURE(length);
        CAPTURE(grain);
        const Visits visits = visit(length, grain);
        CHECK(all_once(visits.times));
        CHECK(visits.shortest >= std::min(length, grain));
        CHECK(visits.parts == static_cast<int>(expected_parts(length, grain)));
      }
    }
  }
}

TEST_CASE("a parallel_for within another is done in place") {
  const Threads given(3);
  std::array<std::atomic<int>, 12> times{};
  std::atomic<int> inner_parts{0};
  parallel_for(3, 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      parallel_for(4, 1, [&, i](std::size_t from, std::size_t to) {
        ++inner_parts;
        for (std::size_t j = from; j < to; ++j) ++times[4 * i + j];
      });
    }
  });
  CHECK(inner_parts == 3);
  for (const auto& n : times) CHECK(n == 1);
}

TEST_CASE("threads that are done take the parts of one that is slow") {
  for (const int count : {2, 3, 4}) {
    const Threads given(count);
    const std::size_t parts = expected_parts(1000, 1);
    for (std::size_t slow = 0; slow < parts; ++slow) {
      std::atomic<std::size_t> done{0};
      std::atomic<bool> waited_in_vain{false};
      parallel_for(1000, 1, [&](std::size_t first, std::size_t last) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (first <= slow * 1000 / parts && slow * 1000 / parts < last && done + 1 < parts) {
          if (std::chrono::steady_clock::now() > deadline) {
            waited_in_vain = true;
            break;
          }
          std::this_thread::yield();
        }
        ++done;
      });
      CHECK(done == parts);
      CHECK_FALSE(waited_in_vain);
    }
  }
}

TEST_CASE("many small calls, and calls after a pause") {
  const Threads given(4);
  std::array<std::size_t, 4> sums{};
  const auto add = [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) sums[i] += i;
  };
  for (int i = 0; i < 20'000; ++i) parallel_for(4, 1, add);
  for (int i = 0; i < 20; ++i) {
    if (kernels::has_threads) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    parallel_for(4, 1, add);
  }
  CHECK(sums == std::array<std::size_t, 4>{0, 20'020, 40'040, 60'060});
}

TEST_CASE("two threads may compute at once, and a third change the number of threads") {
  if (!kernels::has_threads) return;
  const Threads given(3);
  std::atomic<int> wrong{0};
  const auto compute = [&] {
    for (int i = 0; i < 2000; ++i) wrong += all_once(visit(101, 1).times) ? 0 : 1;
  };
  std::thread first(compute);
  std::thread second(compute);
  for (int i = 0; i < 20; ++i) set_threads(1 + i % 4);
  first.join();
  second.join();
  CHECK(wrong == 0);
}

TEST_CASE("the number of threads is from 1 to 64") {
  CHECK(support::error_of([] { set_threads(0); }) == "threads must be from 1 to 64, got 0");
  CHECK(support::error_of([] { set_threads(65); }) == "threads must be from 1 to 64, got 65");
  CHECK(threads() == 1);
}

TEST_CASE("every kind ends in the same bits with any number of threads") {
  const json::Value all = json::parse(fingerprints_json);
  for (const json::Member& kind : *json::find(*all.as<json::Object>(), "kinds")->as<json::Object>()) {
    CAPTURE(kind.key);
    const json::Object& settings = *kind.value.as<json::Object>();
    const auto fingerprint = [&](int count) {
      const Threads given(count);
      Autoencoder model(config_from_json(json::to_text(*json::find(settings, "config"))));
      const std::size_t features = model.features();
      FitOptions options = fit_options_from_json(json::to_text(*json::find(settings, "fit")));
      options.epochs = 5;
      Trainer(model, Dataset(support::patterned_bytes(150 * features), features), options).fit();
      return model.fingerprint();
    };
    const std::uint64_t alone = fingerprint(1);
    CHECK(fingerprint(2) == alone);
    CHECK(fingerprint(4) == alone);
  }
}

TEST_CASE("threads share the rows of one large sample, to the same bits") {
  for (const int channels : {1, 5}) {
    CAPTURE(channels);
    const auto fingerprint = [&](int count) {
      const Threads given(count);
      AutoencoderConfig config;
      config.input = Shape{97, 83, channels};
      config.encoder = {conv2d(9, 5, 2, Activation::linear)};
      Autoencoder model(config);
      FitOptions options;
      options.epochs = 2;
      options.batch_size = 1;
      const std::size_t features = model.features();
      Trainer(model, Dataset(support::patterned_bytes(3 * features), features), options).fit();
      return model.fingerprint();
    };
    const std::uint64_t alone = fingerprint(1);
    CHECK(fingerprint(2) == alone);
    CHECK(fingerprint(3) == alone);
  }
}

TEST_CASE("a part that runs out of memory is told, and the threads go on") {
  const Threads three(3);
  for (const std::size_t unlucky : {0U, 1U, 2U}) {
    const auto allocate = [unlucky](std::size_t first, std::size_t last) {
      if (first <= unlucky && unlucky < last) throw std::bad_alloc();
    };
    CHECK_THROWS_AS(parallel_for(3, 1, allocate), std::bad_alloc);
  }
  CHECK(visit(3, 1).parts == (kernels::has_threads ? 3 : 1));
}
