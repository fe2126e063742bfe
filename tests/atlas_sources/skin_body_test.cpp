#include "anatomy/anatomy_catalogue.h"
#include "atlas_sources/parametric/body_solids.h"
#include "atlas_sources/parametric/figures.h"
#include "atlas_sources/parametric/head_field.h"
#include "atlas_sources/parametric/skin.h"
#include "atlas_sources/parametric/skin_recipe.h"
#include "geometry/frame.h"
#include "geometry/surface_tracer.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <random>
#include <vector>

using namespace palpate;

namespace {

constexpr std::size_t k_samples = 200'000;

std::vector<SkinSolid> make_body() {
    const std::filesystem::path assets{k_assets_dir};
    const AnatomyCatalogue catalogue = AnatomyCatalogue::load(assets / "anatomy");
    const auto figures = parametric::load_figures(assets / "figures", catalogue);
    std::vector<SkinSolid> solids;
    for (parametric::BodySolid& solid : parametric::generate_solids(figures, JobContext())) {
        const auto& figure = figures[solid.structure];
        solids.push_back({figure.catalogue_id, figure.midline, std::move(solid.mesh)});
    }
    return solids;
}

TriangleMesh make_body_skin(const std::vector<SkinSolid>& solids) {
    const std::filesystem::path figures = std::filesystem::path(k_assets_dir) / "figures";
    return build_skin(solids, load_skin_recipe(figures / "skin.json"), HeadField::load(figures / "head_field.json"),
                      JobContext());
}

/// Points spread evenly over all surfaces, from a fixed seed.
std::vector<glm::vec3> sample_surfaces(const std::vector<SkinSolid>& solids) {
    std::vector<std::array<glm::vec3, 3>> triangles;
    std::vector<double> areas;
    for (const SkinSolid& solid : solids) {
        for (std::size_t i = 0; i < solid.mesh.triangle_count(); ++i) {
            const auto [a, b, c] = solid.mesh.triangle(i);
            triangles.push_back({a, b, c});
            areas.push_back(static_cast<double>(glm::length(glm::cross(b - a, c - a))));
        }
    }
    std::mt19937 random(20);
    std::discrete_distribution<std::size_t> choose(areas.begin(), areas.end());
    std::uniform_real_distribution<float> share(0.0F, 1.0F);
    std::vector<glm::vec3> points;
    for (std::size_t i = 0; i < k_samples; ++i) {
        const auto& [a, b, c] = triangles[choose(random)];
        const float root = std::sqrt(share(random));
        const float t = share(random);
        points.push_back((1.0F - root) * a + root * (1.0F - t) * b + root * t * c);
    }
    return points;
}

/// How deep a point lies below the skin; negative outside. Far below counts as 60 mm.
float depth_below(const SurfaceTracer& skin, const glm::vec3& point) {
    const auto hit = skin.closest_point(point, 60.0F);
    if (!hit) {
        return 60.0F;
    }
    const bool inside = glm::dot(point - hit->point.position_mm, hit->point.normal) < 0.0F;
    return inside ? hit->distance_mm : -hit->distance_mm;
}

}  // namespace

TEST_CASE("no muscle or bone of the built-in body pokes through its skin", "[atlas_sources][skin][body]") {
    const std::vector<SkinSolid> solids = make_body();
    const auto skin = std::make_shared<const TriangleMesh>(make_body_skin(solids));
    CHECK(count_open_edges(*skin) == 0);
    CHECK(skin->triangle_count() > 60'000);
    CHECK(skin->triangle_count() < 150'000);
    const Box box = bounds(*skin);
    CHECK(std::abs(box.low.x + box.high.x - 2.0F * k_mirror_plane_x_mm) < 1e-2F);
    CHECK(box.size().y > 1600.0F);
    CHECK(box.size().y < 1750.0F);
    const double litres = calc_volume_mm3(*skin) / 1e6;
    CHECK(litres > 50.0);
    CHECK(litres < 70.0);
    const SurfaceTracer tracer({skin});
    std::vector<float> depths;
    for (const glm::vec3& point : sample_surfaces(solids)) {
        depths.push_back(depth_below(tracer, point));
    }
    CHECK(std::ranges::count_if(depths, [](float depth) { return depth < 0.0F; }) == 0);
    CHECK(*std::ranges::min_element(depths) >= 0.3F);
}
