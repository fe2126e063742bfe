#pragma once

#include "geometry/surface_tracer.h"
#include "geometry/triangle_mesh.h"

#include <glm/mat3x3.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>

#include <optional>
#include <string_view>

namespace palpate {

/// A picture's size in pixels; or of a tile of a larger picture, which cameras draw as the part of it that it is.
struct Viewport {
    int width_px = 0;
    int height_px = 0;
    glm::ivec2 corner_px{0};  ///< of a tile: its top left in the larger picture ..
    glm::ivec2 whole_px{0};   ///< .. and that picture's size; 0 where this is no tile

    [[nodiscard]] bool is_tile() const { return whole_px.x > 0; }
    /// The picture the pixels are part of: itself, where it is no tile.
    [[nodiscard]] Viewport whole() const { return is_tile() ? Viewport{whole_px.x, whole_px.y} : *this; }
    [[nodiscard]] float aspect() const { return static_cast<float>(width_px) / static_cast<float>(height_px); }
    bool operator==(const Viewport&) const = default;
};

/// Looks at `target_mm` from `distance_mm` away. Azimuth 0 sees the front (camera on +z), +90 degrees the subject's
/// left side (camera on +x); elevation is positive from above. A value; every change clamps so the body stays in sight.
struct OrbitCamera {
    glm::vec3 target_mm{0.0F, 820.0F, 80.0F};
    float distance_mm = 3600.0F;
    float azimuth_rad = 0.0F;
    float elevation_rad = 0.0F;
    float vertical_field_of_view_rad = 0.4363F;  ///< 25 degrees: little perspective, as in anatomy plates

    [[nodiscard]] glm::vec3 eye_mm() const;
    [[nodiscard]] glm::mat4 view() const;
    [[nodiscard]] glm::mat4 projection(const Viewport& viewport) const;
    /// World ray through the centre of a pixel; (0,0) is the top left.
    [[nodiscard]] Ray ray_through(const glm::vec2& pixel, const Viewport& viewport) const;
    /// Pixel of a world point; nullopt behind the camera.
    [[nodiscard]] std::optional<glm::vec2> project(const glm::vec3& point_mm, const Viewport& viewport) const;

    /// Unit vectors of the picture in the world: to the right, upwards and towards the eye. Defined from every angle.
    [[nodiscard]] glm::mat3 axes() const;
    /// Distances from the eye along the view direction between which things are drawn.
    [[nodiscard]] float near_mm() const;
    [[nodiscard]] float far_mm() const;

    /// Turns round the target. Elevation stops straight above and below; azimuth stays in (-pi, pi].
    void orbit(float azimuth_delta_rad, float elevation_delta_rad);
    /// Moves the target so that what was under the pointer stays under it. The target stays inside `body`.
    void pan(const glm::vec2& pixel_delta, const Viewport& viewport, const Box& body);
    /// factor < 1 moves closer; the point under `pixel`, in the plane of the target, keeps its pixel. The eye stays
    /// outside `body`, and at most k_farthest times as far away as it takes to see all of it.
    void zoom_to(float factor, const glm::vec2& pixel, const Viewport& viewport, const Box& body);
    /// The same towards a known place, such as the surface under the pointer: it keeps its pixel, and the eye may come
    /// as near to it as k_nearest_mm.
    void zoom_about(float factor, const glm::vec3& anchor_mm, const Viewport& viewport, const Box& body);

    static constexpr float k_nearest_mm = 90.0F;
    static constexpr float k_farthest = 2.0F;

    bool operator==(const OrbitCamera&) const = default;
};

/// The whole of `box` in view with a small border, seen from the given angles. A very small box is shown with some of
/// its surroundings.
[[nodiscard]] OrbitCamera fit_camera(const Box& box, float azimuth_rad, float elevation_rad, const Viewport& viewport);
/// "front", "back", "left" (the subject's left), "right", "top", "three-quarter", or "AZ,EL" in degrees.
[[nodiscard]] std::optional<glm::vec2> find_view_angles_rad(std::string_view name);
/// Smooth move, t in [0,1]; exact at both ends, the shorter way round.
[[nodiscard]] OrbitCamera interpolate(const OrbitCamera& from, const OrbitCamera& to, float t);

}  // namespace palpate
