#include "atlas_sources/parametric/joined_solid.h"
#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/surface_smoothing.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

using Catch::Approx;
constexpr double k_pi = std::numbers::pi;

/// A straight round tube along y with flat ends.
TriangleMesh make_tube(double radius_mm, double from_y_mm, double to_y_mm) {
    SpindleFigure figure;
    for (int i = 0; i < 4; ++i) {
        figure.axis.emplace_back(20, from_y_mm + (to_y_mm - from_y_mm) * i / 3.0, 5);
        figure.section.insert(figure.section.end(), {radius_mm, 0, 0, radius_mm});
    }
    figure.start_normal = {1, 0, 0};
    return make_spindle_mesh(figure);
}

/// Steepest turn between the normals at the corners of one triangle, as a cosine.
float sharpest_turn(const TriangleMesh& mesh) {
    float least = 1.0F;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        least = std::min(least, glm::dot(mesh.normals[mesh.indices[i]], mesh.normals[mesh.indices[i + 1]]));
    }
    return least;
}

}  // namespace

TEST_CASE("overlapping tubes join to one closed solid of their union's volume", "[parametric]") {
    const std::array parts{make_tube(8, 0, 40), make_tube(10, 30, 70)};
    const TriangleMesh joined = make_joined_mesh(parts, 1.0, JobContext());
    CHECK(count_open_edges(joined) == 0);
    CHECK(joined.normals.size() == joined.positions_mm.size());
    const double expected = k_pi * (8 * 8 * 30 + 10 * 10 * 40);
    CHECK(calc_volume_mm3(joined) == Approx(expected).epsilon(0.02));
    for (const glm::vec3& place : joined.positions_mm) {  // nothing of the thin end is left inside the thick one
        const double from_axis = std::hypot(place.x - 20.0, place.z - 5.0);
        CHECK_FALSE((place.y > 33 && place.y < 67 && from_axis < 9));
    }
}

TEST_CASE("a joined solid heals a tube whose sections fold into each other", "[parametric]") {
    SpindleFigure figure;
    figure.axis = {{0, 0, 0}, {0, 20, 0}, {0, 14, 0}, {0, 40, 0}};  // turns back on itself
    figure.start_normal = {1, 0, 0};
    for (std::size_t i = 0; i < figure.axis.size(); ++i) {
        figure.section.insert(figure.section.end(), {6, 0, 0, 6});
    }
    const TriangleMesh joined = make_joined_mesh(std::array{make_spindle_mesh(figure)}, 1.0, JobContext());
    CHECK(count_open_edges(joined) == 0);
    CHECK(calc_volume_mm3(joined) == Approx(k_pi * 36 * 40).epsilon(0.03));
}

TEST_CASE("hollows and crumbs are dropped, true parts are kept", "[parametric]") {
    const auto turn_inward = [](TriangleMesh mesh) {
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
            std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
        }
        return mesh;
    };
    const TriangleMesh solid = make_joined_mesh(std::array{make_tube(10, 0, 40)}, 1.0, JobContext());
    const TriangleMesh second = make_joined_mesh(std::array{make_tube(6, 60, 70)}, 1.0, JobContext());
    TriangleMesh all = solid;
    append(all, turn_inward(make_joined_mesh(std::array{make_tube(4, 10, 30)}, 1.0, JobContext())));
    append(all, make_joined_mesh(std::array{make_tube(1.5, 80, 83)}, 0.5, JobContext()));
    append(all, second);
    drop_pockets(all);
    CHECK(all.triangle_count() == solid.triangle_count() + second.triangle_count());
    CHECK(calc_volume_mm3(all) == Approx(calc_volume_mm3(solid) + calc_volume_mm3(second)).epsilon(1e-4));
}

TEST_CASE("smoothing rounds an edge and keeps the volume", "[parametric]") {
    const std::array parts{make_tube(12, 0, 30)};
    const TriangleMesh rough = make_tube(12, 0, 30);
    const TriangleMesh smooth = make_joined_mesh(parts, 0.6, JobContext());
    CHECK(sharpest_turn(smooth) > 0.8F);
    CHECK(calc_volume_mm3(smooth) == Approx(calc_volume_mm3(rough)).epsilon(0.02));
}

}  // namespace palpate::parametric
