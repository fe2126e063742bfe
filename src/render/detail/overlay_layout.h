#pragma once

#include "geometry/glyph_sheet.h"
#include "geometry/orbit_camera.h"
#include "scene/label_layout.h"
#include "scene/scene_renderer.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
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
    glm::vec4 style;
};

/// Where a side's words are drawn, px from the top left.
struct PlacedLabel {
    std::size_t label = 0;  ///< index in scene.side_labels
    glm::vec2 centre_px{0.0F};
    glm::vec2 half_size_px{0.0F};
    float alpha = 1.0F;
};

inline constexpr float k_letter_height_px = 18.5F;  ///< ascender to descender at ui_scale 1

/// The words beside the body on their own side of it, kept inside the picture. Seen from the side both stand on the
/// same side of the body, the near ones above, the far ones pale.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const Scene& scene, const OrbitCamera& camera,
                                                    const Viewport& viewport, const GlyphSheet& letters,
                                                    float ui_scale);

/// All that the flat things over a picture depend on.
struct OverlayContent {
    const Scene& scene;
    const OrbitCamera& camera;
    const Viewport& viewport;
    const GlyphSheet& letters;
    float ui_scale = 1.0F;
    std::span<const SeenName> names;
};

/// Two triangles for each shape and letter, in the order they are painted.
[[nodiscard]] std::vector<OverlayVertex> build_overlay(const OverlayContent& content);

/// Every letter the scene's texts, the marks' numbers and the names use, each once, sorted.
[[nodiscard]] std::u32string letters_of(const Scene& scene, std::span<const SeenName> names = {});

}  // namespace palpate
