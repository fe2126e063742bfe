#include "ui/fixed_panel.h"

namespace palpate {

void draw_fixed_panel(const char* name, const PanelBox& box, const ImVec4& ground, const std::function<void()>& draw,
                      bool padded, ImGuiWindowFlags more) {
    if (box.empty()) {
        return;
    }
    ImGui::SetNextWindowPos(box.position);
    ImGui::SetNextWindowSize(box.size);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ground);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    if (!padded) {
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    }
    ImGui::Begin(name, nullptr, (k_fixed_panel & ~ImGuiWindowFlags_NoScrollbar) | more);
    ImGui::PopStyleVar(padded ? 1 : 2);
    draw();
    ImGui::End();
    ImGui::PopStyleColor();
}

}  // namespace palpate
