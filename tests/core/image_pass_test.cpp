#include "hourglass/image_pass.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "support.hpp"

using hourglass::Activation;
using hourglass::Autoencoder;
using hourglass::AutoencoderConfig;
using hourglass::Dataset;
using hourglass::ImagePass;
using hourglass::Interpolation;
using hourglass::LayerConfig;
using hourglass::Padding;
using hourglass::run_on_image;
using hourglass::Shape;
using hourglass::Sides;

namespace {

using Part = ImagePass::Part;

/// An image of sines, which differ from pixel to pixel.
std::vector<float> image(int height, int width, int channels) {
  std::vector<float> pixels(Shape{height, width, channels}.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const auto place = static_cast<double>(i);
    pixels[i] = static_cast<float>(0.5 + 0.5 * std::sin(0.7 * place + 0.001 * place * place));
  }
  return pixels;
}

struct Kind {
  const char* name;
  AutoencoderConfig config;
  Sides unit;  // what the sides of its images are multiples of
};

AutoencoderConfig with(std::vector<LayerConfig> encoder, std::vector<LayerConfig> decoder = {}) {
  AutoencoderConfig config;
  config.input = {12, 12, 2};
  config.encoder = std::move(encoder);
  config.decoder = std::move(decoder);
  config.output_activation = Activation::linear;
  config.seed = 5;
  return config;
}

std::vector<Kind> kinds() {
  using namespace hourglass;
  const auto relu = Activation::relu;
  std::vector<Kind> all{
      {"convolutions", with({conv2d(5, 3, 1, relu), conv2d(5, 3, 1, relu)}, {conv2d(2, {5, 3})}), 1},
      {"strides, undone", with({conv2d(3, 3, 2, relu), conv2d(4, {4, 5}, {2, 3})}), {4, 6}},
      {"pools",
       with({conv2d(3, 3, 1, relu), max_pool2d(2), conv2d(4, 3), average_pool2d(2, 1, Padding::same)},
            {conv2d(4, 3, 1, relu), up_sampling2d(2, Interpolation::bilinear), conv2d(2, 3)}),
       2},
      {"blocks",
       with({conv2d(6, 3, 1, relu),
             residual({conv2d(6, 3, 2, relu), batch_norm(), conv2d_transpose(6, 3, 2), layer_norm()})},
            {dropout(0.2), activation(Activation::gelu),
             Conv2dConfig{.filters = 2, .kernel = 3, .dilation = 2, .use_bias = false}}),
       2},
  };
  all[0].config.residual = true;
  return all;
}

/// The same model for one large image, with the same weights.
Autoencoder enlarged(const Autoencoder& model, int height, int width) {
  AutoencoderConfig config = model.config();
  config.input = {height, width, config.input.channels};
  for (LayerConfig& layer : config.decoder) {
    std::visit(
        [](auto& of_kind) {
          if constexpr (requires { of_kind.output_height; }) of_kind.output_height = of_kind.output_width = 0;
        },
        layer);
  }
  Autoencoder large(config);
  for (std::size_t i = 0; i < large.parameters().size(); ++i) {
    REQUIRE(large.parameters()[i]->name == model.parameters()[i]->name);
    large.parameters()[i]->value = model.parameters()[i]->value;
  }
  return large;
}

/// With its last row and column again and again behind it.
std::vector<float> padded(const std::vector<float>& pixels, Shape from, Shape to) {
  std::vector<float> all;
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      const int row = std::min(y, from.height - 1), column = std::min(x, from.width - 1);
      const auto place =
          (static_cast<std::size_t>(row) * static_cast<std::size_t>(from.width) + static_cast<std::size_t>(column)) *
          static_cast<std::size_t>(from.channels);
      all.insert(all.end(), pixels.begin() + static_cast<std::ptrdiff_t>(place),
                 pixels.begin() + static_cast<std::ptrdiff_t>(place) + from.channels);
    }
  }
  return all;
}

std::vector<float> cropped(const std::vector<float>& pixels, Shape from, Shape to) {
  std::vector<float> all;
  const auto row = static_cast<std::ptrdiff_t>(Shape{1, from.width, from.channels}.size());
  for (int y = 0; y < to.height; ++y) {
    const auto begin = pixels.begin() + y * row;
    all.insert(all.end(), begin, begin + static_cast<std::ptrdiff_t>(Shape{1, to.width, to.channels}.size()));
  }
  return all;
}

bool contains(const std::string& message, const char* part) { return message.find(part) != std::string::npos; }

/// Trained a little, so that normalisations are no identities.
Autoencoder trained(const AutoencoderConfig& config) {
  Autoencoder model(config);
  hourglass::Tensor batch(4, config.input);
  std::ranges::copy(image(48, 12, 2), batch.values().begin());
  for (int step = 0; step < 5; ++step) model.train_batch(batch);
  return model;
}

}  // namespace

TEST_CASE("an image in tiles is to the bit what one large network makes of it") {
  for (const Kind& kind : kinds()) {
    CAPTURE(std::string(kind.name));
    const Autoencoder model = trained(kind.config);
    for (const auto& [height, width, tile] : {std::array{61, 83, 16}, std::array{40, 7, 8}, std::array{1, 3, 128},
                                              std::array{64, 129, 33}, std::array{30, 30, 31}}) {
      CAPTURE(height);
      CAPTURE(width);
      CAPTURE(tile);
      const auto up = [](int side, int unit) { return (side + unit - 1) / unit * unit; };
      const Autoencoder large = enlarged(model, up(height, kind.unit.height), up(width, kind.unit.width));
      const std::vector<float> pixels = image(height, width, 2);
      const Dataset whole(padded(pixels, {height, width, 2}, large.config().input), large.features());
      CHECK(run_on_image(model, Part::whole, pixels, height, width, tile) ==
            cropped(large.reconstruct(whole), large.config().input, {height, width, 2}));

      const ImagePass encoder(model, Part::encoder, height, width, tile);
      const std::vector<float> codes = run_on_image(model, Part::encoder, pixels, height, width, tile);
      CHECK(codes == cropped(large.encode(whole), large.latent_shape(), encoder.output()));
      if (model.config().residual) continue;
      const Shape latent = large.latent_shape();
      const std::vector<float> all = large.encode(whole);
      CHECK(run_on_image(model, Part::decoder, all, latent.height, latent.width, tile) ==
            large.decode(Dataset(all, latent.size())));
    }
  }
}

TEST_CASE("a variational model's image goes by its means") {
  AutoencoderConfig config = with({hourglass::conv2d(4, 3, 2, Activation::relu), hourglass::conv2d(3, 3)});
  config.variational.emplace();
  const Autoencoder model(config);
  const Autoencoder large = enlarged(model, 24, 40);
  const std::vector<float> pixels = image(24, 40, 2);
  CHECK(run_on_image(model, Part::whole, pixels, 24, 40, 12) == large.reconstruct(Dataset(pixels, large.features())));
}

TEST_CASE("a pass says which rows a band needs and which it is") {
  const Autoencoder model(with({hourglass::conv2d(3, 3, 2)}));
  const ImagePass pass(model, Part::whole, 100, 31, 24);
  int next = 0;
  for (std::size_t band = 0; band < pass.bands(); ++band) {
    CHECK(pass.gives(band).first == next);
    next += pass.gives(band).count;
    CHECK(pass.reads(band).first <= pass.gives(band).first);
    CHECK(pass.reads(band).count <= 24);
  }
  CHECK(next == 100);
  CHECK(pass.bands() > 4);
}

TEST_CASE("what is made for one size of image is refused by name") {
  const auto pass_of = [](const AutoencoderConfig& config, Part part = Part::whole) {
    return support::error_of([&] { (void)ImagePass(Autoencoder(config), part, 40, 40); });
  };
  using namespace hourglass;
  CHECK(contains(pass_of(with({dense(3)})), "encoder[0] is made for one size of image"));
  CHECK(contains(pass_of(with({conv2d(3, 3), Conv2dConfig{.filters = 1, .kernel = 3, .padding = Padding::valid}})),
                 "encoder[1] is made for one size"));
  AutoencoderConfig odd = with({conv2d(3, 3, 2)});
  odd.input = {11, 12, 1};
  CHECK(contains(pass_of(odd), "decoder[0] is made for one size"));
  AutoencoderConfig residual = with({conv2d(3, 3)});
  residual.residual = true;
  CHECK(contains(pass_of(residual, Part::decoder), "residual models cannot decode"));
  const Autoencoder model(with({conv2d(3, 3)}));
  CHECK(contains(support::error_of([&] { (void)ImagePass(model, Part::whole, 0, 3); }), "height"));
  CHECK(contains(support::error_of([&] { (void)ImagePass(model, Part::whole, 3, 3, 4); }), "tile must be"));
  CHECK(contains(support::error_of([&] { (void)run_on_image(model, Part::whole, {}, 3, 3); }),
                 "pixels must be 3 x 3 x 2 numbers, got 0"));
}
