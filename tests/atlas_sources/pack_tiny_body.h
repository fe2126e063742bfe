#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "atlas_sources/pack_mesh_files.h"
#include "base/file_io.h"
#include "geometry/frame.h"
#include "support/tiny_atlas.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace palpate::test {

inline std::shared_ptr<const AnatomyCatalogue> real_catalogue() {
    static const auto k_catalogue =
        std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(find_asset_folder() / "anatomy"));
    return k_catalogue;
}

/// One structure of the tiny body, and the name its file has in a pack.
struct TinyPart {
    Structure structure;
    std::string file_stem;  ///< "FMA22354"
};

/// About twenty structures of the catalogue as octahedra of different shape, where a body would have room for them:
/// eight pairs and three in the middle. Not its own mirror image, front and back differ.
inline std::vector<TinyPart> tiny_body() {
    const auto catalogue = real_catalogue();
    std::vector<TinyPart> parts;
    int pairs = 0;
    int middles = 0;
    for (const auto& row : catalogue->mesh_map()) {
        const bool left = row.side == "left";
        if (!row.part.empty() || (left ? pairs >= 8 : row.side != "midline" || middles >= 3)) {
            continue;
        }
        const auto number = static_cast<float>(left ? pairs++ : 20 + middles++);
        const glm::vec3 centre{left ? 60.0F + 23.0F * number : k_mirror_plane_x_mm,
                               100.0F + 190.0F * static_cast<float>((static_cast<int>(number) * 5) % 8),
                               40.0F + 7.0F * number - 0.2F * number * number};
        const glm::vec3 radius{15.0F + 2.0F * number, 50.0F - number, 8.0F + number};
        const TriangleMesh mesh = octahedron(centre, radius);
        const auto add = [&](Side side, int fma, TriangleMesh shape) {
            Structure structure = *describe_structure(*catalogue, row.entry_id, "", side);
            structure.mesh = std::make_shared<const TriangleMesh>(std::move(shape));
            parts.push_back({std::move(structure), "FMA" + std::to_string(fma)});
        };
        add(left ? Side::Left : Side::Mid, row.fma, mesh);
        if (left) {
            for (const auto& other : catalogue->mesh_map()) {
                if (other.entry_id == row.entry_id && other.side == "right") {
                    add(Side::Right, other.fma, mirrored(mesh));
                }
            }
        }
    }
    return parts;
}

inline std::shared_ptr<const Atlas> as_atlas(const std::vector<TinyPart>& parts) {
    std::vector<Structure> structures;
    for (const auto& part : parts) {
        structures.push_back(part.structure);
    }
    return make_atlas("tiny", std::move(structures));
}

/// The parts as files of all four formats in turn, every position through `change`.
template <class Change>
void write_meshes(const std::filesystem::path& folder, const std::vector<TinyPart>& parts, const Change& change) {
    std::size_t count = 0;
    for (const auto& part : parts) {
        const TriangleMesh mesh = changed(*part.structure.mesh, change);
        const std::filesystem::path file = folder / part.file_stem;
        switch (count++ % 4) {
            case 0: write_text(file.string() + ".glb", as_glb(mesh)); break;
            case 1: write_text(file.string() + ".obj", as_obj(mesh)); break;
            case 2: write_text(file.string() + ".stl", as_binary_stl(mesh)); break;
            default: write_text(file.string() + ".ply", as_binary_ply(mesh));
        }
    }
}

inline void write_meshes(const std::filesystem::path& folder, const std::vector<TinyPart>& parts) {
    write_meshes(folder, parts, [](const glm::vec3& position) { return position; });
}

}  // namespace palpate::test
