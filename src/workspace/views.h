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

/// The camera in a picture of another size: one that fitted the whole body fits it again, one that showed all of the body
/// goes on showing all of it; any other stays as it is.
[[nodiscard]] OrbitCamera refit_camera(const OrbitCamera& camera, const Box& body, const Viewport& before,
                                       const Viewport& after);

/// "1280x800". Throws Error Usage naming the text.
[[nodiscard]] Viewport parse_viewport(std::string_view text);

}  // namespace palpate
