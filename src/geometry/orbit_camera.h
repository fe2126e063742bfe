#pragma once

#include "geometry/surface_tracer.h"
#include "geometry/triangle_mesh.h"

#include <glm/mat4x4.hpp>

#include <optional>
#include <string_view>

namespace palpate {

/// A picture's size in pixels.
struct Viewport {
    int width_px = 0;
    int height_px = 0;
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

    void orbit(float azimuth_delta_rad, float elevation_delta_rad);
    /// Moves the target so that what was under the pointer stays under it.
    void pan(const glm::vec2& pixel_delta, const Viewport& viewport, const Box& body);
    /// factor < 1 moves closer; the point under `pixel` keeps its pixel.
    void zoom_to(float factor, const glm::vec2& pixel, const Viewport& viewport, const Box& body);

    bool operator==(const OrbitCamera&) const = default;
};

/// The whole of `box` in view with a small border, seen from the given angles.
[[nodiscard]] OrbitCamera fit_camera(const Box& box, float azimuth_rad, float elevation_rad, const Viewport& viewport);
/// "front", "back", "left" (the subject's left), "right", "top", "three-quarter", or "AZ,EL" in degrees.
[[nodiscard]] std::optional<glm::vec2> find_view_angles_rad(std::string_view name);
/// Smooth move, t in [0,1]; exact at both ends, the shorter way round.
[[nodiscard]] OrbitCamera interpolate(const OrbitCamera& from, const OrbitCamera& to, float t);

}  // namespace palpate
