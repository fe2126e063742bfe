#include "workspace/detail/mark_place.h"

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/views.h"

#include <fmt/format.h>
#include <glm/geometric.hpp>

namespace palpate {
namespace {

/// A point further than this from the structure it is said to be on is a mistake, not a rounding.
constexpr float k_farthest_place_mm = 30.0F;

glm::vec3 mean_position(const TriangleMesh& mesh) {
    glm::dvec3 sum(0.0);
    for (const glm::vec3& position : mesh.positions_mm) {
        sum += position;
    }
    return glm::vec3(sum / static_cast<double>(mesh.positions_mm.size()));
}

SurfaceAnchor place_at(const Atlas& atlas, const Structure& structure, const glm::vec3& position_mm) {
    const SurfacePoint point = closest_point(*structure.mesh, position_mm);
    const float distance_mm = glm::distance(point.position_mm, position_mm);
    if (distance_mm > k_farthest_place_mm) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.place-too-far",
                                             {{"structure", structure.id.text()},
                                              {"distance", fmt::format("{:.0f}", distance_mm)},
                                              {"limit", fmt::format("{:.0f}", k_farthest_place_mm)}}});
    }
    return make_anchor(atlas, structure, point);
}

/// The picture of another session is there to look at.
void require_own_pane(const Workspace& workspace, const Viewport& viewport, const glm::vec2& pixel) {
    for (const SessionPane& pane : workspace.panes(viewport)) {
        if (pane.read_only && find_pane_at({pane.pane}, pixel)) {
            throw Error(ErrorCode::InvalidEdit, {"workspace.pane-read-only", {}});
        }
    }
}

SurfaceAnchor place_under_pixel(const Workspace& workspace, const glm::vec2& pixel, const CommandArguments& arguments) {
    const Atlas& atlas = workspace.require_atlas();
    if (workspace.picker() == nullptr) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.picker-not-ready", {}});
    }
    const auto size = find_argument(arguments, "size");
    const Viewport viewport = size ? parse_viewport(*size) : workspace.viewport();
    require_own_pane(workspace, viewport, pixel);
    const auto hit = workspace.pick(viewport, pixel);
    if (!hit) {
        throw Error(ErrorCode::NotFound, {"workspace.nothing-under-pixel", {}});
    }
    return make_anchor(atlas, atlas.structures()[hit->structure], hit->point);
}

}  // namespace

std::optional<SurfaceAnchor> find_mark_place(const Workspace& workspace, const CommandArguments& arguments) {
    if (const auto pixel = find_pixel(arguments, "pixel")) {
        return place_under_pixel(workspace, *pixel, arguments);
    }
    const auto id = find_argument(arguments, "structure");
    if (!id) {
        return std::nullopt;
    }
    const Atlas& atlas = workspace.require_atlas();
    const Structure& structure = named_structure(workspace, *id);
    if (const auto position_mm = find_position(arguments, "at")) {
        return place_at(atlas, structure, *position_mm);
    }
    return make_anchor(atlas, structure, outward_place(atlas, structure));
}

SurfacePoint outward_place(const Atlas& atlas, const Structure& structure) {
    const Box box = bounds(*structure.mesh);
    const glm::vec3 middle = mean_position(*structure.mesh);
    const glm::vec3 axis = atlas.bounds().centre();
    glm::vec3 outward(middle.x - axis.x, 0.0F, middle.z - axis.z);
    const float length = glm::length(outward);
    outward = length > 1.0F ? outward / length : glm::vec3(0.0F, 0.0F, 1.0F);
    return closest_point(*structure.mesh, middle + outward * (0.5F * glm::length(box.size())));
}

}  // namespace palpate
