#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "hourglass/autoencoder.hpp"

namespace hourglass {

/// A model of convolutions applied to an image of any size, as if it had been made for that size: bit for bit what one
/// large network gives, of which only some tiles are in memory at a time. Bands of tiles are computed one after
/// another, so that whoever shows progress or wants to stop has an opportunity to.
///
/// Sides that the model's strides do not divide are filled up with the image's last row and column, and what comes of
/// these is cut off again. The weights are those at construction: the model may be trained meanwhile.
class HOURGLASS_API ImagePass {
 public:
  enum class Part { whole, encoder, decoder };

  /// Of an image (an encoder's, or codes for a decoder) of this size, whose channels are the model's. `tile` is the
  /// side of a tile, of input or output, whichever is larger; 8 at least, and more where layers reach far. Errors:
  /// invalid_config, naming the layer, for models with a layer that is made for one size (dense, reshape, "valid"
  /// padding), or naming `height`, `width` or `tile`.
  ImagePass(const Autoencoder& model, Part part, int height, int width, int tile = 128);
  ImagePass(const ImagePass&) = delete;
  ImagePass& operator=(const ImagePass&) = delete;
  ImagePass(ImagePass&&) noexcept;
  ImagePass& operator=(ImagePass&&) noexcept;
  ~ImagePass();

  [[nodiscard]] Shape input() const;
  [[nodiscard]] Shape output() const;

  /// Rows of an image.
  struct Rows {
    int first = 0, count = 0;
  };
  [[nodiscard]] std::size_t bands() const;
  /// The input's rows that a band is computed of, and the output's rows that it is.
  [[nodiscard]] Rows reads(std::size_t band) const;
  [[nodiscard]] Rows gives(std::size_t band) const;

  /// (reads.count, width, channels) -> (gives.count, output width, output channels). Errors: shape_mismatch; diverged
  /// where outputs overflow.
  [[nodiscard]] std::vector<float> run(std::size_t band, std::span<const float> rows);

 private:
  struct Tiles;
  std::unique_ptr<Tiles> tiles_;
};

/// The whole image at once: (height, width, channels) -> the pass's output. Errors as those of ImagePass.
[[nodiscard]] HOURGLASS_API std::vector<float> run_on_image(const Autoencoder& model, ImagePass::Part part,
                                                            std::span<const float> pixels, int height, int width,
                                                            int tile = 128);

}  // namespace hourglass
