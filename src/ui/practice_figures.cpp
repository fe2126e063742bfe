// The practice as a whole: bars with their numbers written beside them, so that no colour is needed.

#include "base/locale_words.h"
#include "ui/command_widgets.h"
#include "ui/people_panels.h"
#include "ui/widgets.h"

#include <algorithm>
#include <numeric>

namespace palpate {
namespace {

constexpr float k_weeks_height_px = 130.0F;
constexpr std::size_t k_most_areas = 12;

int most_sessions(const PracticeView& view) {
    const auto most = std::ranges::max_element(view.weeks, {}, &SessionsInWeek::sessions);
    return most == view.weeks.end() ? 0 : most->sessions;
}

void draw_week(PanelContext& context, const SessionsInWeek& week, ImVec2 low, ImVec2 high, float share) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float top = high.y - (high.y - low.y) * share;
    const bool lit = ImGui::IsMouseHoveringRect(low, high);
    draw.AddRectFilled({low.x, week.sessions > 0 ? top : high.y - context.theme.px(2)}, high,
                       ImGui::GetColorU32(lit ? context.theme.accent_line : context.theme.accent), context.theme.px(2));
    if (lit) {
        ImGui::SetTooltip(
            "%s", context
                      .tr({"ui.figures.week",
                           {{"date", shown_date(context, week.monday)}, {"sessions", std::to_string(week.sessions)}}})
                      .c_str());
    }
}

void draw_weeks(PanelContext& context, const PracticeView& view) {
    const Theme& theme = context.theme;
    heading(theme, context.tr("ui.figures.weeks"));
    const double sum = std::accumulate(view.weeks.begin(), view.weeks.end(), 0.0,
                                       [](double all, const SessionsInWeek& week) { return all + week.sessions; });
    const double average = view.weeks.empty() ? 0.0 : sum / static_cast<double>(view.weeks.size());
    muted_text(theme,
               context.tr({"ui.figures.average", {{"number", shown_number(context.workspace.words(), average, 1)}}}));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room{ImGui::GetContentRegionAvail().x, theme.px(k_weeks_height_px)};
    const int most = std::max(most_sessions(view), 1);
    const float step = room.x / static_cast<float>(std::max<std::size_t>(view.weeks.size(), 1));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(at, ImGui::GetColorU32(theme.muted), std::to_string(most).c_str());
    draw.AddLine({at.x, at.y + room.y}, {at.x + room.x, at.y + room.y}, ImGui::GetColorU32(theme.muted));
    for (std::size_t i = 0; i < view.weeks.size(); ++i) {
        const float x = at.x + step * static_cast<float>(i);
        draw_week(context, view.weeks[i], {x + step * 0.12F, at.y + theme.px(18)}, {x + step * 0.88F, at.y + room.y},
                  static_cast<float>(view.weeks[i].sessions) / static_cast<float>(most));
    }
    ImGui::Dummy(room);
    if (!view.weeks.empty()) {
        muted_text(theme, shown_date(context, view.weeks.front().monday) + " \u2013 " +
                              shown_date(context, view.weeks.back().monday));
    }
}

void draw_area(PanelContext& context, const CommonArea& area, int most) {
    const Theme& theme = context.theme;
    body_text(context.workspace.title_of({.kind = PlaceKind::Region,
                                          .id = area.region_id,
                                          .side = area.side == Side::Mid ? std::nullopt : std::optional(area.side)}));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x * 0.5F;
    const float height = theme.px(10);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = at.y + (ImGui::GetTextLineHeight() - height) / 2;
    draw.AddRectFilled({at.x, y}, {at.x + width, y + height}, ImGui::GetColorU32(theme.control), height / 2);
    draw.AddRectFilled({at.x, y},
                       {at.x + width * static_cast<float>(area.clients) / static_cast<float>(most), y + height},
                       ImGui::GetColorU32(theme.accent), height / 2);
    ImGui::Dummy({width, ImGui::GetTextLineHeight()});
    ImGui::SameLine();
    ImGui::TextUnformatted(context
                               .tr({"ui.figures.share",
                                    {{"clients", std::to_string(area.clients)},
                                     {"percent", shown_number(context.workspace.words(), area.share * 100.0, 0)}}})
                               .c_str());
}

void draw_areas(PanelContext& context, const PracticeView& view) {
    const Theme& theme = context.theme;
    heading(theme, context.tr("ui.figures.areas"));
    if (view.areas.empty()) {
        muted_text(theme, context.tr("ui.figures.no-areas"));
        return;
    }
    muted_text(theme, context.tr({"ui.figures.areas-how", {{"clients", std::to_string(view.clients_marked)}}}));
    for (std::size_t i = 0; i < std::min(view.areas.size(), k_most_areas); ++i) {
        draw_area(context, view.areas[i], view.areas.front().clients);
    }
    if (view.areas_withheld > 0) {
        muted_text(theme, context.tr({"ui.figures.few", {{"count", std::to_string(view.areas_withheld)}}}));
    }
}

}  // namespace

void draw_practice_figures(PanelContext& context) {
    bool& open = context.state.people.show_practice;
    draw_dialog(context, "##practice", "ui.figures.title", open, [&] {
        const std::optional<PracticeView>& view = context.workspace.practice().view();
        if (!view) {
            muted_text(context.theme, context.tr("ui.figures.counting"));
        } else {
            body_text(context.tr(
                {"ui.figures.line",
                 {{"clients", std::to_string(view->clients)}, {"sessions", std::to_string(view->sessions)}}}));
            draw_weeks(context, *view);
            ImGui::Separator();
            draw_areas(context, *view);
        }
        ImGui::Separator();
        command_button(context, "practice.count", {}, {.words_key = "ui.figures.again"});
        ImGui::SameLine();
        if (ImGui::Button(context.tr("ui.close").c_str())) {
            open = false;
        }
    });
}

}  // namespace palpate
