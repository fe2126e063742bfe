#pragma once

#include "ui/body_panel_place.h"
#include "ui/panels.h"
#include "workspace/brush_stroke.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// The tools that draw on the skin: brush, eraser, point with arrows, line; and what the pointer shows of all tools. A
/// stroke lives here while the button is down; what it makes goes to the workspace as one command, or waits as a draft
/// for its number. Thread: main.
class SkinTools {
public:
    /// A press at a place of a pane. True when it starts to draw: the drag then draws and does not turn the body.
    bool press(PanelContext& context, const PanePlace& place);
    void drag_to(PanelContext& context, const PanePlace& place);
    void release(PanelContext& context);
    /// A dab, a point or an end of a line where the keys aim.
    void put_by_key(PanelContext& context, const PanePlace& place);
    [[nodiscard]] bool drawing() const { return tool_.has_value(); }

    /// Once a frame, after the mouse: what the pointer is over, nullopt for nothing.
    void hover(PanelContext& context, const std::optional<PanePlace>& place, const std::optional<PickHit>& hit);
    /// The ring of the brush, as large as it is on the skin.
    void draw_cursor(PanelContext& context, ImVec2 origin) const;

private:
    struct Ring {
        SurfacePoint place;
        float radius_mm = 0.0F;
        std::vector<std::array<glm::vec3, 2>> rim_mm;
    };
    void start_brush(PanelContext& context, const SurfacePoint& place);
    void start_point(const SurfacePoint& place);
    void extend_line(PanelContext& context, const SurfacePoint& place);
    void finish_brush(PanelContext& context);
    void finish_point(PanelContext& context);
    void finish_line(PanelContext& context);
    void show(PanelContext& context, std::shared_ptr<const MarkShape> shape);
    void set_draft(PanelContext& context, MarkDraft draft);
    void hover_group(PanelContext& context, const std::optional<PickHit>& hit);
    void hover_region(PanelContext& context, const std::optional<SurfacePoint>& place);

    std::optional<Tool> tool_;  ///< of the stroke under way
    std::optional<BrushStroke> brush_;
    MarkId target_;                            ///< the mark that is painted on; empty: a draft
    std::vector<SurfacePoint> line_;           ///< where the pointer came by
    std::vector<SurfacePoint> line_way_;       ///< the way over the skin between them
    std::optional<SurfacePoint> keyed_start_;  ///< of a line put by keys
    std::shared_ptr<const MarkShape> shape_;   ///< of the stroke, as shown
    glm::vec2 pixel_{0.0F};                    ///< where the pointer was last, in the body panel
    std::optional<PanePlace> pointer_;
    std::optional<Ring> ring_;
    std::string hovered_area_;
    std::shared_ptr<const MarkShape> hovered_shape_;
};

}  // namespace palpate
