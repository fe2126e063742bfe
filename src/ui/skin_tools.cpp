#include "ui/skin_tools.h"

#include "anatomy/skin_place.h"
#include "geometry/surface_path.h"
#include "scene/skin_overlay.h"
#include "workspace/place_words.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_line_step_mm = 8.0F;     ///< between places a drawn line remembers
constexpr float k_line_bend_mm = 3.0F;     ///< what a line may stray when places are left out
constexpr float k_least_arrow_mm = 12.0F;  ///< a shorter drag is a shaky click
constexpr float k_same_point_mm = 20.0F;   ///< so near to a point, a drag is one more of its arrows

std::optional<SurfacePoint> skin_at(const PanelContext& context, const PanePlace& place) {
    const Picker* picker = context.workspace.picker();
    return picker == nullptr ? std::nullopt
                             : picker->skin_under(context.workspace.scene_of(place.pane.session),
                                                  place.pane.pane.camera, place.pane.pane.viewport, place.pixel);
}

SurfaceAnchor anchor_at(const Workspace& workspace, const SurfacePoint& place) {
    const Atlas& atlas = workspace.require_atlas();
    return make_anchor(atlas, atlas.structures()[*find_skin(atlas)], place);
}

/// The rating's colour is not known before the number: what is drawn meanwhile is the accent's.
MarkTrace trace_of(std::shared_ptr<const MarkShape> shape, const glm::vec3& place_mm) {
    MarkTrace trace;
    trace.shape = std::move(shape);
    trace.place_mm = place_mm;
    trace.fill = {0.24F, 0.68F, 0.60F};
    trace.selected = true;
    return trace;
}

/// Fewer places of a line without moving it by more than k_line_bend_mm (Douglas and Peucker).
void thin_out(std::span<const SurfacePoint> line, std::vector<SurfacePoint>& kept) {
    const glm::vec3 from = line.front().position_mm;
    const glm::vec3 way = line.back().position_mm - from;
    const float length2 = glm::dot(way, way);
    float farthest_mm = 0.0F;
    std::size_t farthest = 0;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        const glm::vec3 place = line[i].position_mm;
        const float share = length2 > 0.0F ? std::clamp(glm::dot(place - from, way) / length2, 0.0F, 1.0F) : 0.0F;
        const float off_mm = glm::distance(place, from + share * way);
        if (off_mm > farthest_mm) {
            farthest_mm = off_mm;
            farthest = i;
        }
    }
    if (farthest_mm > k_line_bend_mm) {
        thin_out(line.first(farthest + 1), kept);
        thin_out(line.subspan(farthest), kept);
    } else {
        kept.push_back(line.back());
    }
}

}  // namespace

bool SkinTools::press(PanelContext& context, const PanePlace& place) {
    const Tool tool = context.workspace.tool().tool;
    const auto skin = draws_on_skin(tool) && !place.pane.read_only ? skin_at(context, place) : std::nullopt;
    if (!skin) {
        return false;
    }
    pixel_ = place.pixel + glm::vec2(place.pane.pane.corner_px);
    keyed_start_.reset();
    tool_ = tool;
    if (tool == Tool::Paint || tool == Tool::Erase) {
        start_brush(context, *skin);
    } else {
        start_point(*skin);
    }
    return drawing();
}

void SkinTools::drag_to(PanelContext& context, const PanePlace& place) {
    const auto skin = skin_at(context, place);
    if (!skin || !tool_) {
        return;
    }
    pixel_ = place.pixel + glm::vec2(place.pane.pane.corner_px);
    if (!brush_) {
        extend_line(context, *skin);
        return;
    }
    try {
        if (brush_->move_to(*skin, context.workspace.tool().brush_radius_mm, *tool_ == Tool::Erase)) {
            show(context, make_area_shape(std::make_shared<const PaintedSkin>(brush_->painted())));
        }
    } catch (const Error& error) {  // the row of dabs is full: what there is, is kept
        context.workspace.notify(Severity::Warning, error.text(), error.code());
        release(context);
    }
}

void SkinTools::release(PanelContext& context) {
    if (!tool_) {
        return;
    }
    if (brush_) {
        finish_brush(context);
    } else if (*tool_ == Tool::Line) {
        finish_line(context);
    } else {
        finish_point(context);
    }
    tool_.reset();
    brush_.reset();
    line_.clear();
    line_way_.clear();
    shape_.reset();
}

void SkinTools::put_by_key(PanelContext& context, const PanePlace& place) {
    const auto start = keyed_start_;
    if (!press(context, place)) {
        return;
    }
    if (*tool_ != Tool::Line) {
        release(context);
        return;
    }
    if (!start) {  // the first Enter begins a line, the second ends it
        keyed_start_ = line_.front();
        tool_.reset();
        return;
    }
    const SurfacePoint end = line_.front();
    line_ = {*start};
    line_way_ = {*start};
    extend_line(context, end);
    release(context);
}

// ---- strokes -------------------------------------------------------------------------------------------------------

void SkinTools::start_brush(PanelContext& context, const SurfacePoint& place) {
    Workspace& workspace = context.workspace;
    const Mark* selected = workspace.selected_mark();
    const bool on_selected = selected != nullptr && selected->extent == MarkExtent::Area;
    const bool on_draft = !on_selected && context.state.draft && context.state.draft->extent == MarkExtent::Area;
    if (!on_selected && !on_draft && *tool_ == Tool::Erase) {
        tool_.reset();  // there is nothing chosen to wipe: the body turns
        return;
    }
    target_ = on_selected ? selected->id : MarkId();
    std::vector<BrushDab> before;
    std::shared_ptr<const MarkShape> known;
    if (on_selected) {
        before = selected->dabs;
        known = workspace.find_shape(selected->id);
    } else if (on_draft) {
        before = context.state.draft->dabs;
        known = context.state.draft->shape;
    } else {
        workspace.select_mark(std::nullopt);
        context.state.draft.reset();
    }
    PaintedSkin painted(workspace.require_skin_surface());
    if (known != nullptr && known->painted != nullptr) {
        painted = *known->painted;
    }
    brush_.emplace(workspace.atlas(), std::move(painted), std::move(before));
    if (brush_->move_to(place, workspace.tool().brush_radius_mm, *tool_ == Tool::Erase)) {
        show(context, make_area_shape(std::make_shared<const PaintedSkin>(brush_->painted())));
    }
}

void SkinTools::start_point(const SurfacePoint& place) {
    line_ = {place};
    line_way_ = {place};
}

void SkinTools::extend_line(PanelContext& context, const SurfacePoint& place) {
    const SurfaceGraph& skin = *context.workspace.require_skin_surface();
    if (*tool_ == Tool::Point) {  // one arrow, from the press to the pointer
        line_.resize(1, line_.front());
        line_.push_back(place);
        line_way_ = find_surface_path(skin, line_.front(), place);
    } else {
        if (glm::distance(line_.back().position_mm, place.position_mm) < k_line_step_mm) {
            return;
        }
        const std::vector<SurfacePoint> way = find_surface_path(skin, line_.back(), place);
        line_way_.insert(line_way_.end(), way.begin() + (way.empty() ? 0 : 1), way.end());
        line_.push_back(place);
    }
    show(context, make_line_shape(line_way_));
}

void SkinTools::finish_brush(PanelContext& context) {
    if (brush_->fresh().empty()) {
        return;
    }
    MarkDraft draft;
    draft.extent = MarkExtent::Area;
    draft.dabs = brush_->dabs();
    draft.shape = shape_;
    if (target_.empty()) {
        if (const auto middle = brush_->painted().middle()) {
            draft.position_mm = middle->position_mm;
            set_draft(context, std::move(draft));
        } else {
            context.state.draft.reset();
        }
        return;
    }
    context.workspace.offer_shape(mark_of(draft), draft.shape);
    context.run("mark.paint", {{"mark", target_.text()}, {"dabs", spell_dabs(draft.dabs)}});
    context.workspace.show_while_painting(std::nullopt);
}

void SkinTools::finish_point(PanelContext& context) {
    const Workspace& workspace = context.workspace;
    const bool dragged =
        line_.size() > 1 && glm::distance(line_.front().position_mm, line_.back().position_mm) > k_least_arrow_mm;
    const Mark* selected = workspace.selected_mark();
    const auto selected_place = selected != nullptr && selected->extent == MarkExtent::Point
                                    ? resolve(selected->anchor, workspace.require_atlas())
                                    : std::nullopt;
    if (dragged && selected_place &&
        glm::distance(selected_place->point.position_mm, line_.front().position_mm) < k_same_point_mm) {
        context.run("mark.radiate",
                    {{"mark", selected->id.text()}, {"to", spell_place(anchor_at(workspace, line_.back()))}});
        context.workspace.show_while_painting(std::nullopt);
        return;
    }
    MarkDraft draft;
    const auto& waiting = context.state.draft;
    if (dragged && waiting && waiting->extent == MarkExtent::Point &&
        glm::distance(waiting->position_mm, line_.front().position_mm) < k_same_point_mm) {
        draft = *waiting;  // one more arrow of the point that waits
    } else {
        draft.extent = MarkExtent::Point;
        draft.position_mm = line_.front().position_mm;
    }
    if (dragged) {
        draft.arrows.push_back(anchor_at(workspace, line_.back()));
        Mark arrows = mark_of(draft);
        const Structure& skin = workspace.require_atlas().structures()[*find_skin(workspace.require_atlas())];
        arrows.anchor = make_anchor(workspace.require_atlas(), skin, closest_point(*skin.mesh, draft.position_mm));
        draft.shape = make_mark_shape(workspace.require_skin_surface(), workspace.require_atlas(), arrows);
    }
    set_draft(context, std::move(draft));
}

void SkinTools::finish_line(PanelContext& context) {
    if (line_.size() < 2) {
        context.workspace.show_while_painting(std::nullopt);
        return;
    }
    std::vector<SurfacePoint> kept{line_.front()};
    thin_out(line_, kept);
    MarkDraft draft;
    draft.extent = MarkExtent::Line;
    draft.position_mm = line_.front().position_mm;
    for (const SurfacePoint& place : kept) {
        draft.path.push_back(anchor_at(context.workspace, place));
    }
    draft.shape = make_line_shape(line_way_);
    set_draft(context, std::move(draft));
}

void SkinTools::show(PanelContext& context, std::shared_ptr<const MarkShape> shape) {
    shape_ = std::move(shape);
    const Mark* target = target_.empty() || !brush_ ? nullptr : context.workspace.selected_mark();
    const glm::vec3 place_mm =
        brush_ ? brush_->painted().middle().value_or(SurfacePoint()).position_mm : line_.front().position_mm;
    MarkTrace trace = trace_of(shape_, place_mm);
    if (target != nullptr) {
        const RatingColours colours = rating_colours(target->now);
        trace.id = target->id;
        trace.fill = colours.fill;
        trace.ink = colours.ink;
        trace.pattern = pattern_of(target->kind).area;
        trace.hollow = target->now == 0;
    }
    context.workspace.show_while_painting(std::move(trace));
}

void SkinTools::set_draft(PanelContext& context, MarkDraft draft) {
    const Atlas& atlas = context.workspace.require_atlas();
    draft.structure = atlas.structures()[*find_skin(atlas)].id;
    draft.pixel = pixel_;
    const Structure& skin = atlas.structures()[*find_skin(atlas)];
    draft.anchor = make_anchor(atlas, skin, closest_point(*skin.mesh, draft.position_mm));
    context.workspace.select_mark(std::nullopt);
    context.workspace.show_while_painting(draft.shape ? std::optional(trace_of(draft.shape, draft.position_mm))
                                                      : std::nullopt);
    if (draft.shape != nullptr && draft.extent != MarkExtent::Point) {
        context.workspace.offer_shape(mark_of(draft), draft.shape);
    }
    context.state.draft = std::move(draft);
    context.state.focus_editor = true;
}

// ---- the pointer ---------------------------------------------------------------------------------------------------

void SkinTools::hover(PanelContext& context, const std::optional<PanePlace>& place, const std::optional<PickHit>& hit) {
    Workspace& workspace = context.workspace;
    pointer_ = place;
    const Tool tool = workspace.tool().tool;
    hover_group(context, tool == Tool::Group ? hit : std::nullopt);
    const auto skin = place && (tool == Tool::Region || tool == Tool::Paint || tool == Tool::Erase)
                          ? skin_at(context, *place)
                          : std::nullopt;
    const float radius_mm = workspace.tool().brush_radius_mm;
    if (!skin || tool == Tool::Region) {
        ring_.reset();
    } else if (!ring_ || ring_->radius_mm != radius_mm || ring_->place.position_mm != skin->position_mm) {
        PaintedSkin disc(workspace.require_skin_surface());
        disc.add(*skin, radius_mm, false);
        ring_ = Ring{.place = *skin, .radius_mm = radius_mm, .rim_mm = {}};
        const TriangleMesh& mesh = disc.skin().mesh();
        disc.visit_rim([&](std::uint32_t triangle, const glm::vec3& from, const glm::vec3& to) {
            ring_->rim_mm.push_back(
                {surface_point(mesh, triangle, from).position_mm, surface_point(mesh, triangle, to).position_mm});
        });
    }
    if (drawing()) {
        return;
    }
    if (const auto& draft = context.state.draft; draft && draft->shape != nullptr) {
        return;  // it stays to be seen while it waits for its number
    }
    if (tool == Tool::Region) {
        hover_region(context, skin);
    } else {
        hovered_area_.clear();
        workspace.show_while_painting(std::nullopt);
    }
}

void SkinTools::hover_group(PanelContext& context, const std::optional<PickHit>& hit) {
    const Workspace& workspace = context.workspace;
    std::unordered_set<StructureId> along;
    if (hit && std::holds_alternative<StructureId>(hit->target)) {
        const Atlas& atlas = workspace.require_atlas();
        for (const std::size_t index : find_group(atlas, hit->structure)) {
            along.insert(atlas.structures()[index].id);
        }
    }
    if (ViewState view = workspace.view(); view.settings.hovered_along != along) {
        view.settings.hovered_along = std::move(along);
        context.workspace.set_view(view);
    }
}

void SkinTools::hover_region(PanelContext& context, const std::optional<SurfacePoint>& place) {
    const Atlas& atlas = context.workspace.require_atlas();
    const auto map = std::ranges::find(atlas.skin_maps(), k_region_map, &SkinMap::id);
    const TriangleMesh& skin = context.workspace.require_skin_surface()->mesh();
    const std::uint8_t label = place && map != atlas.skin_maps().end() ? label_at(*map, skin, *place) : k_no_area;
    const std::string area = label == k_no_area ? std::string() : map->areas[label];
    if (area == hovered_area_) {
        return;
    }
    hovered_area_ = area;
    context.workspace.show_while_painting(
        area.empty() ? std::nullopt
                     : std::optional(trace_of(make_region_shape(skin, *map, label), place->position_mm)));
}

void SkinTools::draw_cursor(PanelContext& context, ImVec2 origin) const {
    if (!ring_ || !pointer_) {
        return;
    }
    const Pane& pane = pointer_->pane.pane;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const auto to_screen = [&](const glm::vec3& place) -> std::optional<ImVec2> {
        const auto pixel = pane.camera.project(place, pane.viewport);
        return pixel ? std::optional(ImVec2{origin.x + static_cast<float>(pane.corner_px.x) + pixel->x + 0.5F,
                                            origin.y + static_cast<float>(pane.corner_px.y) + pixel->y + 0.5F})
                     : std::nullopt;
    };
    const ImU32 dark = ImGui::GetColorU32(ImVec4(0, 0, 0, 0.55F));
    const ImU32 bright = ImGui::GetColorU32(ImVec4(1, 1, 1, 0.95F));
    for (const auto& [colour, width] : {std::pair(dark, 3.5F), std::pair(bright, 1.6F)}) {
        for (const auto& [from_mm, to_mm] : ring_->rim_mm) {
            const auto from = to_screen(from_mm);
            const auto to = to_screen(to_mm);
            if (from && to) {
                draw.AddLine(*from, *to, colour, context.theme.px(width));
            }
        }
    }
}

}  // namespace palpate
