// The comparison on the body: which one, its labels, its legend. Each colour has its sign and its words.

#include "ui/progress_body.h"

#include "scene/soft_zones.h"
#include "scene/tag_layout.h"
#include "ui/command_widgets.h"
#include "ui/pane_pictures.h"
#include "ui/progress_panel.h"
#include "ui/widgets.h"
#include "workspace/progress_look.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace palpate {
namespace {

constexpr std::array k_legend_order{PlaceOutcome::Better, PlaceOutcome::Same, PlaceOutcome::Worse,
                                    PlaceOutcome::New,    PlaceOutcome::Gone, PlaceOutcome::NumbersOnly,
                                    PlaceOutcome::Ask};
constexpr float k_covered_alpha = 0.6F;
constexpr int k_most_steps = 10;
constexpr float k_narrow_pane_px = 220.0F;  ///< of the four views, where signs must do

ImVec4 to_imgui(const glm::vec3& colour, float alpha = 1.0F) { return {colour.r, colour.g, colour.b, alpha}; }
ImVec2 to_imgui(const glm::vec2& v) { return {v.x, v.y}; }

/// Things in a row that wraps.
class Flow {
public:
    Flow(const Theme& theme, ImVec2 at, float width) : at_(at), width_(width), edge_(theme.px(12)), x_(edge_) {
        y_ = ImGui::GetStyle().ItemSpacing.y;
        row_ = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y;
    }
    /// Where the next thing of that width goes.
    ImVec2 next(float width) {
        if (x_ > edge_ && x_ + width > width_ - edge_) {
            x_ = edge_;
            y_ += row_;
        }
        const ImVec2 here{at_.x + x_, at_.y + y_};
        x_ += width + ImGui::GetStyle().ItemSpacing.x;
        empty_ = false;
        return here;
    }
    void gap(float width) { x_ += x_ > edge_ ? width : 0.0F; }
    [[nodiscard]] float height() const { return empty_ ? 0.0F : y_ + row_; }

private:
    ImVec2 at_;
    float width_;
    float edge_;
    float x_;
    float y_ = 0.0F;
    float row_ = 0.0F;
    bool empty_ = true;
};

bool has_said(const PanelContext& context, Author author) {
    const auto report = context.workspace.progress_report();
    const AuthorProgress* progress = report != nullptr ? find_progress(*report, author) : nullptr;
    return progress != nullptr && (!progress->changes.empty() || !progress->often.places.empty());
}

/// What is drawn over a sign's ground, centred.
void draw_sign(ImDrawList& draw, const Theme& theme, const ProgressLook& look, ImVec2 low, ImVec2 high) {
    const float rounding = theme.px(4);
    draw.AddRectFilled(low, high, ImGui::GetColorU32(to_imgui(look.fill)), rounding);
    draw.AddRect(low, high, ImGui::GetColorU32(theme.text), rounding, 0, theme.px(look.hollow ? 2.0F : 1.0F));
    const ImVec2 size = ImGui::CalcTextSize(look.sign);
    draw.AddText({0.5F * (low.x + high.x - size.x), 0.5F * (low.y + high.y - size.y)},
                 ImGui::GetColorU32(to_imgui(look.ink)), look.sign);
}

void draw_outcomes(PanelContext& context, Flow& flow, bool draw) {
    const Theme& theme = context.theme;
    const auto& places = context.workspace.progress_places();
    const float sign = ImGui::GetTextLineHeight() + theme.px(6);
    for (const PlaceOutcome outcome : k_legend_order) {
        if (std::ranges::find(places, std::optional(outcome), &ProgressPlace::outcome) == places.end()) {
            continue;
        }
        const std::string words = context.tr("ui.progress.outcome." + std::string(name_of(outcome)));
        const ImVec2 at = flow.next(sign + theme.px(6) + ImGui::CalcTextSize(words.c_str()).x + theme.px(8));
        if (draw) {
            const float down = 0.5F * (ImGui::GetFrameHeight() - sign);
            draw_sign(*ImGui::GetWindowDrawList(), theme, look_of(outcome), {at.x, at.y + down},
                      {at.x + sign, at.y + down + sign});
            ImGui::SetCursorScreenPos({at.x + sign + theme.px(6), at.y + ImGui::GetStyle().FramePadding.y});
            ImGui::TextUnformatted(words.c_str());
        }
    }
}

/// A block for each count there can be, as dark as the heat, with its number.
void draw_often_scale(PanelContext& context, Flow& flow, bool draw) {
    const Theme& theme = context.theme;
    const auto report = context.workspace.progress_report();
    const AuthorProgress* said =
        report != nullptr ? find_progress(*report, context.workspace.view().progress.author) : nullptr;
    if (said == nullptr || said->often.places.empty()) {
        return;
    }
    const int total = said->often.with_map;
    const std::string words = context.tr({"ui.progress.often-legend", {{"total", std::to_string(total)}}});
    const ImVec2 at = flow.next(ImGui::CalcTextSize(words.c_str()).x);
    const int steps = std::min(total, k_most_steps);
    const float block = std::max(theme.px(26), ImGui::CalcTextSize("000").x);
    const ImVec2 scale_at = flow.next(block * static_cast<float>(steps));
    if (!draw) {
        return;
    }
    ImGui::SetCursorScreenPos({at.x, at.y + ImGui::GetStyle().FramePadding.y});
    ImGui::TextUnformatted(words.c_str());
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (int step = 1; step <= steps; ++step) {
        const int count = static_cast<int>(std::lround(static_cast<double>(step) * total / steps));
        const float value = 10.0F * static_cast<float>(count) / static_cast<float>(total);
        const glm::vec3 fill(heat_colour(value));
        const float luminance = 0.2126F * fill.r + 0.7152F * fill.g + 0.0722F * fill.b;
        const ImVec2 low{scale_at.x + block * static_cast<float>(step - 1), scale_at.y + theme.px(2)};
        const ImVec2 high{low.x + block, scale_at.y + ImGui::GetFrameHeight() - theme.px(2)};
        list.AddRectFilled(low, high, ImGui::GetColorU32(to_imgui(fill)));
        list.AddRect(low, high, ImGui::GetColorU32(theme.muted));
        const std::string number = std::to_string(count);
        const ImVec2 size = ImGui::CalcTextSize(number.c_str());
        ImGui::SetCursorScreenPos({0.5F * (low.x + high.x - size.x), 0.5F * (low.y + high.y - size.y)});
        ImGui::TextColored(luminance > 0.45F ? ImVec4(0.07F, 0.09F, 0.11F, 1) : ImVec4(1, 1, 1, 1), "%s",
                           number.c_str());
    }
}

/// How many places no pane shows, with a press to the other side of the body.
void draw_way_behind(PanelContext& context, const std::vector<SessionPane>& panes, Flow& flow, bool draw) {
    if (panes.size() != 1) {
        return;
    }
    const std::size_t all = context.workspace.progress_places().size();
    const std::size_t seen = context.workspace.seen_progress_places(panes.front()).size();
    if (seen >= all) {
        return;
    }
    const std::string words = context.tr({"ui.progress.behind", {{"count", std::to_string(all - seen)}}});
    const ImVec2 at = flow.next(button_width(words));
    if (!draw) {
        return;
    }
    ImGui::SetCursorScreenPos(at);
    if (quiet_button(words + "##behind")) {
        const bool from_front = std::cos(context.workspace.view().camera.azimuth_rad) >= 0.0F;
        context.run(from_front ? "view.back" : "view.front");
    }
}

/// The words in the scene from the client's own side, which tags leave free.
std::vector<ScreenBox> side_words(const PanelContext& context, const SessionPane& pane) {
    std::vector<ScreenBox> boxes;
    for (const SideLabel& label : context.workspace.scene_of(pane.session).side_labels) {
        const auto pixel = pane.pane.camera.project(label.position_mm, pane.pane.viewport);
        const auto further = pane.pane.camera.project(label.position_mm + 10.0F * label.outward, pane.pane.viewport);
        if (!pixel || !further) {
            continue;
        }
        const ImVec2 size = ImGui::CalcTextSize(label.text.c_str());
        const glm::vec2 whole(1.4F * size.x + context.theme.px(16), size.y + context.theme.px(16));
        const float out = further->x < pixel->x ? -1.0F : 1.0F;
        glm::vec2 centre = *pixel + glm::vec2(out * 0.5F * whole.x, 0.0F);
        const glm::vec2 room(pane.pane.viewport.width_px, pane.pane.viewport.height_px);
        centre = glm::clamp(centre, 0.5F * whole, glm::max(0.5F * whole, room - 0.5F * whole));
        boxes.push_back({centre - 0.5F * whole, centre + 0.5F * whole});
    }
    return boxes;
}

struct Tag {
    const ProgressPlace* place;
    SeenPlace seen;
    std::string words;
};

void draw_leader(float scale, ImVec2 from, ImVec2 to, float alpha, bool dot) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 halo = ImGui::GetColorU32(ImVec4(0, 0, 0, 0.5F * alpha));
    const ImU32 line = ImGui::GetColorU32(ImVec4(1, 1, 1, alpha));
    draw.AddLine(from, to, halo, 3.5F * scale);
    draw.AddLine(from, to, line, 1.5F * scale);
    if (dot) {
        draw.AddCircleFilled(from, 4.0F * scale, halo);
        draw.AddCircleFilled(from, 2.5F * scale, line);
    }
}

/// A button in the colours of its outcome, outlined; thicker where it is spoken of.
bool draw_tag_button(const PanelContext& context, const Tag& tag, std::size_t index, ImVec2 low, ImVec2 size) {
    const Theme& theme = context.theme;
    const bool chosen = tag.place->id == context.workspace.view().progress.place;
    const glm::vec3 fill =
        tag.place->outcome ? look_of(*tag.place->outcome).fill : glm::vec3(theme.panel.x, theme.panel.y, theme.panel.z);
    const ImVec4 ink = tag.place->outcome ? to_imgui(look_of(*tag.place->outcome).ink) : theme.text;
    const float alpha = tag.seen.visibility == SignVisibility::Clear ? 1.0F : k_covered_alpha;
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, alpha);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, theme.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, theme.px(chosen ? 3.0F : 1.5F));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
    ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(fill));
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, to_imgui(glm::mix(fill, glm::vec3(1.0F), 0.12F)));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, to_imgui(glm::mix(fill, glm::vec3(0.0F), 0.12F)));
    const bool pale = !tag.place->outcome || look_of(*tag.place->outcome).hollow;  // white on white would have no edge
    ImGui::PushStyleColor(ImGuiCol_Border, chosen ? theme.accent_line : (pale ? ink : ImVec4(1, 1, 1, 1)));
    ImGui::PushStyleColor(ImGuiCol_Text, ink);
    ImGui::SetCursorScreenPos(low);
    const bool pressed = ImGui::Button((tag.words + "##tag " + std::to_string(index)).c_str(), size);
    ImGui::PopStyleColor(5);
    ImGui::PopStyleVar(4);
    if (ImGui::IsItemHovered()) {
        const Mark* mark = find_mark(*context.workspace.document(), tag.place->mark);
        ImGui::SetTooltip("%s", mark != nullptr ? context.workspace.title_of(*mark).c_str() : tag.words.c_str());
    }
    return pressed;
}

}  // namespace

float progress_switch_rows(PanelContext& context, ImVec2 at, float width, bool draw) {
    if (!compares_progress(context) || !context.workspace.progress_range()) {
        return 0.0F;
    }
    Flow flow(context.theme, at, width);
    const ProgressView& progress = context.workspace.view().progress;
    const auto choice = [&](const std::string& words, bool chosen, const char* command,
                            const CommandArguments& arguments) {
        const ImVec2 here = flow.next(button_width(words));
        if (!draw) {
            return;
        }
        ImGui::SetCursorScreenPos(here);
        if (chip(context.theme, words, chosen)) {
            context.run(command, arguments);
        }
        tip_of_command(context, command);
    };
    for (const ProgressShow show : k_all_progress_shows) {
        const std::string name(name_of(show));
        choice(context.tr("ui.progress.show." + name), progress.show == show, "progress.show", {{"what", name}});
    }
    if (has_said(context, Author::Client) && has_said(context, Author::Therapist)) {
        flow.gap(context.theme.px(14));
        for (const Author author : {Author::Client, Author::Therapist}) {
            const std::string name(name_of(author));
            choice(context.tr("ui.progress.author." + name), progress.author == author, "progress.author",
                   {{"author", name}});
        }
    }
    return flow.height();
}

float progress_legend_rows(PanelContext& context, const std::vector<SessionPane>& panes, ImVec2 at, float width,
                           bool draw) {
    if (!compares_progress(context)) {
        return 0.0F;
    }
    ImGui::PushFont(context.theme.fonts.small_text);
    Flow flow(context.theme, at, width);
    switch (context.workspace.view().progress.show) {
        case ProgressShow::Change: draw_outcomes(context, flow, draw); break;
        case ProgressShow::Often: draw_often_scale(context, flow, draw); break;
        case ProgressShow::SideBySide: break;
    }
    draw_way_behind(context, panes, flow, draw);
    ImGui::PopFont();
    return flow.height();
}

void draw_progress_tags(PanelContext& context, const SessionPane& pane, const PanelBox& box) {
    if (!compares_progress(context)) {
        return;
    }
    const Theme& theme = context.theme;
    const auto& places = context.workspace.progress_places();
    const float scale = sign_scale(theme, {pane});  // large words, but no large dots on a small body
    ImGui::PushFont(theme.fonts.small_text);
    std::vector<Tag> tags;
    std::vector<TagWish> wishes;
    for (const SeenPlace& seen : context.workspace.seen_progress_places(pane)) {
        const ProgressPlace& place = places[seen.place];
        const bool narrow = static_cast<float>(pane.pane.viewport.width_px) < theme.px(k_narrow_pane_px);
        Tag tag{&place, seen, narrow && place.outcome ? look_of(*place.outcome).sign : context.tr(place.label)};
        const ImVec2 size = ImGui::CalcTextSize(tag.words.c_str());
        const glm::vec2 whole(size.x + theme.px(16), std::max(theme.px(24), size.y + theme.px(6)));
        wishes.push_back({seen.anchor_px, 0.5F * whole, place.id == context.workspace.view().progress.place,
                          reach_px(place, pane.pane)});
        tags.push_back(std::move(tag));
    }
    const Viewport& viewport = pane.pane.viewport;
    const glm::vec2 size(viewport.width_px, viewport.height_px);
    const Box& body = context.workspace.require_atlas().bounds();
    const auto axis = pane.pane.camera.project(body.centre(), viewport);
    const auto placed = place_tags(wishes, {.size_px = size,
                                            .middle_px = axis ? axis->x : 0.5F * size.x,
                                            .taken = side_words(context, pane),
                                            .scale = scale});
    const glm::vec2 corner(box.position.x, box.position.y);
    for (const PlacedTag& tag : placed) {
        const float alpha = tags[tag.wish].seen.visibility == SignVisibility::Clear ? 1.0F : k_covered_alpha;
        draw_leader(scale, to_imgui(corner + wishes[tag.wish].anchor_px), to_imgui(corner + tag.port_px), alpha,
                    tags[tag.wish].place->shape == nullptr);
    }
    std::string pressed;
    for (const PlacedTag& tag : placed) {
        if (draw_tag_button(context, tags[tag.wish], tag.wish, to_imgui(corner + tag.box.low),
                            to_imgui(tag.box.high - tag.box.low))) {
            pressed = tags[tag.wish].place->id;
        }
    }
    ImGui::PopFont();
    if (!pressed.empty()) {
        context.run("progress.place", {{"place", pressed}, {"turn", "no"}});
    }
}

bool choose_progress_place(PanelContext& context, const MarkId& mark) {
    const std::string place = context.workspace.progress_place_of(mark);
    if (place.empty()) {
        return false;
    }
    context.run("progress.place", {{"place", place}, {"turn", "no"}});
    return true;
}

void outcome_sign(const Theme& theme, PlaceOutcome outcome) {
    const float side = ImGui::GetTextLineHeight() + theme.px(2);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_sign(*ImGui::GetWindowDrawList(), theme, look_of(outcome), at, {at.x + side, at.y + side});
    ImGui::Dummy({side, side});
}

}  // namespace palpate
