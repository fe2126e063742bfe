#pragma once

#include "ui/body_panel_place.h"
#include "ui/camera_motion.h"
#include "ui/mini_map.h"
#include "ui/pane_pictures.h"
#include "ui/panels.h"
#include "ui/skin_tools.h"
#include "workspace/picture_order.h"

#include <memory>

namespace palpate {

/// The body, in one picture or several: draws it when something changed, turns it under the hand, picks what is under
/// the pointer.
class BodyPanel {
public:
    BodyPanel(std::unique_ptr<GlSceneRenderer> renderer, bool software_rendering);

    /// Fills the current ImGui window.
    void draw(PanelContext& context);
    /// Camera on its way, a drag, or pictures still to be drawn: another frame is wanted at once.
    [[nodiscard]] bool moving() const;
    /// A still picture is due in this many seconds.
    [[nodiscard]] std::optional<double> still_picture_in_s() const;
    /// For pictures that are not of what is on screen.
    [[nodiscard]] SceneRenderer& renderer() { return pictures_.renderer(); }
    [[nodiscard]] bool shows_full_detail() const { return pictures_.shows_full_detail(); }

private:
    void lay_out_panes(PanelContext& context, const Viewport& whole);
    void keep_whole(PanelContext& context);
    void follow_camera(PanelContext& context);
    [[nodiscard]] std::optional<PanePlace> place_under(ImVec2 screen) const;
    [[nodiscard]] PanePlace aimed_place(const PanelContext& context) const;
    [[nodiscard]] std::optional<PanePlace> aimed_by_key(const PanelContext& context) const;
    [[nodiscard]] std::optional<PickHit> pick(const PanelContext& context, const PanePlace& place) const;

    void work_by_mouse(PanelContext& context);
    void draw_on_skin(PanelContext& context, const std::optional<PanePlace>& place);
    void drag(PanelContext& context);
    void look_closer(PanelContext& context, const PanePlace& place);
    void work_fixed_view_by_key(PanelContext& context);
    void zoom(PanelContext& context, float factor, const PanePlace& place);
    void hover(PanelContext& context, const std::optional<PanePlace>& place);
    void click(PanelContext& context, const PanePlace& place);
    void set_camera(PanelContext& context, std::size_t pane, const OrbitCamera& camera);

    void work_on_pictures(PanelContext& context);
    void draw_panes(PanelContext& context);
    void draw_mini_map(PanelContext& context);
    void draw_hover_words(PanelContext& context);

    void begin_draft(PanelContext& context, const PanePlace& place, const PickHit& hit);
    void choose_region(PanelContext& context, const PanePlace& place);

    PanePictures pictures_;
    SkinTools tools_;
    std::vector<SessionPane> panes_;     ///< as shown in this frame
    std::optional<PictureMaker> maker_;  ///< of the picture a command asked for, a tile a frame
    PaneFrame frame_;
    ImVec2 origin_{0, 0};  ///< of the picture in the window
    Viewport framed_for_;  ///< the picture that the camera was seen in last
    CameraMotion motion_;  ///< of the camera that is shown
    MiniMap mini_map_;
    const Atlas* places_of_ = nullptr;  ///< compared, never followed
    std::vector<glm::vec3> places_;     ///< all over the body: by them the camera is kept on it
    bool looked_closer_ = false;        ///< the click that ends a double click does nothing more
    bool dragging_ = false;
    bool drawn_ = false;  ///< the press under way drew: its release is no click
    float dragged_px_ = 0.0F;
    std::optional<std::size_t> dragged_pane_;
    std::optional<PanePlace> hovered_place_;
    std::optional<PickHit> hovered_;  ///< what the pointer is on, for the cross in the other panes
};

}  // namespace palpate
