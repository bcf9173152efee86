#include "hourglass/patches.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/message.hpp"
#include "hourglass/error.hpp"

namespace hourglass {
namespace {

using Kind = PatchOptions::Kind;

constexpr std::size_t places = 4;     // random numbers that say which image, which row, which column, how turned
constexpr float blind_share = 0.04F;  // of a patch's pixels
constexpr int blind_reach = 2;        // how far what stands in for them may lie

/// One of 0 to count - 1, by a number from 0 to 1.
int chosen(float random, int count) {
  return std::min(static_cast<int>(random * static_cast<float>(count)), count - 1);
}

/// Where a pixel of a patch lies before it was turned: one of four turns, and those mirrored.
struct Turn {
  int quarters = 0;
  bool mirrored = false;

  [[nodiscard]] std::array<int, 2> source(int y, int x, int last) const {
    if (mirrored) x = last - x;
    switch (quarters) {
      case 1: return {x, last - y};
      case 2: return {last - y, last - x};
      case 3: return {last - x, y};
      default: return {y, x};
    }
  }
};

Turn turn_of(float random, const PatchOptions& options) {
  const int choice = chosen(random, 8);
  return {options.rotations ? choice % 4 : 0, options.flips && choice >= 4};
}

}  // namespace

struct Patches::Source {
  const Tensor& pixels;
  const Tensor& targets;          // empty where there are none
  std::span<const float> random;  // one for each pixel of the patch
  Turn turn;
  int channels;

  [[nodiscard]] const float* at(int y, int x) const { return pixels.data() + place(y, x); }
  [[nodiscard]] const float* target_at(int y, int x) const { return targets.data() + place(y, x); }

 private:
  [[nodiscard]] std::ptrdiff_t place(int y, int x) const {
    const int width = pixels.shape().width / channels;
    return (static_cast<std::ptrdiff_t>(y) * width + x) * channels;
  }
};

Patches::Patches(const PatchOptions& options, int channels) : options_(options), channels_(channels) {
  require(options.size >= 1 && options.size <= 1024, "size", "must be a whole number from 1 to 1024", options.size);
  require(options.distance >= 1 && options.distance <= 16, "distance", "must be a whole number from 1 to 16",
          options.distance);
  require(options.distance == 1 || options.kind == Kind::neighbours, "distance", "is of neighbours: must be 1 without",
          options.distance);
  require(channels >= 1, "channels", "must be a whole number of at least 1", channels);
}

int Patches::cell() const { return options_.kind == Kind::neighbours ? 2 * options_.distance : 1; }

std::size_t Patches::numbers() const {
  return places + (options_.kind == Kind::same ? 0 : Shape{options_.size, options_.size, 1}.size());
}

bool Patches::has_targets() const {
  return options_.kind != Kind::same || (!images_.empty() && images_.front().targets.has_value());
}

/// As rows of the width of a patch, one of which begins at every pixel.
Dataset Patches::rows_of(Dataset values, int height, int width, std::string_view name) const {
  const std::size_t expected = Shape{height, width, channels_}.size();
  const std::size_t count = values.size() * values.features();
  if (count != expected) {
    fail(ErrorCode::shape_mismatch, {name}, {"must be ", expected, " numbers, got ", count});
  }
  const auto row = static_cast<std::size_t>(span()) * static_cast<std::size_t>(channels_);
  return Dataset::windows(std::move(values), row, static_cast<std::size_t>(channels_), name);
}

void Patches::add(Dataset pixels, int height, int width, std::string_view name, std::optional<Dataset> targets) {
  const int least = span();
  if (height < least || width < least) {
    fail(ErrorCode::shape_mismatch, {name},
         {"must have at least ", static_cast<std::uint64_t>(least), " rows and columns for these patches, got ",
          to_text(height), " x ", to_text(width)});
  }
  const std::string targets_name = std::string(name) + ".targets";
  if (targets && options_.kind != Kind::same) {
    fail(ErrorCode::invalid_config, {targets_name}, {"cannot be beside pairs that are made of one image"});
  }
  if (!images_.empty() && targets.has_value() != images_.front().targets.has_value()) {
    fail(ErrorCode::invalid_data, {targets_name}, {"must be there for all images or for none"});
  }
  if (targets) targets = rows_of(*std::move(targets), height, width, targets_name);
  images_.push_back({rows_of(std::move(pixels), height, width, name), std::move(targets), height, width});
  pixels_ += Shape{height, width, 1}.size();
}

std::size_t Patches::count() const { return std::max<std::size_t>(1, pixels_ / Shape{span(), span(), 1}.size()); }

/// The rows of the image that a patch is made from.
void Patches::gather(std::span<const float> random, Tensor& pixels, Tensor& targets) const {
  auto left = static_cast<double>(random[0]) * static_cast<double>(pixels_);
  std::size_t which = 0;
  const auto size = [&] { return static_cast<double>(Shape{images_[which].height, images_[which].width, 1}.size()); };
  for (; which + 1 < images_.size() && left >= size(); ++which) left -= size();
  const auto& [rows, own_targets, height, width] = images_[which];
  const int top = chosen(random[1], height - span() + 1), begin = chosen(random[2], width - span() + 1);
  std::vector<std::uint32_t> indices(static_cast<std::size_t>(span()));
  for (int y = 0; y < span(); ++y) {
    indices[static_cast<std::size_t>(y)] = static_cast<std::uint32_t>((top + y) * width + begin);
  }
  rows.gather(indices, pixels);
  if (own_targets) own_targets->gather(indices, targets);
}

/// Of a cell of 2 x 2 pixels one, and one beside it: all eight ways are as likely.
void Patches::take_neighbours(const Source& source, const Spot& spot, float* input, float* target) const {
  const int choice = chosen(spot.random, 8), apart = options_.distance;
  const int top = choice / 4, left = choice / 2 % 2;
  const int other_top = choice % 2 == 0 ? top : 1 - top, other_left = choice % 2 == 0 ? 1 - left : left;
  const int row = spot.row * cell(), column = spot.column * cell();
  std::copy_n(source.at(row + top * apart, column + left * apart), channels_, input);
  std::copy_n(source.at(row + other_top * apart, column + other_left * apart), channels_, target);
}

/// A pixel near it stands in for a blind one, which alone counts. There is one in the middle in any case.
void Patches::take_blind(const Source& source, const Spot& spot, float* input, float* weights) const {
  const int last = options_.size - 1;
  const bool is_middle = spot.row == options_.size / 2 && spot.column == options_.size / 2;
  const bool is_blind = spot.random < blind_share || is_middle;
  std::fill_n(weights, channels_, is_blind ? 1.0F : 0.0F);
  if (!is_blind) return;
  constexpr int side = 2 * blind_reach + 1;
  const int near = chosen(spot.random < blind_share ? spot.random / blind_share : spot.random, side * side - 1);
  const int step = near < side * side / 2 ? near : near + 1;  // any but the pixel itself
  const int row = std::clamp(spot.row + step / side - blind_reach, 0, last);
  const int column = std::clamp(spot.column + step % side - blind_reach, 0, last);
  std::copy_n(source.at(row, column), channels_, input);
}

void Patches::make(const Source& source, std::span<float> input, std::span<float> target,
                   std::span<float> weights) const {
  const int size = options_.size;
  std::size_t place = 0;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x, ++place) {
      const auto [row, column] = source.turn.source(y, x, size - 1);
      const auto at = [&](std::span<float> values) {
        return values.data() + place * static_cast<std::size_t>(channels_);
      };
      const Spot spot{row, column, source.random.empty() ? 0 : source.random[place]};
      if (options_.kind == Kind::neighbours) {
        take_neighbours(source, spot, at(input), at(target));
        continue;
      }
      std::copy_n(source.at(row, column), channels_, at(input));
      if (options_.kind == Kind::same) {
        if (!target.empty()) std::copy_n(source.target_at(row, column), channels_, at(target));
        continue;
      }
      std::copy_n(source.at(row, column), channels_, at(target));
      take_blind(source, spot, at(input), at(weights));
    }
  }
}

Pairs Patches::draw(std::size_t count, std::uint64_t seed, std::uint64_t step) const {
  if (images_.empty()) fail(ErrorCode::invalid_data, {"patches"}, {"need an image, got none"});
  std::vector<float> random(count * numbers());
  Rng(seed, Purpose::patches, step).uniform(random);
  const std::size_t features = shape().size();
  const bool has_weights = options_.kind == Kind::blind_spots;
  std::vector<float> inputs(count * features), targets(has_targets() ? inputs.size() : 0);
  std::vector<float> weights(has_weights ? inputs.size() : 0);
  Tensor pixels(0, {1, span() * channels_, 1}), wanted = pixels;
  for (std::size_t i = 0; i < count; ++i) {
    const auto own = std::span<const float>(random).subspan(i * numbers(), numbers());
    gather(own, pixels, wanted);
    const auto part = [&](std::vector<float>& all) {
      return all.empty() ? std::span<float>() : std::span(all).subspan(i * features, features);
    };
    make({pixels, wanted, own.subspan(places), turn_of(own[3], options_), channels_}, part(inputs), part(targets),
         part(weights));
  }
  Pairs pairs = has_targets() ? Pairs(Dataset(std::move(inputs), features), Dataset(std::move(targets), features))
                              : Pairs(Dataset(std::move(inputs), features));
  if (has_weights) pairs.set_weights({}, Dataset(std::move(weights), features));
  return pairs;
}

}  // namespace hourglass
