# Threads; xsimd and doctest: from the system or from .toolchain/prefix. Downloaded, pinned, only where that was asked for.

include(FetchContent)

list(PREPEND CMAKE_PREFIX_PATH "${PROJECT_SOURCE_DIR}/.toolchain/prefix")

if(EMSCRIPTEN)
  # Emscripten looks for packages in its own sysroot only. Ours may be in the prefix, too, but never in
  # the system: its /usr/include holds the headers of another C library.
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
  set(CMAKE_FIND_USE_CMAKE_SYSTEM_PATH OFF)
  set(CMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH OFF)
endif()

# hourglass_download(NAME VERSION PACKAGE arguments of FetchContent_Declare...): what was not found.
function(hourglass_download name version package)
  if(NOT HOURGLASS_DOWNLOAD)
    message(FATAL_ERROR "hourglass needs ${name} ${version} or newer, and found none. Install it (headers alone; Debian and "
      "Ubuntu: apt install ${package}; macOS: brew install ${name}; vcpkg and Conan: ${name}), name its place with "
      "-DCMAKE_PREFIX_PATH=..., or have it downloaded with -DHOURGLASS_DOWNLOAD=ON.")
  endif()
  message(STATUS "${name} ${version} or newer not found: downloading it")
  FetchContent_Declare(${name} SYSTEM DOWNLOAD_EXTRACT_TIMESTAMP ON ${ARGN})
  FetchContent_MakeAvailable(${name})
endfunction()

# xsimd's version file accepts only the major version that is asked for.
foreach(major IN ITEMS 13 14)
  if(NOT xsimd_FOUND)
    find_package(xsimd ${major} CONFIG QUIET)
  endif()
endforeach()
if(NOT xsimd_FOUND AND NOT TARGET xsimd)
  hourglass_download(xsimd 13 libxsimd-dev
    URL https://github.com/xtensor-stack/xsimd/archive/13.2.0.tar.gz
    URL_HASH SHA256=edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a)
endif()

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
endif()

if(HOURGLASS_BUILD_TESTS)
  find_package(doctest 2.4 CONFIG QUIET)
  if(NOT doctest_FOUND)
    set(DOCTEST_NO_INSTALL ON)
    set(DOCTEST_WITH_TESTS OFF)
    hourglass_download(doctest 2.4 doctest-dev
      URL https://github.com/doctest/doctest/archive/refs/tags/v2.4.12.tar.gz
      URL_HASH SHA256=73381c7aa4dee704bd935609668cf41880ea7f19fa0504a200e13b74999c2d70)
  endif()
endif()
