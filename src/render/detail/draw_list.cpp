#include "render/detail/draw_list.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

namespace palpate {
namespace {

/// The coarsest level whose error is at most `bound_mm`.
std::size_t level_within(const GpuMesh& mesh, float bound_mm) {
    std::size_t chosen = 0;
    for (std::size_t i = 1; i < mesh.levels.size() && mesh.levels[i].error_mm <= bound_mm; ++i) {
        chosen = i;
    }
    return chosen;
}

}  // namespace

bool may_be_seen(const Box& box, const glm::mat4& view_projection) {
    std::array<int, 6> outside{};
    for (unsigned int i = 0; i < 8; ++i) {
        const glm::vec3 corner((i & 1U) != 0 ? box.high.x : box.low.x, (i & 2U) != 0 ? box.high.y : box.low.y,
                               (i & 4U) != 0 ? box.high.z : box.low.z);
        const glm::vec4 clip = view_projection * glm::vec4(corner, 1.0F);
        for (int axis = 0; axis < 3; ++axis) {
            outside[2 * static_cast<std::size_t>(axis)] += clip[axis] < -clip.w ? 1 : 0;
            outside[2 * static_cast<std::size_t>(axis) + 1] += clip[axis] > clip.w ? 1 : 0;
        }
    }
    return std::ranges::none_of(outside, [](int count) { return count == 8; });
}

SectionSide side_of(const Box& box, const SectionPlane& section) {
    const glm::vec4 plane = section.equation();
    const float middle = glm::dot(glm::vec3(plane), box.centre()) - plane.w;
    const float reach = 0.5F * glm::dot(glm::abs(glm::vec3(plane)), box.size());
    if (middle - reach > 0.0F) {
        return SectionSide::CutAway;
    }
    return middle + reach > 0.0F ? SectionSide::CutOpen : SectionSide::Kept;
}

float calc_invisible_error_mm(const OrbitCamera& camera, const Viewport& viewport, float distance_mm) {
    // From a third of a pixel on, the edges of tendons, which simplifying does not guard, were seen to move.
    constexpr float k_share_of_pixel = 0.2F;
    const float view_height_mm =
        2.0F * std::max(distance_mm, 0.0F) * std::tan(0.5F * camera.vertical_field_of_view_rad);
    return k_share_of_pixel * view_height_mm / static_cast<float>(viewport.whole().height_px);
}

void choose_levels(std::vector<DrawItem>& items, std::size_t budget) {
    const auto level_for = [](const DrawItem& item, float bound_mm) {
        return level_within(*item.mesh, std::max(bound_mm, item.invisible_error_mm));
    };
    const auto fits = [&](float bound_mm) {
        std::size_t triangles = 0;
        for (const DrawItem& item : items) {
            triangles += item.mesh->levels[level_for(item, bound_mm)].triangle_count();
        }
        return budget == 0 || triangles <= budget;
    };
    std::vector<float> bounds_mm{0.0F};
    for (const DrawItem& item : items) {
        for (const GpuLevel& level : item.mesh->levels) {
            bounds_mm.push_back(level.error_mm);
        }
    }
    std::ranges::sort(bounds_mm);
    const auto repeated = std::ranges::unique(bounds_mm);
    bounds_mm.erase(repeated.begin(), repeated.end());
    const auto found = std::ranges::partition_point(bounds_mm, [&](float bound_mm) { return !fits(bound_mm); });
    const float bound_mm = found == bounds_mm.end() ? bounds_mm.back() : *found;
    for (DrawItem& item : items) {
        item.level = level_for(item, bound_mm);
    }
}

void choose_picture_levels(std::vector<DrawItem>& items, std::size_t budget) {
    constexpr std::size_t k_most_ghost_triangles = 130'000;
    const auto ghosts = std::ranges::stable_partition(items, [](const DrawItem& item) { return !is_ghost(item); });
    std::vector<DrawItem> ghostly(ghosts.begin(), ghosts.end());
    items.erase(ghosts.begin(), ghosts.end());
    choose_levels(ghostly, budget == 0 ? k_most_ghost_triangles : std::min(budget / 3, k_most_ghost_triangles));
    const std::size_t taken = count_triangles(ghostly);
    choose_levels(items, budget == 0 ? 0 : std::max(budget, taken + budget / 3) - taken);
    items.insert(items.end(), ghostly.begin(), ghostly.end());
}

bool is_solid(const DrawItem& item) {
    constexpr float k_solid = 0.999F;
    return item.drawable->opacity >= k_solid;
}

bool is_ghost(const DrawItem& item) { return !is_solid(item) && item.drawable->surface != Surface::Skin; }

void sort_for_early_depth(std::vector<DrawItem>& items) {
    std::ranges::stable_sort(items, [](const DrawItem& a, const DrawItem& b) {
        // The structure last: where two surfaces coincide, the picture must not depend on the order in the scene.
        return std::tuple(a.drawable->layer, a.nearest_mm, a.drawable->structure) <
               std::tuple(b.drawable->layer, b.nearest_mm, b.drawable->structure);
    });
}

std::size_t count_triangles(const std::vector<DrawItem>& items) {
    return std::accumulate(items.begin(), items.end(), std::size_t{0}, [](std::size_t sum, const DrawItem& item) {
        return sum + item.mesh->levels[item.level].triangle_count();
    });
}

}  // namespace palpate
