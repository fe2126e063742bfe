#include "ui/practice.h"

#include "ui/detail/practice_parts.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace palpate {
namespace {

constexpr std::size_t k_shortest_passphrase = 10;

struct Part {
    PracticePart part;
    const char* key;
};
constexpr std::array<Part, 4> k_parts{{{PracticePart::Backups, "ui.practice.backups"},
                                       {PracticePart::Key, "ui.practice.key"},
                                       {PracticePart::People, "ui.practice.people"},
                                       {PracticePart::Log, "ui.practice.log"}}};

/// What the role may see: people and keys are the owner's, the log is nothing for the front desk.
std::vector<Part> parts_for(const StoreUser& user) {
    std::vector<Part> parts(k_parts.begin(), k_parts.end());
    if (user.role != UserRole::Owner) {
        std::erase_if(parts, [](const Part& part) { return part.part == PracticePart::People; });
    }
    if (user.role == UserRole::FrontDesk) {
        std::erase_if(parts, [](const Part& part) { return part.part == PracticePart::Log; });
    }
    return parts;
}

void draw_part(PanelContext& context) {
    switch (context.state.practice.part) {
        case PracticePart::Backups: detail::draw_practice_backups(context); break;
        case PracticePart::Key: detail::draw_practice_key(context); break;
        case PracticePart::People: detail::draw_practice_people(context); break;
        case PracticePart::Log: detail::draw_practice_log(context); break;
    }
}

void draw_foot(PanelContext& context) {
    if (ImGui::Button(context.tr("ui.close").c_str())) {
        context.state.practice.open = false;
    }
    const std::string& busy = context.workspace.keeper().busy();
    if (!busy.empty()) {
        ImGui::SameLine();
        ImGui::AlignTextToFramePadding();
        muted_text(context.theme, context.tr(busy));
    }
}

void draw_content(PanelContext& context) {
    PracticeState& practice = context.state.practice;
    const std::vector<Part> parts = parts_for(context.workspace.user());
    if (std::ranges::find(parts, practice.part, &Part::part) == parts.end()) {
        practice.part = PracticePart::Backups;
    }
    const auto pressed = chip_row(
        context.theme, parts.size(), [&](std::size_t i) { return context.tr(parts[i].key); },
        [&](std::size_t i) { return parts[i].part == practice.part; });
    if (pressed) {
        practice.part = parts[*pressed].part;
        forget_secret(practice.passphrase);
        forget_secret(practice.next);
        forget_secret(practice.next_again);
    }
    ImGui::Spacing();
    const float foot = ImGui::GetFrameHeightWithSpacing() + ImGui::GetStyle().ItemSpacing.y;
    ImGui::BeginChild("##practice part", {0, -foot});
    draw_part(context);
    ImGui::EndChild();
    ImGui::Separator();
    draw_foot(context);
}

}  // namespace

void open_practice(PanelContext& context) {
    context.state.practice.open = true;
    context.workspace.keeper().forget_results();
    if (context.workspace.keeper().busy().empty()) {
        context.workspace.keeper().refresh();
    }
}

void shut_practice(PracticeState& practice) {
    for (std::string* secret : {&practice.passphrase, &practice.next, &practice.next_again, &practice.person.passphrase,
                                &practice.person.again, &practice.restore_passphrase}) {
        forget_secret(*secret);
    }
    if (practice.code) {
        for (std::string& group : practice.code->groups) {
            wipe_secret(group);
        }
    }
    const PracticePart part = practice.part;
    practice = PracticeState{};
    practice.part = part;
}

void draw_practice(PanelContext& context) {
    PracticeState& practice = context.state.practice;
    if (!practice.open) {
        return;
    }
    const std::string name = context.tr("ui.practice.title") + "##practice";
    if (!ImGui::IsPopupOpen(name.c_str())) {
        ImGui::OpenPopup(name.c_str());
    }
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen.GetCenter(), ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({std::min(context.theme.px(860), screen.Size.x * 0.96F),
                              std::min(context.theme.px(860), screen.Size.y * 0.94F)});
    ImGui::PushStyleColor(ImGuiCol_PopupBg, context.theme.panel);
    const bool shown =
        ImGui::BeginPopupModal(name.c_str(), nullptr, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize);
    ImGui::PopStyleColor();
    if (!shown) {
        return;
    }
    draw_content(context);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !practice.code) {
        practice.open = false;
    }
    if (!practice.open) {
        ImGui::CloseCurrentPopup();
        shut_practice(practice);
    }
    ImGui::EndPopup();
}

namespace detail {

std::string shown_time(const PanelContext& context, Timestamp time) {
    const std::time_t seconds = static_cast<std::time_t>(time.microseconds_utc / 1'000'000);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return context.tr({"ui.practice.time",
                       {{"date", shown_date(context, local_date(time))},
                        {"time", fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min)}}});
}

bool is_free(const PanelContext& context) { return context.workspace.keeper().busy().empty(); }

bool labelled_secret(PanelContext& context, const char* label_key, const char* id, std::string& secret) {
    muted_text(context.theme, context.tr(label_key));
    return secret_field(id, secret);
}

bool new_passphrase_is_good(PanelContext& context, const std::string& first, const std::string& again) {
    const bool long_enough = first.size() >= k_shortest_passphrase;
    if (!first.empty() && !long_enough) {
        muted_text(context.theme,
                   context.tr({"ui.passphrase.short", {{"least", std::to_string(k_shortest_passphrase)}}}));
    } else if (!again.empty() && first != again) {
        muted_text(context.theme, context.tr("ui.passphrase.differ"));
    }
    return long_enough && first == again;
}

}  // namespace detail
}  // namespace palpate
