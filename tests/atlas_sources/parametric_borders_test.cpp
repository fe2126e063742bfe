#include "atlas_sources/parametric/b_spline.h"
#include "atlas_sources/parametric/figures.h"
#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/sheet_surface.h"
#include "base/error.h"
#include "base/file_io.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace palpate::parametric {
namespace {

using Catch::Approx;

/// One stretch of a sheet's edge that follows a curve.
struct Follower {
    std::string structure;
    SheetFigure sheet;
    SharedEdge edge;
};

/// By the name of the curve, over all figures of the body.
std::map<std::string, std::vector<Follower>> collect_followers() {
    const auto catalogue = AnatomyCatalogue::load(find_asset_folder() / "anatomy");
    std::map<std::string, std::vector<Follower>> followers;
    for (const FigureStructure& figure : load_figures(find_asset_folder() / "figures", catalogue)) {
        for (const FigurePart& part : figure.parts) {
            if (const auto* sheet = std::get_if<SheetFigure>(&part)) {
                for (const SharedEdge& edge : sheet->edges) {
                    followers[edge.curve].push_back({figure.catalogue_id, *sheet, edge});
                }
            }
        }
    }
    return followers;
}

glm::dvec3 edge_point(const SheetSurface& surface, SheetSide side, double place) {
    switch (side) {
        case SheetSide::FirstRow: return surface.at(0, place).position;
        case SheetSide::LastRow: return surface.at(1, place).position;
        case SheetSide::FirstColumn: return surface.at(place, 0).position;
        case SheetSide::LastColumn: return surface.at(place, 1).position;
    }
    throw std::logic_error("no such side");
}

constexpr int k_samples = 400;

double stretch_place(const SharedEdge& edge, int sample) {
    return edge.first + (edge.last - edge.first) * sample / k_samples;
}

std::vector<glm::dvec3> sample_edge(const Follower& follower) {
    const SheetSurface surface(follower.sheet);
    std::vector<glm::dvec3> points;
    for (int i = 0; i <= k_samples; ++i) {
        points.push_back(edge_point(surface, follower.edge.side, stretch_place(follower.edge, i)));
    }
    return points;
}

/// Parameters of the curve at the samples of an edge.
std::vector<double> sample_parameters(const SharedEdge& edge) {
    std::vector<double> parameters;
    const SplineBasis basis(edge.along.size());
    for (int i = 0; i <= k_samples; ++i) {
        parameters.push_back(blend(std::span<const double>(edge.along), basis.at(static_cast<double>(i) / k_samples)));
    }
    return parameters;
}

double distance_to_line(const std::vector<glm::dvec3>& line, const glm::dvec3& point) {
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const glm::dvec3 along = line[i + 1] - line[i];
        const double t = std::clamp(glm::dot(point - line[i], along) / glm::dot(along, along), 0.0, 1.0);
        nearest = std::min(nearest, glm::distance(point, line[i] + t * along));
    }
    return nearest;
}

/// The largest distance of one edge from its neighbour, where both follow the curve.
double worst_gap_mm(const Follower& edge, const Follower& neighbour) {
    const auto points = sample_edge(edge);
    const auto line = sample_edge(neighbour);
    const auto own = sample_parameters(edge.edge);
    const auto other = sample_parameters(neighbour.edge);
    const auto [low, high] = std::ranges::minmax(other);
    double worst = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (low <= own[i] && own[i] <= high) {
            worst = std::max(worst, distance_to_line(line, points[i]));
        }
    }
    return worst;
}

const SheetFigure& find_sheet(std::span<const FigureStructure> figures, const std::string& id) {
    const auto found = std::ranges::find(figures, id, &FigureStructure::catalogue_id);
    REQUIRE(found != figures.end());
    return std::get<SheetFigure>(found->parts.front());
}

/// Points on the face of a sheet that looks to the back.
std::vector<glm::dvec3> sample_back(const SheetFigure& sheet) {
    const SheetSurface surface(sheet);
    std::vector<glm::dvec3> points;
    for (int i = 0; i <= k_samples / 2; ++i) {
        for (int j = 0; j <= k_samples / 2; ++j) {
            const MidPoint point = surface.at(2.0 * i / k_samples, 2.0 * j / k_samples);
            points.push_back(point.position - point.half_thickness_mm * point.normal);
        }
    }
    return points;
}

/// A flat plate in the x-y plane, 90 x 60 mm.
SheetFigure plate() {
    SheetFigure figure;
    figure.rows = 4;
    figure.cols = 4;
    for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 4; ++j) {
            figure.mid.emplace_back(30.0 * i, 20.0 * j, 0);
            figure.thickness_mm.push_back(2);
        }
    }
    return figure;
}

}  // namespace

TEST_CASE("neighbouring sheets of the trunk meet along their shared curves", "[parametric]") {
    const auto followers = collect_followers();
    for (const char* curve : {"linea-alba", "spine-line", "spine-line-deep", "trapezius-upper-middle",
                              "trapezius-insertion", "iliac-crest", "latissimus-origin", "gluteal-origin"}) {
        INFO(curve);
        REQUIRE(followers.contains(curve));
        std::set<std::string> structures;
        for (const Follower& follower : followers.at(curve)) {
            structures.insert(follower.structure);
        }
        CHECK(structures.size() >= 2);
    }
    for (const auto& [curve, all] : followers) {
        for (const Follower& edge : all) {
            for (const Follower& neighbour : all) {
                INFO(curve << ": " << edge.structure << " and " << neighbour.structure);
                CHECK(worst_gap_mm(edge, neighbour) <= 0.5);
            }
        }
    }
}

TEST_CASE("the borders of the middle trapezius run out on the backs of its neighbours", "[parametric]") {
    constexpr double k_muscle_end = 0.75;  // from here on the lower part turns off to its own insertion
    const auto catalogue = AnatomyCatalogue::load(find_asset_folder() / "anatomy");
    const auto figures = load_figures(find_asset_folder() / "figures", catalogue);
    const SheetSurface middle(find_sheet(figures, "middle-trapezius"));
    for (const auto& [neighbour, side] :
         {std::pair("lower-trapezius", SheetSide::FirstColumn), std::pair("upper-trapezius", SheetSide::LastColumn)}) {
        const auto back = sample_back(find_sheet(figures, neighbour));
        for (double place = 0; place < k_muscle_end; place += 0.05) {
            const glm::dvec3 point = edge_point(middle, side, place);
            const double gap_mm = std::ranges::min(
                back | std::views::transform([&](const glm::dvec3& on_back) { return glm::distance(on_back, point); }));
            INFO(neighbour << " at " << place);
            CHECK(gap_mm < 1.5);
        }
    }
}

TEST_CASE("the curves of the midline lie on it", "[parametric]") {
    constexpr double k_mirror_x = -0.65;
    const auto followers = collect_followers();
    for (const char* curve : {"linea-alba", "spine-line", "spine-line-deep"}) {
        for (const Follower& follower : followers.at(curve)) {
            for (const glm::dvec3& point : sample_edge(follower)) {
                CHECK(point.x == Approx(k_mirror_x).margin(0.05));
            }
        }
    }
}

TEST_CASE("an edge follows its curve on the stretch and runs out beside it", "[parametric]") {
    SheetFigure figure = plate();
    const SheetFigure plain = figure;
    figure.edges.push_back({.side = SheetSide::FirstColumn,
                            .curve = "test",
                            .points = {{0, -5, 3}, {90, -5, 3}},
                            .along = {0, 1},
                            .first = 0.0,
                            .last = 0.5});
    const SheetSurface surface(figure);
    const SheetSurface before(plain);
    CHECK(glm::distance(surface.at(0, 0).position, {0, -5, 3}) < 1e-9);
    CHECK(glm::distance(surface.at(0.5, 0).position, {90, -5, 3}) < 1e-9);
    CHECK(glm::distance(surface.at(0.9, 0).position, before.at(0.9, 0).position) < 1e-9);
    CHECK(glm::distance(surface.at(0.3, 1).position, before.at(0.3, 1).position) < 1e-9);
    CHECK(count_open_edges(make_sheet_mesh(figure)) == 0);
}

TEST_CASE("between two stretches of one side the edge goes smoothly from curve to curve", "[parametric]") {
    SheetFigure figure = plate();
    const std::vector<glm::dvec3> raised{{0, 0, 4}, {90, 0, 4}};
    const std::vector<glm::dvec3> lowered{{0, 0, -4}, {90, 0, -4}};
    // Given in the wrong order on purpose: their place along the side counts.
    figure.edges.push_back({SheetSide::FirstColumn, "lowered", lowered, {0.6, 1.0}, 0.6, 1.0});
    figure.edges.push_back({SheetSide::FirstColumn, "raised", raised, {0.0, 0.4}, 0.0, 0.4});
    const SheetSurface surface(figure);
    CHECK(surface.at(0.4, 0).position.z == Approx(4));
    CHECK(surface.at(0.5, 0).position.z == Approx(0).margin(1e-9));
    CHECK(surface.at(0.6, 0).position.z == Approx(-4));
}

TEST_CASE("flesh ends where its limit says, at every place across the fibres", "[parametric]") {
    SheetFigure figure = plate();
    figure.fleshy.end = {0.5, 0.9};
    const SheetSurface surface(figure);
    constexpr double k_length_mm = 90;
    CHECK(surface.tendon_share({0.5, 0.0}, k_length_mm) == Approx(0.5));
    CHECK(surface.tendon_share({0.7, 0.5}, k_length_mm) == Approx(0.5));
    CHECK(surface.tendon_share({0.9, 1.0}, k_length_mm) == Approx(0.5));
    CHECK(surface.tendon_share({0.7, 0.0}, k_length_mm) > 0.6F);
    CHECK(surface.tendon_share({0.7, 1.0}, k_length_mm) < 0.4F);
}

TEST_CASE("an inscription is tendon in its middle and flesh beside it", "[parametric]") {
    SheetFigure figure = plate();
    figure.fleshy.inscriptions.push_back({0.4, 0.02});
    const SheetSurface surface(figure);
    CHECK(surface.tendon_share({0.4, 0.5}, 90) > 0.57F);
    CHECK(surface.tendon_share({0.42, 0.5}, 90) == Approx(0.5));
    CHECK(surface.tendon_share({0.44, 0.5}, 90) < 0.43F);
}

}  // namespace palpate::parametric
