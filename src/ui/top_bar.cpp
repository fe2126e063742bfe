#include "ui/command_widgets.h"
#include "ui/intake_kiosk.h"
#include "ui/knowledge_panels.h"
#include "ui/panels.h"
#include "ui/sign_in.h"
#include "ui/widgets.h"

#include <algorithm>
#include <vector>

namespace palpate {
namespace {

float button_width(const std::string& words) {
    return ImGui::CalcTextSize(words.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x +
           ImGui::GetStyle().ItemSpacing.x;
}

void draw_scale_menu(PanelContext& context) {
    if (ImGui::MenuItem(context.tr("ui.menu.scale-desktop").c_str(), nullptr, context.settings.scale == 0)) {
        context.settings.scale = 0;
        context.settings_changed = true;
    }
    for (const int percent : {100, 125, 150, 175, 200, 250, 300}) {
        const float scale = static_cast<float>(percent) / 100.0F;
        const std::string words = std::to_string(percent) + " %";
        if (ImGui::MenuItem(words.c_str(), nullptr, context.settings.scale == scale)) {
            context.settings.scale = scale;
            context.settings_changed = true;
        }
    }
}

void draw_atlas_menu(PanelContext& context) {
    if (ImGui::IsWindowAppearing()) {
        context.state.bodies = context.workspace.atlases();
    }
    for (const AtlasCredit& credit : context.state.bodies) {
        const bool current = credit.name == context.workspace.atlas_name();
        if (ImGui::MenuItem((credit.title + "##" + credit.name).c_str(), nullptr, current) && !current) {
            context.workspace.load_atlas(credit.name);
        }
    }
}

/// Every command that needs nothing said with it, by group: a new one stands here by itself.
void draw_command_menus(PanelContext& context) {
    std::vector<std::string_view> groups;
    for (const Command& command : builtin_commands()) {
        const std::string_view group = group_of(command);
        if (stands_alone(command) && std::ranges::find(groups, group) == groups.end()) {
            groups.push_back(group);
        }
    }
    for (const std::string_view group : groups) {
        const std::string key = "command-group." + std::string(group);
        if (!ImGui::BeginMenu((context.tr(key) + "##" + key).c_str())) {
            continue;
        }
        for (const Command& command : builtin_commands()) {
            if (stands_alone(command) && group_of(command) == group) {
                command_menu_item(context, command.id);
            }
        }
        ImGui::EndMenu();
    }
}

void draw_language_menu(PanelContext& context) {
    for (const Language& language : context.workspace.services().languages) {
        const bool current = language.code == context.workspace.language();
        if (ImGui::MenuItem((language.own_name + "##" + language.code).c_str(), nullptr, current)) {
            context.run("app.language", {{"language", language.code}});
        }
    }
}

void draw_menu(PanelContext& context) {
    command_menu_item(context, "client.choose", context.tr("ui.menu.clients"));
    command_menu_item(context, "client.page", context.tr("ui.client-page.open"));
    command_menu_item(context, "app.search");
    command_menu_item(context, "window.library");
    ImGui::Separator();
    if (ImGui::BeginMenu(context.tr("ui.menu.body").c_str())) {
        draw_atlas_menu(context);
        ImGui::EndMenu();
    }
    if (ImGui::BeginMenu(context.tr("ui.menu.scale").c_str())) {
        draw_scale_menu(context);
        ImGui::EndMenu();
    }
    if (context.workspace.services().languages.size() > 1 && ImGui::BeginMenu(context.tr("ui.menu.language").c_str())) {
        draw_language_menu(context);
        ImGui::EndMenu();
    }
    const bool light = context.settings.theme == ThemeName::Light;
    if (ImGui::MenuItem(context.tr("ui.menu.light").c_str(), nullptr, light)) {
        context.settings.theme = light ? ThemeName::Dark : ThemeName::Light;
        context.settings_changed = true;
    }
    ImGui::Separator();
    if (ImGui::MenuItem(context.tr("ui.menu.picture").c_str(), nullptr, false, context.workspace.atlas() != nullptr)) {
        context.state.picture.open = true;
    }
    if (ImGui::MenuItem((context.tr("command.kiosk.hand-over") + "\u2026").c_str(), nullptr, false,
                        context.workspace.can_run(*find_command("kiosk.hand-over")))) {
        context.state.kiosk.ask_hand_over = true;
    }
    command_menu_item(context, "report.preview", context.tr("ui.report.open"));
    command_menu_item(context, "store.practice");
    command_menu_item(context, "store.lock");
    if (context.workspace.protection() == StoreProtection::None) {
        command_menu_item(context, "store.protect", context.tr("ui.menu.passphrase"));
    }
    draw_command_menus(context);
    command_menu_item(context, "app.help", context.tr("ui.menu.keys"));
    command_menu_item(context, "app.about", context.tr("ui.menu.about"));
    ImGui::Separator();
    command_menu_item(context, "app.quit", context.tr("ui.menu.quit"));
}

/// A button to the client's page; while a client marks, only the name.
void draw_name(PanelContext& context, const Client& client) {
    const std::string name(shown_name(client, context.workspace.view().hide_names));
    ImGui::PushFont(context.theme.fonts.heading);
    if (client_marks(context)) {
        ImGui::TextUnformatted(name.c_str());
    } else if (quiet_button(name + "##client name")) {
        context.run("client.page");
    }
    ImGui::PopFont();
    if (!client_marks(context)) {
        tip_of_command(context, "client.page");
    }
}

/// The client and, where there is room before `right_edge`, the session.
void draw_client_name(PanelContext& context, float right_edge) {
    const CaseDocument* document = context.workspace.document();
    const Theme& theme = context.theme;
    ImGui::AlignTextToFramePadding();
    if (document == nullptr) {
        muted_text(theme, context.tr("ui.no-client"));
        return;
    }
    draw_name(context, document->client);
    const Session* session = find_session(*document, context.workspace.session());
    if (session == nullptr) {
        return;
    }
    const std::string words = context.tr({"ui.session-line",
                                          {{"number", std::to_string(session_number(*document, session->id))},
                                           {"date", shown_date(context, session->date)}}});
    ImGui::SameLine();
    if (ImGui::GetCursorPosX() + ImGui::CalcTextSize(words.c_str()).x <= right_edge) {
        ImGui::AlignTextToFramePadding();
        muted_text(theme, words);
    } else {
        ImGui::NewLine();
    }
}

std::string saving_words(const PanelContext& context) {
    switch (context.workspace.save_state()) {
        case SaveState::Saved: return context.tr("ui.save.saved");
        case SaveState::Saving: return context.tr("ui.save.saving");
        case SaveState::Failed: return context.tr("ui.save.failed");
    }
    return {};
}

void draw_protection(PanelContext& context) {
    if (client_marks(context) || !context.workspace.store_open() ||
        context.workspace.protection() != StoreProtection::None) {
        return;
    }
    const bool sample = context.workspace.document() != nullptr && context.workspace.document()->client.sample;
    const std::string words = context.tr(sample ? "ui.protection.none-sample" : "ui.protection.none");
    if (quiet_button(words)) {
        context.state.ask_passphrase = true;
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.protection.none-why").c_str());
    }
    ImGui::SameLine();
}

bool offers_explaining(const PanelContext& context) {
    return !client_looks(context) && context.workspace.document() != nullptr;
}

void draw_explain_button(PanelContext& context) {
    if (offers_explaining(context)) {
        command_button(context, "app.explain", {}, {.words_key = "ui.explain.open"});
        ImGui::SameLine();
        command_button(context, "app.progress", {}, {.words_key = "ui.progress.open"});
        ImGui::SameLine();
    }
}

float search_width(const PanelContext& context, bool roomy) { return context.theme.px(roomy ? 240 : 120); }

float right_side_width(const PanelContext& context, bool roomy) {
    float width = waiting_answers_width(context) + search_width(context, roomy) + ImGui::GetStyle().ItemSpacing.x +
                  button_width(context.tr("ui.undo")) + button_width(context.tr("ui.redo"));
    if (roomy) {
        width += button_width(saving_words(context));
        if (offers_explaining(context)) {
            width += button_width(context.tr("ui.explain.open")) + button_width(context.tr("ui.progress.open"));
        }
        if (!client_marks(context) && context.workspace.store_open() &&
            context.workspace.protection() == StoreProtection::None) {
            const bool sample = context.workspace.document() != nullptr && context.workspace.document()->client.sample;
            width += button_width(context.tr(sample ? "ui.protection.none-sample" : "ui.protection.none"));
        }
    }
    return width + lock_button_width(context, roomy) + ImGui::GetStyle().WindowPadding.x;
}

float undo_width(const PanelContext& context) {
    return button_width(context.tr("ui.undo")) + button_width(context.tr("ui.redo")) + ImGui::GetStyle().ItemSpacing.x +
           ImGui::GetStyle().WindowPadding.x;
}

void draw_undo(PanelContext& context) {
    const History* history = context.workspace.history();
    const auto tip = [&](const char* command, const std::string& label) {
        tip_of_command(context, command, label.empty() ? std::string() : context.tr(label));
    };
    if (quiet_button(context.tr("ui.undo"), history != nullptr && history->can_undo())) {
        context.run("edit.undo");
    }
    tip("edit.undo", history != nullptr ? history->undo_label() : std::string());
    ImGui::SameLine();
    if (quiet_button(context.tr("ui.redo"), history != nullptr && history->can_redo())) {
        context.run("edit.redo");
    }
    tip("edit.redo", history != nullptr ? history->redo_label() : std::string());
}

}  // namespace

void draw_review_bar(PanelContext& context) {
    ImGui::SetCursorPosY((ImGui::GetWindowHeight() - ImGui::GetFrameHeight()) / 2);
    command_button(context, "intake.close", {}, {.words_key = "ui.review.later"});
    ImGui::SameLine(0, context.theme.px(18));
    ImGui::AlignTextToFramePadding();
    heading(context.theme, context.tr("ui.review.bar"));
    ImGui::SameLine(ImGui::GetWindowWidth() - undo_width(context));
    draw_undo(context);
}

void draw_top_bar(PanelContext& context) {
    const Theme& theme = context.theme;
    const float bar = ImGui::GetWindowHeight();
    const bool roomy = ImGui::GetWindowWidth() > theme.px(1060);
    ImGui::SetCursorPosY((bar - ImGui::GetFrameHeight()) / 2);
    if (ImGui::Button(context.tr("ui.menu").c_str())) {
        ImGui::OpenPopup("##menu");
    }
    ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, bar});
    if (ImGui::BeginPopup("##menu")) {
        draw_menu(context);
        ImGui::EndPopup();
    }
    ImGui::SameLine(0, theme.px(14));
    if (roomy) {
        ImGui::PushFont(theme.fonts.title);
        const std::string product = context.tr("ui.product");
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 size = ImGui::CalcTextSize(product.c_str());
        // Drawn by hand: ImGui would line the larger letters up with the small ones before them.
        ImGui::GetWindowDrawList()->AddText({at.x, at.y + (ImGui::GetFrameHeight() - size.y) / 2},
                                            ImGui::GetColorU32(theme.text), product.c_str());
        ImGui::PopFont();
        ImGui::Dummy({size.x, ImGui::GetFrameHeight()});
        ImGui::SameLine(0, theme.px(18));
    }
    const float right_edge = ImGui::GetWindowWidth() - right_side_width(context, roomy);
    draw_client_name(context, right_edge);
    ImGui::SameLine(right_edge);
    ImGui::SetCursorPosY((bar - ImGui::GetFrameHeight()) / 2);
    draw_waiting_answers(context);
    if (roomy) {
        draw_explain_button(context);
        draw_protection(context);
        if (context.workspace.document() != nullptr) {
            ImGui::AlignTextToFramePadding();
            ImGui::PushStyleColor(ImGuiCol_Text,
                                  context.workspace.save_state() == SaveState::Failed ? theme.warning : theme.muted);
            ImGui::TextUnformatted(saving_words(context).c_str());
            ImGui::PopStyleColor();
            ImGui::SameLine(0, theme.px(16));
        }
    }
    draw_lock_button(context, roomy);
    draw_search_box(context, search_width(context, roomy));
    ImGui::SameLine();
    draw_undo(context);
}

}  // namespace palpate
