#include "scene/stroke_ground.h"

#include "base/error.h"
#include "geometry/surface_distance.h"
#include "scene/skin_overlay.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr float k_heart_height = 0.72F;  ///< share of the body's height, where no breastbone tells
constexpr float k_walk_step_mm = 5.0F;
constexpr float k_fold = 0.2F;        ///< cosine between normals a step apart: beyond is another part of the body
constexpr float k_reach_mm = 400.0F;  ///< more than any place in a body is from its skin

/// Between front and back in the middle of the chest.
glm::vec3 find_heart(const Atlas& atlas) {
    const Box& body = atlas.bounds();
    glm::vec3 heart = body.centre();
    heart.y = body.low.y + k_heart_height * body.size().y;
    const auto sternum =
        std::ranges::find(atlas.structures(), std::string_view("body-of-sternum"), &Structure::catalogue_id);
    if (sternum != atlas.structures().end()) {
        const glm::vec3 middle = bounds(*sternum->mesh).centre();
        heart.x = middle.x;
        heart.y = middle.y;
    }
    return heart;
}

/// Two rows of skin, in front of the heart and behind it.
std::vector<float> calc_to_heart_mm(const SurfaceGraph& skin, const SurfaceTracer& tracer, const glm::vec3& heart,
                                    const JobContext& context) {
    const TriangleMesh& mesh = skin.mesh();
    std::vector<float> distances(mesh.positions_mm.size(), std::numeric_limits<float>::max());
    for (const float ahead : {1.0F, -1.0F}) {
        context.check_stop();
        const auto hit = tracer.closest_hit({heart + glm::vec3(0.0F, 0.0F, ahead * 1000.0F), {0.0F, 0.0F, -ahead}});
        if (!hit) {
            continue;
        }
        const SurfaceDistances from = find_distances(skin, hit->point, std::numeric_limits<double>::max());
        for (std::uint32_t triangle = 0; triangle < mesh.triangle_count(); ++triangle) {
            const auto& names = skin.corners(triangle);
            for (std::size_t i = 0; i < 3; ++i) {
                if (const auto distance = from.find(names[i])) {
                    float& known = distances[mesh.indices[3 * std::size_t{triangle} + i]];
                    known = std::min(known, static_cast<float>(*distance));
                }
            }
        }
    }
    for (std::size_t i = 0; i < distances.size(); ++i) {
        if (distances[i] == std::numeric_limits<float>::max()) {
            distances[i] = glm::distance(mesh.positions_mm[i], heart);
        }
    }
    return distances;
}

}  // namespace

glm::vec3 in_plane(const glm::vec3& direction, const glm::vec3& normal) {
    return direction - glm::dot(direction, normal) * normal;
}

glm::vec3 unit_in_plane(const glm::vec3& direction, const glm::vec3& normal) {
    constexpr float k_least = 1e-4F;
    glm::vec3 flat = in_plane(direction, normal);
    if (glm::length(flat) < k_least) {
        flat = in_plane(std::abs(normal.y) < 0.9F ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1), normal);
    }
    return glm::normalize(flat);
}

StrokeGround::StrokeGround(const Atlas& atlas, std::shared_ptr<const SurfaceGraph> skin, const JobContext& context)
    : skin_(std::move(skin)),
      tracer_({skin_->shared_mesh()}),
      to_heart_mm_(calc_to_heart_mm(*skin_, tracer_, find_heart(atlas), context)) {}

SurfacePoint StrokeGround::nearest(const glm::vec3& point_mm) const {
    for (float reach_mm = 20.0F; reach_mm <= k_reach_mm; reach_mm *= 4.0F) {
        if (const auto hit = tracer_.closest_point(point_mm, reach_mm)) {
            return hit->point;
        }
    }
    return closest_point(skin(), point_mm);
}

std::optional<SurfacePoint> StrokeGround::find_along(const Ray& ray) const {
    const auto hit = tracer_.closest_hit(ray);
    return hit ? std::optional(hit->point) : std::nullopt;
}

SurfacePoint StrokeGround::walk(const SurfacePoint& from, glm::vec3 way_mm, glm::vec3& heading) const {
    const float length = glm::length(way_mm);
    const int steps = std::max(static_cast<int>(std::ceil(length / k_walk_step_mm)), 1);
    SurfacePoint place = from;
    glm::vec3 way = way_mm / static_cast<float>(steps);
    const float step = length / static_cast<float>(steps);
    for (int i = 0; i < steps && length > 0.0F; ++i) {
        const SurfacePoint next = nearest(place.position_mm + way);
        if (glm::dot(next.normal, place.normal) < k_fold) {
            break;
        }
        place = next;
        way = step * unit_in_plane(way, place.normal);
    }
    heading = unit_in_plane(heading, place.normal);
    return place;
}

float StrokeGround::to_heart_mm(const SurfacePoint& place) const {
    float sum = 0.0F;
    for (glm::length_t i = 0; i < 3; ++i) {
        sum += place.barycentric[i] *
               to_heart_mm_[skin().indices[3 * std::size_t{place.triangle} + static_cast<std::size_t>(i)]];
    }
    return sum;
}

glm::vec3 StrokeGround::towards_heart(std::uint32_t triangle) const {
    const auto [a, b, c] = skin().triangle(triangle);
    const glm::vec3 twice_area = glm::cross(b - a, c - a);
    const float size = glm::length(twice_area);
    if (size <= 0.0F) {
        return glm::vec3(0.0F);
    }
    const glm::vec3 normal = twice_area / size;
    const auto at = [&](std::size_t corner) {
        return to_heart_mm_[skin().indices[3 * std::size_t{triangle} + corner]];
    };
    const glm::vec3 growing = glm::cross(normal, at(0) * (c - b) + at(1) * (a - c) + at(2) * (b - a));
    const float steepness = glm::length(growing);
    return steepness > 0.0F ? -growing / steepness : glm::vec3(0.0F);
}

}  // namespace palpate
