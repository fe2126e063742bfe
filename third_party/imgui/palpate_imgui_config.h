#pragma once

/// Dear ImGui's compile-time configuration, read by ImGui and by every file that includes it.

#include <cstdio>
#include <cstdlib>

#define IMGUI_ENABLE_FREETYPE
// The program that links ImGui defines the ImGuiTestEngineHook_* functions; they tell a test where each widget is.
#define IMGUI_ENABLE_TEST_ENGINE
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_OBSOLETE_KEYIO
#define IMGUI_DISABLE_DEMO_WINDOWS

// On in release too, as PALPATE_ASSERT is: an unbalanced Begin/End is a bug in a panel.
#define IM_ASSERT(expression)                                                                         \
    do {                                                                                              \
        if (!(expression)) {                                                                          \
            std::fprintf(stderr, "palpate: ImGui: %s (%s:%d)\n", #expression, __FILE__, __LINE__);    \
            std::abort();                                                                             \
        }                                                                                             \
    } while (false)
