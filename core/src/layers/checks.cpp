#include "layers/checks.hpp"

#include <cstdint>

#include "base/message.hpp"

namespace hourglass {
namespace {

constexpr double max_parameters = 1e8;  // of one layer: 1.6 GB with gradients and moments
constexpr double max_features = 1e8;    // of one layer's output

}  // namespace

std::string to_text(Shape shape) {
  const auto side = [](int length) { return static_cast<std::uint64_t>(length); };
  return joined({side(shape.height), " x ", side(shape.width), " x ", side(shape.channels)});
}

void require_count(int value, const std::string& field, int largest) {
  require(value >= 1, field, "must be a whole number of at least 1", value);
  require(value <= largest, field, joined({"must be at most ", static_cast<std::uint64_t>(largest)}), value);
}

void require_sides(const Sides& sides, const std::string& field) {
  const bool square = sides.height == sides.width;
  require_count(sides.height, square ? field : field + "[0]", 99);
  require_count(sides.width, square ? field : field + "[1]", 99);
}

void require_fits(const Sides& window, Shape input, const std::string& field) {
  if (window.height <= input.height && window.width <= input.width) return;
  const auto size = [](int height, int width) {
    return joined({static_cast<std::uint64_t>(height), " x ", static_cast<std::uint64_t>(width)});
  };
  fail(ErrorCode::invalid_config, {field},
       {"must fit into the input of ", size(input.height, input.width), ", got ", size(window.height, window.width),
        ". With the padding same it may be larger"});
}

void require_parameters(double count, const std::string& field, double value) {
  require(count <= max_parameters, field, "makes a layer of more than " + to_text(max_parameters) + " parameters",
          value);
}

void require_features(double count, const std::string& field, double value) {
  require(count <= max_features, field, "makes an output of more than " + to_text(max_features) + " features", value);
}

}  // namespace hourglass
