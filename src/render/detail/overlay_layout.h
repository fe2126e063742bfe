#pragma once

#include "geometry/glyph_sheet.h"
#include "geometry/orbit_camera.h"
#include "scene/scene.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace palpate {

/// One corner of a flat shape or letter over the picture; see overlay.vert.
struct OverlayVertex {
    glm::vec2 position_px;
    glm::vec4 shape;
    glm::vec2 local;
    std::array<std::uint8_t, 4> fill;
    std::array<std::uint8_t, 4> ring;
    glm::vec4 place;
};

/// Where a side's words are drawn, px from the top left.
struct PlacedLabel {
    std::size_t label = 0;  ///< index in scene.side_labels
    glm::vec2 centre_px{0.0F};
    glm::vec2 half_size_px{0.0F};
    float alpha = 1.0F;
};

inline constexpr float k_letter_height_px = 18.5F;  ///< ascender to descender at ui_scale 1

/// The words beside the body on their own side of it, kept inside the picture. Seen from the side, the near words stand
/// lower and the far ones are pale, so that both can be read.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const Scene& scene, const OrbitCamera& camera,
                                                    const Viewport& viewport, const GlyphSheet& letters,
                                                    float ui_scale);

/// Two triangles for each shape and letter, in the order they are painted.
[[nodiscard]] std::vector<OverlayVertex> build_overlay(const Scene& scene, const OrbitCamera& camera,
                                                       const Viewport& viewport, const GlyphSheet& letters,
                                                       float ui_scale);

/// Every letter the scene's texts and the marks' numbers use, each once, sorted.
[[nodiscard]] std::u32string letters_of(const Scene& scene);

}  // namespace palpate
