#include "ui/view_buttons.h"

#include "ui/command_widgets.h"
#include "ui/progress_panel.h"
#include "ui/widgets.h"

#include <array>
#include <vector>

namespace palpate {
namespace {

struct ViewButton {
    const char* command;
    const char* key;
};
constexpr std::array<ViewButton, 7> k_view_buttons{{{"view.front", "ui.view.front"},
                                                    {"view.back", "ui.view.back"},
                                                    {"view.left", "ui.view.left"},
                                                    {"view.right", "ui.view.right"},
                                                    {"view.three-quarter", "ui.view.three-quarter"},
                                                    {"view.top", "ui.view.top"},
                                                    {"view.reset", "ui.view.reset"}}};
constexpr std::array<ViewButton, 2> k_pane_buttons{
    {{"view.four", "ui.panes.four"}, {"view.compare", "ui.panes.compare"}}};

bool is_on(const PanelContext& context, const ViewButton& button) {
    const PaneMode mode = context.workspace.view().panes;
    const std::string_view command = button.command;
    return (mode == PaneMode::Four && command == "view.four") ||
           (mode == PaneMode::Compare && command == "view.compare");
}

/// The fixed views need no buttons that turn them; what makes no sense now is left out.
std::vector<ViewButton> buttons_now(const PanelContext& context) {
    std::vector<ViewButton> buttons;
    if (context.workspace.view().panes == PaneMode::Four) {
        buttons.push_back(k_view_buttons.back());
    } else {
        buttons.assign(k_view_buttons.begin(), k_view_buttons.end());
    }
    for (const ViewButton& button : k_pane_buttons) {
        const bool stands_above = compares_progress(context) && std::string_view(button.command) == "view.compare";
        if (!stands_above && context.workspace.can_run(*find_command(button.command))) {
            buttons.push_back(button);
        }
    }
    return buttons;
}

}  // namespace

float view_button_rows(PanelContext& context, ImVec2 origin, float width, bool draw) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float edge = context.theme.px(12);
    const float row_height = ImGui::GetFrameHeight() + style.ItemSpacing.y;
    float x = edge;
    float y = style.ItemSpacing.y;
    for (const ViewButton& button : buttons_now(context)) {
        const std::string words = context.tr(button.key);
        const float button_width = ImGui::CalcTextSize(words.c_str()).x + 2 * style.FramePadding.x;
        if (x > edge && x + button_width > width - edge) {
            x = edge;
            y += row_height;
        }
        if (draw) {
            ImGui::SetCursorScreenPos({origin.x + x, origin.y + y});
            if (chip(context.theme, words, is_on(context, button))) {
                context.run(button.command);
            }
            tip_of_command(context, button.command);
        }
        x += button_width + style.ItemSpacing.x;
    }
    return y + row_height;
}

void draw_view_menu(PanelContext& context, ImVec2 at) {
    ImGui::SetCursorScreenPos({at.x + context.theme.px(12), at.y + ImGui::GetStyle().ItemSpacing.y});
    if (ImGui::Button((context.tr("ui.tab.view") + "##views").c_str())) {
        ImGui::OpenPopup("##view menu");
    }
    if (ImGui::BeginPopup("##view menu")) {
        for (const ViewButton& button : buttons_now(context)) {
            const std::string& shortcut = find_command(button.command)->shortcut;
            if (ImGui::MenuItem(context.tr(button.key).c_str(), shortcut.c_str(), is_on(context, button))) {
                context.run(button.command);
            }
        }
        ImGui::EndPopup();
    }
}

}  // namespace palpate
