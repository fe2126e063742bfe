// The passphrase, the recovery code, and when the records lock by themselves.

#include "ui/command_widgets.h"
#include "ui/detail/practice_parts.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <cctype>
#include <random>

namespace palpate::detail {
namespace {

std::vector<std::string> groups_of(const std::string& code) {
    std::vector<std::string> groups{std::string()};
    for (const char letter : code) {
        if (letter == '-') {
            groups.emplace_back();
        } else {
            groups.back() += letter;
        }
    }
    return groups;
}

/// Two groups of the code, in their order.
std::array<std::size_t, 2> choose_two(std::size_t count) {
    std::random_device dice;
    const std::size_t first = dice() % count;
    const std::size_t second = (first + 1 + dice() % (count - 1)) % count;
    return {std::min(first, second), std::max(first, second)};
}

/// As the code is read: letters of any size, and those that are easily taken for figures.
std::string as_meant(std::string typed) {
    std::string letters;
    for (const char letter : typed) {
        const auto upper = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        if (std::isalnum(static_cast<unsigned char>(upper)) != 0) {
            letters += upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
        }
    }
    return letters;
}

void forget_code(PracticeState& practice) {
    for (std::string& group : practice.code->groups) {
        wipe_secret(group);
    }
    practice.code.reset();
}

void draw_code(PanelContext& context, ShownCode& code) {
    body_text(context.tr("ui.practice.code-shown"));
    std::string line;
    ImGui::PushFont(context.theme.fonts.heading);
    for (std::size_t i = 0; i < code.groups.size(); ++i) {
        line += (line.empty() ? "" : "  ") + code.groups[i];
        if (i % 4 == 3 || i + 1 == code.groups.size()) {
            ImGui::TextUnformatted(line.c_str());
            wipe_secret(line);
        }
    }
    ImGui::PopFont();
    if (accent_button(context.theme, context.tr("ui.practice.code-written"))) {
        code.asking = true;
        code.asked = choose_two(code.groups.size());
    }
}

void draw_code_question(PanelContext& context, ShownCode& code) {
    bool right = true;
    body_text(context.tr("ui.practice.code-asked"));
    for (std::size_t i = 0; i < code.asked.size(); ++i) {
        muted_text(context.theme,
                   context.tr({"ui.practice.code-group", {{"number", std::to_string(code.asked[i] + 1)}}}));
        ImGui::SetNextItemWidth(context.theme.px(160));
        ImGui::InputText(("##group " + std::to_string(i + 1)).c_str(), &code.typed[i]);
        right = right && as_meant(code.typed[i]) == code.groups[code.asked[i]];
    }
    if (quiet_button(context.tr("ui.practice.code-confirm"), right)) {
        context.state.practice.code_done = true;
        forget_code(context.state.practice);
        return;
    }
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.practice.code-again").c_str())) {
        code.asking = false;
        code.typed = {};
    }
}

void draw_recovery_card(PanelContext& context) {
    StoreKeeper& keeper = context.workspace.keeper();
    PracticeState& practice = context.state.practice;
    if (auto code = keeper.take_recovery_code()) {
        practice.code = ShownCode{.groups = groups_of(*code)};
        practice.code_done = false;
        wipe_secret(*code);
    }
    card(context.theme, "##recovery card", [&] {
        heading(context.theme, context.tr("ui.practice.recovery"));
        if (practice.code) {
            practice.code->asking ? draw_code_question(context, *practice.code) : draw_code(context, *practice.code);
            return;
        }
        muted_text(context.theme, context.tr("ui.practice.recovery-why"));
        const char* state = practice.code_done           ? "ui.practice.recovery-done"
                            : keeper.has_recovery_code() ? "ui.practice.recovery-there"
                                                         : "ui.practice.recovery-none";
        body_text(context.tr(state));
        if (quiet_button(
                context.tr(keeper.has_recovery_code() ? "ui.practice.recovery-new" : "ui.practice.recovery-make"),
                is_free(context))) {
            keeper.make_recovery_code();
        }
    });
}

void draw_passphrase_card(PanelContext& context) {
    PracticeState& practice = context.state.practice;
    card(context.theme, "##passphrase card", [&] {
        heading(context.theme, context.tr("ui.practice.passphrase"));
        static_cast<void>(
            labelled_secret(context, "ui.practice.passphrase-now", "##present passphrase", practice.passphrase));
        static_cast<void>(labelled_secret(context, "ui.practice.passphrase-next", "##next passphrase", practice.next));
        static_cast<void>(
            labelled_secret(context, "ui.practice.passphrase-again", "##next passphrase again", practice.next_again));
        const bool good = new_passphrase_is_good(context, practice.next, practice.next_again);
        if (quiet_button(context.tr("ui.practice.passphrase-change"),
                         good && !practice.passphrase.empty() && is_free(context))) {
            context.workspace.keeper().change_passphrase(practice.passphrase, practice.next);
            forget_secret(practice.passphrase);
            forget_secret(practice.next);
            forget_secret(practice.next_again);
        }
    });
}

void draw_rotation_card(PanelContext& context) {
    PracticeState& practice = context.state.practice;
    card(context.theme, "##rotation card", [&] {
        heading(context.theme, context.tr("ui.practice.rotate"));
        muted_text(context.theme, context.tr("ui.practice.rotate-why"));
        static_cast<void>(
            labelled_secret(context, "ui.practice.passphrase-now", "##rotation passphrase", practice.passphrase));
        if (quiet_button(context.tr("ui.practice.rotate-now"), !practice.passphrase.empty() && is_free(context))) {
            context.workspace.keeper().rotate_key(practice.passphrase);
            practice.offer_rotation = false;
            forget_secret(practice.passphrase);
        }
    });
}

void draw_lock_card(PanelContext& context) {
    card(context.theme, "##lock card", [&] {
        heading(context.theme, context.tr("ui.practice.lock"));
        muted_text(context.theme, context.tr("ui.practice.lock-why"));
        ImGui::SetNextItemWidth(std::min(context.theme.px(320), ImGui::GetContentRegionAvail().x));
        const std::string shown =
            context.tr({"ui.practice.lock-minutes", {{"minutes", std::to_string(context.settings.lock_minutes)}}});
        if (ImGui::SliderInt("##lock minutes", &context.settings.lock_minutes, 1, 15, shown.c_str(),
                             ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput)) {
            context.workspace.keeper().set_idle_limit(std::chrono::minutes(context.settings.lock_minutes));
        }
        if (ImGui::IsItemDeactivatedAfterEdit()) {
            context.settings_changed = true;
        }
    });
}

}  // namespace

void draw_practice_key(PanelContext& context) {
    if (context.workspace.protection() == StoreProtection::None) {
        card(context.theme, "##no passphrase card", [&] {
            heading(context.theme, context.tr("ui.practice.open-title"));
            body_text(context.tr("ui.practice.open-why"));
            if (accent_button(context.theme, context.tr("ui.practice.open-protect"))) {
                context.state.practice.open = false;
                context.state.ask_passphrase = true;
            }
        });
        return;
    }
    const bool owner = context.workspace.user().role == UserRole::Owner;
    draw_lock_card(context);
    ImGui::Spacing();
    if (owner) {
        draw_recovery_card(context);
        ImGui::Spacing();
    }
    draw_passphrase_card(context);
    if (owner) {
        ImGui::Spacing();
        draw_rotation_card(context);
    }
}

}  // namespace palpate::detail
