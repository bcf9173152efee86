#include "hourglass/conv2d.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using hourglass::Conv2d;
using hourglass::Conv2dConfig;
using hourglass::Conv2dTranspose;
using hourglass::Conv2dTransposeConfig;
using hourglass::Layer;
using hourglass::Purpose;
using hourglass::Rng;
using hourglass::Shape;
using hourglass::Sides;
using hourglass::Tensor;

namespace {

const Rng rng(1, Purpose::weights, 0);

Tensor apply(const Layer& layer, const Tensor& x) {
  Tensor z(x.batch(), layer.output_shape());
  layer.forward(x, z, {});
  return z;
}

Tensor image(Shape shape, std::initializer_list<float> values) {
  Tensor x(1, shape);
  std::copy(values.begin(), values.end(), x.data());
  return x;
}

void check_gradients(Layer& layer, Shape input) {
  constexpr std::size_t batch = 2;
  Tensor x = support::random_tensor(batch, input, 3);
  const Tensor weights = support::random_tensor(batch, layer.output_shape(), 4);
  const auto loss = [&] { return support::dot(apply(layer, x).values(), weights.values()); };
  Tensor dx(batch, input);
  layer.backward(x, weights, &dx, {});
  CHECK(support::gradient_error(x.values(), dx.values(), loss) < 1e-3);
  for (auto& parameter : layer.parameters()) {
    CAPTURE(parameter.name);
    CHECK(support::gradient_error(parameter.value, parameter.gradient, loss) < 1e-3);
  }
}

Shape transposed_shape(Shape input, int stride, int height = 0, int width = 0) {
  const Conv2dTransposeConfig config{.filters = 5, .stride = stride, .output_height = height, .output_width = width};
  return Conv2dTranspose(input, config, rng, "decoder[0]").output_shape();
}

}  // namespace

TEST_CASE("a convolution pads as Keras does: one side of an even kernel is behind") {
  // kernel [2, 2, 1, 2]: the filters are {1, 2, 3, 4} and {10, 20, 30, 40}.
  Conv2d layer({2, 3, 1}, {.filters = 2, .kernel = 2}, rng);
  layer.parameters()[0].value = {1, 10, 2, 20, 3, 30, 4, 40};
  layer.parameters()[1].value = {100, 0};
  const Tensor z = apply(layer, image({2, 3, 1}, {1, 2, 3,  //
                                                  4, 5, 6}));
  CHECK(layer.output_shape() == Shape{2, 3, 2});
  CHECK(support::to_vector(z.values()) ==
        std::vector<float>{137, 370, 147, 470, 121, 210, 114, 140, 117, 170, 106, 60});
}

TEST_CASE("a convolution of stride 2 starts as Keras does: on an even image all padding is behind") {
  // kernel [3, 3, 1, 1] that picks its middle: pixels (1, 1), (1, 3), (3, 1) and (3, 3).
  Conv2d layer({4, 4, 1}, {.filters = 1, .kernel = 3, .stride = 2}, rng);
  layer.parameters()[0].value = {0, 0, 0, 0, 1, 0, 0, 0, 0};
  const Tensor x = image({4, 4, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
  CHECK(support::to_vector(apply(layer, x).values()) == std::vector<float>{6, 8, 14, 16});
}

TEST_CASE("a transposed convolution stamps its kernel as Keras does") {
  // kernel [3, 3, 1, 1]; stamps lie at (0, 0) and (0, 2) of the output, and what sticks out behind is cut off.
  Conv2dTranspose layer({1, 2, 1}, {.filters = 1, .kernel = 3, .stride = 2}, rng, "decoder[0]");
  layer.parameters()[0].value = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  layer.parameters()[1].value = {100};
  const Tensor z = apply(layer, image({1, 2, 1}, {1, 10}));
  CHECK(layer.output_shape() == Shape{2, 4, 1});
  CHECK(support::to_vector(z.values()) == std::vector<float>{101, 102, 113, 120, 104, 105, 146, 150});
}

TEST_CASE("a transposed convolution's kernel is [height, width, filters, in]") {
  Conv2dTranspose layer({1, 1, 3}, {.filters = 2, .kernel = 1}, rng, "decoder[0]");
  CHECK(layer.parameters()[0].shape == std::vector<int>{1, 1, 2, 3});
  layer.parameters()[0].value = {1, 2, 3, 4, 5, 6};
  CHECK(support::to_vector(apply(layer, image({1, 1, 3}, {1, 10, 100})).values()) == std::vector<float>{321, 654});
}

TEST_CASE("convolutions start as in Keras: Glorot-uniform kernel, zero bias") {
  Conv2d conv({28, 28, 16}, {.filters = 32, .kernel = 5}, rng);
  Conv2dTranspose transposed({7, 7, 32}, {.filters = 16, .kernel = 5}, rng, "decoder[0]");
  CHECK(conv.parameters()[0].shape == std::vector<int>{5, 5, 16, 32});
  CHECK(transposed.parameters()[0].shape == std::vector<int>{5, 5, 16, 32});
  const float limit = std::sqrt(6.0F / (25 * (16 + 32)));
  for (Layer* const layer : {static_cast<Layer*>(&conv), static_cast<Layer*>(&transposed)}) {
    float largest = 0;
    for (const float w : layer->parameters()[0].value) largest = std::max(largest, std::abs(w));
    CHECK(largest <= limit);
    CHECK(largest > 0.99F * limit);
    for (const float b : layer->parameters()[1].value) REQUIRE(b == 0);
  }
  CHECK(conv.parameters()[1].value.size() == 32);
  CHECK(transposed.parameters()[1].value.size() == 16);
}

TEST_CASE("gradients of a convolution agree with differences") {
  for (const int kernel : {1, 2, 3, 4, 5}) {
    for (const int stride : {1, 2, 3}) {
      for (const Shape& input : {Shape{5, 4, 3}, Shape{1, 7, 1}, Shape{3, 2, 2}}) {
        CAPTURE(kernel);
        CAPTURE(stride);
        CAPTURE(input.width);
        Conv2d layer(input, {.filters = 3, .kernel = kernel, .stride = stride}, rng);
        check_gradients(layer, input);
      }
    }
  }
}

TEST_CASE("gradients of a transposed convolution agree with differences") {
  for (const int kernel : {1, 2, 3, 4, 5}) {
    for (const int stride : {1, 2, 3}) {
      for (const Shape& input : {Shape{2, 3, 3}, Shape{1, 3, 1}}) {
        CAPTURE(kernel);
        CAPTURE(stride);
        CAPTURE(input.width);
        Conv2dTranspose layer(input, {.filters = 3, .kernel = kernel, .stride = stride}, rng, "decoder[0]");
        check_gradients(layer, input);
      }
    }
  }
  Conv2dTranspose odd({2, 3, 2}, {.filters = 3, .stride = 2, .output_height = 3, .output_width = 5}, rng, "decoder[0]");
  check_gradients(odd, {2, 3, 2});
}

TEST_CASE("gradients agree with differences where kernel and stride have sides of their own") {
  for (const Sides kernel : {Sides{1, 7}, Sides{5, 1}, Sides{2, 3}}) {
    for (const Sides stride : {Sides{1, 2}, Sides{3, 1}, Sides{2, 3}}) {
      CAPTURE(kernel.height);
      CAPTURE(kernel.width);
      CAPTURE(stride.height);
      CAPTURE(stride.width);
      for (const Shape& input : {Shape{1, 11, 2}, Shape{5, 4, 3}}) {
        Conv2d conv(input, {.filters = 3, .kernel = kernel, .stride = stride}, rng);
        check_gradients(conv, input);
        Conv2dTranspose transposed(input, {.filters = 2, .kernel = kernel, .stride = stride}, rng, "decoder[0]");
        CHECK(transposed.output_shape() == Shape{input.height * stride.height, input.width * stride.width, 2});
        check_gradients(transposed, input);
      }
    }
  }
}

TEST_CASE("along a signal a kernel of [1, 3] and a stride of 2 go along its length alone") {
  Conv2d layer({1, 6, 1}, {.filters = 1, .kernel = {1, 3}, .stride = {1, 2}}, rng);
  CHECK(layer.parameters()[0].shape == std::vector<int>{1, 3, 1, 1});
  layer.parameters()[0].value = {1, 10, 100};
  // As in Keras the odd column of padding is behind.
  CHECK(support::to_vector(apply(layer, image({1, 6, 1}, {1, 2, 3, 4, 5, 6})).values()) ==
        std::vector<float>{321, 543, 65});
}

TEST_CASE("a transposed convolution is the adjoint of the convolution") {
  for (const Shape& input : {Shape{7, 8, 3}, Shape{5, 2, 1}}) {
    for (const int stride : {1, 2, 3}) {
      Conv2d conv(input, {.filters = 4, .kernel = 3, .stride = stride}, rng);
      const Conv2dTransposeConfig config{.filters = input.channels,
                                         .kernel = 3,
                                         .stride = stride,
                                         .output_height = input.height,
                                         .output_width = input.width};
      Conv2dTranspose transposed(conv.output_shape(), config, rng, "decoder[0]");
      transposed.parameters()[0].value = conv.parameters()[0].value;
      const Tensor x = support::random_tensor(3, input, 5);
      const Tensor y = support::random_tensor(3, conv.output_shape(), 6);
      const double one = support::dot(apply(conv, x).values(), y.values());
      const double other = support::dot(x.values(), apply(transposed, y).values());
      CHECK(one == doctest::Approx(other).epsilon(1e-5));
    }
  }
}

TEST_CASE("strides of 2 lead from 28 to 14 to 7 and back, and to odd sizes on demand") {
  const Conv2d first({28, 28, 1}, {.filters = 16, .kernel = 3, .stride = 2}, rng);
  CHECK(first.output_shape() == Shape{14, 14, 16});
  const Conv2d second(first.output_shape(), {.filters = 8, .kernel = 3, .stride = 2}, rng);
  CHECK(second.output_shape() == Shape{7, 7, 8});
  CHECK(transposed_shape({7, 7, 8}, 2) == Shape{14, 14, 5});
  CHECK(transposed_shape({14, 14, 8}, 2) == Shape{28, 28, 5});
  CHECK(transposed_shape({14, 8, 8}, 2, 27, 15) == Shape{27, 15, 5});
  CHECK(transposed_shape({14, 8, 8}, 2, 0, 15) == Shape{28, 15, 5});
}

TEST_CASE("an output size that does not belong to the input's is refused") {
  CHECK(support::error_of([] { transposed_shape({14, 8, 1}, 2, 29, 15); }) ==
        "decoder[0].output_height must be from 27 to 28 for an input of 14 and a stride of 2, got 29");
  CHECK(support::error_of([] { transposed_shape({14, 8, 1}, 3, 0, 21); }) ==
        "decoder[0].output_width must be from 22 to 24 for an input of 8 and a stride of 3, got 21");
  CHECK(support::error_of([] { transposed_shape({14, 8, 1}, 2, -1); }) ==
        "decoder[0].output_height must be from 27 to 28 for an input of 14 and a stride of 2, got -1");
}
