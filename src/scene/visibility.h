#pragma once

#include "scene/scene.h"

namespace palpate {

/// The part of the view that decides what is seen of the body: what undo of visibility brings back.
struct Visibility {
    std::array<float, k_layer_count> layer_opacity{};
    std::unordered_set<StructureId> hidden;
    std::unordered_set<StructureId> kept;
    Others others = Others::Shown;
    std::optional<SectionPlane> section;

    bool operator==(const Visibility&) const = default;
};
[[nodiscard]] Visibility visibility_of(const ViewSettings& settings);
void set_visibility(ViewSettings& settings, const Visibility& visibility);

/// How visible a structure is, 0 hidden .. 1 solid: its layer's opacity, unless it is hidden, kept, or one of the others.
[[nodiscard]] float opacity_of(const Structure& structure, const ViewSettings& settings);

inline constexpr float k_deepest_peel = 4.0F;
inline constexpr float k_ghost_opacity = 0.16F;  ///< of the others, where they are ghosts

/// Opacities of the layers with the body peeled so far: 0 the solid skin, 1 the outer muscles bare, 2 the middle ones,
/// 3 the deep ones, 4 the bones alone. In between the next layer fades. `level` is clamped.
[[nodiscard]] std::array<float, k_layer_count> peeled_layers(float level);
/// The level that gives these opacities, or comes nearest to them.
[[nodiscard]] float peel_level(const std::array<float, k_layer_count>& layer_opacity);
/// The next place at which peeling stops, deeper or back: skin, skin to look through, and each layer.
[[nodiscard]] float next_peel_level(float level, bool deeper);

}  // namespace palpate
