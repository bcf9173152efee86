#include "hourglass/image_pass.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/message.hpp"
#include "kernels/kernels.hpp"
#include "layers/any_size.hpp"
#include "layers/checks.hpp"

namespace hourglass {
namespace {

using Part = ImagePass::Part;

constexpr std::size_t most_tiles = 16;  // of one pass
constexpr double most_bytes = 64e6;     // that one pass leaves behind

int rounded_up(int value, int unit) { return (value + unit - 1) / unit * unit; }

/// A tile along one side: where its input begins, and which rows of the output are taken from it.
struct Cut {
  int from, first, last;
};

/// One side of the image, and how it is cut.
struct Axis {
  Reach reach;
  int input = 1, padded = 1, output = 1, tile = 1;
  std::vector<Cut> cuts{};

  /// Of the output of a tile: its first row within the whole.
  [[nodiscard]] int output_from(const Cut& cut) const { return cut.from / reach.times * reach.over; }
  [[nodiscard]] int tile_output() const { return tile / reach.times * reach.over; }
};

/// So many rows that tiles get on: what an output reaches on both sides, and some to keep.
int tile_side(const Reach& reach, int wanted) {
  const int before = rounded_up((-reach.before + reach.over - 1) / reach.over, reach.unit);
  const int behind = rounded_up((reach.behind + reach.over - 1) / reach.over, reach.unit);
  const int asked = reach.over > reach.times ? wanted * reach.times / reach.over : wanted;
  return std::max(rounded_up(asked, reach.unit), before + behind + 2 * reach.unit);
}

Axis cut(const Reach& reach, int size, int wanted) {
  Axis axis{.reach = reach,
            .input = size,
            .padded = rounded_up(size, reach.unit),
            .output = (size * reach.over + reach.times - 1) / reach.times};
  axis.tile = std::min(tile_side(reach, wanted), axis.padded);
  const int end = axis.padded / reach.times * reach.over;
  for (Cut next{0, 0, 0}; next.first < axis.output; next.first = next.last + 1) {
    // As far back as its first row reaches; the last tile ends where the image does.
    next.from = std::max(0, reach.first(next.first) / reach.unit * reach.unit);
    next.from = std::min(next.from, axis.padded - axis.tile);
    const int behind = next.from + axis.tile;
    next.last = behind == axis.padded ? end - 1 : (behind * reach.over - 1 - reach.behind) / reach.times;
    next.last = std::min(next.last, axis.output - 1);
    axis.cuts.push_back(next);
  }
  return axis;
}

/// The layers of a part, with what parameters call them.
struct Layers {
  const char* name;
  const std::vector<LayerConfig>& layers;
  Shape input;
};

std::vector<Layers> layers_of(const Autoencoder& model, Part part) {
  const AutoencoderConfig& config = model.config();
  std::vector<Layers> all;
  if (part != Part::decoder) all.push_back({"encoder", config.encoder, config.input});
  if (part != Part::encoder) all.push_back({"decoder", config.decoder, model.latent_shape()});
  return all;
}

Reach reach_of(const std::vector<Layers>& parts, Side side) {
  std::vector<LayerConfig> all;
  for (const auto& [name, layers, input] : parts) {
    Shape shape = input;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      if (!layers[i].reach(shape, side)) {
        fail(ErrorCode::invalid_config, {name, "[", i, "]"},
             {"is made for one size of image: images of any size need layers that do the same everywhere, as "
              "convolutions with padding \"same\" do"});
      }
      shape = layers[i].output_shape(shape);
    }
    all.insert(all.end(), layers.begin(), layers.end());
  }
  return hourglass::reach_of(all, parts.front().input, side).value_or(Reach());  // each of them has one
}

void check(const Autoencoder& model, Part part, int height, int width, int tile) {
  if (part == Part::decoder && model.config().residual) {
    fail(ErrorCode::invalid_config, {"residual"},
         {"models cannot decode codes by themselves: what they decode is added to an input"});
  }
  for (const auto& [name, side] : {std::pair("height", height), std::pair("width", width)}) {
    require(side >= 1 && side <= 1 << 20, name, "must be a whole number from 1 to 1048576", side);
  }
  require(tile >= 8 && tile <= 4096, "tile", "must be a whole number from 8 to 4096", tile);
}

}  // namespace

struct ImagePass::Tiles {
  Axis rows, columns;
  bool adds_input;
  Shape input{}, output{};
  std::size_t at_once = 1;
  std::vector<std::unique_ptr<Network>> networks{};
  std::vector<Activations> passes{};
  Tensor batch{};

  void copy_weights(const Autoencoder& model) {
    for (const auto& network : networks) {
      for (Parameter* parameter : network->parameters()) {
        const auto same = [&](const Parameter* other) { return other->name == parameter->name; };
        parameter->value = (*std::ranges::find_if(model.parameters(), same))->value;
      }
    }
  }

  void allocate() {
    std::size_t values = batch.features();
    for (const auto& network : networks) {
      for (const auto& layer : network->layers()) values += layer->output_shape().size();
    }
    const double fitting = std::clamp(most_bytes / (4.0 * static_cast<double>(values)), 1.0, 1.0 * most_tiles);
    at_once = std::min(static_cast<std::size_t>(fitting), columns.cuts.size());
    batch.resize(at_once);
    for (const auto& network : networks) passes.push_back(network->make_activations(at_once, false));
  }

  /// A tile's input; beyond the image its last row and column.
  void gather(const Cut& across, std::span<const float> band, int band_rows, std::span<float> tile) const {
    const auto channels = static_cast<std::ptrdiff_t>(input.channels);
    float* out = tile.data();
    for (int y = 0; y < rows.tile; ++y) {
      const float* const row = band.data() + std::ptrdiff_t{std::min(y, band_rows - 1)} * input.width * channels;
      for (int x = 0; x < columns.tile; ++x, out += channels) {
        std::copy_n(row + std::min(across.from + x, input.width - 1) * channels, channels, out);
      }
    }
  }

  const Tensor& forward() {
    const Tensor* values = &batch;
    for (std::size_t i = 0; i < networks.size(); ++i) {
      networks[i]->forward(*values, passes[i], {});
      values = &passes[i].output(*values);
    }
    if (adds_input) kernels::add_scaled(passes.back().outputs.back().values(), batch.values(), 1.0F);
    return *values;
  }

  /// What is kept of a tile's output, into the band's.
  void scatter(const Cut& down, const Cut& across, std::span<const float> tile, std::span<float> band) const {
    const auto channels = static_cast<std::ptrdiff_t>(output.channels);
    const int top = down.first - rows.output_from(down), left = across.first - columns.output_from(across);
    const std::ptrdiff_t count = (across.last - across.first + 1) * channels;
    for (int y = 0; y <= down.last - down.first; ++y) {
      const float* const from = tile.data() + (std::ptrdiff_t{top + y} * columns.tile_output() + left) * channels;
      std::copy_n(from, count, band.data() + (std::ptrdiff_t{y} * output.width + across.first) * channels);
    }
  }
};

ImagePass::ImagePass(const Autoencoder& model, Part part, int height, int width, int tile) {
  check(model, part, height, width, tile);
  const std::vector<Layers> parts = layers_of(model, part);
  tiles_ = std::make_unique<Tiles>(Tiles{.rows = cut(reach_of(parts, Side::height), height, tile),
                                         .columns = cut(reach_of(parts, Side::width), width, tile),
                                         .adds_input = part == Part::whole && model.config().residual});
  Shape shape{tiles_->rows.tile, tiles_->columns.tile, parts.front().input.channels};
  tiles_->batch = Tensor(0, shape);
  tiles_->input = {height, width, shape.channels};
  for (const auto& [name, layers, input] : parts) {
    tiles_->networks.push_back(std::make_unique<Network>(name, shape, at_any_size(layers), 0, 0));
    shape = tiles_->networks.back()->output_shape();
  }
  tiles_->output = {tiles_->rows.output, tiles_->columns.output, shape.channels};
  tiles_->copy_weights(model);
  tiles_->allocate();
}

ImagePass::ImagePass(ImagePass&&) noexcept = default;
ImagePass& ImagePass::operator=(ImagePass&&) noexcept = default;
ImagePass::~ImagePass() = default;

Shape ImagePass::input() const { return tiles_->input; }
Shape ImagePass::output() const { return tiles_->output; }
std::size_t ImagePass::bands() const { return tiles_->rows.cuts.size(); }

ImagePass::Rows ImagePass::reads(std::size_t band) const {
  const Axis& axis = tiles_->rows;
  const int from = axis.cuts[band].from;
  return {from, std::min(from + axis.tile, axis.input) - from};
}

ImagePass::Rows ImagePass::gives(std::size_t band) const {
  const Cut& down = tiles_->rows.cuts[band];
  return {down.first, down.last - down.first + 1};
}

std::vector<float> ImagePass::run(std::size_t band, std::span<const float> rows) {
  Tiles& all = *tiles_;
  const int count = reads(band).count;
  const std::size_t expected = Shape{count, all.input.width, all.input.channels}.size();
  if (rows.size() != expected) {
    fail(ErrorCode::shape_mismatch, {"rows"}, {"must be ", expected, " numbers, got ", rows.size()});
  }
  std::vector<float> result(Shape{gives(band).count, all.output.width, all.output.channels}.size());
  const Cut& down = all.rows.cuts[band];
  const std::vector<Cut>& across = all.columns.cuts;
  for (std::size_t first = 0; first < across.size(); first += all.at_once) {
    all.batch.resize(std::min(all.at_once, across.size() - first));
    for (std::size_t i = 0; i < all.batch.batch(); ++i) all.gather(across[first + i], rows, count, all.batch.row(i));
    const Tensor& outputs = all.forward();
    for (std::size_t i = 0; i < outputs.batch(); ++i) all.scatter(down, across[first + i], outputs.row(i), result);
  }
  const auto bad = std::ranges::find_if_not(result, [](float value) { return std::isfinite(value); });
  if (bad != result.end()) {
    fail(ErrorCode::diverged, {"output"}, {"became ", to_text(*bad), ": the image's numbers or weights are too large"});
  }
  return result;
}

std::vector<float> run_on_image(const Autoencoder& model, ImagePass::Part part, std::span<const float> pixels,
                                int height, int width, int tile) {
  ImagePass pass(model, part, height, width, tile);
  if (pixels.size() != pass.input().size()) {
    fail(ErrorCode::shape_mismatch, {"pixels"}, {"must be ", to_text(pass.input()), " numbers, got ", pixels.size()});
  }
  std::vector<float> result;
  result.reserve(pass.output().size());
  const Shape row{1, width, pass.input().channels};
  for (std::size_t band = 0; band < pass.bands(); ++band) {
    const auto [first, count] = pass.reads(band);
    const std::vector<float> rows = pass.run(band, pixels.subspan(static_cast<std::size_t>(first) * row.size(),
                                                                  static_cast<std::size_t>(count) * row.size()));
    result.insert(result.end(), rows.begin(), rows.end());
  }
  return result;
}

}  // namespace hourglass
