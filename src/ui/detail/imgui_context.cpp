#include "ui/detail/imgui_context.h"

#include <imgui.h>

namespace palpate::detail {

ImGuiSession::ImGuiSession() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;               // layout.cpp keeps the sizes, in the user's folder
    io.ConfigInputTextCursorBlink = false;  // a blinking caret would keep an idle window drawing
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
}

ImGuiSession::~ImGuiSession() { ImGui::DestroyContext(); }

}  // namespace palpate::detail
