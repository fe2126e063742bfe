#pragma once

#include "render/gl_scene_renderer.h"
#include "ui/panels.h"

#include <memory>
#include <optional>
#include <vector>

namespace palpate {

/// The panes' pictures of the body, drawn when something changed: coarse while the body moves on a CPU rasteriser, and
/// then not all in one frame.
class PanePictures {
public:
    PanePictures(std::unique_ptr<GlSceneRenderer> renderer, bool software_rendering);

    /// The body moves in this frame: a full picture waits until it has come to rest.
    void note_motion();
    /// Draws what is not as it should be into its texture, `first` before the others. `covered`: what lies over the first
    /// pane later, px of it.
    void draw(PanelContext& context, const std::vector<SessionPane>& panes, std::size_t first, bool moving,
              std::vector<ScreenBox> covered);
    /// Of a pane; 0 while it has none.
    [[nodiscard]] std::uint32_t texture(std::size_t pane) const;

    /// For pictures that are saved: they have a slot of their own.
    [[nodiscard]] SceneRenderer& renderer() { return *renderer_; }
    /// Some wait for the next frame, so that no frame takes long.
    [[nodiscard]] bool unfinished() const { return unfinished_; }
    [[nodiscard]] bool shows_full_detail() const;
    /// A still picture is due in this many seconds.
    [[nodiscard]] std::optional<double> still_picture_in_s() const;

private:
    struct Shown {  ///< what a texture was drawn from
        std::size_t revision = 0;
        SessionPane pane;
        ThemeName theme = ThemeName::Dark;
        float sign_scale = 0.0F;
        std::vector<ScreenBox> covered;
        bool full_detail = false;
        std::uint32_t texture = 0;
    };

    [[nodiscard]] bool is_current(const Shown& shown, const Shown& wanted) const;
    void draw_pane(PanelContext& context, std::size_t index, std::size_t count, const Shown& wanted);

    std::unique_ptr<GlSceneRenderer> renderer_;
    bool software_rendering_;
    double last_motion_s_ = -1.0;
    bool unfinished_ = false;
    std::vector<Shown> shown_;
};

/// Signs and letters grow with the words, as far as the pictures bear it: of one size in all of them.
[[nodiscard]] float sign_scale(const Theme& theme, const std::vector<SessionPane>& panes);

}  // namespace palpate
