# The program of the README, and a plugin with the library inside that another program loads.
add_executable(user ${CMAKE_CURRENT_LIST_DIR}/main.cpp)
target_link_libraries(user PRIVATE hourglass::core)

add_library(plugin MODULE ${CMAKE_CURRENT_LIST_DIR}/plugin.cpp)
target_link_libraries(plugin PRIVATE hourglass::core)
set_target_properties(plugin PROPERTIES PREFIX "" SUFFIX .so)

add_executable(host ${CMAKE_CURRENT_LIST_DIR}/host.cpp)
target_link_libraries(host PRIVATE ${CMAKE_DL_LIBS})
