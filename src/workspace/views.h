#pragma once

#include "anatomy/atlas.h"
#include "geometry/orbit_camera.h"

#include <span>
#include <string_view>

namespace palpate {

/// The camera of a named view ("front", "AZ,EL", ..) of the whole body, or, where some are named, of these structures
/// with a little of their surroundings. The same arguments give the same camera everywhere: what is rendered is what is
/// picked. Throws Error Usage for an unknown view, NotFound for an unknown structure.
[[nodiscard]] OrbitCamera make_view_camera(const Atlas& atlas, std::string_view view,
                                           std::span<const StructureId> zoom_to, const Viewport& viewport);

/// What lies in the box with some of its surroundings, seen from the given angles.
[[nodiscard]] OrbitCamera zoom_camera(Box box, const glm::vec2& angles_rad, const Viewport& viewport);

/// "1280x800". Throws Error Usage naming the text.
[[nodiscard]] Viewport parse_viewport(std::string_view text);

}  // namespace palpate
