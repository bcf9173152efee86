#include <hourglass/hourglass.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>

using namespace hourglass;

int main(int /*count*/, char** arguments) {
  std::ifstream file(arguments[1], std::ios::binary);  // 784 bytes a digit
  const Dataset digits(std::vector<std::uint8_t>(std::istreambuf_iterator<char>(file), {}), 784);
  Autoencoder model({784, {dense(32, Activation::relu)}, {dense(784, Activation::sigmoid)}});  // MSE, Adam
  const auto report = [](const Progress& p) { std::printf("epoch %d: loss %.4f\n", p.epoch, p.losses.total()); };
  Trainer(model, digits, {.epochs = 10, .batch_size = 128}).fit(report);
}
