#include "geometry/orbit_camera.h"

#include "base/error.h"

#include <glm/common.hpp>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>
#include <glm/trigonometric.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_half_pi = glm::half_pi<float>();
constexpr float k_border = 1.08F;             ///< how much larger than the box the fitted picture is
constexpr float k_smallest_fit_mm = 120.0F;   ///< below this a structure would be shown without its surroundings
constexpr float k_clear_of_body_mm = 40.0F;   ///< how far outside the body's box zooming stops
constexpr float k_depth_behind_mm = 2500.0F;  ///< more than any body reaches behind the target
constexpr float k_depth_before_mm = 2000.0F;  ///< more than any body reaches before it
constexpr float k_nearest_share = 0.04F;      ///< near plane of close cameras, as a share of the distance

float wrapped(float angle_rad) {
    const float turned = std::remainder(angle_rad, glm::two_pi<float>());
    return turned <= -glm::pi<float>() ? glm::pi<float>() : turned;
}

std::array<glm::vec3, 8> corners(const Box& box) {
    std::array<glm::vec3, 8> result{};
    for (std::size_t i = 0; i < 8; ++i) {
        result[i] = {(i & 1U) != 0 ? box.high.x : box.low.x, (i & 2U) != 0 ? box.high.y : box.low.y,
                     (i & 4U) != 0 ? box.high.z : box.low.z};
    }
    return result;
}

/// Distance from the centre of `box` at which all its corners are inside the picture.
float calc_fit_distance_mm(const Box& box, const OrbitCamera& camera, const Viewport& viewport) {
    const glm::mat3 axes = camera.axes();
    const float tan_vertical = std::tan(0.5F * camera.vertical_field_of_view_rad);
    const float tan_horizontal = tan_vertical * viewport.aspect();
    float distance_mm = 0.0F;
    for (const glm::vec3& corner : corners(box)) {
        const glm::vec3 seen = (corner - box.centre()) * axes;
        distance_mm = std::max({distance_mm, seen.z + k_border * std::abs(seen.x) / tan_horizontal,
                                seen.z + k_border * std::abs(seen.y) / tan_vertical});
    }
    return distance_mm;
}

/// How far the target is from leaving `box` in the direction of the eye.
float calc_exit_distance_mm(const Box& box, const OrbitCamera& camera) {
    const glm::vec3 towards_eye = camera.axes()[2];
    float exit_mm = std::numeric_limits<float>::max();
    for (int axis = 0; axis < 3; ++axis) {
        if (std::abs(towards_eye[axis]) > 1e-4F) {
            const float wall = towards_eye[axis] > 0.0F ? box.high[axis] : box.low[axis];
            exit_mm = std::min(exit_mm, (wall - camera.target_mm[axis]) / towards_eye[axis]);
        }
    }
    return std::max(exit_mm, 0.0F);
}

/// `factor` limited so that the distance ends inside [nearest, farthest]; a camera outside the limits may stay or come
/// back.
float calc_limited_factor(const OrbitCamera& camera, float factor, float nearest_mm, float farthest_mm) {
    const float lowest = std::min(nearest_mm, camera.distance_mm);
    const float highest = std::max(farthest_mm, camera.distance_mm);
    return std::clamp(camera.distance_mm * factor, lowest, highest) / camera.distance_mm;
}

float calc_farthest_mm(const OrbitCamera& camera, const Viewport& viewport, const Box& body) {
    return OrbitCamera::k_farthest * calc_fit_distance_mm(body, camera, viewport);
}

void scale_about(OrbitCamera& camera, float factor, const glm::vec3& anchor_mm, const Box& body) {
    camera.target_mm = glm::clamp(anchor_mm + factor * (camera.target_mm - anchor_mm), body.low, body.high);
    camera.distance_mm *= factor;
}

std::optional<float> find_degrees(std::string_view text) {
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
    }
    float degrees = 0.0F;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(degrees)) {
        return std::nullopt;
    }
    return degrees;
}

}  // namespace

glm::mat3 OrbitCamera::axes() const {
    const float sin_azimuth = std::sin(azimuth_rad);
    const float cos_azimuth = std::cos(azimuth_rad);
    const float sin_elevation = std::sin(elevation_rad);
    const float cos_elevation = std::cos(elevation_rad);
    return {glm::vec3(cos_azimuth, 0.0F, -sin_azimuth),
            glm::vec3(-sin_azimuth * sin_elevation, cos_elevation, -cos_azimuth * sin_elevation),
            glm::vec3(sin_azimuth * cos_elevation, sin_elevation, cos_azimuth * cos_elevation)};
}

glm::vec3 OrbitCamera::eye_mm() const { return target_mm + distance_mm * axes()[2]; }

float OrbitCamera::near_mm() const { return std::max(distance_mm - k_depth_before_mm, k_nearest_share * distance_mm); }

float OrbitCamera::far_mm() const { return distance_mm + k_depth_behind_mm; }

glm::mat4 OrbitCamera::view() const {
    const glm::mat3 to_camera = glm::transpose(axes());
    glm::mat4 result(to_camera);
    result[3] = glm::vec4(-(to_camera * eye_mm()), 1.0F);
    return result;
}

glm::mat4 OrbitCamera::projection(const Viewport& viewport) const {
    const Viewport whole = viewport.whole();
    const glm::mat4 projection = glm::perspective(vertical_field_of_view_rad, whole.aspect(), near_mm(), far_mm());
    if (!viewport.is_tile()) {
        return projection;
    }
    const glm::vec2 size(viewport.width_px, viewport.height_px);
    const glm::vec2 whole_size(whole.width_px, whole.height_px);
    const glm::vec2 middle = (glm::vec2(viewport.corner_px) + 0.5F * size) / whole_size;  // from the top left
    glm::mat4 crop(1.0F);
    crop[0][0] = whole_size.x / size.x;
    crop[1][1] = whole_size.y / size.y;
    crop[3][0] = -(2.0F * middle.x - 1.0F) * crop[0][0];
    crop[3][1] = -(1.0F - 2.0F * middle.y) * crop[1][1];
    return crop * projection;
}

Ray OrbitCamera::ray_through(const glm::vec2& pixel, const Viewport& viewport) const {
    const Viewport whole = viewport.whole();
    const glm::vec2 size(whole.width_px, whole.height_px);
    const glm::vec2 from_centre = (pixel + glm::vec2(viewport.corner_px) + 0.5F - 0.5F * size) / (0.5F * size.y);
    const float tan_vertical = std::tan(0.5F * vertical_field_of_view_rad);
    const glm::vec3 seen(tan_vertical * from_centre.x, -tan_vertical * from_centre.y, -1.0F);
    return {eye_mm(), glm::normalize(axes() * seen)};
}

std::optional<glm::vec2> OrbitCamera::project(const glm::vec3& point_mm, const Viewport& viewport) const {
    const glm::vec3 seen = (point_mm - eye_mm()) * axes();
    if (seen.z >= -1e-3F) {
        return std::nullopt;
    }
    const Viewport whole = viewport.whole();
    const glm::vec2 size(whole.width_px, whole.height_px);
    const float tan_vertical = std::tan(0.5F * vertical_field_of_view_rad);
    const glm::vec2 from_centre = glm::vec2(seen.x, -seen.y) / (-seen.z * tan_vertical);
    return from_centre * (0.5F * size.y) + 0.5F * size - 0.5F - glm::vec2(viewport.corner_px);
}

void OrbitCamera::orbit(float azimuth_delta_rad, float elevation_delta_rad) {
    azimuth_rad = wrapped(azimuth_rad + azimuth_delta_rad);
    elevation_rad = std::clamp(elevation_rad + elevation_delta_rad, -k_half_pi, k_half_pi);
}

void OrbitCamera::pan(const glm::vec2& pixel_delta, const Viewport& viewport, const Box& body) {
    const float mm_per_pixel =
        2.0F * distance_mm * std::tan(0.5F * vertical_field_of_view_rad) / static_cast<float>(viewport.height_px);
    const glm::mat3 directions = axes();
    const glm::vec3 moved = target_mm - mm_per_pixel * (pixel_delta.x * directions[0] - pixel_delta.y * directions[1]);
    target_mm = glm::clamp(moved, body.low, body.high);
}

void OrbitCamera::zoom_to(float factor, const glm::vec2& pixel, const Viewport& viewport, const Box& body) {
    const Ray ray = ray_through(pixel, viewport);
    const glm::vec3 towards_eye = axes()[2];
    const glm::vec3 anchor_mm = ray.origin_mm + (distance_mm / -glm::dot(ray.direction, towards_eye)) * ray.direction;
    const float nearest_mm = std::max(k_nearest_mm, calc_exit_distance_mm(body, *this) + k_clear_of_body_mm);
    scale_about(*this, calc_limited_factor(*this, factor, nearest_mm, calc_farthest_mm(*this, viewport, body)),
                anchor_mm, body);
}

void OrbitCamera::zoom_about(float factor, const glm::vec3& anchor_mm, const Viewport& viewport, const Box& body) {
    const float depth_mm = glm::dot(eye_mm() - anchor_mm, axes()[2]);
    const float lowest = std::min(1.0F, k_nearest_mm / std::max(depth_mm, 1.0F));
    const float limited =
        calc_limited_factor(*this, std::max(factor, lowest), k_nearest_mm, calc_farthest_mm(*this, viewport, body));
    scale_about(*this, limited, anchor_mm, body);
}

OrbitCamera fit_camera(const Box& box, float azimuth_rad, float elevation_rad, const Viewport& viewport) {
    PALPATE_ASSERT(!box.empty());
    OrbitCamera camera;
    camera.azimuth_rad = wrapped(azimuth_rad);
    camera.elevation_rad = std::clamp(elevation_rad, -k_half_pi, k_half_pi);
    camera.target_mm = box.centre();
    const float tan_half = std::tan(0.5F * camera.vertical_field_of_view_rad) * std::min(1.0F, viewport.aspect());
    camera.distance_mm = std::max(calc_fit_distance_mm(box, camera, viewport), 0.5F * k_smallest_fit_mm / tan_half);
    return camera;
}

std::optional<glm::vec2> find_view_angles_rad(std::string_view name) {
    struct NamedView {
        std::string_view name;
        glm::vec2 degrees;
    };
    static constexpr std::array k_views{NamedView{"front", {0, 0}}, NamedView{"back", {180, 0}},
                                        NamedView{"left", {90, 0}}, NamedView{"right", {-90, 0}},
                                        NamedView{"top", {0, 90}},  NamedView{"three-quarter", {35, 12}}};
    const auto* named = std::ranges::find(k_views, name, &NamedView::name);
    if (named != k_views.end()) {
        return glm::radians(named->degrees);
    }
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos) {
        return std::nullopt;
    }
    const auto azimuth = find_degrees(name.substr(0, comma));
    const auto elevation = find_degrees(name.substr(comma + 1));
    if (!azimuth || !elevation || std::abs(*elevation) > 90.0F) {
        return std::nullopt;
    }
    return glm::vec2(wrapped(glm::radians(*azimuth)), glm::radians(*elevation));
}

OrbitCamera interpolate(const OrbitCamera& from, const OrbitCamera& to, float t) {
    if (t <= 0.0F) {
        return from;
    }
    if (t >= 1.0F) {
        return to;
    }
    const float eased = t * t * (3.0F - 2.0F * t);
    OrbitCamera camera;
    camera.target_mm = glm::mix(from.target_mm, to.target_mm, eased);
    // Equal steps in the logarithm look like an even approach.
    camera.distance_mm = from.distance_mm * std::pow(to.distance_mm / from.distance_mm, eased);
    camera.azimuth_rad = wrapped(from.azimuth_rad + eased * wrapped(to.azimuth_rad - from.azimuth_rad));
    camera.elevation_rad = glm::mix(from.elevation_rad, to.elevation_rad, eased);
    camera.vertical_field_of_view_rad = glm::mix(from.vertical_field_of_view_rad, to.vertical_field_of_view_rad, eased);
    return camera;
}

}  // namespace palpate
