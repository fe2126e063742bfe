#include "ui/detail/imgui_context.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

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

bool input_is_waiting() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

bool person_acted(bool by_moving) {
    const auto& events = ImGui::GetCurrentContext()->InputEventsQueue;
    return std::any_of(events.begin(), events.end(), [&](const ImGuiInputEvent& event) {
        return event.Type != ImGuiInputEventType_Focus && (by_moving || event.Type != ImGuiInputEventType_MousePos);
    });
}

}  // namespace palpate::detail
