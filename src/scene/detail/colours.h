#pragma once

#include "anatomy/structure.h"
#include "scene/scene.h"

#include <glm/vec3.hpp>

namespace palpate {

/// Which way of shading a structure takes.
[[nodiscard]] Surface surface_of(StructureClass structure_class);

/// A structure's own colour (sRGB), as in an anatomy atlas: deep red muscles, ivory bones, blue-grey cartilage.
/// Neighbours differ a little by group and by name so that they can be told apart; left and right are equal. Skin is
/// clay: a scene gives it the tone of its settings.
[[nodiscard]] glm::vec3 colour_of(const Structure& structure);

/// Relative luminance contrast of two sRGB colours, 1 .. 21 (WCAG 2).
[[nodiscard]] float calc_contrast(const glm::vec3& a, const glm::vec3& b);

/// "#rrggbb" as 0xrrggbb.
[[nodiscard]] constexpr glm::vec3 from_hex(unsigned int hex) {
    return {static_cast<float>((hex >> 16U) & 255U) / 255.0F, static_cast<float>((hex >> 8U) & 255U) / 255.0F,
            static_cast<float>(hex & 255U) / 255.0F};
}

}  // namespace palpate
