#include "ui/sign_in.h"

#include "ui/command_widgets.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

void dismiss_all(Workspace& workspace) {
    while (!workspace.notifications().empty()) {
        workspace.dismiss(workspace.notifications().front().serial);
    }
}

bool is_opening(const Workspace& workspace) {
    const auto jobs = workspace.running_jobs();
    return std::ranges::find(jobs, "job.open-store", &JobQueue::Running::name) != jobs.end();
}

/// The person whose passphrase is asked for: chosen, or the only one.
void draw_people(PanelContext& context, const std::vector<StoreUser>& users) {
    WindowState& state = context.state;
    if (std::ranges::find(users, state.sign_in_user, &StoreUser::name) == users.end()) {
        state.sign_in_user = users.front().name;
    }
    muted_text(context.theme, context.tr("ui.unlock.who"));
    const auto pressed = chip_row(
        context.theme, users.size(), [&](std::size_t i) { return users[i].name + "##user " + users[i].id; },
        [&](std::size_t i) { return users[i].name == state.sign_in_user; });
    if (pressed) {
        state.sign_in_user = users[*pressed].name;
        ImGui::SetKeyboardFocusHere();  // the passphrase follows
    }
    ImGui::Spacing();
}

void draw_faults(PanelContext& context) {
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.warning);
    for (const Notification& notification : context.workspace.notifications()) {
        ImGui::Spacing();
        body_text(context.tr(notification.text));
    }
    ImGui::PopStyleColor();
}

void sign_in(PanelContext& context) {
    dismiss_all(context.workspace);  // what was wrong before
    SignIn given{.user = context.workspace.keeper().users().empty() ? std::string() : context.state.sign_in_user,
                 .passphrase = context.state.passphrase};
    context.workspace.open_store(given);
    wipe_secret(*given.passphrase);
    forget_secret(context.state.passphrase);
}

void draw_card_content(PanelContext& context) {
    const Theme& theme = context.theme;
    const std::vector<StoreUser> users = context.workspace.keeper().users();
    ImGui::PushFont(theme.fonts.title);
    body_text(context.tr("ui.unlock.title"));
    ImGui::PopFont();
    ImGui::Spacing();
    if (users.size() > 1) {
        draw_people(context, users);
    }
    muted_text(theme, context.tr("ui.unlock.passphrase"));
    const bool opening = is_opening(context.workspace);
    const bool tried = std::exchange(context.state.signing_in, opening) && !opening;
    if (ImGui::IsWindowAppearing() || tried) {
        focus_next_control();  // after a wrong passphrase one types again
    }
    const bool entered = secret_field("##unlock passphrase", context.state.passphrase);
    const bool ready = !context.state.passphrase.empty() && !opening;
    ImGui::Spacing();
    const std::string words = context.tr(opening ? "ui.unlock.opening" : "ui.unlock.open");
    ImGui::BeginDisabled(!ready);
    const bool pressed = accent_button(theme, words, {-1, theme.px(38)});
    ImGui::EndDisabled();
    if ((pressed || entered) && ready) {
        sign_in(context);
    }
    draw_faults(context);
    ImGui::Spacing();
    muted_text(theme, context.tr("ui.unlock.recovery"));
    muted_text(theme, context.tr({"ui.unlock.place", {{"place", context.workspace.store_location()}}}));
}

}  // namespace

void draw_sign_in(PanelContext& context) {
    const Theme& theme = context.theme;
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen.Pos);
    ImGui::SetNextWindowSize(screen.Size);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.ground);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::Begin("##sign in", nullptr,
                 (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    ImGui::PushFont(theme.fonts.title);
    const std::string product = context.tr("ui.product");
    const float title_height = ImGui::GetFontSize();
    const float title_width = ImGui::CalcTextSize(product.c_str()).x;
    const float width = std::min(theme.px(440), screen.Size.x * 0.92F);
    // Where it is stays where it is, whatever is said below the field: a hand may be on its way there.
    const float top = std::max(theme.px(12), std::min(screen.Size.y * 0.22F, (screen.Size.y - theme.px(430)) / 2));
    ImGui::SetCursorPos({(screen.Size.x - title_width) / 2, top});
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::TextUnformatted(product.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::SetCursorPos({(screen.Size.x - width) / 2, top + 2 * title_height});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, theme.outline);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(26), theme.px(24)});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, theme.px(12));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, theme.px(1));
    ImGui::BeginChild("##sign in card", {width, 0},
                      ImGuiChildFlags_Border | ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding);
    draw_card_content(context);
    ImGui::EndChild();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
    ImGui::Dummy({0, theme.px(6)});
    const std::string quit = context.tr("ui.menu.quit");
    ImGui::SetCursorPosX((screen.Size.x - button_width(quit)) / 2);
    if (ImGui::Button(quit.c_str())) {
        context.quit = true;
    }
    ImGui::End();
}

void shut_window_state(WindowState& state) {
    state.people = {};
    state.ask_about = {};
    state.session_draft = {};
    state.show_about = false;
    state.show_keys = false;
    state.ask_passphrase = false;
    state.picture.open = false;
    state.show_report = false;
    state.library.open = false;
    state.search = {};
    state.progress = {};
    shut_practice(state.practice);
    forget_secret(state.passphrase);
    forget_secret(state.passphrase_again);
    if (ImGui::GetCurrentContext()->OpenPopupStack.Size > 0) {
        ImGui::ClosePopupToLevel(0, false);  // a dialog that is drawn no more would go on keeping the keyboard
    }
}

void greet(PanelContext& context) {
    WindowState& state = context.state;
    const std::string& user = context.workspace.user().id;
    const std::size_t openings = context.workspace.keeper().openings();
    if (state.openings != openings && state.openings > 0 && state.signed_in_as != user) {
        state = WindowState{};
    }
    state.signed_in_as = user;
    state.openings = openings;
}

void draw_lock_warning(PanelContext& context, const PanelBox& room) {
    const auto seconds = context.workspace.keeper().seconds_to_lock();
    if (!seconds) {
        return;
    }
    const Theme& theme = context.theme;
    const float width = std::min(theme.px(460), room.size.x - theme.px(24));
    ImGui::SetNextWindowPos({room.position.x + room.size.x / 2, room.position.y + theme.px(14)}, ImGuiCond_Always,
                            {0.5F, 0.0F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, room.size.y});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.warning_ground);
    ImGui::Begin("##lock warning", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());  // over what is open on the body
    heading(theme, context.tr({"ui.lock.soon", {{"seconds", std::to_string(*seconds)}}}));
    muted_text(theme, context.tr("ui.lock.soon-why"));
    if (accent_button(theme, context.tr("ui.lock.stay"))) {
        context.workspace.keeper().note_input();
    }
    ImGui::SameLine();
    command_button(context, "store.lock", {}, {.words_key = "ui.lock.now"});
    ImGui::End();
    ImGui::PopStyleColor();
}

namespace {

std::string lock_words(const PanelContext& context, bool roomy) {
    const std::string& name = context.workspace.user().name;
    return roomy && !name.empty() ? context.tr({"ui.lock.signed-in", {{"user", name}}}) : context.tr("ui.lock.now");
}

}  // namespace

float lock_button_width(const PanelContext& context, bool roomy) {
    return context.workspace.keeper().can_lock()
               ? button_width(lock_words(context, roomy)) + ImGui::GetStyle().ItemSpacing.x
               : 0.0F;
}

void draw_lock_button(PanelContext& context, bool roomy) {
    if (!context.workspace.keeper().can_lock()) {
        return;
    }
    const bool pressed = quiet_button(lock_words(context, roomy) + "##lock");
    tip_of_command(context, "store.lock", context.workspace.user().name);
    ImGui::SameLine();
    if (pressed) {
        context.run("store.lock");
    }
}

}  // namespace palpate
