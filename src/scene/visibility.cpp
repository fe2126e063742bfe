#include "scene/visibility.h"

#include <algorithm>

namespace palpate {
namespace {

/// Skin to look through, with the muscles beneath: what the program starts with.
constexpr float k_x_ray_level = 0.75F;
constexpr std::array k_peel_stops{0.0F, k_x_ray_level, 1.0F, 2.0F, 3.0F, k_deepest_peel};

}  // namespace

Visibility visibility_of(const ViewSettings& settings) {
    return {settings.layer_opacity, settings.hidden, settings.kept, settings.others, settings.section};
}

void set_visibility(ViewSettings& settings, const Visibility& visibility) {
    settings.layer_opacity = visibility.layer_opacity;
    settings.hidden = visibility.hidden;
    settings.kept = visibility.kept;
    settings.others = visibility.others;
    settings.section = visibility.section;
}

float opacity_of(const Structure& structure, const ViewSettings& settings) {
    if (settings.hidden.contains(structure.id)) {
        return 0.0F;
    }
    const float of_layer = std::min(settings.layer_opacity[static_cast<std::size_t>(structure.layer)], 1.0F);
    if (settings.others == Others::Shown) {
        return of_layer;
    }
    if (settings.kept.contains(structure.id)) {
        return 1.0F;  // whoever wants to see one muscle alone wants to see it, peeled off or not
    }
    return settings.others == Others::Hidden ? 0.0F : std::min(of_layer, k_ghost_opacity);
}

std::array<float, k_layer_count> peeled_layers(float level) {
    std::array<float, k_layer_count> opacity{};
    for (std::size_t layer = 0; layer < k_layer_count; ++layer) {
        opacity[layer] = std::clamp(1.0F + static_cast<float>(layer) - level, 0.0F, 1.0F);
    }
    opacity[static_cast<std::size_t>(Layer::Bones)] = 1.0F;
    return opacity;
}

float peel_level(const std::array<float, k_layer_count>& layer_opacity) {
    float level = 0.0F;
    for (std::size_t layer = 0; layer < static_cast<std::size_t>(Layer::Bones); ++layer) {
        level += 1.0F - layer_opacity[layer];
    }
    return level;
}

float next_peel_level(float level, bool deeper) {
    constexpr float k_same = 0.01F;
    if (deeper) {
        const auto* next = std::ranges::find_if(k_peel_stops, [&](float stop) { return stop > level + k_same; });
        return next == k_peel_stops.end() ? k_deepest_peel : *next;
    }
    float before = 0.0F;
    for (const float stop : k_peel_stops) {
        before = stop < level - k_same ? stop : before;
    }
    return before;
}

}  // namespace palpate
