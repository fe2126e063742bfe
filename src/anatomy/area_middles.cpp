#include "anatomy/area_middles.h"

#include "base/error.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

const Structure& skin_of(const Atlas& atlas) {
    const auto skin = std::ranges::find(atlas.structures(), StructureClass::Skin, &Structure::structure_class);
    PALPATE_ASSERT(skin != atlas.structures().end());  // a map is of one
    return *skin;
}

}  // namespace

AreaMiddles::AreaMiddles(const Atlas& atlas, const SkinMap& map) : atlas_(atlas), map_(map), skin_(skin_of(atlas)) {
    for (const SkinMap::Cut& cut : map_.cuts) {
        cut_.insert(cut.triangle);
    }
}

std::optional<SurfaceAnchor> AreaMiddles::find(std::string_view area) const {
    const auto found = std::ranges::find(map_.areas, area);
    if (found == map_.areas.end()) {
        return std::nullopt;
    }
    const auto label = static_cast<std::uint8_t>(found - map_.areas.begin());
    const std::vector<std::uint32_t> triangles = triangles_of(label);
    if (triangles.empty()) {
        return std::nullopt;
    }
    glm::vec3 sum(0.0F);
    for (const std::uint32_t triangle : triangles) {
        sum += middle_of(triangle);
    }
    const glm::vec3 middle = sum / static_cast<float>(triangles.size());
    const auto nearest = std::ranges::min_element(triangles, {}, [&](std::uint32_t triangle) {
        const glm::vec3 way = middle_of(triangle) - middle;
        return glm::dot(way, way);
    });
    const SurfacePoint point = nearest_on(*skin_.mesh, *nearest, middle_of(*nearest));
    return make_anchor(atlas_, skin_, point);
}

std::vector<std::uint32_t> AreaMiddles::triangles_of(std::uint8_t label) const {
    std::vector<std::uint32_t> triangles;
    const auto& indices = skin_.mesh->indices;
    for (std::uint32_t triangle = 0; triangle * 3 + 2 < indices.size(); ++triangle) {
        const auto is_of = [&](std::size_t corner) {
            return map_.labels[indices[std::size_t{triangle} * 3 + corner]] == label;
        };
        if (is_of(0) && is_of(1) && is_of(2) && !cut_.contains(triangle)) {
            triangles.push_back(triangle);
        }
    }
    return triangles;
}

glm::vec3 AreaMiddles::middle_of(std::uint32_t triangle) const {
    const auto corner = [&](std::size_t i) {
        return skin_.mesh->positions_mm[skin_.mesh->indices[std::size_t{triangle} * 3 + i]];
    };
    return (corner(0) + corner(1) + corner(2)) / 3.0F;
}

}  // namespace palpate
