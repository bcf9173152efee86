#include <hourglass/hourglass.hpp>

/// How many weights a network for so many features has; 0 where there can be none.
extern "C" std::size_t parameters(int features) {
  try {
    return hourglass::Autoencoder({features, {hourglass::dense(2)}}).parameter_count();
  } catch (const hourglass::Error&) {
    return 0;
  }
}
