#pragma once

#include "geometry/glyph_sheet.h"
#include "geometry/orbit_camera.h"
#include "render/detail/overlay_builder.h"
#include "render/detail/sign_sheet.h"
#include "scene/label_layout.h"
#include "scene/scene_renderer.h"

#include <glm/vec2.hpp>

#include <span>
#include <string>
#include <vector>

namespace palpate {

/// Where a side's words are drawn, px from the top left.
struct PlacedLabel {
    std::size_t label = 0;  ///< index in scene.side_labels
    glm::vec2 centre_px{0.0F};
    glm::vec2 half_size_px{0.0F};
    float alpha = 1.0F;
};

inline constexpr float k_letter_height_px = 18.5F;  ///< ascender to descender at ui_scale 1

/// The words beside the body on their own side of it, kept inside the picture. Seen from the side both stand on the
/// same side of the body, the near ones above, the far ones pale. None lies under what is `covered`, where there is room
/// beside that.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const Scene& scene, const OrbitCamera& camera,
                                                    const Viewport& viewport, const GlyphSheet& letters, float ui_scale,
                                                    std::span<const ScreenBox> covered = {});

/// All that the flat things over a picture depend on.
struct OverlayContent {
    const Scene& scene;
    const OrbitCamera& camera;
    const Viewport& viewport;
    const GlyphSheet& letters;
    float ui_scale = 1.0F;
    std::span<const SeenName> names;
    std::span<const ScreenBox> covered;
};

/// Words and lines, then the signs over them, each in the order they are painted.
struct Overlay {
    std::vector<OverlayVertex> shapes;
    std::vector<OverlaySign> signs;
};
[[nodiscard]] Overlay build_overlay(const OverlayContent& content);

/// Every letter the scene's texts, the marks' numbers and the names use, each once, sorted.
[[nodiscard]] std::u32string letters_of(const Scene& scene, std::span<const SeenName> names = {});

}  // namespace palpate
