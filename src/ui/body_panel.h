#pragma once

#include "render/gl_scene_renderer.h"
#include "ui/panels.h"

#include <memory>

namespace palpate {

/// The body: draws it when something changed, turns it under the hand, picks what is under the pointer.
class BodyPanel {
public:
    BodyPanel(std::unique_ptr<GlSceneRenderer> renderer, bool software_rendering);

    /// Fills the current ImGui window.
    void draw(PanelContext& context);
    /// Camera on its way, or a drag: coarse pictures are drawn.
    [[nodiscard]] bool moving() const;
    /// A still picture is due in this many seconds.
    [[nodiscard]] std::optional<double> still_picture_in_s() const;
    [[nodiscard]] bool shows_full_detail() const { return shown_.full_detail; }

private:
    struct Shown {  ///< what the texture on screen was drawn from
        std::size_t revision = 0;
        OrbitCamera camera;
        Viewport viewport;
        ThemeName theme = ThemeName::Dark;
        float scale = 0.0F;
        bool full_detail = false;
        std::uint32_t texture = 0;
    };
    struct Move {
        OrbitCamera from;
        double start_s = 0.0;
    };

    void follow_camera(const OrbitCamera& wanted);
    void draw_picture(PanelContext& context, const Viewport& viewport);
    float view_button_rows(PanelContext& context, ImVec2 origin, float width, bool draw);
    void zoom(PanelContext& context, float factor, const Viewport& viewport, const glm::vec2& pixel);
    void turn_by_mouse(PanelContext& context, const Viewport& viewport, ImVec2 origin);
    void hover(PanelContext& context, const Viewport& viewport, const glm::vec2& pixel);
    void click(PanelContext& context, const Viewport& viewport, const glm::vec2& pixel);
    void draw_hover_words(PanelContext& context);
    void set_camera(PanelContext& context, const OrbitCamera& camera);

    std::unique_ptr<GlSceneRenderer> renderer_;
    bool software_rendering_;
    OrbitCamera camera_;  ///< shown now; on its way to the workspace's camera
    OrbitCamera wanted_;
    bool camera_known_ = false;
    std::optional<Move> move_;
    double last_motion_s_ = -1.0;
    bool dragging_ = false;
    float dragged_px_ = 0.0F;
    Shown shown_;
};

}  // namespace palpate
