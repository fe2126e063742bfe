// Charts of Progress, each with its values as a table, and as a picture in a file.

#include "ui/progress_charts.h"

#include "base/calendar_date.h"
#include "ui/widgets.h"
#include "workspace/picture_order.h"

#include <fmt/format.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr float k_card_width_px = 330.0F;

std::vector<double> positions_of(std::span<const Session> sessions) {
    const auto first = find_date(sessions.front().date);
    const auto last = find_date(sessions.back().date);
    const double days = first && last ? static_cast<double>((*last - *first).count()) : 0.0;
    std::vector<double> positions;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const auto day = find_date(sessions[i].date);
        const double even =
            sessions.size() > 1 ? static_cast<double>(i) / static_cast<double>(sessions.size() - 1) : 0.5;
        positions.push_back(days > 0.0 && day ? static_cast<double>((*day - *first).count()) / days : even);
    }
    return positions;
}

std::string event_words(const LineChart& chart, std::size_t column) {
    const auto event = std::ranges::find(chart.events, column, &ChartEvent::column);
    return event != chart.events.end() ? event->words : std::string();
}

void draw_values(const PanelContext& context, const ShownChart& shown) {
    const LineChart& chart = shown.chart;
    const bool events = std::ranges::any_of(chart.events, [](const ChartEvent& event) { return !event.words.empty(); });
    const int columns = 1 + static_cast<int>(chart.lines.size()) + (events ? 1 : 0);
    if (!ImGui::BeginTable(("##values " + shown.key).c_str(), columns,
                           ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings)) {
        return;
    }
    ImGui::TableSetupColumn(context.tr("ui.progress.visit").c_str(), ImGuiTableColumnFlags_WidthStretch, 2.0F);
    for (const ChartLine& line : chart.lines) {
        ImGui::TableSetupColumn(line.name.c_str(), ImGuiTableColumnFlags_WidthStretch, 1.0F);
    }
    if (events) {
        ImGui::TableSetupColumn(context.tr("ui.progress.event").c_str(), ImGuiTableColumnFlags_WidthStretch, 2.0F);
    }
    ImGui::TableHeadersRow();
    for (std::size_t i = 0; i < chart.columns.size(); ++i) {
        ImGui::TableNextColumn();
        body_text(chart.columns[i]);
        for (const ChartLine& line : chart.lines) {
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(line.values[i] ? fmt::format("{:.3g}", *line.values[i]).c_str() : "\u2013");
        }
        if (events) {
            ImGui::TableNextColumn();
            body_text(event_words(chart, i));
        }
    }
    ImGui::EndTable();
}

void ask_where_to(PanelContext& context, const ShownChart& shown) {
    ChartPicture& picture = context.state.progress.picture;
    picture.image =
        std::make_shared<const Image>(make_chart_picture(context.theme.name, shown.chart, shown.title, shown.foot));
    picture.open = true;
}

}  // namespace

std::string session_words(const PanelContext& context, const Session& session) {
    return context.tr({"ui.progress.session",
                       {{"number", std::to_string(session_number(*context.workspace.document(), session.id))},
                        {"date", shown_date(context, session.date)}}});
}

LineChart empty_chart(const PanelContext& context, std::span<const Session> sessions) {
    LineChart chart;
    chart.positions = positions_of(sessions);
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        chart.columns.push_back(session_words(context, sessions[i]));
        if (sessions[i].type != SessionType::Intake || !sessions[i].title.empty()) {
            chart.events.push_back({i, sessions[i].title});
        }
    }
    return chart;
}

void draw_shown_chart(PanelContext& context, const ShownChart& shown) {
    auto& open = context.state.progress.open_tables;
    heading(context.theme, shown.title);
    for (const std::string& fact : shown.facts) {
        pill(context.theme, fact, context.theme.text);
    }
    draw_line_chart(context.theme, ("##chart " + shown.key).c_str(), shown.chart, shown.height_px);
    if (!shown.foot.empty()) {
        muted_text(context.theme, shown.foot);
    }
    ImGui::PushFont(context.theme.fonts.small_text);
    const bool is_open = open.contains(shown.key);
    const std::string words = context.tr(is_open ? "ui.progress.hide-table" : "ui.progress.show-table");
    if (quiet_button(words + "##table " + shown.key)) {
        is_open ? static_cast<void>(open.erase(shown.key)) : static_cast<void>(open.insert(shown.key));
    }
    same_line_if_fits(button_width(context.tr("ui.progress.save-picture")));
    if (quiet_button(context.tr("ui.progress.save-picture") + "##picture " + shown.key)) {
        ask_where_to(context, shown);
    }
    if (is_open) {
        draw_values(context, shown);
    }
    ImGui::PopFont();
}

void draw_chart_picture_dialog(PanelContext& context) {
    ChartPicture& picture = context.state.progress.picture;
    draw_dialog(context, "##chart picture", "ui.progress.picture-title", picture.open, [&] {
        if (ImGui::IsWindowAppearing()) {
            picture.path = suggest_picture_file(pictures_folder()).string();
        }
        muted_text(context.theme, context.tr("ui.picture.file"));
        ImGui::SetNextItemWidth(-1);
        ImGui::InputText("##chart file", &picture.path);
        muted_text(context.theme, context.tr("ui.picture.private"));
        const auto deliver_to = [&](const std::string& file) {
            context.workspace.deliver_pictures({*picture.image}, {.request = {}, .file = file});
            picture.open = false;
        };
        if (accent_button(context.theme, context.tr("ui.picture.save")) && !picture.path.empty()) {
            deliver_to(picture.path);
        }
        ImGui::SameLine();
        if (quiet_button(context.tr("ui.picture.copy"))) {
            deliver_to({});
        }
        ImGui::SameLine();
        if (ImGui::Button(context.tr("ui.close").c_str())) {
            picture.open = false;
        }
    });
    if (!picture.open) {
        picture.image.reset();
    }
}

CardGrid::CardGrid(const PanelContext& context, const char* id) {
    const float room = ImGui::GetContentRegionAvail().x;
    const int columns = std::max(1, static_cast<int>(room / context.theme.px(k_card_width_px)));
    open_ = ImGui::BeginTable(id, columns, ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoSavedSettings);
}

CardGrid::~CardGrid() {
    if (open_) {
        ImGui::EndTable();
    }
}

bool CardGrid::next() const {
    if (open_) {
        ImGui::TableNextColumn();
    }
    return open_;
}

}  // namespace palpate
