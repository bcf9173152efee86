// What `open` makes of files that somebody meddled with.

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "file_parts.hpp"
#include "hourglass/error.hpp"
#include "hourglass/serialize.hpp"

using namespace hourglass;
using support::Bytes;
using support::FileParts;

namespace {

/// What was done to a file, and a part of the message that it must give.
struct Case {
  const char* what;
  Bytes file;
  const char* problem;
};

void check_refused(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.what);
    std::string message;
    try {
      (void)open(c.file);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::invalid_file);
      CHECK(error.field() == "file");
      message = error.what();
    }
    CAPTURE(message);
    CHECK(message.find(c.problem) != std::string::npos);
  }
}

/// 3-2-3 with 17 weights and as many velocities.
const Bytes& whole() {
  static const Bytes file = [] {
    AutoencoderConfig config;
    config.input = {1, 1, 3};
    config.encoder = {dense(2)};
    config.optimizer = Sgd{0.1, 0.9};
    return save(Autoencoder(config));
  }();
  return file;
}

FileParts parts() { return FileParts(whole()); }

Bytes cut(std::size_t size) { return {whole().begin(), whole().begin() + static_cast<std::ptrdiff_t>(size)}; }

Bytes edit(const std::string& from, const std::string& to) { return parts().replace(from, to).joined(); }

Bytes header(const std::string& text) { return FileParts(text).joined(); }

const char* const first_tensor = R"("encoder.0.kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]})";

/// With this in the place of the first tensor's entry.
Bytes first(const std::string& entry) { return edit(first_tensor, R"("encoder.0.kernel":)" + entry); }

Bytes shape(const std::string& sides) {
  return first(R"({"dtype":"F32","shape":)" + sides + R"(,"data_offsets":[0,24]})");
}

Bytes offsets(const std::string& ends) { return first(R"({"dtype":"F32","shape":[3,2],"data_offsets":)" + ends + "}"); }

/// With another tensor of no bytes.
Bytes with_empty(const std::string& name) {
  return edit(first_tensor,
              std::string(first_tensor) + ",\"" + name + R"(":{"dtype":"F32","shape":[0],"data_offsets":[0,0]})");
}

Bytes steps(const std::string& text) { return edit(R"("steps":"0")", R"("steps":")" + text + "\""); }

Bytes config(const std::string& json) { return parts().config(json).joined(); }

/// With another encoder, of an input of 3.
Bytes encoder(const std::string& layers, const std::string& more = "") {
  return config(R"({"input":3,"encoder":[)" + layers + R"(],"decoder":[{"type":"dense","units":3}])" + more + "}");
}

}  // namespace

TEST_CASE("a container that is broken is refused") {
  Bytes longer = whole();
  longer.push_back(0);
  const std::size_t header_size = parts().header.size();
  check_refused({
      {"nothing", {}, "is too short: it has 0 bytes, and the length of a header takes 8"},
      {"seven bytes", cut(7), "is too short: it has 7 bytes"},
      {"a length alone", cut(8), "is cut off or no safetensors file: its header should take"},
      {"half a header", cut(100), "is cut off or no safetensors file"},
      {"no tensors", cut(8 + header_size), "has a tensor \"encoder.0.kernel\" at bytes 0 to 24 of 0"},
      {"one byte less", cut(whole().size() - 1),
       "has a tensor \"optimizer.first.decoder.0.bias\" at bytes 124 to 136 of 135"},
      {"one byte more", longer, "goes on for 1 bytes behind its last tensor"},
      {"another format", {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0}, "its header should take 67324752 bytes, and 2 are left"},
      {"a length of 2^64 - 1", parts().joined(~std::uint64_t{0}), "its header should take 18446744073709551615 bytes"},
      {"a length of 2^63", parts().joined(std::uint64_t{1} << 63), "its header should take 9223372036854775808 bytes"},
      {"a length that overflows with the 8 bytes before it", parts().joined(~std::uint64_t{0} - 7),
       "its header should take"},
      {"a length of 0", parts().joined(0), "has a header that is not JSON: expected a value at byte 0"},
      {"a length that is too small", parts().joined(parts().header.rfind('}')), "expected '}', but the text ends"},
      {"a length that is too large", parts().joined(header_size + 1), "has a header that is not JSON"},
      {"a huge header", header("{" + std::string(5 << 20, ' ') + "}"),
       "has a header of 5242882 bytes; at most 4194304 are read"},
      {"a header that is no JSON", header("hello!"), "has a header that is not JSON: expected a value at byte 0"},
      {"a header that is an array", header("[]"), "has a header that is no JSON object"},
      {"white space before the header", header(" {}"), "has a header that is no JSON object"},
      {"deep nesting", header(R"({"a":)" + std::string(4000, '[')),
       "more than 32 arrays and objects inside one another"},
      {"a name twice", edit("encoder.0.bias", "encoder.0.kernel"), "the key \"encoder.0.kernel\" for the second time"},
      {"a name that is not UTF-8", header("{\"\xff\":1}"), "not UTF-8"},
  });
}

TEST_CASE("tensors that are not where and what they should be are refused") {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  constexpr float infinity = std::numeric_limits<float>::infinity();
  check_refused({
      {"a number", first("1"), "has a tensor \"encoder.0.kernel\" without dtype, shape and data_offsets"},
      {"no dtype", first(R"({"shape":[3,2],"data_offsets":[0,24]})"), "without dtype, shape and data_offsets"},
      {"a dtype as a number", first(R"({"dtype":32,"shape":[3,2],"data_offsets":[0,24]})"),
       "without dtype, shape and data_offsets"},
      {"two dtypes", first(R"({"dtype":"F32","dtype":"F32","shape":[3,2],"data_offsets":[0,24]})"),
       "for the second time"},
      {"half precision", first(R"({"dtype":"F16","shape":[3,4],"data_offsets":[0,24]})"),
       "has a tensor \"encoder.0.kernel\" of dtype \"F16\", which must be F32"},
      {"no shape", first(R"({"dtype":"F32","data_offsets":[0,24]})"), "without dtype, shape and data_offsets"},
      {"a transposed shape", shape("[2,3]"), "has a tensor \"encoder.0.kernel\" of shape [2,3], which must be [3,2]"},
      {"a flat shape", shape("[6]"), "of shape [6], which must be [3,2]"},
      {"a shape that is too large", shape("[4,2]"),
       "has a tensor \"encoder.0.kernel\" of 24 bytes, which is not what its shape [4,2] takes"},
      {"negative sides", shape("[-3,-2]"), "without dtype, shape and data_offsets"},
      {"a side and a half", shape("[1.5,4]"), "without dtype, shape and data_offsets"},
      {"a side as text", shape("[\"3\",2]"), "without dtype, shape and data_offsets"},
      {"a product that overflows to the right one", shape("[4294967296,4294967296,6]"), "is not what its shape"},
      {"a side beyond 2^53", shape("[9007199254740994]"), "without dtype, shape and data_offsets"},
      {"a huge side and one of 0", shape("[1e15,0]"), "is not what its shape"},
      {"one offset", offsets("[24]"), "without dtype, shape and data_offsets"},
      {"offsets backwards", offsets("[24,0]"), "has a tensor \"encoder.0.kernel\" at bytes 24 to 0 of 136"},
      {"negative offsets", offsets("[-24,0]"), "without dtype, shape and data_offsets"},
      {"offsets beyond the end", offsets("[120,144]"), "at bytes 120 to 144 of 136"},
      {"offsets of 1e300", offsets("[0,1e300]"), "without dtype, shape and data_offsets"},
      {"a gap at the beginning", offsets("[8,32]"), "has tensors that leave a gap at byte 0"},
      {"an overlap", edit(R"("data_offsets":[24,32])", R"("data_offsets":[20,28])"),
       "has tensors that overlap at byte 20"},
      {"two in one place", edit(R"("data_offsets":[24,32])", R"("data_offsets":[0,8])"),
       "has tensors that overlap at byte 0"},
      {"a gap", edit(R"([2],"data_offsets":[24,32])", R"([1],"data_offsets":[28,32])"),
       "has tensors that leave a gap at byte 24"},
      {"a missing weight", edit("\"encoder.0.kernel\"", "\"encoder.0.colonel\""), "has no tensor \"encoder.0.kernel\""},
      {"a missing velocity", edit("optimizer.first.encoder.0.bias", "x"),
       "has no tensor \"optimizer.first.encoder.0.bias\""},
      {"one too many", with_empty("extra"), "has a tensor \"extra\" that its model does not know"},
      {"codes of another size", with_empty("codes.mean"),
       "has a tensor \"codes.mean\" of shape [0], which must be [2]"},
      {"NaN", parts().value(3, nan).joined(), "has a tensor \"encoder.0.kernel\" that is not finite at index 3"},
      {"infinity", parts().value(20, -infinity).joined(),
       "has a tensor \"optimizer.first.encoder.0.kernel\" that is not finite at index 3"},
  });
}

TEST_CASE("metadata of something else are refused") {
  check_refused({
      {"no metadata", edit("__metadata__", "metadata"), "has a tensor \"metadata\" without dtype"},
      {"an array", header(R"({"__metadata__":[]})"), "has a __metadata__ that is no JSON object of texts"},
      {"numbers", header(R"({"__metadata__":{"a":1}})"), "has a __metadata__ that is no JSON object of texts"},
      {"weights alone", header("{}"), "has no \"format\" in its metadata"},
      {"PyTorch's format", edit(R"("format":"hourglass")", R"("format":"pt")"), "is no hourglass model, but \"pt\""},
      {"a later version", edit(R"("version":"1")", R"("version":"2")"),
       "has version \"2\", and this library reads \"1\""},
      {"no config", edit("\"config\"", "\"konfig\""), "has no \"config\" in its metadata"},
      {"no steps", edit("\"steps\"", "\"step\""), "has no \"steps\" in its metadata"},
      {"many steps", steps("many"), "must count steps in a whole number from 0 to 2^53 - 1, got \"many\""},
      {"steps without a number", steps(""), "must count steps"},
      {"negative steps", steps("-1"), "must count steps"},
      {"a step and a half", steps("1.5"), "must count steps"},
      {"steps beyond 2^64", steps("18446744073709551616"), "must count steps"},
      {"steps beyond 2^53 - 1", steps("9007199254740992"), "must count steps"},
  });
}

TEST_CASE("a config that cannot be, or is larger than its file, is refused before memory is taken") {
  const std::string dense2 = R"({"type":"dense","units":2})";
  check_refused({
      {"no JSON", config("["), "has a config that cannot be: config is not JSON: expected a value at byte 1"},
      {"an unknown setting", encoder(dense2, R"(,"lose":"mse")"),
       "has a config that cannot be: lose is unknown; did you mean loss?"},
      {"a setting out of range", encoder(dense2, R"(,"optimizer":{"kind":"adam","beta1":9})"),
       "has a config that cannot be: optimizer.beta1 must be at least 0 and below 1, got 9"},
      {"no encoder", encoder(""), "has a config that cannot be: encoder needs at least one layer"},
      {"no decoder", config(R"({"input":3,"encoder":[{"type":"dense","units":2}]})"), "has a config without a decoder"},
      {"another width", encoder(R"({"type":"dense","units":3})"), "of shape [3,2], which must be [3,3]"},
      {"another optimizer", encoder(dense2), "has no tensor \"optimizer.second.encoder.0.kernel\""},
      {"many units", encoder(R"({"type":"dense","units":20000000})"), "is shorter than its model"},
      {"a few units too many", encoder(R"({"type":"dense","units":9})"), "is shorter than its model"},
      {"many features",
       config(R"({"input":50000000,"encoder":[{"type":"dense","units":1}],"decoder":[{"type":"dense","units":1}]})"),
       "is shorter than its model"},
      {"features that overflow",
       config(
           R"({"input":[2147483647,2147483647,2147483647],"encoder":[{"type":"dense","units":1}],"decoder":[{"type":"dense","units":1}]})"),
       "has a config that cannot be: input must be at most 1e+08 features"},
      {"many filters", encoder(R"({"type":"conv2d","filters":1000000,"kernel":1})"), "is shorter than its model"},
      {"a large kernel", encoder(R"({"type":"conv2d","filters":1,"kernel":99})"), "is shorter than its model"},
      {"a transposed convolution", encoder(R"({"type":"conv2d_transpose","filters":1,"kernel":99})"),
       "is shorter than its model"},
      {"a dense layer behind a large output",
       encoder(R"({"type":"conv2d_transpose","filters":1,"kernel":1,"stride":99},{"type":"dense","units":1})"),
       "is shorter than its model"},
      {"many layers", encoder(dense2 + "," + dense2 + "," + dense2 + "," + dense2 + "," + dense2),
       "is shorter than its model"},
      {"a twin for the log-variance", encoder(R"({"type":"dense","units":3})", R"(,"variational":{})"),
       "is shorter than its model"},
      {"negative units before many", encoder(R"({"type":"dense","units":-2000},{"type":"dense","units":1000})"),
       "encoder[0].units must be a whole number of at least 1, got -2000"},
      {"a stride of 0", encoder(R"({"type":"conv2d","filters":1,"kernel":1,"stride":0},{"type":"dense","units":2})"),
       "encoder[0].stride must be a whole number of at least 1, got 0"},
      {"a shape of nothing", encoder(R"({"type":"reshape","shape":[0,0,0]},{"type":"dense","units":2})"),
       "encoder[0].shape must be"},
  });
}

TEST_CASE("no file that ends early is opened, and none with a changed byte does harm") {
  for (std::size_t size = 0; size < whole().size(); ++size) CHECK_THROWS_AS((void)open(cut(size)), Error);
  for (std::size_t i = 0; i < whole().size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      Bytes changed = whole();
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ 1 << bit);
      try {
        (void)open(changed);
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::invalid_file);
      }
    }
  }
}
