#pragma once

// What a shared library offers (BUILD_SHARED_LIBS, which defines HOURGLASS_SHARED for everybody who links it). A static
// one needs no marks, and programs and plugins that take it in do not offer it further.
#if !defined(HOURGLASS_SHARED)
#define HOURGLASS_API
#elif !defined(_WIN32)
#define HOURGLASS_API __attribute__((visibility("default")))
#elif defined(HOURGLASS_BUILDS)
#define HOURGLASS_API __declspec(dllexport)
#else
#define HOURGLASS_API __declspec(dllimport)
#endif
