// What stands around every page a client answers on, and the way in and out of it.

#include "ui/intake_kiosk.h"

#include "base/store_user.h"
#include "ui/command_widgets.h"
#include "ui/fixed_panel.h"
#include "ui/health_questions.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr float k_head_height = 66;
constexpr float k_foot_height = 86;
constexpr float k_page_width = 760;  // lines longer than this are tiring to read
constexpr std::array<float, 3> k_words_scales{k_kiosk_words, 1.5F, 1.8F};

const IntakeDesk& desk_of(const PanelContext& context) { return context.workspace.intakes(); }

bool answers(const PanelContext& context) { return desk_of(context).state() == IntakeState::Answering; }

bool has_body(IntakeStep step) { return step == IntakeStep::Where || step == IntakeStep::Preferences; }

/// Words of one client are not there for the next; what was clicked on one page is not meant on another.
void keep_drafts_apart(PanelContext& context) {
    KioskState& kiosk = context.state.kiosk;
    const CaseDocument* said = context.workspace.document();
    const SessionId now = said != nullptr ? context.workspace.session() : SessionId{};
    const IntakeStep step = desk_of(context).step();
    if (kiosk.of != now) {
        kiosk.code.clear();
        kiosk.name.clear();
        kiosk.words_scale = now.empty() ? k_kiosk_words : kiosk.words_scale;
        kiosk.draft = said != nullptr ? said->client : Client{};
        context.state.repeated.clear();
    }
    if (kiosk.of != now || kiosk.step != step) {
        context.state.draft.reset();
        context.state.clicked_region.clear();
    }
    kiosk.of = now;
    kiosk.step = step;
}

// ---- above ---------------------------------------------------------------------------------------------------------

/// A bar that fills from question to question, in the room of one line.
void draw_progress(const PanelContext& context, float width) {
    const Theme& theme = context.theme;
    const int asked = std::min(static_cast<int>(desk_of(context).step()) + 1, k_intake_questions);
    const float share = static_cast<float>(asked) / k_intake_questions;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = theme.px(9);
    const float top = at.y + (ImGui::GetFrameHeight() - height) / 2;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({at.x, top}, {at.x + width, top + height}, ImGui::GetColorU32(theme.control), height / 2);
    draw.AddRectFilled({at.x, top}, {at.x + width * share, top + height}, ImGui::GetColorU32(theme.accent_line),
                       height / 2);
    ImGui::Dummy({width, ImGui::GetFrameHeight()});
}

std::string progress_words(const PanelContext& context) {
    const int asked = std::min(static_cast<int>(desk_of(context).step()) + 1, k_intake_questions);
    return context.tr(
        {"ui.kiosk.progress", {{"number", std::to_string(asked)}, {"of", std::to_string(k_intake_questions)}}});
}

const std::string& language_name(const PanelContext& context) {
    const auto& languages = context.workspace.services().languages;
    const auto found = std::ranges::find(languages, context.workspace.language(), &Language::code);
    return found == languages.end() ? context.workspace.language() : found->own_name;
}

void draw_language_choice(PanelContext& context) {
    if (ImGui::Button((language_name(context) + "##kiosk language").c_str())) {
        ImGui::OpenPopup("##kiosk languages");
    }
    if (ImGui::BeginPopup("##kiosk languages")) {
        const auto languages = context.workspace.services().languages;  // a copy: the words change under it
        for (const Language& language : languages) {
            if (ImGui::Button(language.own_name.c_str(), {context.theme.px(180), 0})) {
                context.run("app.language", {{"language", language.code}});
                ImGui::CloseCurrentPopup();
            }
        }
        ImGui::EndPopup();
    }
}

/// Larger words, and round again.
void draw_words_size(PanelContext& context) {
    float& scale = context.state.kiosk.words_scale;
    if (ImGui::Button("Aa")) {
        const auto* const now = std::ranges::find(k_words_scales, scale);
        scale = now == k_words_scales.end() || now + 1 == k_words_scales.end() ? k_words_scales.front() : *(now + 1);
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.kiosk.larger").c_str());
    }
}

void draw_head(PanelContext& context) {
    const Theme& theme = context.theme;
    ImGui::SetCursorPosY((ImGui::GetWindowHeight() - ImGui::GetFrameHeight()) / 2);
    const std::string count = answers(context) ? progress_words(context) : std::string();
    const float right = button_width("Aa") + button_width(language_name(context)) +
                        ImGui::CalcTextSize(count.c_str()).x + 4 * ImGui::GetStyle().ItemSpacing.x;
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(theme.fonts.heading);
    ImGui::TextUnformatted(context.tr("ui.kiosk.title").c_str());
    ImGui::PopFont();
    const float edge = ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x;
    ImGui::SameLine(0, theme.px(20));
    if (answers(context)) {
        draw_progress(context, std::max(theme.px(40), edge - right - ImGui::GetCursorPosX()));
        ImGui::SameLine();
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(count.c_str());
        ImGui::SameLine();
    } else {
        ImGui::SetCursorPosX(edge - right + 2 * ImGui::GetStyle().ItemSpacing.x);
    }
    draw_words_size(context);
    ImGui::SameLine();
    draw_language_choice(context);
}

// ---- below ---------------------------------------------------------------------------------------------------------

void draw_pin(PanelContext& context) {
    KioskState& kiosk = context.state.kiosk;
    draw_dialog(context, "##take back", "ui.kiosk.pin-title", kiosk.ask_pin, [&] {
        if (ImGui::IsWindowAppearing()) {
            focus_next_control();
        }
        const bool entered = secret_field("##pin", kiosk.pin);
        if (const int seconds = desk_of(context).seconds_to_next_entry(); seconds > 0) {
            muted_text(context.theme, context.tr({"intake.wait", {{"seconds", std::to_string(seconds)}}}));
        }
        const bool pressed = accent_button(context.theme, context.tr("ui.kiosk.take-back"));
        ImGui::SameLine();
        const bool closed = ImGui::Button(context.tr("ui.close").c_str());
        if ((pressed || entered) && !kiosk.pin.empty()) {
            kiosk.ask_pin = !context.run("kiosk.take-back", {{"pin", kiosk.pin}}).has_value();
            forget_secret(kiosk.pin);
        }
        kiosk.ask_pin = kiosk.ask_pin && !closed;
    });
    if (!kiosk.ask_pin && !kiosk.pin.empty() && !kiosk.ask_hand_over) {
        forget_secret(kiosk.pin);
    }
}

/// What is still missing, in the middle; quietly, since it is said before anyone has done something wrong.
void draw_hint(const PanelContext& context, float width) {
    const auto missing = missing_for(desk_of(context).step(), *context.workspace.document());
    const float left = ImGui::GetCursorPosX();
    ImGui::PushTextWrapPos(left + width);
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
    ImGui::PushFont(context.theme.fonts.small_text);
    ImGui::TextUnformatted(missing ? context.tr(*missing).c_str() : "");
    ImGui::PopFont();
    ImGui::PopStyleColor();
    ImGui::PopTextWrapPos();
}

void draw_ways_on(PanelContext& context) {
    const Theme& theme = context.theme;
    const IntakeStep step = desk_of(context).step();
    const ImVec2 size{theme.px(130), 0};
    const bool last = step == IntakeStep::Review;
    const float edge = ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x;
    const float top = ImGui::GetCursorPosY();
    if (quiet_button(context.tr("ui.kiosk.back"), step != IntakeStep::Language, size)) {
        context.run("kiosk.back");
    }
    const float gap = ImGui::GetStyle().ItemSpacing.x;
    ImGui::SameLine(0, 2 * gap);
    const float pause = button_width(context.tr("ui.kiosk.pause"));
    draw_hint(context, std::max(theme.px(60), edge - size.x - pause - 4 * gap - ImGui::GetCursorPosX()));
    ImGui::SetCursorPos({edge - size.x - gap - pause, top});
    command_button(context, "kiosk.pause", {}, {.words_key = "ui.kiosk.pause"});
    ImGui::SetCursorPos({edge - size.x, top});
    command_button(context, "kiosk.next", {},
                   {.words_key = last ? "ui.kiosk.finish" : "ui.kiosk.next", .accent = true, .size = size});
}

void draw_foot(PanelContext& context) {
    ImGui::SetCursorPosY((ImGui::GetWindowHeight() - ImGui::GetFrameHeight()) / 2);
    if (answers(context)) {
        draw_ways_on(context);
        return;
    }
    const std::string words = context.tr("ui.kiosk.for-practice");
    ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - button_width(words));
    if (ImGui::Button(words.c_str())) {
        context.state.kiosk.ask_pin = true;
    }
}

// ---- in between ----------------------------------------------------------------------------------------------------

/// Each page scrolls for itself, and one that is new begins at its top.
std::string page_name(const PanelContext& context) {
    return "##kiosk page " + std::string(name_of(desk_of(context).step())) + context.state.kiosk.of.text();
}

/// A column of readable width in the middle of the room.
void draw_column(const PanelContext& context, const PanelBox& room, const std::function<void()>& draw) {
    const float width = std::min(context.theme.px(k_page_width), room.size.x);
    draw_fixed_panel(page_name(context).c_str(),
                     {{room.position.x + (room.size.x - width) / 2, room.position.y}, {width, room.size.y}},
                     context.theme.ground, draw);
}

void draw_beside_body(PanelContext& context, const PanelBox& room,
                      const std::function<void(const PanelBox&)>& draw_body) {
    const PanelLayout columns = calc_client_layout(context.theme, room.size);
    const auto moved = [&](const PanelBox& box) {
        return PanelBox{{room.position.x + box.position.x, room.position.y}, {box.size.x, room.size.y}};
    };
    draw_body(moved(columns.body));
    draw_fixed_panel(page_name(context).c_str(), moved(columns.right), context.theme.panel,
                     [&] { draw_intake_page(context); });
}

}  // namespace

bool only_points(const PanelContext& context) {
    return answers(context) && desk_of(context).step() != IntakeStep::Where;
}

void draw_kiosk(PanelContext& context, ImVec2 window, const std::function<void(const PanelBox&)>& draw_body) {
    keep_drafts_apart(context);
    const Theme& theme = context.theme;
    // Frames are drawn over each other: nothing of the therapist's last one may show between the panels.
    ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, window, ImGui::GetColorU32(theme.ground));
    const float head = std::max(theme.px(k_head_height), ImGui::GetFrameHeight() + theme.px(16));
    const float foot = std::max(theme.px(k_foot_height), ImGui::GetFrameHeight() + theme.px(16));
    const PanelBox room{{0, head}, {window.x, window.y - head - foot}};
    constexpr ImGuiWindowFlags k_still = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    draw_fixed_panel(
        "##kiosk head", {{0, 0}, {window.x, head}}, theme.ground, [&] { draw_head(context); }, true, k_still);
    switch (desk_of(context).state()) {
        case IntakeState::Welcome: draw_column(context, room, [&] { draw_intake_welcome(context); }); break;
        case IntakeState::Finished: draw_column(context, room, [&] { draw_intake_done(context); }); break;
        case IntakeState::Answering:
            if (has_body(desk_of(context).step())) {
                draw_beside_body(context, room, draw_body);
            } else {
                draw_column(context, room, [&] { draw_intake_page(context); });
            }
            break;
        case IntakeState::Away:
        case IntakeState::Reviewing: break;  // not handed over
    }
    draw_fixed_panel(
        "##kiosk foot", {{0, window.y - foot}, {window.x, foot}}, theme.ground, [&] { draw_foot(context); }, true,
        k_still);
    draw_pin(context);
    draw_notifications(context, room);
}

// ---- handing over --------------------------------------------------------------------------------------------------

void draw_hand_over_dialog(PanelContext& context) {
    KioskState& kiosk = context.state.kiosk;
    draw_dialog(context, "##hand over", "ui.kiosk.hand-over-title", kiosk.ask_hand_over, [&] {
        body_text(context.tr("ui.kiosk.hand-over-why"));
        muted_text(context.theme, context.tr("ui.kiosk.choose-pin"));
        if (ImGui::IsWindowAppearing()) {
            focus_next_control();
        }
        bool entered = secret_field("##new pin", kiosk.pin);
        muted_text(context.theme, context.tr("ui.passphrase.again"));
        entered = secret_field("##new pin again", kiosk.pin_again) || entered;
        const bool same = !kiosk.pin.empty() && kiosk.pin == kiosk.pin_again;
        if (!kiosk.pin_again.empty() && !same) {
            muted_text(context.theme, context.tr("ui.kiosk.pins-differ"));
        }
        if (context.workspace.protection() == StoreProtection::None) {
            muted_text(context.theme, context.tr("ui.kiosk.unprotected"));
        }
        ImGui::BeginDisabled(!same);
        const bool pressed = accent_button(context.theme, context.tr("ui.kiosk.hand-over-now"));
        ImGui::EndDisabled();
        ImGui::SameLine();
        const bool closed = ImGui::Button(context.tr("ui.close").c_str());
        if (same && (pressed || entered)) {
            kiosk.ask_hand_over = !context.run("kiosk.hand-over", {{"pin", kiosk.pin}}).has_value();
        }
        kiosk.ask_hand_over = kiosk.ask_hand_over && !closed;
    });
    const bool typed = !kiosk.pin.empty() || !kiosk.pin_again.empty();
    if (!kiosk.ask_hand_over && !kiosk.ask_pin && typed) {
        forget_secret(kiosk.pin);
        forget_secret(kiosk.pin_again);
    }
}

}  // namespace palpate
