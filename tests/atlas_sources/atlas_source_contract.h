#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "geometry/surface_tracer.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace palpate::test {

/// What every atlas promises, wherever it comes from.
namespace contract {

inline void check_ids(const Atlas& atlas, const AnatomyCatalogue& catalogue) {
    std::set<StructureId> ids;
    for (const auto& structure : atlas.structures()) {
        INFO(structure.id.text());
        CHECK(ids.insert(structure.id).second);
        const auto described = describe_structure(catalogue, structure.catalogue_id, structure.part, structure.side);
        REQUIRE(described);
        CHECK(described->id == structure.id);
        CHECK(described->structure_class == structure.structure_class);
        CHECK_FALSE(display_name(structure).empty());
    }
}

inline void check_pairs(const Atlas& atlas) {
    for (const auto& structure : atlas.structures()) {
        if (structure.side == Side::Mid) {
            continue;
        }
        INFO(structure.id.text());
        const Structure* other = atlas.find(mirrored(structure.id));
        REQUIRE(other != nullptr);
        const float x = bounds(*structure.mesh).centre().x;
        const float other_x = bounds(*other->mesh).centre().x;
        CHECK((structure.side == Side::Left) == (x > other_x));
    }
}

inline void check_surfaces(const Atlas& atlas) {
    for (const auto& structure : atlas.structures()) {
        INFO(structure.id.text());
        const TriangleMesh& mesh = *structure.mesh;
        CHECK(calc_volume_mm3(mesh) > 0);
        REQUIRE(mesh.normals.size() == mesh.positions_mm.size());
        CHECK(std::ranges::all_of(mesh.normals,
                                  [](const glm::vec3& n) { return std::abs(glm::length(n) - 1.0F) < 1e-3F; }));
        double agreeing = 0;
        for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
            const auto [a, b, c] = mesh.triangle(i);
            const glm::vec3 weighted = glm::cross(b - a, c - a);
            for (std::size_t k = 0; k < 3; ++k) {
                agreeing += static_cast<double>(glm::dot(weighted, mesh.normals[mesh.indices[3 * i + k]])) / 6;
            }
        }
        CHECK(agreeing > 0.25 * calc_area_mm2(mesh));
        const glm::vec3 size = bounds(mesh).size();
        const float extent_mm = std::max({size.x, size.y, size.z});
        CHECK(extent_mm > 2.0F);
        CHECK(extent_mm < 2200.0F);
    }
    const glm::vec3 body = atlas.bounds().size();
    CHECK(body.y > 300.0F);
    CHECK(body.y < 2200.0F);
    CHECK(body.y > body.x);
}

/// A ray onto the middle of one of its triangles, from outside, hits it when it alone is visible.
inline void check_rays(const Atlas& atlas) {
    std::vector<std::shared_ptr<const TriangleMesh>> meshes;
    for (const auto& structure : atlas.structures()) {
        meshes.push_back(structure.mesh);
    }
    const SurfaceTracer tracer(meshes);
    for (std::size_t i = 0; i < meshes.size(); ++i) {
        INFO(atlas.structures()[i].id.text());
        const auto [a, b, c] = meshes[i]->triangle(meshes[i]->triangle_count() / 2);
        const glm::vec3 middle = (a + b + c) / 3.0F;
        const glm::vec3 outward = glm::normalize(glm::cross(b - a, c - a));
        std::vector<bool> visible(meshes.size(), false);
        visible[i] = true;
        const auto hit = tracer.closest_hit({middle + 3000.0F * outward, -outward}, visible);
        REQUIRE(hit);
        CHECK(hit->surface == i);
        CHECK(hit->distance_mm < 3000.5F);
    }
}

}  // namespace contract

/// Ids unique and in the vocabulary, pairs on both sides, surfaces outward and of plausible size, all of them hittable.
inline void check_atlas_contract(const Atlas& atlas, const AnatomyCatalogue& catalogue) {
    CHECK_FALSE(atlas.structures().empty());
    CHECK_FALSE(atlas.fingerprint().empty());
    CHECK_FALSE(atlas.credit().name.empty());
    contract::check_ids(atlas, catalogue);
    contract::check_pairs(atlas);
    contract::check_surfaces(atlas);
    contract::check_rays(atlas);
}

}  // namespace palpate::test
