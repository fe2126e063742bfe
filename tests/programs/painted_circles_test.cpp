#include "anatomy/painted_skin.h"
#include "anatomy/skin_place.h"
#include "geometry/orbit_camera.h"
#include "geometry/surface_path.h"
#include "scene/skin_overlay.h"
#include "support/fine_geodesics.h"
#include "support/formed_body.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{1280, 800};
constexpr std::array<float, 3> k_radii_mm{5.0F, 20.0F, 60.0F};

struct Skin {
    std::shared_ptr<const Atlas> atlas = test::build_body({});
    const Structure& structure = atlas->structures()[*find_skin(*atlas)];
    std::shared_ptr<const SurfaceGraph> graph = std::make_shared<const SurfaceGraph>(structure.mesh);
    SurfaceTracer tracer{{structure.mesh}};
};

/// Places spread evenly over the skin's area; the same every run on every compiler.
std::vector<SurfacePoint> choose_places(const TriangleMesh& mesh, std::size_t count) {
    std::vector<double> areas;
    for (std::uint32_t triangle = 0; triangle < mesh.triangle_count(); ++triangle) {
        areas.push_back(flatten(mesh, triangle).area_mm2());
    }
    std::partial_sum(areas.begin(), areas.end(), areas.begin());
    std::mt19937 random(7);
    const auto unit = [&] { return static_cast<float>(random() >> 8U) / 16777216.0F; };
    std::vector<SurfacePoint> places;
    for (std::size_t i = 0; i < count; ++i) {
        const auto hit = std::ranges::lower_bound(areas, static_cast<double>(unit()) * areas.back());
        const float root = std::sqrt(unit());
        const float third = root * unit();
        places.push_back(
            surface_point(mesh, static_cast<std::uint32_t>(hit - areas.begin()), {1.0F - root, root - third, third}));
    }
    return places;
}

/// Cameras that look at a place: along its normal and 60 degrees aslant from four sides.
std::array<OrbitCamera, 5> cameras_at(const SurfacePoint& place) {
    const glm::vec3 helper = std::abs(place.normal.y) < 0.9F ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
    const glm::vec3 right = glm::normalize(glm::cross(helper, place.normal));
    const glm::vec3 up = glm::cross(place.normal, right);
    const float aslant = glm::radians(60.0F);
    std::array<OrbitCamera, 5> cameras;
    const std::array<glm::vec3, 5> aside{glm::vec3(0.0F), right, -right, up, -up};
    for (std::size_t i = 0; i < cameras.size(); ++i) {
        const float angle = i == 0 ? 0.0F : aslant;
        const glm::vec3 towards_eye = std::cos(angle) * place.normal + std::sin(angle) * aside[i];
        cameras[i].target_mm = place.position_mm;
        cameras[i].distance_mm = 600.0F;
        cameras[i].azimuth_rad = std::atan2(towards_eye.x, towards_eye.z);
        cameras[i].elevation_rad = std::asin(glm::clamp(towards_eye.y, -1.0F, 1.0F));
    }
    return cameras;
}

double true_area_mm2(const Skin& skin, const SurfacePoint& place, float radius_mm) {
    const int points_per_edge = radius_mm < 10.0F ? 24 : radius_mm < 40.0F ? 12 : 8;
    const int samples = radius_mm < 10.0F ? 40 : radius_mm < 40.0F ? 16 : 8;
    return test::FineDisc(*skin.graph, place, radius_mm, points_per_edge, samples).area_mm2();
}

double dab_area_mm2(const Skin& skin, const SurfacePoint& place, float radius_mm) {
    PaintedSkin painted(skin.graph);
    painted.add(place, radius_mm, false);
    return painted.measure().area_mm2;
}

}  // namespace

TEST_CASE("a circle painted anywhere on the body, seen from any angle, has its true area on the skin",
          "[built-in][painting]") {
    const Skin skin;
    for (const float radius_mm : k_radii_mm) {
        std::vector<double> errors;
        std::size_t hidden = 0;
        for (const SurfacePoint& place : choose_places(*skin.structure.mesh, 200)) {
            const double expected = true_area_mm2(skin, place, radius_mm);
            for (const OrbitCamera& camera : cameras_at(place)) {
                const auto pixel = camera.project(place.position_mm, k_viewport);
                REQUIRE(pixel);
                const auto hit = skin.tracer.closest_hit(camera.ray_through(*pixel, k_viewport));
                if (!hit || glm::distance(hit->point.position_mm, place.position_mm) > 1.0F) {
                    ++hidden;  // something else of the body is in front
                    continue;
                }
                errors.push_back(std::abs(dab_area_mm2(skin, hit->point, radius_mm) / expected - 1.0));
            }
        }
        std::ranges::sort(errors);
        CAPTURE(radius_mm, errors.size(), hidden, errors[errors.size() / 2], errors.back());
        CHECK(errors.size() >= 700);
        CHECK(errors[errors.size() / 2] < 0.02);  // asked for: 0.05
        CHECK(errors.back() < 0.05);              // asked for: 0.12
    }
}

TEST_CASE("a dab does not go through a fold of the skin: from arm to trunk, thigh to thigh, finger to finger",
          "[built-in][painting]") {
    const Skin skin;
    std::map<std::string, int> folds;  // how often a place faced another across a gap, by its region
    for (const SurfacePoint& place : choose_places(*skin.structure.mesh, 6000)) {
        constexpr float k_start_mm = 0.5F;
        const auto facing = skin.tracer.closest_hit({place.position_mm + k_start_mm * place.normal, place.normal});
        if (!facing || facing->distance_mm > 20.0F) {
            continue;
        }
        const std::vector<SurfacePoint> way = find_surface_path(*skin.graph, place, facing->point);
        double way_mm = 0.0;
        for (std::size_t i = 1; i < way.size(); ++i) {
            way_mm += glm::distance(way[i - 1].position_mm, way[i].position_mm);
        }
        if (way_mm < 30.0) {
            continue;  // a crease, not a gap
        }
        PaintedSkin painted(skin.graph);
        painted.add(place, 25.0F, false);
        CAPTURE(place.position_mm.x, place.position_mm.y, place.position_mm.z, facing->distance_mm, way_mm);
        CHECK(painted.covers(place));
        CHECK_FALSE(painted.covers(facing->point));
        const auto region = find_skin_place(*skin.atlas, skin.structure, place);
        ++folds[region ? region->region_id : "none"];
    }
    for (const char* region : {"armpit", "upper-arm-inner", "side-ribs", "thigh-inner", "middle-finger"}) {
        CAPTURE(region);
        CHECK(folds[region] > 0);
    }
}
