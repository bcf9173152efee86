// This project natively: commands come in as lines, each answered by one line of JSON.
//
//   cases                                            what `measure` can time
//   measure CASE SECONDS                             { flop, seconds }
//   prepare FILE COUNT BATCH CONFIG                  a new model trained on COUNT digits for an epoch: { loss, steps }
//   train SECONDS                                    whole epochs of about so long: { samples, seconds }

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cases.hpp"
#include "hourglass/config_json.hpp"
#include "hourglass/instruction_set.hpp"
#include "hourglass/trainer.hpp"

namespace hourglass::bench {
namespace {

double time(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string measure(std::istream& arguments) {
  std::size_t index = 0;
  double wanted = 0;
  arguments >> index >> wanted;
  const Case& chosen = cases().at(index);
  chosen.run();
  double runs = 0;
  const double seconds = time([&] {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(wanted);
    for (; std::chrono::steady_clock::now() < end; ++runs) chosen.run();
  });
  return R"({"flop":)" + std::to_string(runs * chosen.flop) + R"(,"seconds":)" + std::to_string(seconds) + "}";
}

/// The model that is being trained.
struct Training {
  Autoencoder model;
  Dataset digits;
  int batch_size;
  double epoch_seconds = 0;

  /// Returns the mean loss of the last epoch.
  double epochs(int count) {
    double loss = 0;
    const double seconds = time([&] {
      Trainer trainer(model, digits, {.epochs = count, .batch_size = batch_size});
      loss = trainer.fit().back().losses.total();
    });
    epoch_seconds = seconds / count;
    return loss;
  }
};

std::optional<Training> training;

Dataset read_digits(const std::string& path, std::size_t count) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(file), {});
  bytes.resize(count * 784);
  return {bytes, 784};
}

std::string prepare(std::istream& arguments) {
  std::string path, config;
  std::size_t count = 0;
  int batch_size = 0;
  arguments >> path >> count >> batch_size;
  std::getline(arguments, config);
  training.emplace(Autoencoder(config_from_json(config)), read_digits(path, count), batch_size);
  const double loss = training->epochs(1);
  return R"({"loss":)" + std::to_string(loss) + R"(,"steps":)" + std::to_string(training->model.steps()) + "}";
}

std::string train(std::istream& arguments) {
  double wanted = 0;
  arguments >> wanted;
  const int epochs = std::max(1, static_cast<int>(std::lround(wanted / training->epoch_seconds)));
  training->epochs(epochs);
  const auto samples = static_cast<double>(training->digits.size()) * epochs;
  return R"({"samples":)" + std::to_string(samples) + R"(,"seconds":)" +
         std::to_string(training->epoch_seconds * epochs) + "}";
}

std::string answer(const std::string& line) {
  std::istringstream arguments(line);
  std::string command;
  arguments >> command;
  if (command == "cases") return cases_as_json();
  if (command == "measure") return measure(arguments);
  if (command == "prepare") return prepare(arguments);
  if (command == "train") return train(arguments);
  return R"({"error":"no such command"})";
}

}  // namespace
}  // namespace hourglass::bench

int main() {
  try {
#if HOURGLASS_DISPATCH
    hourglass::set_instruction_set("avx2");  // what the peak's loop is compiled for
#endif
    for (std::string line; std::getline(std::cin, line);) std::cout << hourglass::bench::answer(line) << std::endl;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
