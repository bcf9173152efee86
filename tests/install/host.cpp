// Knows nothing of hourglass: it loads the plugin that it is given, and asks it.

#include <dlfcn.h>

#include <cstddef>
#include <cstdio>

int main(int /*count*/, char** arguments) {
  void* const plugin = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  if (plugin == nullptr) return std::puts(dlerror()), 1;
  const auto parameters = reinterpret_cast<std::size_t (*)(int)>(dlsym(plugin, "parameters"));
  std::printf("%zu %zu\n", parameters(5), parameters(0));
}
