# dep::imgui: Dear ImGui from the source tarball that install.sh fetched and that is unpacked into the build tree.

set(imgui_tarball imgui_1.90.1+ds.orig.tar.xz)
set(imgui_sha256 ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c)
set(imgui_root ${PROJECT_SOURCE_DIR}/build/third_party)
set(imgui_dir ${imgui_root}/imgui-1.90.1)

if(NOT EXISTS ${imgui_dir}/imgui.cpp)
    if(DEFINED ENV{XDG_CACHE_HOME})
        set(imgui_cache $ENV{XDG_CACHE_HOME}/palpate-third-party)
    else()
        set(imgui_cache $ENV{HOME}/.cache/palpate-third-party)
    endif()
    if(NOT EXISTS ${imgui_cache}/${imgui_tarball})
        message(FATAL_ERROR "The Dear ImGui source is missing: run third_party/install.sh")
    endif()
    file(SHA256 ${imgui_cache}/${imgui_tarball} imgui_found_sha256)
    if(NOT imgui_found_sha256 STREQUAL imgui_sha256)
        message(FATAL_ERROR "${imgui_cache}/${imgui_tarball} has not the pinned sha256")
    endif()
    # Unpacked aside and then moved, so that a stopped configure leaves no half of it.
    file(REMOVE_RECURSE ${imgui_root}/unpacking)
    file(ARCHIVE_EXTRACT INPUT ${imgui_cache}/${imgui_tarball} DESTINATION ${imgui_root}/unpacking)
    file(REMOVE_RECURSE ${imgui_dir})
    file(RENAME ${imgui_root}/unpacking/imgui-1.90.1 ${imgui_dir})
    file(REMOVE_RECURSE ${imgui_root}/unpacking)
endif()

add_library(palpate_imgui STATIC
    ${imgui_dir}/imgui.cpp
    ${imgui_dir}/imgui_draw.cpp
    ${imgui_dir}/imgui_tables.cpp
    ${imgui_dir}/imgui_widgets.cpp
    ${imgui_dir}/backends/imgui_impl_glfw.cpp
    ${imgui_dir}/backends/imgui_impl_opengl3.cpp
    ${imgui_dir}/misc/cpp/imgui_stdlib.cpp
    ${imgui_dir}/misc/freetype/imgui_freetype.cpp)
add_library(dep::imgui ALIAS palpate_imgui)
# SYSTEM: imgui.h, backends/imgui_impl_*.h, misc/cpp/imgui_stdlib.h, misc/freetype/imgui_freetype.h
target_include_directories(palpate_imgui SYSTEM PUBLIC ${imgui_dir} ${CMAKE_CURRENT_LIST_DIR}/imgui)
target_compile_definitions(palpate_imgui PUBLIC IMGUI_USER_CONFIG="palpate_imgui_config.h")
target_link_libraries(palpate_imgui PUBLIC dep::glfw PRIVATE dep::freetype ${CMAKE_DL_LIBS})
