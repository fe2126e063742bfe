#include "scene/fly_to.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <vector>

namespace palpate {
namespace {

constexpr std::size_t k_places = 96;  // looked at altogether, from each side
constexpr std::size_t k_fewest_of_structure = 6;
constexpr float k_turn_cost = 0.10F;  // of a share, for turning half round
constexpr float k_tilt_cost = 0.06F;  // looking from above or below is a little stranger
constexpr std::array<float, 3> k_elevations_rad{0.0F, 0.45F, -0.45F};

struct Place {
    std::size_t structure = 0;
    glm::vec3 position_mm{0.0F};
};

/// Places spread over the surfaces: middles of triangles at even steps.
std::vector<Place> sample_places(const Atlas& atlas, std::span<const StructureId> structures) {
    std::vector<Place> places;
    const std::size_t each = std::max(k_fewest_of_structure, k_places / std::max<std::size_t>(1, structures.size()));
    for (const StructureId& id : structures) {
        const auto index = atlas.find_index(id);
        if (!index) {
            continue;
        }
        const TriangleMesh& mesh = *atlas.structures()[*index].mesh;
        const std::size_t step = std::max<std::size_t>(1, mesh.triangle_count() / each);
        for (std::size_t i = step / 2; i < mesh.triangle_count(); i += step) {
            const auto corners = mesh.triangle(i);
            places.push_back({*index, (corners[0] + corners[1] + corners[2]) / 3.0F});
        }
    }
    return places;
}

float turn_between(float a_rad, float b_rad) {
    return std::abs(std::remainder(a_rad - b_rad, glm::two_pi<float>())) / glm::pi<float>();
}

Sight look_from(const Picker& picker, const Scene& scene, const std::vector<Place>& places, const OrbitCamera& camera,
                const Viewport& viewport) {
    std::unordered_map<std::size_t, std::size_t> seen;
    std::size_t all = 0;
    for (const Place& place : places) {
        const auto pixel = camera.project(place.position_mm, viewport);
        const auto hit = pixel ? picker.pick(scene, camera, viewport, *pixel) : std::nullopt;
        if (hit && hit->structure == place.structure) {
            ++seen[place.structure];
            ++all;
        }
    }
    Sight sight{{camera.azimuth_rad, camera.elevation_rad}, 0.0F, {}};
    if (all > 0) {
        sight.share = static_cast<float>(all) / static_cast<float>(places.size());
        const auto most = std::ranges::max_element(seen, [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second < b.second : a.first > b.first;
        });
        sight.most_seen = picker.atlas().structures()[most->first].id;
    }
    return sight;
}

}  // namespace

OrbitCamera closer_camera(const Box& box, const glm::vec2& angles_rad, const Viewport& viewport) {
    constexpr float k_least_surroundings_mm = 60.0F;
    constexpr float k_share_of_surroundings = 0.35F;
    Box wider = box;
    const glm::vec3 border = glm::max(k_share_of_surroundings * box.size(), glm::vec3(k_least_surroundings_mm));
    wider.low -= border;
    wider.high += border;
    return fit_camera(wider, angles_rad.x, angles_rad.y, viewport);
}

Sight best_sight(const Picker& picker, const Scene& scene, std::span<const StructureId> structures,
                 const glm::vec2& now_rad, const Viewport& viewport) {
    constexpr int k_azimuths = 8;
    const std::vector<Place> places = sample_places(picker.atlas(), structures);
    Box box;
    std::ranges::for_each(places, [&](const Place& place) { box.add(place.position_mm); });
    Sight best;
    if (places.empty()) {
        return best;
    }
    float best_value = std::numeric_limits<float>::lowest();
    for (const float elevation : k_elevations_rad) {
        for (int i = 0; i < k_azimuths; ++i) {
            if (elevation != 0.0F && i % 2 == 1) {
                continue;  // from above and below the four main sides are enough
            }
            const float azimuth =
                std::remainder(static_cast<float>(i) * glm::two_pi<float>() / k_azimuths, glm::two_pi<float>());
            const OrbitCamera camera = closer_camera(box, {azimuth, elevation}, viewport);
            const Sight sight = look_from(picker, scene, places, camera, viewport);
            const float value =
                sight.share - k_turn_cost * turn_between(azimuth, now_rad.x) - (elevation != 0.0F ? k_tilt_cost : 0.0F);
            if (value > best_value) {
                best_value = value;
                best = sight;
            }
        }
    }
    return best;
}

glm::vec2 outward_angles_rad(const glm::vec3& place_mm, const Box& body) {
    const glm::vec3 middle = 0.5F * (body.low + body.high);
    const glm::vec3 way = place_mm - middle;
    return {std::atan2(way.x, way.z), 0.0F};
}

}  // namespace palpate
