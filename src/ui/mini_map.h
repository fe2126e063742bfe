#pragma once

#include "anatomy/atlas.h"
#include "scene/label_layout.h"
#include "ui/panels.h"

#include <memory>
#include <optional>
#include <vector>

namespace palpate {

/// The outline of the body from one direction as rows of filled stretches, for a very small picture.
struct BodyShadow {
    struct Stretch {
        float y = 0.0F;  ///< of the row's top, from the picture's top
        float low = 0.0F;
        float high = 0.0F;
    };
    float row_height = 1.0F;
    std::vector<Stretch> stretches;
};

/// A small parallel picture of the body as a camera sees it, about the middle of its box. Pure.
class MapFrame {
public:
    /// `size`: of the map, px.
    MapFrame(const Box& body, const OrbitCamera& camera, const glm::vec2& size);

    /// Where a place is on the map, px from its top left.
    [[nodiscard]] glm::vec2 place(const glm::vec3& position_mm) const;
    /// What the camera's picture shows, in the plane of its target.
    [[nodiscard]] ScreenBox seen(const Viewport& viewport) const;
    /// The camera moved so that this place of the map comes to the middle of the picture.
    [[nodiscard]] OrbitCamera looking_at(const glm::vec2& place) const;
    [[nodiscard]] BodyShadow shadow(std::span<const glm::vec3> points_mm) const;

private:
    Box body_;
    OrbitCamera camera_;
    glm::vec2 size_;
    float px_per_mm_;
};

/// Direction the eye looks from, as a place on a ring with the client's front below: and back.
[[nodiscard]] glm::vec2 place_on_ring(float azimuth_rad);
[[nodiscard]] float azimuth_of_ring(const glm::vec2& from_middle);

/// What the map covers of a picture of that size, px; nullopt where the body needs the room.
[[nodiscard]] std::optional<ScreenBox> mini_map_box(const Theme& theme, const glm::vec2& picture_px);

/// The map in the corner of the body panel: which way and where the camera looks. A click on the figure goes there, one
/// on the ring turns.
class MiniMap {
public:
    /// Draws into the corner of `picture`. The camera that was asked for by a click.
    [[nodiscard]] std::optional<OrbitCamera> draw(PanelContext& context, const OrbitCamera& camera,
                                                  const Viewport& viewport, const PanelBox& picture,
                                                  std::span<const glm::vec3> points_mm);

private:
    [[nodiscard]] std::optional<OrbitCamera> draw_figure(const PanelContext& context, const OrbitCamera& camera,
                                                         const Viewport& viewport, const PanelBox& box,
                                                         std::span<const glm::vec3> points_mm);

    BodyShadow shadow_;
    std::optional<OrbitCamera> shadow_camera_;
    float shadow_height_px_ = 0.0F;
    const void* shadow_body_ = nullptr;
};

}  // namespace palpate
