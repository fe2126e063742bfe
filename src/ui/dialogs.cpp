#include "ui/intake_kiosk.h"
#include "ui/panels.h"
#include "ui/people_panels.h"
#include "ui/practice.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t k_shortest_passphrase = 10;

void close_button(PanelContext& context, bool& open) {
    if (ImGui::Button(context.tr("ui.close").c_str())) {
        open = false;
    }
}

void draw_set_passphrase(PanelContext& context) {
    WindowState& state = context.state;
    draw_dialog(context, "##passphrase", "ui.passphrase.title", state.ask_passphrase, [&] {
        body_text(context.tr("ui.passphrase.why"));
        muted_text(context.theme, context.tr("ui.passphrase.first"));
        static_cast<void>(secret_field("##passphrase", state.passphrase));
        muted_text(context.theme, context.tr("ui.passphrase.again"));
        static_cast<void>(secret_field("##passphrase again", state.passphrase_again));
        const bool long_enough = state.passphrase.size() >= k_shortest_passphrase;
        const bool same = state.passphrase == state.passphrase_again;
        if (!state.passphrase.empty() && !long_enough) {
            muted_text(context.theme,
                       context.tr({"ui.passphrase.short", {{"least", std::to_string(k_shortest_passphrase)}}}));
        } else if (!state.passphrase_again.empty() && !same) {
            muted_text(context.theme, context.tr("ui.passphrase.differ"));
        }
        if (quiet_button(context.tr("ui.passphrase.set"), long_enough && same)) {
            if (context.run("store.set-passphrase", {{"passphrase", state.passphrase}})) {
                state.ask_passphrase = false;
            }
        }
        ImGui::SameLine();
        close_button(context, state.ask_passphrase);
    });
    // Closed, by whatever key. Only where something was typed: forgetting also empties the field that is being typed into.
    const bool typed = !state.passphrase.empty() || !state.passphrase_again.empty();
    if (!state.ask_passphrase && typed) {
        forget_secret(state.passphrase);
        forget_secret(state.passphrase_again);
    }
}

void draw_about(PanelContext& context) {
    draw_dialog(context, "##about", "ui.about.title", context.state.show_about, [&] {
        body_text(context.tr({"ui.about.what", {{"version", PALPATE_VERSION}}}));
        ImGui::Spacing();
        body_text(context.tr("ui.about.safety"));
        ImGui::Separator();
        if (ImGui::IsWindowAppearing()) {
            context.state.bodies = context.workspace.atlases();
        }
        for (const AtlasCredit& credit : context.state.bodies) {
            heading(context.theme, credit.title);
            muted_text(context.theme, credit.attribution);
            muted_text(context.theme, credit.licence);
        }
        close_button(context, context.state.show_about);
    });
}

}  // namespace

void draw_dialog(PanelContext& context, const char* id, const char* title_key, bool& open,
                 const std::function<void()>& draw) {
    const std::string name = context.tr(title_key) + id;
    if (!open) {
        return;
    }
    if (!ImGui::IsPopupOpen(name.c_str())) {
        ImGui::OpenPopup(name.c_str());
    }
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    const float width = std::min(context.theme.px(520), screen.Size.x * 0.94F);
    ImGui::SetNextWindowPos(screen.GetCenter(), ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.Size.y * 0.9F});
    if (ImGui::BeginPopupModal(name.c_str(), nullptr, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove)) {
        draw();
        if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
            open = false;
        }
        if (!open) {
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
}

bool waits_for_passphrase(const PanelContext& context) {
    return context.workspace.store_locked() && !context.workspace.store_open();
}

void draw_dialogs(PanelContext& context) {
    draw_client_list(context);
    draw_client_page(context);
    draw_practice_figures(context);
    draw_set_passphrase(context);
    draw_about(context);
    draw_practice(context);
    draw_hand_over_dialog(context);
    draw_help_overlay(context);
    draw_library(context);
}

}  // namespace palpate
