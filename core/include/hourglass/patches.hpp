#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hourglass/dataset.hpp"
#include "hourglass/export.hpp"
#include "hourglass/random.hpp"
#include "hourglass/tensor.hpp"

namespace hourglass {

/// How patches are cut out of images, and what a model is to make of them.
struct PatchOptions {
  /// What inputs and targets are.
  enum class Kind {
    same,         // the patch itself, or the same place of the image's targets
    neighbours,   // of every cell of 2 x 2 pixels one, and one beside it: so much of a noisy image is enough to learn
                  // what is no noise (Huang et al. 2021, Neighbor2Neighbor)
    blind_spots,  // some pixels are replaced by others near them, and only they count (Krull et al. 2019, Noise2Void)
  };

  /// Rows and columns. 1 to 1024.
  int size = 32;
  Kind kind = Kind::same;
  /// Pixels of a cell stand so far apart, for noise that hangs together from pixel to pixel. 1 to 16; of neighbours.
  int distance = 1;
  /// Whether half of the patches are mirrored, and whether all four turns are as likely.
  bool flips = false, rotations = false;
};

/// Patches of images of any sizes, which stay whole: each is drawn anew, the image by its number of pixels, then the
/// place, then how it is turned. What is drawn depends on nothing but the random numbers.
class HOURGLASS_API Patches {
 public:
  /// Errors: invalid_config for options outside their range.
  explicit Patches(const PatchOptions& options, int channels);

  /// Adds an image of height * width * channels values, row by row, and as many that a model is to make of it; default
  /// the same. Errors: shape_mismatch unless there are as many, and where a patch would not fit into it; invalid_data
  /// where targets are not of all images or of none, and invalid_config beside a kind that has targets of its own.
  void add(Dataset pixels, int height, int width, std::string_view name = "image",
           std::optional<Dataset> targets = std::nullopt);

  [[nodiscard]] Shape shape() const { return {options_.size, options_.size, channels_}; }
  [[nodiscard]] std::size_t images() const { return images_.size(); }
  /// How many patches have as many pixels as all images have.
  [[nodiscard]] std::size_t count() const;

  /// So many patches, with targets and weights as the options say. Errors: invalid_data without an image.
  [[nodiscard]] Pairs draw(std::size_t count, std::uint64_t seed, std::uint64_t step) const;

 private:
  struct Image {
    Dataset rows;  // of the width of a patch, one begins at every pixel
    std::optional<Dataset> targets;
    int height, width;
  };
  /// What one patch is made from: its pixels, or of neighbours its cells, and random numbers.
  struct Source;

  /// Rows, and columns, of an image that one patch takes.
  [[nodiscard]] int span() const { return options_.size * cell(); }
  [[nodiscard]] int cell() const;
  [[nodiscard]] std::size_t numbers() const;
  [[nodiscard]] bool has_targets() const;
  [[nodiscard]] Dataset rows_of(Dataset values, int height, int width, std::string_view name) const;
  void gather(std::span<const float> random, Tensor& pixels, Tensor& targets) const;
  /// A pixel of the patch: where it is in the source.
  struct Spot {
    int row, column;
    float random;
  };
  void take_neighbours(const Source& source, const Spot& spot, float* input, float* target) const;
  void take_blind(const Source& source, const Spot& spot, float* input, float* weights) const;
  void make(const Source& source, std::span<float> input, std::span<float> target, std::span<float> weights) const;

  PatchOptions options_;
  int channels_;
  std::vector<Image> images_;
  std::size_t pixels_ = 0;
};

}  // namespace hourglass
