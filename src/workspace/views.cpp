#include "workspace/views.h"

#include "base/error.h"
#include "scene/label_layout.h"

#include <glm/common.hpp>

#include <charconv>
#include <string>
#include <system_error>

namespace palpate {

OrbitCamera make_view_camera(const Atlas& atlas, std::string_view view, std::span<const StructureId> zoom_to,
                             const Viewport& viewport) {
    const std::optional<glm::vec2> angles = find_view_angles_rad(view);
    if (!angles) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-view", {{"view", std::string(view)}}});
    }
    Box box;
    for (const StructureId& id : zoom_to) {
        box.add(bounds(*atlas.structure(id).mesh));
    }
    if (!box.empty()) {
        return zoom_camera(box, *angles, viewport);
    }
    return fit_camera(atlas.bounds(), angles->x, angles->y, viewport);
}

OrbitCamera zoom_camera(Box box, const glm::vec2& angles_rad, const Viewport& viewport) {
    constexpr float k_least_surroundings_mm = 40.0F;
    constexpr float k_share_of_surroundings = 0.2F;
    const glm::vec3 border = glm::max(k_share_of_surroundings * box.size(), glm::vec3(k_least_surroundings_mm));
    box.low -= border;
    box.high += border;
    return fit_camera(box, angles_rad.x, angles_rad.y, viewport);
}

OrbitCamera refit_camera(const OrbitCamera& camera, const Box& body, const Viewport& before, const Viewport& after) {
    const auto fitted = [&](const Viewport& viewport) {
        return fit_camera(body, camera.azimuth_rad, camera.elevation_rad, viewport);
    };
    const auto shows_all = [&](const Viewport& viewport) {
        constexpr float k_rounding_px = 1.0F;
        const ScreenBox box = project_box(body, camera, viewport);
        return box.low.x >= -k_rounding_px && box.low.y >= -k_rounding_px &&
               box.high.x <= static_cast<float>(viewport.width_px) + k_rounding_px &&
               box.high.y <= static_cast<float>(viewport.height_px) + k_rounding_px;
    };
    if (camera == fitted(before) || (shows_all(before) && !shows_all(after))) {
        return fitted(after);
    }
    return camera;
}

Viewport parse_viewport(std::string_view text) {
    constexpr int k_largest_side_px = 16384;
    Viewport viewport;
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, viewport.width_px);
    const bool has_cross = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
    const auto height = std::from_chars(has_cross ? width.ptr + 1 : end, end, viewport.height_px);
    const auto fits = [](int side_px) { return side_px >= 1 && side_px <= k_largest_side_px; };
    if (height.ec != std::errc() || height.ptr != end || !fits(viewport.width_px) || !fits(viewport.height_px)) {
        throw Error(ErrorCode::Usage, {"workspace.wrong-size",
                                       {{"value", std::string(text)}, {"limit", std::to_string(k_largest_side_px)}}});
    }
    return viewport;
}

}  // namespace palpate
