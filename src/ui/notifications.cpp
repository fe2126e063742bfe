#include "ui/knowledge_panels.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <algorithm>

namespace palpate {

void draw_notifications(PanelContext& context, const PanelBox& room) {
    auto notifications = context.workspace.notifications();  // copy: dismissing changes the list
    if (explains(
            context)) {  // what a therapist is told waits until the client looks elsewhere, but for what went wrong
        std::erase_if(notifications, [](const Notification& n) { return n.severity != Severity::Error; });
    }
    if (notifications.empty() || waits_for_passphrase(context)) {
        return;  // the dialog that asks for the passphrase says what went wrong
    }
    const bool bad_news =
        std::ranges::any_of(notifications, [](const Notification& n) { return n.severity != Severity::Note; });
    const Theme& theme = context.theme;
    const float width = std::min(theme.px(460), room.size.x - theme.px(24));
    ImGui::SetNextWindowPos({room.position.x + room.size.x / 2, room.position.y + room.size.y - theme.px(14)},
                            ImGuiCond_Always, {0.5F, 1.0F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, room.size.y / 2});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, bad_news ? theme.warning_ground : theme.card);
    ImGui::Begin("##notifications", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    for (const Notification& notification : notifications) {
        const std::string suffix = "##notification " + std::to_string(notification.serial);
        body_text(context.tr(notification.text));
        if (notification.severity == Severity::Error && context.workspace.save_state() == SaveState::Failed) {
            if (accent_button(theme, context.tr("ui.notification.retry") + suffix)) {
                context.run("record.retry-save");
            }
            ImGui::SameLine();
        }
        if (ImGui::Button((context.tr("ui.notification.close") + suffix).c_str())) {
            context.workspace.dismiss(notification.serial);
        }
    }
    ImGui::End();
    ImGui::PopStyleColor();
}

}  // namespace palpate
