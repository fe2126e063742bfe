# Every library Palpate uses, as one target `dep::<name>` each. What they are and why: README.md beside this file.
# Imported targets are SYSTEM, so our warnings stop at their headers.

find_package(PkgConfig REQUIRED)

# palpate_pkg(<name> <pkg-config module> <Debian package>): dep::<name> from pkg-config.
function(palpate_pkg name module package)
    pkg_check_modules(dep_${name} QUIET IMPORTED_TARGET GLOBAL ${module})
    if(NOT dep_${name}_FOUND)
        message(FATAL_ERROR "${package} is missing: run third_party/install.sh")
    endif()
    add_library(dep::${name} ALIAS PkgConfig::dep_${name})
endfunction()

# palpate_header(<name> <header> <Debian package>): dep::<name>, a library of headers alone.
function(palpate_header name header package)
    find_path(dep_${name}_include ${header})
    mark_as_advanced(dep_${name}_include)
    if(NOT dep_${name}_include)
        message(FATAL_ERROR "${package} is missing: run third_party/install.sh")
    endif()
    add_library(dep_${name} INTERFACE)
    add_library(dep::${name} ALIAS dep_${name})
    target_include_directories(dep_${name} SYSTEM INTERFACE ${dep_${name}_include})
endfunction()

# palpate_package(<name> <config package> <target> <Debian package>): dep::<name> from a CMake config package.
function(palpate_package name config target package)
    find_package(${config} QUIET CONFIG)
    if(NOT TARGET ${target})
        message(FATAL_ERROR "${package} is missing: run third_party/install.sh")
    endif()
    add_library(dep_${name} INTERFACE)
    add_library(dep::${name} ALIAS dep_${name})
    target_link_libraries(dep_${name} INTERFACE ${target})
    # Config packages make targets of the directory that finds them, and that is the one all modules are made in.
endfunction()

palpate_header(glm glm/glm.hpp libglm-dev)
target_compile_definitions(dep_glm INTERFACE GLM_ENABLE_EXPERIMENTAL) # gtx/ headers; one setting for every file
palpate_header(json nlohmann/json.hpp nlohmann-json3-dev)
palpate_header(cli11 CLI/CLI.hpp libcli11-dev)
palpate_package(fmt fmt fmt::fmt libfmt-dev)
palpate_pkg(xxhash libxxhash libxxhash-dev)

palpate_header(stb stb/stb_image.h libstb-dev)
palpate_package(embree embree embree libembree-dev)
palpate_package(meshoptimizer meshoptimizer meshoptimizer::meshoptimizer libmeshoptimizer-dev)
if(PALPATE_WITH_ASSIMP)
    palpate_package(assimp assimp assimp::assimp libassimp-dev)
endif()

palpate_pkg(sqlcipher sqlcipher libsqlcipher-dev)
if(dep_sqlcipher_VERSION VERSION_LESS 3.40)
    message(FATAL_ERROR "libsqlcipher-dev is too old (SQLite ${dep_sqlcipher_VERSION}): run third_party/install.sh")
endif()
target_compile_definitions(PkgConfig::dep_sqlcipher INTERFACE SQLITE_HAS_CODEC) # declares sqlite3_key
palpate_pkg(sodium libsodium libsodium-dev)

# Not linked: its text becomes part of the page on which clients answer at home.
find_file(palpate_tweetnacl nacl-fast.js PATHS /usr/share/nodejs/tweetnacl NO_DEFAULT_PATH)
if(NOT palpate_tweetnacl)
    message(FATAL_ERROR "node-tweetnacl is missing: run third_party/install.sh")
endif()

palpate_pkg(epoxy epoxy libepoxy-dev)
palpate_pkg(egl egl libegl-dev)
palpate_package(glfw glfw3 glfw libglfw3-dev)
target_compile_definitions(dep_glfw INTERFACE GLFW_INCLUDE_NONE=) # epoxy brings GL; empty, so that a file may say it too
palpate_pkg(freetype freetype2 libfreetype-dev)

palpate_pkg(cairo_pdf cairo-pdf libcairo2-dev)
palpate_pkg(pango pangocairo libpango1.0-dev)

include(${CMAKE_CURRENT_LIST_DIR}/imgui.cmake)
