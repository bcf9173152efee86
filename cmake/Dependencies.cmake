# Threads; xsimd and doctest: from the system or from .toolchain/prefix, else downloaded, pinned.

include(FetchContent)

list(PREPEND CMAKE_PREFIX_PATH "${PROJECT_SOURCE_DIR}/.toolchain/prefix")

if(EMSCRIPTEN)
  # Emscripten looks for packages in its own sysroot only. Ours may be in the prefix, too, but never in
  # the system: its /usr/include holds the headers of another C library.
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
  set(CMAKE_FIND_USE_CMAKE_SYSTEM_PATH OFF)
  set(CMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH OFF)
endif()

# xsimd's version file accepts only the major version that is asked for.
foreach(major IN ITEMS 13 14)
  if(NOT xsimd_FOUND)
    find_package(xsimd ${major} CONFIG QUIET)
  endif()
endforeach()
if(NOT xsimd_FOUND)
  message(STATUS "xsimd 13 or newer not found: downloading 13.2.0")
  FetchContent_Declare(xsimd SYSTEM DOWNLOAD_EXTRACT_TIMESTAMP ON
    URL https://github.com/xtensor-stack/xsimd/archive/13.2.0.tar.gz
    URL_HASH SHA256=edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a)
  FetchContent_MakeAvailable(xsimd)
endif()

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
endif()

if(HOURGLASS_BUILD_TESTS)
  find_package(doctest 2.4 CONFIG QUIET)
  if(NOT doctest_FOUND)
    message(STATUS "doctest 2.4 not found: downloading 2.4.12")
    set(DOCTEST_NO_INSTALL ON)
    set(DOCTEST_WITH_TESTS OFF)
    FetchContent_Declare(doctest SYSTEM DOWNLOAD_EXTRACT_TIMESTAMP ON
      URL https://github.com/doctest/doctest/archive/refs/tags/v2.4.12.tar.gz
      URL_HASH SHA256=73381c7aa4dee704bd935609668cf41880ea7f19fa0504a200e13b74999c2d70)
    FetchContent_MakeAvailable(doctest)
  endif()
endif()
