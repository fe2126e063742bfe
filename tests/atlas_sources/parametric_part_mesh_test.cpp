#include "atlas_sources/parametric/ball_field.h"
#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/sampling.h"
#include "base/error.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <stop_token>
#include <vector>

namespace palpate::parametric {
namespace {

using Catch::Approx;
constexpr double k_pi = std::numbers::pi;

/// A straight tube of 100 mm along y with half axes 20 (x) and 10 (z).
SpindleFigure elliptic_tube(double cap_mm) {
    SpindleFigure figure;
    for (int i = 0; i < 4; ++i) {  // four even controls: the parameter is the length
        figure.axis.emplace_back(30, 100.0 * i / 3.0, -10);
        figure.section.insert(figure.section.end(), {20, 0, 0, 10});
    }
    figure.start_normal = {1, 0.3, 0};
    figure.start_cap_mm = cap_mm;
    figure.end_cap_mm = cap_mm;
    figure.fleshy = {0.2, 0.8};
    return figure;
}

/// A flat plate 80 x 60 mm in the x-z plane, 4 mm thick.
SheetFigure flat_plate() {
    SheetFigure figure;
    figure.rows = 4;
    figure.cols = 4;
    for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 4; ++j) {
            figure.mid.emplace_back(80.0 * i / 3.0, 7, 20.0 * j);
            figure.thickness_mm.push_back(4);
        }
    }
    return figure;
}

void check_surface(const TriangleMesh& mesh) {
    REQUIRE(mesh.triangle_count() > 0);
    CHECK(count_open_edges(mesh) == 0);
    CHECK(mesh.normals.size() == mesh.positions_mm.size());
    for (const glm::vec3& normal : mesh.normals) {
        CHECK(glm::length(normal) == Approx(1.0F).margin(1e-4));
    }
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const glm::vec3 normals = mesh.normals[mesh.indices[3 * i]] + mesh.normals[mesh.indices[3 * i + 1]] +
                                  mesh.normals[mesh.indices[3 * i + 2]];
        CHECK(glm::dot(glm::cross(b - a, c - a), normals) >= 0.0F);
    }
}

double volume(const TriangleMesh& mesh) { return calc_volume_mm3(mesh); }

}  // namespace

TEST_CASE("an elliptic tube with round caps has the volume of one", "[parametric]") {
    const TriangleMesh mesh = make_spindle_mesh(elliptic_tube(6));
    check_surface(mesh);
    // The cylinder and two half ellipsoids of half axes 20, 10, 6.
    const double expected = k_pi * 20 * 10 * 100 + 4.0 / 3.0 * k_pi * 20 * 10 * 6;
    CHECK(volume(mesh) == Approx(expected).epsilon(0.01));
    const Box box = bounds(mesh);
    CHECK(box.low.x == Approx(10).margin(0.1));
    CHECK(box.high.z == Approx(0).margin(0.1));
    CHECK(box.low.y == Approx(-6).margin(0.01));
    CHECK(box.high.y == Approx(106).margin(0.01));
}

TEST_CASE("a tube without caps ends flat", "[parametric]") {
    const TriangleMesh mesh = make_spindle_mesh(elliptic_tube(0));
    check_surface(mesh);
    CHECK(volume(mesh) == Approx(k_pi * 20 * 10 * 100).epsilon(0.01));
    CHECK(bounds(mesh).high.y == Approx(100).margin(1e-4));
}

TEST_CASE("a tube whose section runs the other way round is still outward", "[parametric]") {
    SpindleFigure figure = elliptic_tube(6);
    for (std::size_t i = 3; i < figure.section.size(); i += 4) {
        figure.section[i] = -figure.section[i];
    }
    const TriangleMesh mesh = make_spindle_mesh(figure);
    check_surface(mesh);
    CHECK(volume(mesh) > 0);
}

TEST_CASE("fibres run along the tube and the tendon share is linear in the distance to the border", "[parametric]") {
    const TriangleMesh mesh = make_spindle_mesh(elliptic_tube(6));
    REQUIRE(mesh.fibre_uv.size() == mesh.positions_mm.size());
    REQUIRE(mesh.tendon.size() == mesh.positions_mm.size());
    CHECK(mesh.fibre_extent_mm.x == Approx(100).margin(0.01));
    CHECK(mesh.fibre_extent_mm.y == Approx(96.9).epsilon(0.02));
    for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
        const float y = std::clamp(mesh.positions_mm[i].y, 0.0F, 100.0F);
        CHECK(mesh.fibre_uv[i].x == Approx(y / 100).margin(1e-3));
        const double into_tendon_mm = std::max(20 - y, y - 80);
        CHECK(mesh.tendon[i] == Approx(0.5 + into_tendon_mm / k_tendon_ramp_mm).margin(1e-3));
    }
}

TEST_CASE("a tube whose section turns inside out near its end keeps its sides", "[parametric]") {
    SpindleFigure figure = elliptic_tube(0);
    figure.section[15] = -6;  // the last control's section is the mirror image of the others'
    const TriangleMesh mesh = make_spindle_mesh(figure);
    CHECK(count_open_edges(mesh) == 0);
    std::size_t inward = 0;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const glm::vec3 middle = (a + b + c) / 3.0F;
        const glm::vec3 from_axis(middle.x - 30, 0, middle.z + 10);
        inward += middle.y < 99.9F && glm::dot(glm::cross(b - a, c - a), from_axis) < 0 ? 1 : 0;
    }
    CHECK(inward == 0);
}

TEST_CASE("no line along a tube runs backwards where its axis bends sharply", "[parametric]") {
    SpindleFigure figure;
    figure.axis = {{0, 0, 0}, {0, 40, 0}, {4, 44, 0}, {40, 44, 0}};  // an elbow tighter than the tube is wide
    for (int i = 0; i < 4; ++i) {
        figure.section.insert(figure.section.end(), {30, 0, 0, 30});
    }
    figure.start_normal = {1, 0, 0};
    const TriangleMesh mesh = make_spindle_mesh(figure);
    CHECK(count_open_edges(mesh) == 0);
    std::map<float, std::vector<glm::vec3>> lines;  // by v, in order along the tube
    for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
        lines[mesh.fibre_uv[i].y].push_back(mesh.positions_mm[i]);
    }
    for (const auto& [v, line] : lines) {
        for (std::size_t i = 2; i + 2 < line.size(); ++i) {  // the tube leads up, then to the left: never back on both
            CHECK(line[i].x + line[i].y > line[i - 1].x + line[i - 1].y - 0.5F);
        }
    }
}

TEST_CASE("v goes once round a tube without a jump inside a triangle", "[parametric]") {
    const TriangleMesh mesh = make_spindle_mesh(elliptic_tube(6));
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        float low = 1;
        float high = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            low = std::min(low, mesh.fibre_uv[mesh.indices[i + k]].y);
            high = std::max(high, mesh.fibre_uv[mesh.indices[i + k]].y);
        }
        CHECK(high - low < 0.2F);
    }
}

TEST_CASE("a bent tube keeps its section from turning", "[parametric]") {
    SpindleFigure figure;
    for (int i = 0; i < 9; ++i) {
        const double angle = 0.5 * k_pi * i / 8;
        figure.axis.emplace_back(200 * std::cos(angle), 200 * std::sin(angle), 0);
        figure.section.insert(figure.section.end(), {3, 0, 0, 15});
    }
    figure.start_normal = {1, 0, 0};
    const TriangleMesh mesh = make_spindle_mesh(figure);
    check_surface(mesh);
    // The bend lies in the x-y plane: the broad side must stay along z all the way.
    CHECK(bounds(mesh).high.z == Approx(15).margin(0.1));
    CHECK(bounds(mesh).low.x > -1.0F);
    CHECK(volume(mesh) == Approx(k_pi * 3 * 15 * 0.5 * k_pi * 200).epsilon(0.02));
}

TEST_CASE("a flat sheet is a plate with a round rim", "[parametric]") {
    const TriangleMesh mesh = make_sheet_mesh(flat_plate());
    check_surface(mesh);
    // The box and a half cylinder of radius 2 along each edge; the corners add less than a ball of radius 2.
    const double expected = 80 * 60 * 4 + 0.5 * k_pi * 4 * 2 * (80 + 60);
    CHECK(volume(mesh) == Approx(expected).margin(34).epsilon(0.005));
    CHECK(bounds(mesh).low.y == Approx(5).margin(0.01));
    CHECK(bounds(mesh).high.y == Approx(9).margin(0.01));
    CHECK(bounds(mesh).low.x == Approx(-2).margin(0.1));
    CHECK(mesh.fibre_extent_mm.x == Approx(80).margin(0.01));
    CHECK(mesh.fibre_extent_mm.y == Approx(60).margin(0.01));
}

TEST_CASE("the fibres of a sheet follow rows, columns or a direction", "[parametric]") {
    SheetFigure figure = flat_plate();
    const auto check_fibres = [](const TriangleMesh& mesh, auto along) {
        for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
            const double u = std::clamp(static_cast<double>(mesh.positions_mm[i].x) / 80, 0.0, 1.0);
            const double v = std::clamp(static_cast<double>(mesh.positions_mm[i].z) / 60, 0.0, 1.0);
            CHECK(static_cast<double>(mesh.fibre_uv[i].x) == Approx(along(u, v)).margin(0.01));
            CHECK(mesh.fibre_uv[i].y >= -1e-6F);
            CHECK(mesh.fibre_uv[i].y <= 1 + 1e-6F);
        }
    };
    check_fibres(make_sheet_mesh(figure), [](double u, double) { return u; });
    figure.fibre = {0, 1};
    check_fibres(make_sheet_mesh(figure), [](double, double v) { return v; });
    figure.fibre = {1, 1};
    check_fibres(make_sheet_mesh(figure), [](double u, double v) { return 0.5 * (u + v); });
}

TEST_CASE("a sheet whose ends meet is a ring without a seam", "[parametric]") {
    SheetFigure figure;
    figure.rows = 2;
    figure.cols = 13;
    for (const double y : {0.0, 20.0}) {
        for (int j = 0; j < 13; ++j) {
            const double angle = 2 * k_pi * j / 12;
            figure.mid.emplace_back(j == 12 ? 40.0 : 40 * std::cos(angle), y, j == 12 ? 0.0 : 40 * std::sin(angle));
            figure.thickness_mm.push_back(3);
        }
    }
    const TriangleMesh mesh = make_sheet_mesh(figure);
    check_surface(mesh);
}

TEST_CASE("a single ball is a sphere", "[parametric]") {
    BallsFigure figure;
    figure.balls = {{10, 20, 30, 15}};
    const TriangleMesh mesh = make_balls_mesh(figure, {});
    check_surface(mesh);
    CHECK(volume(mesh) == Approx(4.0 / 3.0 * k_pi * 15 * 15 * 15).epsilon(0.01));
    for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
        const glm::vec3 outward = glm::normalize(mesh.positions_mm[i] - glm::vec3(10, 20, 30));
        CHECK(glm::dot(mesh.normals[i], outward) > 0.99F);
    }
}

TEST_CASE("two joined balls of one size are a capsule", "[parametric]") {
    BallsFigure figure;
    figure.balls = {{0, 0, 0, 8}, {40, 0, 0, 8}};
    figure.edges = {{0, 1}};
    const TriangleMesh mesh = make_balls_mesh(figure, {});
    check_surface(mesh);
    CHECK(volume(mesh) == Approx(k_pi * 64 * 40 + 4.0 / 3.0 * k_pi * 512).epsilon(0.01));
}

TEST_CASE("hulls measure the exact distance to their balls", "[parametric]") {
    // Brute force over the convex combinations.
    const glm::dvec4 a(0, 0, 0, 4);
    const glm::dvec4 b(30, 5, 0, 9);
    const glm::dvec4 c(5, 25, 10, 2);
    const auto brute = [&](const glm::dvec3& point, bool face) {
        double best = 1e9;
        constexpr int k_steps = 400;
        for (int i = 0; i <= k_steps; ++i) {
            for (int j = 0; j <= (face ? k_steps - i : 0); ++j) {
                const double w1 = static_cast<double>(i) / k_steps;
                const double w2 = static_cast<double>(j) / k_steps;
                const glm::dvec4 ball = (1 - w1 - w2) * a + w1 * b + w2 * c;
                best = std::min(best, glm::distance(point, glm::dvec3(ball)) - ball.w);
            }
        }
        return best;
    };
    const BallHull cone(a, b);
    const BallHull face(a, b, c);
    for (int i = 0; i < 40; ++i) {
        const glm::dvec3 point((i * 37 % 60) - 15, (i * 23 % 50) - 12, (i * 11 % 40) - 15);
        CHECK(cone.distance_mm(point) == Approx(brute(point, false)).margin(0.01));
        CHECK(face.distance_mm(point) == Approx(brute(point, true)).margin(0.02));
    }
    CHECK(BallHull(a).distance_mm({0, 10, 0}) == Approx(6));
    // A ball that holds the other one.
    CHECK(BallHull(a, {1, 0, 0, 20}).distance_mm({1, 50, 0}) == Approx(30));
}

TEST_CASE("thin walls of a ball mesh stay closed", "[parametric]") {
    // Two plates of balls nearly touch: cells between them hold two sheets of surface.
    BallsFigure figure;
    for (const double y : {0.0, 3.1}) {
        for (int i = 0; i < 3; ++i) {
            figure.balls.emplace_back(10.0 * i, y + 0.1 * i, 7.0 * (i % 2), 1.2);
        }
    }
    figure.triangles = {{0, 1, 2}, {3, 4, 5}};
    figure.edges = {{0, 3}};
    figure.blend_mm = 1.0;
    check_surface(make_balls_mesh(figure, {}));
}

TEST_CASE("making a ball mesh stops when asked", "[parametric]") {
    BallsFigure figure;
    figure.balls = {{0, 0, 0, 15}};
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(make_balls_mesh(figure, JobContext(source.get_token(), {})), Error);
}

TEST_CASE("a part drawn with fewer triangles stays near the full one", "[parametric]") {
    const TriangleMesh full = make_spindle_mesh(elliptic_tube(6));
    const TriangleMesh slim = make_part_mesh(elliptic_tube(6), {});
    CHECK(slim.triangle_count() < full.triangle_count());
    CHECK(slim.fibre_uv.size() == slim.positions_mm.size());
    CHECK(slim.fibre_extent_mm == full.fibre_extent_mm);
    CHECK(volume(slim) == Approx(volume(full)).epsilon(0.01));
    for (std::size_t i = 0; i < full.positions_mm.size(); i += 7) {
        CHECK(glm::distance(closest_point(slim, full.positions_mm[i]).position_mm, full.positions_mm[i]) < 0.35F);
    }
}

TEST_CASE("stations are chosen where a curve bends", "[parametric]") {
    std::vector<glm::dvec3> points;
    for (int i = 0; i <= 100; ++i) {
        points.emplace_back(i, i <= 50 ? 0.0 : 0.02 * (i - 50) * (i - 50), 0.0);
    }
    const auto stations = choose_stations({points, 1}, 0.1, 100, std::vector<std::size_t>{10});
    CHECK(stations.front() == 0);
    CHECK(stations[1] == 10);
    CHECK(stations[2] >= 50);
    CHECK(stations.back() == 100);
    CHECK(stations.size() > 8);
    CHECK(stations.size() < 30);
}

}  // namespace palpate::parametric
