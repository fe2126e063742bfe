#include "anatomy/surface_anchor.h"

#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

namespace palpate {
namespace {

const StructureId k_lat_left("latissimus-dorsi.left");

SurfacePoint some_point(const Atlas& atlas) {
    return surface_point(*atlas.structure(k_lat_left).mesh, 3, {0.2F, 0.3F, 0.5F});
}

/// The tiny body grown by `factor` about the origin.
std::shared_ptr<const Atlas> grown_atlas(float factor) {
    auto structures = test::tiny_structures();
    for (Structure& structure : structures) {
        TriangleMesh mesh = *structure.mesh;
        for (auto& position : mesh.positions_mm) {
            position *= factor;
        }
        structure.mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
    }
    return test::make_atlas("grown", std::move(structures));
}

}  // namespace

TEST_CASE("an anchor is exact in its own atlas", "[anatomy]") {
    const auto atlas = test::tiny_atlas();
    const SurfacePoint point = some_point(*atlas);
    const auto resolved = resolve(make_anchor(*atlas, atlas->structure(k_lat_left), point), *atlas);
    REQUIRE(resolved.has_value());
    CHECK(resolved->error_mm == 0.0F);
    CHECK(resolved->point.triangle == point.triangle);
    CHECK(glm::distance(resolved->point.position_mm, point.position_mm) < 1e-3F);
    CHECK(atlas->structures()[resolved->structure_index].id == k_lat_left);
}

TEST_CASE("an anchor moves with its structure to a body of another size", "[anatomy]") {
    const auto atlas = test::tiny_atlas();
    const auto grown = grown_atlas(1.1F);
    const SurfacePoint point = some_point(*atlas);
    const auto resolved = resolve(make_anchor(*atlas, atlas->structure(k_lat_left), point), *grown);
    REQUIRE(resolved.has_value());
    CHECK(glm::distance(resolved->point.position_mm, 1.1F * point.position_mm) < 0.01F);
    CHECK(resolved->error_mm < 0.01F);
}

TEST_CASE("an anchor on a structure the other atlas lacks stays unresolved", "[anatomy]") {
    const auto atlas = test::tiny_atlas();
    auto anchor = make_anchor(*atlas, atlas->structure(k_lat_left), some_point(*atlas));
    anchor.structure = StructureId("palmaris-longus.left");
    CHECK_FALSE(resolve(anchor, *atlas).has_value());
}

TEST_CASE("a damaged anchor falls back to the place in the box", "[anatomy]") {
    const auto atlas = test::tiny_atlas();
    const SurfacePoint point = some_point(*atlas);
    auto anchor = make_anchor(*atlas, atlas->structure(k_lat_left), point);
    SECTION("triangle out of range") { anchor.triangle = 4000; }
    SECTION("weights that are none") { anchor.barycentric = {7, 7, 7}; }
    const auto resolved = resolve(anchor, *atlas);
    REQUIRE(resolved.has_value());
    CHECK(glm::distance(resolved->point.position_mm, point.position_mm) < 0.01F);
}

}  // namespace palpate
