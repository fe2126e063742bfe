#include "scene/neighbour_walk.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace palpate {
namespace {

constexpr std::array<WalkDirection, 4> k_directions{WalkDirection::Left, WalkDirection::Right, WalkDirection::Up,
                                                    WalkDirection::Down};

glm::vec2 unit_of(WalkDirection direction) {
    switch (direction) {
        case WalkDirection::Left: return {-1.0F, 0.0F};
        case WalkDirection::Right: return {1.0F, 0.0F};
        case WalkDirection::Up: return {0.0F, -1.0F};
        case WalkDirection::Down: return {0.0F, 1.0F};
    }
    return {};
}

/// Which of the four comes nearest to the way from one place to another.
WalkDirection direction_of(const glm::vec2& way) {
    if (std::abs(way.x) >= std::abs(way.y)) {
        return way.x < 0.0F ? WalkDirection::Left : WalkDirection::Right;
    }
    return way.y < 0.0F ? WalkDirection::Up : WalkDirection::Down;
}

/// The nearest on that side, where straight ahead counts as nearer than aslant.
std::optional<std::size_t> nearest_towards(const std::vector<VisiblePatch>& patches, std::size_t from,
                                           WalkDirection direction) {
    constexpr float k_aslant_cost = 2.0F;
    constexpr float k_steepest = 1.2F;  // beyond this it lies on another side
    const glm::vec2 ahead = unit_of(direction);
    std::optional<std::size_t> nearest;
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < patches.size(); ++i) {
        const glm::vec2 way = patches[i].middle_px - patches[from].middle_px;
        const float along = glm::dot(way, ahead);
        const float aslant = glm::length(way - along * ahead);
        const float cost = along + k_aslant_cost * aslant;
        if (i != from && along > 0.0F && aslant <= k_steepest * along && cost < least) {
            least = cost;
            nearest = i;
        }
    }
    return nearest;
}

/// Of the patches with `wanted` the one nearest to `from`; there is one.
std::size_t nearest_of(const std::vector<VisiblePatch>& patches, std::size_t from, const std::vector<bool>& wanted) {
    std::size_t nearest = from;
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < patches.size(); ++i) {
        const float distance = glm::distance(patches[i].middle_px, patches[from].middle_px);
        if (wanted[i] && i != from && distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

}  // namespace

std::vector<VisiblePatch> visible_patches(const Picker& picker, const Scene& scene, const OrbitCamera& camera,
                                          const Viewport& viewport, int step_px) {
    std::map<std::size_t, std::vector<glm::vec2>> pixels;
    for (int y = step_px / 2; y < viewport.height_px; y += step_px) {
        for (int x = step_px / 2; x < viewport.width_px; x += step_px) {
            const glm::vec2 pixel{static_cast<float>(x), static_cast<float>(y)};
            const auto hit = picker.pick(scene, camera, viewport, pixel);
            if (hit && std::holds_alternative<StructureId>(hit->target)) {
                pixels[hit->structure].push_back(pixel);
            }
        }
    }
    std::vector<VisiblePatch> patches;
    for (const auto& [structure, seen] : pixels) {
        glm::vec2 sum{0.0F};
        std::ranges::for_each(seen, [&](const glm::vec2& pixel) { sum += pixel; });
        const glm::vec2 middle = sum / static_cast<float>(seen.size());
        const auto inside =
            std::ranges::min_element(seen, {}, [&](const glm::vec2& pixel) { return glm::distance(pixel, middle); });
        patches.push_back({structure, middle, *inside, seen.size()});
    }
    return patches;
}

NeighbourWalk::NeighbourWalk(std::vector<VisiblePatch> patches)
    : patches_(std::move(patches)), links_(patches_.size()) {
    for (std::size_t i = 0; i < patches_.size(); ++i) {
        for (const WalkDirection direction : k_directions) {
            links_[i][static_cast<std::size_t>(direction)] = nearest_towards(patches_, i, direction);
        }
    }
    make_strongly_connected();
}

std::optional<std::size_t> NeighbourWalk::find_patch(std::size_t structure) const {
    const auto found = std::ranges::find(patches_, structure, &VisiblePatch::structure);
    return found == patches_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - patches_.begin()));
}

std::optional<std::size_t> NeighbourWalk::next(std::size_t patch, WalkDirection direction) const {
    return links_[patch][static_cast<std::size_t>(direction)];
}

std::vector<bool> NeighbourWalk::reached_from(std::size_t start, bool backwards) const {
    std::vector<bool> reached(links_.size(), false);
    std::vector<std::size_t> open{start};
    reached[start] = true;
    const auto visit = [&](std::size_t patch) {
        if (!reached[patch]) {
            reached[patch] = true;
            open.push_back(patch);
        }
    };
    while (!open.empty()) {
        const std::size_t here = open.back();
        open.pop_back();
        for (std::size_t i = 0; i < links_.size(); ++i) {
            const Links& links = links_[backwards ? i : here];
            if (backwards && std::ranges::find(links, std::optional(here)) != links.end()) {
                visit(i);
            }
        }
        if (!backwards) {
            for (const auto& link : links_[here]) {
                if (link) {
                    visit(*link);
                }
            }
        }
    }
    return reached;
}

/// A patch nobody leads to is hung in between its nearest reached neighbour and what that one led to; a patch that leads
/// nowhere gets a link back. Each step makes one more reachable and none less, so it ends.
void NeighbourWalk::make_strongly_connected() {
    for (std::size_t steps = 0; steps < 4 * patches_.size(); ++steps) {  // none where there are no patches
        const std::vector<bool> reached = reached_from(0, false);
        const auto unreached = std::ranges::find(reached, false);
        if (unreached != reached.end()) {
            const auto lost = static_cast<std::size_t>(unreached - reached.begin());
            const std::size_t neighbour = nearest_of(patches_, lost, reached);
            const WalkDirection way = direction_of(patches_[lost].middle_px - patches_[neighbour].middle_px);
            auto& link = links_[neighbour][static_cast<std::size_t>(way)];
            links_[lost][static_cast<std::size_t>(way)] = link ? *link : neighbour;
            link = lost;
            continue;
        }
        const std::vector<bool> returning = reached_from(0, true);
        const auto stuck = std::ranges::find(returning, false);
        if (stuck == returning.end()) {
            return;
        }
        const auto lost = static_cast<std::size_t>(stuck - returning.begin());
        const std::size_t neighbour = nearest_of(patches_, lost, returning);
        const WalkDirection way = direction_of(patches_[neighbour].middle_px - patches_[lost].middle_px);
        links_[lost][static_cast<std::size_t>(way)] = neighbour;
    }
}

}  // namespace palpate
