# cmake --install gives find_package(hourglass) with hourglass::core, and pkg-config hourglass. xsimd is needed to build the
# library, not to use it.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/hourglass)
install(TARGETS hourglass_core EXPORT hourglass)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/include/hourglass DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT hourglass NAMESPACE hourglass:: FILE hourglassTargets.cmake DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hourglassConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/hourglassConfig.cmake ${PROJECT_BINARY_DIR}/hourglassConfigVersion.cmake
  DESTINATION ${package})

set(definitions "")
if(BUILD_SHARED_LIBS)
  set(definitions " -DHOURGLASS_SHARED")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/hourglass.pc.in ${PROJECT_BINARY_DIR}/hourglass.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/hourglass.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
