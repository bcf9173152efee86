#include "kernels/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace hourglass::kernels {
namespace {

/// Parts of equal length, give or take one. Each thread begins with its own part and then takes those that no thread
/// has begun, since cores are not all equally fast.
class Parts {
 public:
  static constexpr std::size_t most = 64, of_each_thread = 4;

  Parts(PartFunction f, std::size_t count, std::size_t grain, std::size_t threads)
      : f_(f), count_(count), threads_(threads), number_(std::min({count / grain, threads * of_each_thread, most})) {
    if (number_ > threads) number_ -= number_ % threads;
  }

  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] bool out_of_memory() const { return out_of_memory_; }

  void run(std::size_t thread) {
    const std::size_t own = thread * number_ / threads_;
    for (std::size_t i = 0; i < number_; ++i) {
      const std::size_t part = (own + i) % number_;
      const std::uint64_t mark = std::uint64_t{1} << part;
      if ((taken_.fetch_or(mark, std::memory_order_relaxed) & mark) == 0) run_part(part);
    }
  }

 private:
  [[nodiscard]] std::size_t start(std::size_t part) const {
    return part * (count_ / number_) + std::min(part, count_ % number_);
  }

  /// An exception must not end the thread: that memory ran out is remembered, and thrown where the parts were started.
  void run_part(std::size_t part) noexcept {
    try {
      f_.call(f_.function, start(part), start(part + 1));
    } catch (const std::bad_alloc&) {
      out_of_memory_ = true;
    }
  }

  PartFunction f_;
  std::size_t count_, threads_, number_;
  std::atomic<std::uint64_t> taken_{0};
  std::atomic<bool> out_of_memory_{false};
};

/// What a helper has to do. The pool's user sets it, the helper takes it, and sets it to null when the work is done.
class Order {
 public:
  void set(Parts* parts) {
    parts_.store(parts);
    if (sleepers_.load() == 0) return;
    // A helper that has just looked, and is about to sleep, would miss the notification: taking the lock waits until it
    // sleeps.
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
  }

  /// Whether it was `from` and now is `to`.
  bool change(Parts* from, Parts* to) { return parts_.compare_exchange_strong(from, to); }

  /// Waits until it is no longer `old`, and returns it. It spins at first: the next order mostly comes at once, and
  /// waking up takes long.
  Parts* wait_while(const Parts* old) {
    constexpr auto patience = std::chrono::microseconds(40);
    const auto start = std::chrono::steady_clock::now();
    do {
      for (int i = 0; i < 32; ++i) {
        if (Parts* const now = parts_.load(std::memory_order_acquire); now != old) return now;
      }
    } while (std::chrono::steady_clock::now() - start < patience);

    std::unique_lock lock(mutex_);
    ++sleepers_;
    Parts* now = nullptr;
    changed_.wait(lock, [&] { return (now = parts_.load()) != old; });
    --sleepers_;
    return now;
  }

 private:
  std::atomic<Parts*> parts_{nullptr};
  std::atomic<int> sleepers_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
};

/// The `number`-th thread of the pool, in which the caller is number 0.
class Helper {
 public:
  explicit Helper(std::size_t number) : thread_([this, number] { serve(number); }) {}
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;
  ~Helper() {
    order_.set(&leave);
    thread_.join();
  }

  void start(Parts& parts) { order_.set(&parts); }
  /// To be called when no part is left. It does not wait for a helper that has not even begun.
  void finish(Parts& parts) {
    if (!order_.change(&parts, nullptr)) order_.wait_while(&at_work);
  }

 private:
  static inline Parts leave{{}, 0, 1, 1}, at_work{{}, 0, 1, 1};

  void serve(std::size_t number) {
    for (;;) {
      Parts* const parts = order_.wait_while(nullptr);
      if (parts == &leave) return;
      if (!order_.change(parts, &at_work)) continue;
      parts->run(number);
      order_.set(nullptr);
    }
  }

  Order order_;  // declared before the thread, which reads it
  std::thread thread_;
};

std::vector<std::unique_ptr<Helper>> helpers;
std::atomic<std::size_t> thread_count{1};
std::atomic<bool> in_use{false};

/// Tries to reserve the helpers, and gives them back at the end of its life.
class Turn {
 public:
  Turn() : is_mine_(!in_use.exchange(true)) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (is_mine_) in_use.store(false);
  }
  [[nodiscard]] bool is_mine() const { return is_mine_; }

 private:
  bool is_mine_;
};

void make_helpers(std::size_t count) {
  helpers.clear();
  thread_count = 1;
  try {
    while (helpers.size() < count) helpers.push_back(std::make_unique<Helper>(helpers.size() + 1));
  } catch (...) {
    helpers.clear();
    throw;
  }
  thread_count = count + 1;
}

}  // namespace

void set_pool_threads(std::size_t count) {
  for (;;) {
    const Turn turn;
    if (turn.is_mine()) return make_helpers(count - 1);
    std::this_thread::yield();
  }
}

std::size_t pool_threads() { return thread_count; }

void run_in_parts(std::size_t count, std::size_t grain, PartFunction f) {
  if (thread_count.load(std::memory_order_relaxed) == 1) return f.call(f.function, 0, count);
  const Turn turn;
  if (!turn.is_mine()) return f.call(f.function, 0, count);
  Parts parts(f, count, std::max<std::size_t>(grain, 1), helpers.size() + 1);
  const std::size_t needed = std::min(helpers.size(), parts.number() - 1);
  for (std::size_t i = 0; i < needed; ++i) helpers[i]->start(parts);
  parts.run(0);
  for (std::size_t i = 0; i < needed; ++i) helpers[i]->finish(parts);
  if (parts.out_of_memory()) throw std::bad_alloc();
}

}  // namespace hourglass::kernels
