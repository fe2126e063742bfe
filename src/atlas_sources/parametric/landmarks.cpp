#include "atlas_sources/parametric/landmarks.h"

#include "atlas_sources/parametric/detail/place_files.h"
#include "base/error.h"
#include "geometry/frame.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace palpate::parametric {
namespace {

constexpr const char* k_landmarks_file = "landmarks.json";

std::uint32_t nearest_vertex(const TriangleMesh& mesh, const glm::vec3& place_mm) {
    const auto squared_distance = [&](const glm::vec3& vertex) {
        const glm::vec3 way = vertex - place_mm;
        return glm::dot(way, way);
    };
    const auto nearest = std::ranges::min_element(mesh.positions_mm, {}, squared_distance);
    return static_cast<std::uint32_t>(nearest - mesh.positions_mm.begin());
}

glm::vec3 mirrored_place(const glm::vec3& place_mm) {
    return {2.0F * k_mirror_plane_x_mm - place_mm.x, place_mm.y, place_mm.z};
}

LandmarkAnchor make_anchor(const Json& json, const std::string& id, Side side, const BodyMesh& mesh) {
    LandmarkAnchor anchor;
    anchor.landmark.id = id + '.' + std::string(name_of(side));
    anchor.landmark.side = side;
    anchor.landmark.name_common = json.at("name_common").get<std::string>();
    anchor.landmark.name_latin = json.at("name_latin").get<std::string>();
    // A point of the midline may lie on one of a pair, as the pubic symphysis does.
    const Side owner = mesh.midline ? Side::Mid : side == Side::Right ? Side::Right : Side::Left;
    anchor.landmark.structure = make_structure_id(mesh.catalogue_id, mesh.part, owner);
    // The right structure is the left one's mirror image, vertex for vertex; a midline structure has both sides.
    const glm::vec3 place = read_vector(json.at("near_mm"));
    const bool on_own_right = mesh.midline && side == Side::Right;
    anchor.vertex = nearest_vertex(mesh.mesh, on_own_right ? mirrored_place(place) : place);
    return anchor;
}

}  // namespace

std::vector<LandmarkAnchor> load_landmarks(const std::filesystem::path& anatomy_folder,
                                           std::span<const BodyMesh> meshes) {
    std::vector<LandmarkAnchor> anchors;
    read_place_file(anatomy_folder / k_landmarks_file, [&](const Json& file) {
        for (const Json& json : file.at("landmarks")) {
            const std::string id = json.at("id").get<std::string>();
            const std::string structure = json.at("structure").get<std::string>();
            const auto mesh = std::ranges::find(meshes, structure, &BodyMesh::catalogue_id);
            if (mesh == meshes.end()) {
                throw PlaceFault{"landmark " + id + " is on the unknown structure " + structure};
            }
            if (json.at("sided").get<bool>()) {
                anchors.push_back(make_anchor(json, id, Side::Left, *mesh));
                anchors.push_back(make_anchor(json, id, Side::Right, *mesh));
            } else {
                anchors.push_back(make_anchor(json, id, Side::Mid, *mesh));
            }
        }
    });
    return anchors;
}

std::vector<Landmark> place_landmarks(std::span<const LandmarkAnchor> anchors, std::span<const Structure> structures) {
    std::unordered_map<StructureId, const TriangleMesh*> mesh_of;
    for (const Structure& structure : structures) {
        mesh_of.emplace(structure.id, structure.mesh.get());
    }
    std::vector<Landmark> landmarks;
    for (const LandmarkAnchor& anchor : anchors) {
        Landmark landmark = anchor.landmark;
        landmark.position_mm = mesh_of.at(landmark.structure)->positions_mm.at(anchor.vertex);
        landmarks.push_back(std::move(landmark));
    }
    return landmarks;
}

}  // namespace palpate::parametric
