#include "geometry/frame.h"
#include "scene/skin_overlay.h"
#include "scene/stroke_patch.h"
#include "support/formed_body.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <mutex>
#include <set>

using namespace palpate;

namespace {

struct Body {
    std::shared_ptr<const Atlas> atlas = test::build_body({});
    const Structure& skin = atlas->structures()[*find_skin(*atlas)];
    StrokeGround ground{*atlas, std::make_shared<const SurfaceGraph>(skin.mesh)};

    [[nodiscard]] std::vector<const Structure*> muscles() const {
        std::vector<const Structure*> found;
        for (const Structure& structure : atlas->structures()) {
            if (structure.structure_class == StructureClass::Muscle) {
                found.push_back(&structure);
            }
        }
        return found;
    }
    [[nodiscard]] StrokeRoute route(const Structure& structure, const StrokeStyle& style) const {
        auto made = make_stroke_route(ground, structure, style);
        REQUIRE(made);
        return std::move(*made);
    }
};

/// Of every technique of the catalogue that touches the skin, as its own id.
std::map<std::string, StrokeStyle> catalogue_styles() {
    std::ifstream file(find_asset_folder() / "clinical" / "techniques.json");
    std::map<std::string, StrokeStyle> styles;
    const nlohmann::json catalogue = nlohmann::json::parse(file);
    for (const auto& technique : catalogue.at("techniques")) {
        const auto& moves = technique.at("animation");
        const auto word = [](const nlohmann::json& from, const char* key) { return from.at(key).get<std::string>(); };
        const StrokeStyle style = make_stroke_style(
            word(moves, "path"), word(technique, "stroke_direction"), word(moves, "contact"),
            moves.at("speed_cm_s").get<double>(), moves.at("hold_s").get<double>(), moves.at("repeats").get<int>(),
            technique.at("pressure").at("min").get<int>(), technique.at("pressure").at("max").get<int>());
        if (touches_skin(style)) {
            styles.emplace(word(technique, "id"), style);
        }
    }
    return styles;
}

/// The middle one of the box's three sizes: about how broad a muscle is.
float breadth_of(const TriangleMesh& mesh) {
    const glm::vec3 size = bounds(mesh).size();
    std::array<float, 3> sorted{size.x, size.y, size.z};
    std::ranges::sort(sorted);
    return sorted[1];
}

std::vector<RoutePoint> all_points(const StrokeRoute& route) {
    std::vector<RoutePoint> points;
    for (const StrokeStep& step : route.steps) {
        for (const StrokeTrack& track : step.hands) {
            points.insert(points.end(), track.points.begin(), track.points.end());
        }
    }
    return points;
}

float largest_gap(const Body& body, const std::vector<RoutePoint>& points) {
    float largest = 0.0F;
    for (const RoutePoint& point : points) {
        const glm::vec3 there =
            surface_point(*body.skin.mesh, point.place.triangle, point.place.barycentric).position_mm;
        largest = std::max(largest, glm::distance(there, point.place.position_mm));
    }
    return largest;
}

/// From a few places of the route to the muscle, mm.
float largest_distance(const SurfaceTracer& muscle, const std::vector<RoutePoint>& points) {
    float largest = 0.0F;
    for (std::size_t i = 0; i < points.size(); i += 1 + points.size() / 40) {
        const auto hit = muscle.closest_point(points[i].place.position_mm, 500.0F);
        largest = std::max(largest, hit ? hit->distance_mm : 500.0F);
    }
    return largest;
}

/// u grows along it on the surface of the muscle.
glm::vec3 fibres_at(const TriangleMesh& mesh, std::uint32_t triangle) {
    const auto corner = [&](std::size_t i) { return mesh.fibre_uv[mesh.indices[3 * std::size_t{triangle} + i]]; };
    const auto [a, b, c] = mesh.triangle(triangle);
    const glm::vec2 first = corner(1) - corner(0);
    const glm::vec2 second = corner(2) - corner(0);
    return second.y * (b - a) - first.y * (c - a);
}

/// Median angle between a way and the fibres under it, degrees, 0..90; nullopt where the surface there has none.
std::optional<float> median_angle_deg(const SurfaceTracer& muscle, const TriangleMesh& mesh, const StrokeTrack& track) {
    std::vector<float> angles;
    for (std::size_t i = 1; i < track.points.size(); ++i) {
        const SurfacePoint& place = track.points[i].place;
        const auto hit = muscle.closest_point(place.position_mm, 500.0F);
        const glm::vec3 fibres = in_plane(fibres_at(mesh, hit->point.triangle), place.normal);
        const glm::vec3 way = in_plane(place.position_mm - track.points[i - 1].place.position_mm, place.normal);
        if (glm::length(fibres) > 0.0F && glm::length(way) > 0.1F) {
            const float cosine = std::abs(glm::dot(glm::normalize(fibres), glm::normalize(way)));
            angles.push_back(glm::degrees(std::acos(std::min(cosine, 1.0F))));
        }
    }
    std::ranges::sort(angles);
    return angles.empty() ? std::nullopt : std::optional(angles[angles.size() / 2]);
}

StrokeStyle style_of(std::string_view path, std::string_view direction, std::string_view contact) {
    return make_stroke_style(path, direction, contact, 5.0, 0.0, 12, 2, 4);
}

glm::vec3 mirrored_place(glm::vec3 place) {
    place.x = 2.0F * k_mirror_plane_x_mm - place.x;
    return place;
}

float distance_to(const glm::vec3& place, const std::vector<RoutePoint>& points) {
    float least = 1e9F;
    for (const RoutePoint& point : points) {
        least = std::min(least, glm::distance(place, point.place.position_mm));
    }
    return least;
}

}  // namespace

TEST_CASE("every technique that touches the skin has its strokes on every muscle", "[built-in][strokes]") {
    const Body body;
    const auto styles = catalogue_styles();
    REQUIRE(styles.size() >= 40);
    std::vector<const Structure*> muscles = body.muscles();
    REQUIRE(muscles.size() >= 400);
    std::mutex faults_mutex;
    std::set<std::string> faults;
    parallel_for(muscles.size(), [&](std::size_t index) {
        const Structure& muscle = *muscles[index];
        const SurfaceTracer tracer({muscle.mesh});
        std::size_t number = index;
        for (const auto& [id, style] : styles) {
            if (muscle.side == Side::Right && ++number % 6 != 0) {
                continue;  // the next but one test says that they mirror the left ones
            }
            const auto route = make_stroke_route(body.ground, muscle, style);
            const std::vector<RoutePoint> points = route ? all_points(*route) : std::vector<RoutePoint>();
            const auto fault = [&](const char* what) {
                const std::scoped_lock lock(faults_mutex);
                faults.insert(muscle.id.text() + ": " + id + ": " + what);
            };
            if (points.empty()) {
                fault("no route");
                continue;
            }
            if (largest_gap(body, points) > 0.01F) {
                fault("off the skin");
            }
            // Two hands side by side do not fit on a small muscle.
            const float near_mm =
                breadth_of(*muscle.mesh) + (style.contact == StrokeContact::CrossedPalms ? 90.0F : 60.0F);
            if (largest_distance(tracer, points) > near_mm) {
                fault("far from the muscle");
            }
            const bool moves = std::ranges::all_of(
                route->steps, [](const StrokeStep& step) { return step.hands.front().length_mm() > 8.0F; });
            if (moves == stays_in_place(style)) {
                fault(moves ? "moves" : "does not move");
            }
            if (route->order.size() != static_cast<std::size_t>(style.repeats)) {
                fault("other repeats");
            }
        }
    });
    for (const std::string& fault : faults) {
        UNSCOPED_INFO(fault);
    }
    CHECK(faults.empty());
}

TEST_CASE("ways along run with the fibres and end nearer to the heart, ways across cross them", "[built-in][strokes]") {
    const Body body;
    std::vector<std::string> askew;
    std::vector<float> along_deg;
    std::vector<float> across_deg;
    std::size_t measured = 0;
    for (const Structure* muscle : body.muscles()) {
        if (muscle->mesh->fibre_uv.empty()) {
            continue;
        }
        const SurfaceTracer tracer({muscle->mesh});
        const StrokeTrack along = body.route(*muscle, style_of("line", "along", "thumb")).steps[0].hands[0];
        const StrokeTrack across = body.route(*muscle, style_of("zigzag", "across", "fingertip")).steps[0].hands[0];
        const StrokeTrack home = body.route(*muscle, style_of("line", "toward-heart", "palm")).steps[0].hands[0];
        CAPTURE(muscle->id.text());
        CHECK(body.ground.to_heart_mm(home.points.back().place) < body.ground.to_heart_mm(home.points.front().place));
        CHECK(body.ground.to_heart_mm(along.points.back().place) <=
              body.ground.to_heart_mm(along.points.front().place) + 0.01F);
        const auto lengthwise = median_angle_deg(tracer, *muscle->mesh, along);
        const auto crosswise = median_angle_deg(tracer, *muscle->mesh, across);
        if (!lengthwise || !crosswise) {
            continue;
        }
        ++measured;
        along_deg.push_back(*lengthwise);
        across_deg.push_back(*crosswise);
        if (along_deg.back() > 30.0F || across_deg.back() < 60.0F) {
            askew.push_back(
                fmt::format("{} along {:.0f} across {:.0f}", muscle->id.text(), along_deg.back(), across_deg.back()));
        }
    }
    std::ranges::sort(along_deg);
    std::ranges::sort(across_deg);
    for (const std::string& id : askew) {
        UNSCOPED_INFO(id);
    }
    CHECK(askew.size() * 20 < measured);  // small ones deep under bent skin
    REQUIRE(measured > 400);
    CAPTURE(along_deg[measured / 2], across_deg[measured / 2]);
    CHECK(along_deg[measured / 2] < 5.0F);
    CHECK(across_deg[measured / 2] > 85.0F);
}

TEST_CASE("strokes on the right are those on the left in a mirror", "[built-in][strokes]") {
    const Body body;
    std::vector<std::string> uneven;
    std::size_t compared = 0;
    for (const Structure* left : body.muscles()) {
        const Structure* right = left->side == Side::Left ? body.atlas->find(mirrored(left->id)) : nullptr;
        if (right == nullptr) {
            continue;
        }
        for (const StrokeStyle& style : {style_of("line", "along", "palm"), style_of("zigzag", "across", "thumb"),
                                         style_of("line", "toward-heart", "palm")}) {
            const StrokeRoute here = body.route(*left, style);
            const StrokeRoute there = body.route(*right, style);
            ++compared;
            const std::vector<RoutePoint> others = all_points(there);
            float worst = 0.0F;
            for (const RoutePoint& point : all_points(here)) {
                worst = std::max(worst, distance_to(mirrored_place(point.place.position_mm), others));
            }
            const glm::vec3 start = here.steps[0].hands[0].points.front().place.position_mm;
            const bool same_start =
                glm::distance(mirrored_place(start), there.steps[0].hands[0].points.front().place.position_mm) < 8.0F;
            if (worst > 8.0F || !same_start || here.steps.size() != there.steps.size()) {
                uneven.push_back(fmt::format("{} {}: {:.0f} mm off", left->id.text(), name_of(style.direction), worst));
            }
        }
    }
    for (const std::string& id : uneven) {
        UNSCOPED_INFO(id);
    }
    CHECK(uneven.size() * 100 < compared);  // at folds of the skin a way may end a step sooner
}

TEST_CASE("a muscle without fibre coordinates is stroked along its longest axis", "[built-in][strokes]") {
    const Body body;
    Structure plain = body.atlas->structure(StructureId("gastrocnemius-medial.left"));
    TriangleMesh mesh = *plain.mesh;
    mesh.fibre_uv.clear();
    mesh.tendon.clear();
    plain.mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
    const StrokeTrack track = body.route(plain, style_of("line", "along", "thumb")).steps[0].hands[0];
    CHECK(track.length_mm() > 120.0F);
    const glm::vec3 way = track.points.back().place.position_mm - track.points.front().place.position_mm;
    CHECK(glm::normalize(way).y > 0.9F);
}

TEST_CASE("patches lie on the skin, headed as they go, and stay small on fingers", "[built-in][strokes]") {
    const Body body;
    for (const char* id : {"gastrocnemius-medial.left", "latissimus-dorsi.right", "lumbricals-hand.left"}) {
        const Structure* muscle = body.atlas->find(StructureId(id));
        if (muscle == nullptr) {
            continue;
        }
        const StrokeRoute route = body.route(*muscle, style_of("line", "along", "palm"));
        for (const double share : {0.05, 0.3, 0.6}) {
            const StrokeMoment moment = moment_at(route, share * duration_s(route));
            const auto traces = draw_moment(body.ground, route, moment);
            REQUIRE(traces.size() == 1);
            REQUIRE_FALSE(traces.front().shape->empty());
            float off = 0.0F;
            for (const glm::vec3& corner : traces.front().shape->corners_mm) {
                off = std::max(off, glm::distance(corner, body.ground.nearest(corner).position_mm));
            }
            CAPTURE(id, share);
            CHECK(off < 2.5F);  // what is painted is lifted by as much
        }
    }
}
