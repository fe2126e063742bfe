// search.* and view.fly-to: from words, or from a place of the body, to where it is seen.

#include "base/error.h"
#include "scene/fly_to.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <span>

namespace palpate {
namespace {

constexpr float k_see_through_skin = 0.25F;
constexpr float k_least_share_seen = 0.08F;  // less of it than this is not "shown"
constexpr float k_landmark_surroundings_mm = 45.0F;

/// What would hide the structures, whatever lies before them, is taken away: layers, single hiding, the solid skin.
void unhide(ViewSettings& settings, const Atlas& atlas, std::span<const StructureId> structures) {
    float& skin = settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)];
    skin = skin >= k_pickable_opacity ? k_see_through_skin : skin;
    settings.skin_map.clear();
    settings.others = Others::Shown;
    settings.kept.clear();
    for (const StructureId& id : structures) {
        settings.hidden.erase(id);
        float& opacity = settings.layer_opacity[static_cast<std::size_t>(atlas.structure(id).layer)];
        opacity = std::max(opacity, 1.0F);
    }
}

void move_camera(Workspace& workspace, const OrbitCamera& camera) {
    ViewState view = workspace.view();
    if (view.panes != PaneMode::Four) {  // there every side is on screen already
        view.camera = camera;
        workspace.set_view(view);
    }
}

/// To the side most of them is seen from; where something always lies before them, that becomes a ghost.
void fly_to_structures(Workspace& workspace, const std::vector<StructureId>& structures) {
    const Atlas& atlas = workspace.require_atlas();
    Box box;
    std::ranges::for_each(structures, [&](const StructureId& id) { box.add(bounds(*atlas.structure(id).mesh)); });
    ViewState view = workspace.view();
    unhide(view.settings, atlas, structures);
    workspace.set_view(view);
    const glm::vec2 now{view.camera.azimuth_rad, view.camera.elevation_rad};
    const Viewport viewport = workspace.camera_viewport();
    Sight sight{outward_angles_rad(0.5F * (box.low + box.high), atlas.bounds()), 1.0F, structures.front()};
    if (workspace.picker() != nullptr) {
        sight = best_sight(*workspace.picker(), workspace.scene(), structures, now, viewport);
        if (sight.share < k_least_share_seen) {
            view.settings.others = Others::Ghosted;
            view.settings.kept.insert(structures.begin(), structures.end());
            workspace.set_view(view);
            sight = best_sight(*workspace.picker(), workspace.scene(), structures, now, viewport);
        }
    }
    workspace.select_structures(sight.most_seen.empty() ? structures.front() : sight.most_seen, structures);
    move_camera(workspace, closer_camera(box, sight.angles_rad, viewport));
}

struct SkinArea {
    Box box;
    glm::vec3 normal{0.0F};
};

/// The region's part of the skin, where the body has the map of the regions.
SkinArea find_skin_area(const Atlas& atlas, const NamedPlace& place) {
    SkinArea area;
    const auto map = std::ranges::find(atlas.skin_maps(), k_region_map, &SkinMap::id);
    const auto skin = std::ranges::find(atlas.structures(), StructureClass::Skin, &Structure::structure_class);
    if (map == atlas.skin_maps().end() || skin == atlas.structures().end()) {
        return area;
    }
    const bool sided = place.side && *place.side != Side::Mid;
    const std::string wanted = sided ? place.id + "-" + std::string(name_of(*place.side)) : place.id;
    const auto label = std::ranges::find(map->areas, wanted) - map->areas.begin();
    for (std::size_t i = 0; i < map->labels.size(); ++i) {
        if (map->labels[i] == label) {
            area.box.add(skin->mesh->positions_mm[i]);
            area.normal += skin->mesh->normals[i];
        }
    }
    return area;
}

void fly_to_region(Workspace& workspace, const NamedPlace& place) {
    constexpr float k_steepest_rad = 0.9F;
    const Atlas& atlas = workspace.require_atlas();
    const std::vector<StructureId> beneath = structures_of(place, atlas, workspace.anatomy());
    const SkinArea area = find_skin_area(atlas, place);
    if (area.box.empty() || glm::length(area.normal) <= 0.0F) {
        if (!beneath.empty()) {
            fly_to_structures(workspace, beneath);
        }
        return;
    }
    if (!beneath.empty()) {
        workspace.select_structures(beneath.front(), beneath);
    }
    const glm::vec3 out = glm::normalize(area.normal);
    const glm::vec2 angles{std::atan2(out.x, out.z), std::clamp(std::asin(out.y), -k_steepest_rad, k_steepest_rad)};
    move_camera(workspace, closer_camera(area.box, angles, workspace.camera_viewport()));
}

void fly_to_landmark(Workspace& workspace, const NamedPlace& place) {
    const Atlas& atlas = workspace.require_atlas();
    const std::vector<StructureId> bones = structures_of(place, atlas, workspace.anatomy());
    for (const Landmark& landmark : atlas.landmarks()) {
        const bool same = std::string_view(landmark.id).substr(0, landmark.id.rfind('.')) == place.id;
        if (!same || (place.side && landmark.side != *place.side)) {
            continue;
        }
        if (!bones.empty()) {
            workspace.select_structures(bones.front(), bones);
        }
        Box box;
        box.add(landmark.position_mm - k_landmark_surroundings_mm);
        box.add(landmark.position_mm + k_landmark_surroundings_mm);
        move_camera(workspace, closer_camera(box, outward_angles_rad(landmark.position_mm, atlas.bounds()),
                                             workspace.camera_viewport()));
        return;
    }
}

void fly_to(Workspace& workspace, const NamedPlace& place) {
    workspace.select_mark(std::nullopt);
    switch (place.kind) {
        case PlaceKind::Region: fly_to_region(workspace, place); return;
        case PlaceKind::Landmark: fly_to_landmark(workspace, place); return;
        case PlaceKind::Structure:
        case PlaceKind::Group:
        case PlaceKind::Complaint: break;
    }
    const auto structures = structures_of(place, workspace.require_atlas(), workspace.anatomy());
    if (structures.empty()) {
        throw Error(ErrorCode::NotFound, {"error.search.no-place", {{"id", place.id}}});
    }
    fly_to_structures(workspace, structures);
}

std::string fly_to_named(Workspace& workspace, const CommandArguments& arguments) {
    const std::string kind_name = required_argument(arguments, "kind");
    const auto kind = find_place_kind(kind_name);
    const auto side_name = find_argument(arguments, "side");
    const auto side = side_name ? find_side(*side_name) : std::nullopt;
    if (!kind || (side_name && !side)) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-place-word", {{"value", kind ? *side_name : kind_name}}});
    }
    const NamedPlace place{*kind, required_argument(arguments, "id"), side};
    fly_to(workspace, place);
    return place.id;
}

std::string go_to_words(Workspace& workspace, const CommandArguments& arguments) {
    const std::string words = required_argument(arguments, "words");
    const auto hits = workspace.search_index().search(words, 1);
    if (hits.empty()) {
        throw Error(ErrorCode::NotFound, {"workspace.nothing-found", {{"words", words}}});
    }
    fly_to(workspace, hits.front().place);
    return hits.front().place.id;
}

}  // namespace

std::vector<Command> search_commands() {
    return {
        {"search.go", "command.search.go", "", {"words"}, has_atlas, go_to_words},
        {"view.fly-to", "command.view.fly-to", "", {"kind", "id", "side"}, has_atlas, fly_to_named},
    };
}

}  // namespace palpate
