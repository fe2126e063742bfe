#pragma once

#include "scene/scene_renderer.h"
#include "workspace/picture_request.h"
#include "workspace/workspace.h"

#include <vector>

namespace palpate {

inline constexpr int k_largest_picture_px = 8192;  ///< each way

/// A picture of the view as it is now, made tile by tile so that neither memory nor the graphics card limits its size.
/// All that is seen on screen is in it, whatever its proportions. Panes have their titles and heat its legend.
class PictureTaker {
public:
    /// Borrows both; the workspace must not change until done. Throws Error Usage for a size beyond
    /// k_largest_picture_px.
    PictureTaker(const Workspace& workspace, SceneRenderer& renderer, const PictureRequest& request);

    /// Draws the next tile; false once all are there. Throws Error Graphics.
    bool step();
    [[nodiscard]] std::size_t tiles_left() const { return tiles_.size(); }
    /// The finished picture. Call when step() has returned false.
    [[nodiscard]] Image take();

private:
    struct Tile {
        std::size_t pane = 0;
        glm::ivec2 corner_px{0};  ///< in the pane
        glm::ivec2 size_px{0};
    };

    void add_tiles(std::size_t pane);
    void draw_titles();
    void draw_heat_legend();

    const Workspace* workspace_;
    SceneRenderer* renderer_;
    PictureRequest request_;
    float scale_ = 1.0F;  ///< of words and signs
    std::vector<SessionPane> panes_;
    std::vector<Tile> tiles_;  ///< still to draw, last first
    Image image_;
};

/// The whole picture at once: command line and tests.
[[nodiscard]] Image take_picture(const Workspace& workspace, SceneRenderer& renderer, const PictureRequest& request);

}  // namespace palpate
