# Checks every #include below a source folder against the law in layers.txt (written by palpate_module).
#
#   cmake -D SOURCES=<src> -D LAYERS=<layers.txt> -P architecture.cmake
#   cmake -D SELF_TEST=ON -D WORK=<scratch folder> -P architecture.cmake     plants violations and wants each caught
#
# A row of layers.txt: <module> | <modules it may include> | <third-party prefixes> | <prefixes for .cpp and detail/ only>
# where a prefix written <file pattern>:<prefix> holds for these files only.
cmake_minimum_required(VERSION 3.25)

# starts_with_any(<result> <text> <prefix>..)
function(starts_with_any result text)
    set(${result} FALSE PARENT_SCOPE)
    foreach(prefix IN LISTS ARGN)
        string(FIND "${text}" "${prefix}" at)
        if(at EQUAL 0)
            set(${result} TRUE PARENT_SCOPE)
            return()
        endif()
    endforeach()
endfunction()

# check_include(<result> <file, relative to src> <header> <quoted>): the rule it breaks, or nothing.
function(check_include result file header quoted)
    set(${result} "" PARENT_SCOPE)
    string(REGEX MATCH "^[^/]+" module "${file}")
    if(header MATCHES "(^|/)\\.\\.?/")
        set(${result} "a path with ./ or ../; write \"module/header.h\"" PARENT_SCOPE)
        return()
    endif()

    if(quoted)
        string(REGEX MATCH "^[^/]+" target "${header}")
        if(NOT header MATCHES "/" OR NOT target IN_LIST modules)
            set(${result} "not written \"module/header.h\" (third party goes in <>)" PARENT_SCOPE)
        elseif(target STREQUAL module)
            return()
        elseif(NOT target IN_LIST depends_${module})
            set(${result} "${module} may not include ${target}" PARENT_SCOPE)
        elseif(header MATCHES "/detail/")
            set(${result} "detail/ belongs to ${target} alone" PARENT_SCOPE)
        endif()
        return()
    endif()

    if(header MATCHES "^[a-z_0-9]+$") # the standard library
        return()
    endif()
    set(allowed fmt/ glm/ ${anywhere_${module}})
    if(file MATCHES "\\.cpp$" OR file MATCHES "/detail/")
        foreach(prefix IN LISTS in_cpp_${module})
            if(prefix MATCHES "^([^:]+):(.+)$")
                set(prefix "${CMAKE_MATCH_2}")
                string(REPLACE "." "\\." pattern "${CMAKE_MATCH_1}")
                string(REPLACE "*" ".*" pattern "${pattern}")
                if(NOT file MATCHES "(^|/)${pattern}$")
                    continue()
                endif()
            endif()
            list(APPEND allowed "${prefix}")
        endforeach()
    endif()
    starts_with_any(is_allowed "${header}" ${allowed})
    if(NOT is_allowed)
        set(${result} "<${header}> is not in ${module}'s MAY_INCLUDE lists for this kind of file" PARENT_SCOPE)
    endif()
endfunction()

if(SELF_TEST)
    # Each line: breaks or keeps the law | file | the line in it
    set(cases
        "breaks|lower/a.h|#include \"upper/b.h\""
        "breaks|lower/a.cpp|#include \"stranger/b.h\""
        "breaks|upper/a.cpp|#include \"../lower/b.h\""
        "breaks|upper/a.cpp|#include \"lower/../lower/b.h\""
        "breaks|upper/a.cpp|#include \"lower/detail/b.h\""
        "breaks|upper/a.cpp|#include \"lower/sub/detail/b.h\""
        "breaks|upper/a.cpp|#include \"b.h\""
        "breaks|upper/a.cpp|#include \"detail/b.h\""
        "breaks|upper/a.cpp|#include <lower/b.h>"
        "breaks|upper/a.cpp|#include \"gl/gl.h\""
        "breaks|lower/a.cpp|#include <gl/gl.h>"
        "breaks|lower/a.cpp|  #  include <gl/gl.h> // hidden"
        "breaks|lower/a.cpp|#include <unistd.h>"
        "breaks|upper/a.h|#include <gl/gl.h>"
        "breaks|upper/a.cpp|#include <door/x.h>"
        "breaks|upper/a.cpp|#include SOME_MACRO"
        "breaks|nowhere/a.cpp|#include <vector>"
        "breaks|a.cpp|#include <vector>"
        "keeps|upper/a.cpp|#include <gl/gl.h>"
        "keeps|upper/detail/a.h|#include <gl/gl.h>"
        "keeps|upper/a.h|#include <public/b.h>"
        "keeps|upper/detail/the_backend.cpp|#include <door/x.h>"
        "keeps|upper/a.h|#include \"lower/b.h\""
        "keeps|upper/a.cpp|#include \"upper/detail/b.h\""
        "keeps|lower/a.h|#include <vector>"
        "keeps|lower/a.h|#include <glm/vec3.hpp>"
        "keeps|lower/a.h|#include <fmt/format.h>"
        "keeps|lower/a.h|// #include \"upper/b.h\"")
    set(failures 0)
    file(REMOVE_RECURSE ${WORK})
    file(WRITE ${WORK}/layers.txt "lower | | | \nupper | lower | public/ | gl/ *backend.cpp:door/\n")
    foreach(case IN LISTS cases)
        string(REGEX MATCH "^([^|]+)\\|([^|]+)\\|(.*)$" whole "${case}")
        set(verdict "${CMAKE_MATCH_1}")
        file(REMOVE_RECURSE ${WORK}/src)
        file(WRITE ${WORK}/src/${CMAKE_MATCH_2} "#pragma once\n${CMAKE_MATCH_3}\n")
        execute_process(
            COMMAND ${CMAKE_COMMAND} -D SOURCES=${WORK}/src -D LAYERS=${WORK}/layers.txt -P ${CMAKE_CURRENT_LIST_FILE}
            RESULT_VARIABLE code OUTPUT_QUIET ERROR_QUIET)
        if((verdict STREQUAL breaks AND code EQUAL 0) OR (verdict STREQUAL keeps AND NOT code EQUAL 0))
            message(SEND_ERROR "expected `${verdict}`: ${case}")
            math(EXPR failures "${failures} + 1")
        endif()
    endforeach()
    list(LENGTH cases count)
    message(STATUS "architecture self test: ${count} cases, ${failures} judged wrongly")
    return()
endif()

get_filename_component(SOURCES ${SOURCES} ABSOLUTE)
set(modules "")
file(STRINGS ${LAYERS} rows)
foreach(row IN LISTS rows)
    string(REGEX MATCH "^([a-z_]+) \\|([^|]*)\\|([^|]*)\\|([^|]*)$" whole "${row}")
    if(NOT whole)
        message(FATAL_ERROR "${LAYERS}: cannot read the row `${row}`")
    endif()
    set(module ${CMAKE_MATCH_1})
    separate_arguments(depends_${module} UNIX_COMMAND "${CMAKE_MATCH_2}")
    separate_arguments(anywhere_${module} UNIX_COMMAND "${CMAKE_MATCH_3}")
    separate_arguments(in_cpp_${module} UNIX_COMMAND "${CMAKE_MATCH_4}")
    list(APPEND modules ${module})
endforeach()

file(GLOB_RECURSE files RELATIVE ${SOURCES} ${SOURCES}/*.h ${SOURCES}/*.hpp ${SOURCES}/*.inl ${SOURCES}/*.cpp
    ${SOURCES}/*.cc ${SOURCES}/*.c)
set(checked 0)
foreach(file IN LISTS files)
    string(REGEX MATCH "^([^/]+)/" whole "${file}")
    if(NOT whole OR NOT CMAKE_MATCH_1 IN_LIST modules)
        message(SEND_ERROR "src/${file}: not in the folder of a module named in CMakeLists.txt")
        continue()
    endif()
    file(STRINGS ${SOURCES}/${file} lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS lines)
        math(EXPR checked "${checked} + 1")
        if(line MATCHES "include[ \t]*\"([^\"]+)\"")
            check_include(broken "${file}" "${CMAKE_MATCH_1}" TRUE)
        elseif(line MATCHES "include[ \t]*<([^>]+)>")
            check_include(broken "${file}" "${CMAKE_MATCH_1}" FALSE)
        else()
            set(broken "an include that is neither \"..\" nor <..>")
        endif()
        if(broken)
            message(SEND_ERROR "src/${file}: ${line}\n  ${broken}")
        endif()
    endforeach()
endforeach()
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "no files below ${SOURCES}")
endif()
message(STATUS "architecture: ${checked} includes in ${count} files")
