#pragma once

#include "anatomy/atlas.h"
#include "geometry/frame.h"

#include <glm/geometric.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

/// A closed octahedron (8 triangles, smooth normals) about `centre_mm`, with fibres running from bottom to top.
inline TriangleMesh octahedron(const glm::vec3& centre_mm, const glm::vec3& radius_mm) {
    TriangleMesh mesh;
    const std::vector<glm::vec3> corners{{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
    for (const glm::vec3& corner : corners) {
        mesh.positions_mm.push_back(centre_mm + corner * radius_mm);
        mesh.normals.push_back(glm::normalize(corner / radius_mm));
        mesh.fibre_uv.emplace_back(0.5F * (corner.y + 1.0F), 0.5F * (corner.x + 1.0F));
        mesh.tendon.push_back(corner.y * corner.y);
        mesh.openness.push_back(1.0F);
    }
    mesh.indices = {0, 2, 4, 4, 2, 1, 1, 2, 5, 5, 2, 0, 0, 4, 3, 4, 1, 3, 1, 5, 3, 5, 0, 3};
    mesh.fibre_extent_mm = {2.0F * radius_mm.y, 2.0F * radius_mm.x};
    return mesh;
}

/// A structure of the real catalogue's words around a mesh, for hand-made atlases.
inline Structure tiny_structure(std::string catalogue_id, Side side, StructureClass structure_class, Layer layer,
                                std::string group_id, std::string region_id, std::string name_common,
                                std::optional<int> fma, TriangleMesh mesh) {
    Structure structure;
    structure.id = make_structure_id(catalogue_id, "", side);
    structure.catalogue_id = catalogue_id;
    structure.side = side;
    structure.structure_class = structure_class;
    structure.layer = layer;
    structure.group_id = std::move(group_id);
    structure.region_id = std::move(region_id);
    structure.fma = fma;
    structure.name_common = std::move(name_common);
    structure.name_english = catalogue_id;
    structure.name_latin = catalogue_id;
    structure.mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
    return structure;
}

/// Eight octahedra of 8 triangles each where a body would have them; ids, groups and regions are the catalogue's own.
/// From the front (+z) a ray down the middle hits: skin.mid, rectus-abdominis, body-of-sternum.
inline std::vector<Structure> tiny_structures() {
    const auto paired = [](std::vector<Structure>& list, const char* id, Layer layer, const char* group,
                           const char* region, const char* name, int fma, const glm::vec3& centre,
                           const glm::vec3& radius) {
        const TriangleMesh left = octahedron(centre, radius);
        list.push_back(tiny_structure(id, Side::Left, StructureClass::Muscle, layer, group, region, name, fma, left));
        list.push_back(
            tiny_structure(id, Side::Right, StructureClass::Muscle, layer, group, region, name, fma, mirrored(left)));
    };
    std::vector<Structure> list;
    paired(list, "latissimus-dorsi", Layer::Superficial, "lats", "mid-back", "lats", 13357, {90, 1150, 20},
           {50, 120, 20});
    paired(list, "rhomboid-major", Layer::Intermediate, "shoulder-blade-movers", "between-shoulder-blades",
           "shoulder-blade squeezer", 13379, {50, 1290, 10}, {35, 40, 8});
    paired(list, "rectus-abdominis", Layer::Superficial, "abdominal-wall", "mid-abdomen", "six-pack muscle", 9628,
           {30, 1050, 150}, {28, 150, 12});
    list.push_back(tiny_structure("body-of-sternum", Side::Mid, StructureClass::Bone, Layer::Bones, "chest-ribs",
                                  "breastbone", "breastbone", 7487,
                                  octahedron({k_mirror_plane_x_mm, 1250, 140}, {20, 60, 8})));
    list.push_back(tiny_structure("skin", Side::Mid, StructureClass::Skin, Layer::Skin, "", "", "skin", 7163,
                                  octahedron({k_mirror_plane_x_mm, 900, 80}, {400, 900, 200})));
    return list;
}

/// An atlas of these structures alone. `fingerprint` tells two of them apart.
inline std::shared_ptr<const Atlas> make_atlas(std::string fingerprint, std::vector<Structure> structures) {
    AtlasContent content;
    content.credit = {"tiny", "Tiny atlas", "own work", "made for the tests"};
    content.fingerprint = std::move(fingerprint);
    content.structures = std::move(structures);
    return std::make_shared<const Atlas>(std::move(content));
}

/// The tiny skin parted into left and right.
inline SkinMap tiny_skin_map(const TriangleMesh& skin, std::string id = "sides") {
    SkinMap map;
    map.id = std::move(id);
    map.areas = {"half-left", "half-right"};
    map.labels = {0, 1, 0, 0, 0, 0};
    constexpr std::uint16_t k_all = 65535;
    for (std::uint32_t triangle = 0; triangle < skin.triangle_count(); ++triangle) {
        const auto [a, b, c] = skin.triangle(triangle);
        if (a.x + b.x + c.x < 3.0F * k_mirror_plane_x_mm) {
            map.cuts.push_back({triangle, static_cast<std::uint32_t>(map.pieces.size()), 0});
            map.pieces.push_back({{{{0, 0}, {k_all, 0}, {0, k_all}}}, 1});
        }
    }
    return map;
}

/// The atlas of tiny_structures().
inline std::shared_ptr<const Atlas> tiny_atlas(std::string fingerprint = "tiny-1") {
    return make_atlas(std::move(fingerprint), tiny_structures());
}

/// The tiny atlas in a form: as high as that asks for, the triangles those of tiny_atlas().
inline std::shared_ptr<const Atlas> tiny_atlas_in(const BodyForm& form) {
    AtlasContent content;
    content.credit = {"tiny", "Tiny atlas", "own work", "made for the tests"};
    content.topology = "tiny";
    content.fingerprint = form == BodyForm{} ? "tiny" : "tiny in another form";
    content.form = form;
    content.structures = tiny_structures();
    for (Structure& structure : content.structures) {
        TriangleMesh mesh = *structure.mesh;
        for (glm::vec3& position : mesh.positions_mm) {
            position.y *= form.stature_mm.value_or(1800.0F) / 1800.0F;
        }
        structure.mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
    }
    content.skin_maps = {tiny_skin_map(*content.structures.back().mesh),
                         tiny_skin_map(*content.structures.back().mesh, "halves")};
    return std::make_shared<const Atlas>(std::move(content));
}

}  // namespace palpate::test
