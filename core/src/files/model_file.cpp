// Models in files on disk, which only native programs have.

#include <fstream>
#include <iterator>
#include <system_error>

#include "base/message.hpp"
#include "hourglass/serialize.hpp"

namespace hourglass {
namespace {

[[noreturn]] void fail_at(const std::filesystem::path& path, const char* problem) {
  fail(ErrorCode::invalid_file, {path.string()}, {problem});
}

}  // namespace

void save(const Autoencoder& model, const std::filesystem::path& path) {
  const std::vector<std::uint8_t> bytes = save(model);
  std::filesystem::path part = path;
  part += ".part";
  std::ofstream file(part, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(part, path, error);
  if (file && !error) return;
  std::filesystem::remove(part, error);
  fail_at(path, "cannot be written");
}

Autoencoder open(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  // Opening a folder succeeds, but reading from it does not.
  if (!file || file.peek() == std::ifstream::traits_type::eof()) fail_at(path, "cannot be read, or is empty");
  const std::vector<char> bytes(std::istreambuf_iterator<char>(file), {});
  return open({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace hourglass
