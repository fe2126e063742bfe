// Who did what, and when: the newest rows of the audit log.

#include "ui/detail/practice_parts.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace palpate::detail {
namespace {

std::string in_small_letters(std::string words) {
    std::ranges::transform(words, words.begin(),
                           [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return words;
}

std::string kind_words(const PanelContext& context, const std::string& kind) {
    return context.tr("audit.kind." + kind);
}

bool answers(const PanelContext& context, const LogLine& line) {
    const PracticeState& practice = context.state.practice;
    const std::string all = in_small_letters(line.who + ' ' + line.client + ' ' + line.detail + ' ' +
                                             kind_words(context, line.kind) + ' ' + shown_time(context, line.at));
    return (practice.log_kind.empty() || practice.log_kind == line.kind) &&
           all.find(in_small_letters(practice.log_words)) != std::string::npos;
}

void draw_filter(PanelContext& context, const std::vector<LogLine>& log) {
    PracticeState& practice = context.state.practice;
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##log words", context.tr("ui.practice.log-find").c_str(), &practice.log_words);
    std::set<std::string> there;
    for (const LogLine& line : log) {
        there.insert(line.kind);
    }
    std::vector<std::string> kinds{std::string()};
    kinds.insert(kinds.end(), there.begin(), there.end());
    const auto pressed = chip_row(
        context.theme, kinds.size(),
        [&](std::size_t i) {
            return (kinds[i].empty() ? context.tr("ui.practice.log-all") : kind_words(context, kinds[i])) + "##log " +
                   kinds[i];
        },
        [&](std::size_t i) { return kinds[i] == practice.log_kind; });
    if (pressed) {
        practice.log_kind = kinds[*pressed];
    }
}

void cell(const std::string& words, bool wrapped) {
    ImGui::TableNextColumn();
    wrapped ? body_text(words) : ImGui::TextUnformatted(words.c_str());
}

void draw_rows(const PanelContext& context, const std::vector<LogLine>& log) {
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn(context.tr("ui.practice.log-when").c_str());
    ImGui::TableSetupColumn(context.tr("ui.practice.log-who").c_str());
    ImGui::TableSetupColumn(context.tr("ui.practice.log-what").c_str());
    ImGui::TableSetupColumn(context.tr("ui.practice.log-client").c_str());
    ImGui::TableSetupColumn(context.tr("ui.practice.log-detail").c_str(), ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableHeadersRow();
    for (const LogLine& line : log) {
        if (!answers(context, line)) {
            continue;
        }
        ImGui::TableNextRow();
        cell(shown_time(context, line.at), false);
        cell(line.who, false);
        cell(kind_words(context, line.kind), false);
        cell(line.client.size() > 12 ? line.client.substr(0, 8) : line.client, false);
        cell(line.detail, true);
    }
}

}  // namespace

void draw_practice_log(PanelContext& context) {
    const std::vector<LogLine>& log = context.workspace.keeper().log();
    draw_filter(context, log);
    constexpr ImGuiTableFlags k_flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg |
                                        ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit;
    const Theme& theme = context.theme;
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {theme.px(8), theme.px(5)});
    ImGui::PushStyleColor(ImGuiCol_TableHeaderBg, theme.control);
    ImGui::PushStyleColor(ImGuiCol_TableRowBg, theme.panel);
    ImGui::PushStyleColor(ImGuiCol_TableRowBgAlt, theme.card);
    ImGui::PushStyleColor(ImGuiCol_TableBorderLight, theme.outline);
    if (ImGui::BeginTable("##log", 5, k_flags, ImGui::GetContentRegionAvail())) {
        draw_rows(context, log);
        ImGui::EndTable();
    }
    ImGui::PopStyleColor(4);
    ImGui::PopStyleVar();
}

}  // namespace palpate::detail
