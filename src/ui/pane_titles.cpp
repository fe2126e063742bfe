#include "ui/pane_titles.h"

#include "anatomy/anatomy_names.h"
#include "anatomy/endangerment.h"
#include "anatomy/skin_map.h"
#include "ui/knowledge_panels.h"
#include "ui/progress_panel.h"
#include "ui/widgets.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr float k_turned_away_alpha = 0.45F;

/// "22 Nov 2026 · follow-up".
std::string session_words(const PanelContext& context, const Session& session) {
    const std::string title = session.title.empty() || client_looks(context)
                                  ? context.tr("session.type." + std::string(name_of(session.type)))
                                  : session.title;
    return shown_date(context, session.date) + " \u00b7 " + title;
}

void draw_view_name(PanelContext& context, std::size_t index, const PanelBox& box) {
    const std::string name(k_four_views[index]);
    ImGui::PushFont(context.theme.fonts.heading);
    std::string words = context.tr("pane." + name);
    if (ImGui::CalcTextSize(words.c_str()).x > box.size.x) {
        words = context.tr("ui.view." + name);
    }
    const float width = ImGui::CalcTextSize(words.c_str()).x;
    const float x = box.position.x + std::max(0.0F, 0.5F * (box.size.x - width));
    const bool zoomed = context.workspace.view().zoomed[index].has_value();
    const float y = box.position.y + context.theme.px(8);
    ImGui::PushClipRect(box.position, {box.position.x + box.size.x, box.position.y + box.size.y}, true);
    if (zoomed) {  // the body lies beneath the words
        const float pad = context.theme.px(6);
        ImGui::GetWindowDrawList()->AddRectFilled({x - pad, y - pad / 2},
                                                  {x + width + pad, y + ImGui::GetFontSize() + pad / 2},
                                                  ImGui::GetColorU32(context.theme.panel), pad);
    }
    ImGui::GetWindowDrawList()->AddText({x, y}, ImGui::GetColorU32(context.theme.text), words.c_str());
    ImGui::PopClipRect();
    ImGui::PopFont();
    if (!zoomed) {
        return;
    }
    const std::string back = context.tr("ui.panes.whole") + "##" + name;
    const float button = ImGui::CalcTextSize(back.c_str(), nullptr, true).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::SetCursorScreenPos({box.position.x + std::max(0.0F, 0.5F * (box.size.x - button)),
                               box.position.y + static_cast<float>(pane_frame(context.theme).title_px)});
    if (ImGui::Button(back.c_str())) {
        context.run("view.whole", {{"pane", name}});
    }
}

/// Opening the session chosen for the pane that can be marked, comparing with the one chosen for the other.
void choose_session(PanelContext& context, const std::vector<SessionPane>& panes, const SessionPane& pane,
                    const SessionId& chosen) {
    context.state.draft.reset();
    if (compares_progress(context)) {
        const bool first = pane.session == panes[0].session;
        context.run("progress.range", {{"from", (first ? chosen : panes[0].session).text()},
                                       {"to", (first ? panes[1].session : chosen).text()}});
        return;
    }
    context.run(pane.read_only ? "view.compare" : "session.open", {{"session", chosen.text()}});
}

void draw_session_choice(PanelContext& context, const std::vector<SessionPane>& panes, std::size_t index,
                         const PanelBox& box) {
    const SessionPane& pane = panes[index];
    const CaseDocument* document = context.workspace.document();
    const Session* shown = document != nullptr ? find_session(*document, pane.session) : nullptr;
    if (shown == nullptr) {
        return;
    }
    const auto strip = static_cast<float>(pane_frame(context.theme).title_px);
    const float gap = context.theme.px(4);
    const float width = std::min(box.size.x - 2 * gap, context.theme.px(320));
    ImGui::SetCursorScreenPos(
        {box.position.x + 0.5F * (box.size.x - width), box.position.y - 0.5F * (strip + ImGui::GetFrameHeight())});
    ImGui::SetNextItemWidth(width);
    const std::string id = "##pane " + std::to_string(index + 1);
    std::string words = session_words(context, *shown);
    const float arrow = ImGui::GetFrameHeight() + 2 * ImGui::GetStyle().FramePadding.x;
    if (ImGui::CalcTextSize(words.c_str()).x + arrow > width) {
        words = shown_date(context, shown->date);
    }
    if (ImGui::BeginCombo(id.c_str(), words.c_str())) {
        const std::vector<Session> sessions = document->sessions;  // a command replaces the document
        for (const Session& session : sessions) {
            const bool in_other = session.id == panes[1 - index].session;
            const std::string label = session_words(context, session) + "##" + session.id.text();
            if (ImGui::Selectable(label.c_str(), session.id == pane.session) && session.id != pane.session) {
                // The one the other picture shows: the two change places, which is opening it.
                const bool swaps = in_other && !compares_progress(context);
                choose_session(context, panes, swaps ? SessionPane{pane.pane, pane.session, false} : pane, session.id);
            }
        }
        ImGui::EndCombo();
    }
    if (pane.read_only && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.panes.read-only").c_str());
    }
}

void draw_cross(ImVec2 at, float arm, float thickness, ImU32 ink) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine({at.x - arm, at.y}, {at.x + arm, at.y}, ink, thickness);
    draw.AddLine({at.x, at.y - arm}, {at.x, at.y + arm}, ink, thickness);
}

/// The name of an area of a map, without its side: a region's or a site's own, else its id ("C5", "back-upper").
std::string area_name(const PanelContext& context, const std::string& id) {
    const Workspace& workspace = context.workspace;
    if (const RegionEntry* region = workspace.anatomy().find_region(id)) {
        return shown_name(workspace.words(), *region);
    }
    const auto& volumes = workspace.require_atlas().endangerment();
    const auto site = std::ranges::find(volumes, id, &EndangermentVolume::site_id);
    return site != volumes.end() ? site->name : id;
}

/// Of the map on the skin, with the client's own side; empty where the map has no area.
std::string area_words(const PanelContext& context, const Structure& skin, const SurfacePoint& point) {
    const auto& maps = context.workspace.require_atlas().skin_maps();
    const auto map = std::ranges::find(maps, context.workspace.view().settings.skin_map, &SkinMap::id);
    const std::string* area = map == maps.end() ? nullptr : find_area_at(*map, *skin.mesh, point);
    if (area == nullptr) {
        return {};
    }
    const std::size_t dash = area->rfind('-');
    const auto side = dash == std::string::npos ? std::nullopt : find_side(area->substr(dash + 1));
    const std::string name = with_capital(area_name(context, side ? area->substr(0, dash) : *area));
    return context.tr({"structure.title." + std::string(name_of(side.value_or(Side::Mid))), {{"name", name}}});
}

}  // namespace

PaneFrame pane_frame(const Theme& theme) {
    return {.gap_px = std::max(1, static_cast<int>(theme.px(3))), .title_px = static_cast<int>(theme.px(38))};
}

PanelBox box_of(const Pane& pane, ImVec2 origin) {
    return {{origin.x + static_cast<float>(pane.corner_px.x), origin.y + static_cast<float>(pane.corner_px.y)},
            {static_cast<float>(pane.viewport.width_px), static_cast<float>(pane.viewport.height_px)}};
}

void draw_pane_title(PanelContext& context, const std::vector<SessionPane>& panes, std::size_t index,
                     const PanelBox& box) {
    if (panes.size() == k_four_panes) {
        draw_view_name(context, index, box);
    } else if (panes.size() == 2) {
        draw_session_choice(context, panes, index, box);
    }
}

void draw_place_in_other_panes(const Theme& theme, const std::vector<SessionPane>& panes, std::size_t pointed,
                               const SurfacePoint& point, ImVec2 origin) {
    for (std::size_t i = 0; i < panes.size(); ++i) {
        const Pane& pane = panes[i].pane;
        const auto pixel = pane.camera.project(point.position_mm, pane.viewport);
        if (i == pointed || !pixel) {
            continue;
        }
        const PanelBox box = box_of(pane, origin);
        const ImVec2 at{box.position.x + pixel->x, box.position.y + pixel->y};
        const bool faces_away = glm::dot(point.normal, pane.camera.axes()[2]) < 0.0F;
        const float alpha = faces_away ? k_turned_away_alpha : 1.0F;
        ImGui::PushClipRect(box.position, {box.position.x + box.size.x, box.position.y + box.size.y}, true);
        draw_cross(at, theme.px(7), theme.px(3.5F), ImGui::GetColorU32(ImVec4(0, 0, 0, 0.55F * alpha)));
        draw_cross(at, theme.px(6), theme.px(1.5F), ImGui::GetColorU32(ImVec4(1, 1, 1, alpha)));
        ImGui::PopClipRect();
    }
}

void draw_aim(const Theme& theme, const PanelBox& box, bool framed) {
    const ImU32 ink = ImGui::GetColorU32(theme.accent_line);
    draw_cross({box.position.x + 0.5F * box.size.x, box.position.y + 0.5F * box.size.y}, theme.px(9), theme.px(2), ink);
    if (framed) {
        ImGui::GetWindowDrawList()->AddRect(box.position, {box.position.x + box.size.x, box.position.y + box.size.y},
                                            ink, 0.0F, 0, theme.px(2));
    }
}

HoverWords hover_words(const PanelContext& context, const PickHit& hit, const SessionPane& pane) {
    const Workspace& workspace = context.workspace;
    if (const auto* id = std::get_if<StructureId>(&hit.target)) {
        const Structure* structure = workspace.require_atlas().find(*id);
        if (structure != nullptr && structure->structure_class == StructureClass::Skin) {
            if (std::string words = area_words(context, *structure, hit.point); !words.empty()) {
                return {std::move(words), {}};
            }
            Mark place;
            place.anchor = make_anchor(workspace.require_atlas(), *structure, hit.point);
            return {workspace.title_of(place), {}};
        }
        return structure != nullptr
                   ? HoverWords{workspace.title_of(*structure), anatomical_name(workspace.words(), *structure)}
                   : HoverWords{};
    }
    const CaseDocument* document = workspace.document();
    const Mark* mark = document != nullptr ? find_mark(*document, std::get<MarkId>(hit.target)) : nullptr;
    return mark != nullptr && pane.read_only ? HoverWords{workspace.title_of(*mark), read_back(context, *mark)}
                                             : HoverWords{};
}

}  // namespace palpate
