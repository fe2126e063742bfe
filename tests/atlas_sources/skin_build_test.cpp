#include "atlas_sources/parametric/head_field.h"
#include "atlas_sources/parametric/skin.h"
#include "atlas_sources/parametric/skin_digit.h"
#include "atlas_sources/parametric/skin_grid.h"
#include "atlas_sources/parametric/skin_recipe.h"
#include "atlas_sources/parametric/skin_shapes.h"
#include "atlas_sources/parametric/skin_surface.h"
#include "base/error.h"
#include "geometry/frame.h"
#include "geometry/surface_tracer.h"
#include "geometry/voxel_field_nets.h"
#include "support/paths.h"
#include "support/temporary_folder.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <tuple>
#include <vector>

using namespace palpate;

namespace {

const std::filesystem::path k_figures = std::filesystem::path(k_assets_dir) / "figures";

SkinSolid make_solid(const std::string& id, const RoundCone& cone, bool midline) {
    SurfaceNetsPlan plan;
    const float radius = std::max(cone.from_radius_mm, cone.to_radius_mm) + 8.0F;
    plan.box.add(cone.from_mm - radius);
    plan.box.add(cone.from_mm + radius);
    plan.box.add(cone.to_mm - radius);
    plan.box.add(cone.to_mm + radius);
    plan.coarse_cell_mm = 5.0F;
    SkinSolid solid{id, midline, {}};
    solid.mesh = make_surface_nets(
        plan, [&](const glm::vec3& p) { return cone.depth_mm(p); }, JobContext());
    recalculate_normals(solid.mesh);
    return solid;
}

/// A trunk with a shoulder, an arm and a leg: capsules, with a rib-like bar across the trunk.
std::vector<SkinSolid> make_manikin() {
    std::vector<SkinSolid> solids;
    solids.push_back(make_solid("trunk", {{-0.65F, 900, 80}, {-0.65F, 1480, 70}, 90, 40}, true));
    solids.push_back(make_solid("bar", {{-30, 1250, 150}, {110, 1280, 120}, 8, 8}, false));
    solids.push_back(make_solid("shoulder", {{20, 1330, 80}, {170, 1310, 80}, 35, 35}, false));
    solids.push_back(make_solid("arm", {{190, 1300, 80}, {250, 900, 90}, 40, 25}, false));
    solids.push_back(make_solid("leg", {{85, 840, 80}, {85, 80, 60}, 60, 30}, false));
    return solids;
}

/// The product's recipe on coarse voxels, so that a test takes a second.
SkinRecipe make_quick_recipe() {
    SkinRecipe recipe = load_skin_recipe(k_figures / "skin.json");
    for (SkinRecipe::Grid& grid : recipe.grids) {
        grid.voxel_mm = 5.0F;
    }
    recipe.head.voxel_mm = 5.0F;
    recipe.coarse_cell_mm = 6.0F;
    recipe.fine.clear();
    return recipe;
}

TriangleMesh build_quick_skin(const std::vector<SkinSolid>& solids) {
    return build_skin(solids, make_quick_recipe(), HeadField::load(k_figures / "head_field.json"), JobContext());
}

using Place = std::tuple<float, float, float>;

Place rounded(const glm::vec3& p) { return {std::round(p.x * 100), std::round(p.y * 100), std::round(p.z * 100)}; }

}  // namespace

TEST_CASE("the skin of a manikin is closed, outward and mirror-symmetric", "[atlas_sources][skin]") {
    const TriangleMesh skin = build_quick_skin(make_manikin());
    CHECK(count_open_edges(skin) == 0);
    CHECK(calc_volume_mm3(skin) > 20e6);
    std::set<Place> places;
    for (const glm::vec3& p : skin.positions_mm) {
        places.insert(rounded(p));
    }
    const auto has_image = [&](const glm::vec3& p) {
        return places.contains(rounded({2.0F * k_mirror_plane_x_mm - p.x, p.y, p.z}));
    };
    CHECK(std::ranges::all_of(skin.positions_mm, has_image));
    CHECK(
        std::ranges::all_of(skin.normals, [](const glm::vec3& n) { return std::abs(glm::length(n) - 1.0F) < 1e-3F; }));
}

TEST_CASE("the skin covers every solid and its mirror image with clearance", "[atlas_sources][skin]") {
    const std::vector<SkinSolid> solids = make_manikin();
    const auto skin = std::make_shared<const TriangleMesh>(build_quick_skin(solids));
    const SurfaceTracer tracer({skin});
    float least = 1e9F;
    for (const SkinSolid& solid : solids) {
        for (const TriangleMesh& mesh : {solid.mesh, mirrored(solid.mesh)}) {
            for (const glm::vec3& p : mesh.positions_mm) {
                const auto hit = tracer.closest_point(p, 200.0F);
                REQUIRE(hit);
                const float side = glm::dot(p - hit->point.position_mm, hit->point.normal);
                least = std::min(least, side < 0.0F ? hit->distance_mm : -hit->distance_mm);
            }
        }
    }
    CHECK(least >= 0.3F);
}

TEST_CASE("the same solids give the same skin", "[atlas_sources][skin]") {
    const std::vector<SkinSolid> solids = make_manikin();
    const TriangleMesh first = build_quick_skin(solids);
    const TriangleMesh second = build_quick_skin(solids);
    CHECK(first.positions_mm == second.positions_mm);
    CHECK(first.indices == second.indices);
}

TEST_CASE("growing the skin stops when asked to and says how far it is", "[atlas_sources][skin]") {
    const std::vector<SkinSolid> solids = make_manikin();
    const HeadField head = HeadField::load(k_figures / "head_field.json");
    std::stop_source stop;
    std::size_t reports = 0;
    const JobContext context(stop.get_token(), [&](const Progress& progress) {
        CHECK(progress.done <= progress.total);
        if (++reports == 2) {
            stop.request_stop();
        }
    });
    CHECK_THROWS_AS(build_skin(solids, make_quick_recipe(), head, context), Error);
    CHECK(reports == 2);
}

TEST_CASE("a recipe that names an unknown grid or lacks a field is refused", "[atlas_sources][skin]") {
    SkinRecipe recipe = make_quick_recipe();
    recipe.digits.front().grid = "tail";
    const std::vector<SkinSolid> solids = make_manikin();
    const HeadField head = HeadField::load(k_figures / "head_field.json");
    CHECK_THROWS_AS(build_skin(solids, recipe, head, JobContext()), Error);
    CHECK_THROWS_AS(load_skin_recipe(k_figures / "head_field.json"), Error);
    CHECK_THROWS_AS(load_skin_recipe(k_figures / "none.json"), Error);
}

TEST_CASE("a recipe that cannot be followed is refused where it is read", "[atlas_sources][skin]") {
    std::ifstream stream(k_figures / "skin.json");
    const nlohmann::json good = nlohmann::json::parse(stream);
    const auto refuses = [](const nlohmann::json& recipe) {
        const TemporaryFolder folder;
        const auto file = folder.path() / "skin.json";
        std::ofstream(file) << recipe;
        try {
            static_cast<void>(load_skin_recipe(file));
        } catch (const Error& error) {
            return error.code() == ErrorCode::InvalidContent;
        }
        return false;
    };
    CHECK_FALSE(refuses(good));
    for (const char* change : {R"({"grids": []})", R"({"grids": [{"name": "trunk"}]})", R"({"head": {}})"}) {
        nlohmann::json bad = good;
        bad.update(nlohmann::json::parse(change));
        CHECK(refuses(bad));
    }
    nlohmann::json bad = good;
    bad["grids"][0]["voxel_mm"] = 0.0;
    CHECK(refuses(bad));
    bad = good;
    bad["grids"][1]["stations"].clear();
    CHECK(refuses(bad));
    bad = good;
    bad["pads"][0]["balls"].clear();
    CHECK(refuses(bad));
    bad = good;
    bad["digits"][0]["digits"][0]["radii_mm"].erase(0);
    CHECK(refuses(bad));
    bad = good;
    bad["creases"][0]["width_mm"] = 0.0;
    CHECK(refuses(bad));
}

TEST_CASE("a finger follows its bones from the hand to the tip, whichever way they run", "[atlas_sources][skin]") {
    const auto bone = [](float from, float to) {
        TriangleMesh mesh;
        for (const float y : {from, 0.5F * (from + to), to}) {
            mesh.positions_mm.insert(mesh.positions_mm.end(), {{-3, y, 0}, {3, y, 0}, {0, y, 3}, {0, y, -3}});
        }
        return mesh;
    };
    const std::vector<TriangleMesh> bones{bone(100, 60), bone(33, 58), bone(31, 15)};
    const SkinRecipe::Digit digit{{"a", "b", "c"}, {9, 8, 7, 6}, {0, 0, 2}, {}};
    const std::vector<RoundCone> cones = make_digit(digit, 4.0F, bones);
    REQUIRE(cones.size() == 3);
    CHECK(glm::distance(cones[0].from_mm, glm::vec3(0, 100, 2)) < 1e-3F);
    CHECK(glm::distance(cones[0].to_mm, glm::vec3(0, 59, 2)) < 1e-3F);
    CHECK(glm::distance(cones[2].to_mm, glm::vec3(0, 11, 2)) < 1e-3F);
    CHECK(cones[2].to_radius_mm == 6.0F);
}

TEST_CASE("a finger's joints fold on the palm's side and rise on the other", "[atlas_sources][skin]") {
    const std::vector<RoundCone> cones{{{0, 100, 0}, {0, 60, 0}, 9, 8}, {{0, 60, 0}, {0, 30, 0}, 8, 7}};
    const SkinRecipe::Digits set{"hand", {1.0F, 1.2F, 0.5F, 0.8F, 4.0F, 0.0F}, 3.0F, 0.0F, {}};
    const SkinRecipe::Digit digit{{"a", "b"}, {9, 8, 7}, {}, {{0, 0, -1}, 10, 10, 3}};
    const auto creases = make_joint_creases(set, digit, cones);
    REQUIRE(creases.size() == 3);  // knuckle, fold, fold at the base
    for (const SkinRecipe::Crease& crease : creases) {
        const glm::vec4& middle = crease.points[crease.points.size() / 2];
        CHECK((middle.z > 0.0F) == (crease.depth_mm > 0.0F));
    }
    CHECK(creases.back().points.front().y == Catch::Approx(80.0F));
    CHECK(make_joint_creases(set, {{"a", "b"}, {9, 8, 7}, {}, {}}, cones).empty());
}

TEST_CASE("a line in space is drawn onto the skin and sinks it there alone", "[atlas_sources][skin]") {
    const RoundCone ball{{0, 0, 0}, {0, 0, 0}, 20, 20};
    SkinGrid grid({{51, 51, 51}, glm::vec3(-25.0F), 1.0F}, false);
    grid.add(std::vector{ball}, 0.0F);
    grid.sink({"line", "ball", {{-5, 0, 16, 1}, {5, 0, 24, 1}}, std::nullopt, 2.0F, 1.5F});
    CHECK(grid.depth_mm({0, 0, 20}) == Catch::Approx(-1.5F).margin(0.15));
    CHECK(grid.depth_mm({0, 0, -20}) == Catch::Approx(0.0F).margin(0.1));
    CHECK(grid.depth_mm({0, 20, 0}) == Catch::Approx(0.0F).margin(0.1));
}

TEST_CASE("a round cone measures depth from its surface", "[atlas_sources][skin]") {
    const RoundCone cone{{0, 0, 0}, {100, 0, 0}, 20, 10};
    CHECK(cone.depth_mm({-15, 0, 0}) == Catch::Approx(5.0F));
    CHECK(cone.depth_mm({120, 0, 0}) == Catch::Approx(-10.0F));
    CHECK(cone.depth_mm({50, 0, 0}) == Catch::Approx(15.0F).margin(0.2));
    const RoundCone ball{{0, 0, 0}, {1, 0, 0}, 20, 5};
    CHECK(ball.depth_mm({0, 25, 0}) == Catch::Approx(-5.0F));
}

TEST_CASE("a smooth maximum is never less than either and equals the larger far apart", "[atlas_sources][skin]") {
    for (const float a : {-20.0F, -1.0F, 0.0F, 3.0F}) {
        CHECK(smooth_max(a, 2.0F, 8.0F) >= std::max(a, 2.0F));
        CHECK(smooth_max(a, a + 9.0F, 8.0F) == a + 9.0F);
        CHECK(smooth_max(a, 2.0F, 0.0F) == std::max(a, 2.0F));
    }
}

TEST_CASE("folds and bubbles of a simplified surface are dropped, the surface stays", "[atlas_sources][skin]") {
    TriangleMesh mesh = make_solid("ball", {{50, 0, 0}, {50, 0, 0}, 20, 20}, false).mesh;
    const std::size_t triangles = mesh.triangle_count();
    const std::uint32_t a = mesh.indices[0];
    const std::uint32_t b = mesh.indices[1];
    const auto tip = static_cast<std::uint32_t>(mesh.positions_mm.size());
    mesh.positions_mm.push_back(mesh.positions_mm[a] + glm::vec3(0.0F, 5.0F, 0.0F));
    mesh.normals.emplace_back(0.0F, 1.0F, 0.0F);
    mesh.indices.insert(mesh.indices.end(), {a, b, tip, b, a, tip});
    REQUIRE(count_open_edges(mesh) > 0);
    drop_folds(mesh);
    CHECK(count_open_edges(mesh) == 0);
    CHECK(mesh.triangle_count() == triangles);
}
