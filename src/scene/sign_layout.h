#pragma once

#include "geometry/orbit_camera.h"
#include "scene/scene.h"

#include <glm/vec2.hpp>

#include <vector>

namespace palpate {

/// How well a sign's place can be seen. Covered: a layer of the body lies over it, the sign is drawn pale.
/// Behind: it is on the far side; it is not drawn and cannot be clicked.
enum class SignVisibility { Clear, Covered, Behind };

inline constexpr float k_clear_gap_mm = 8.0F;     ///< something this close above a place does not hide it
inline constexpr float k_covered_gap_mm = 90.0F;  ///< as deep under a layer as any muscle lies
inline constexpr float k_least_facing = -0.3F;    ///< a sign that looks away by more is on the far side in any case
inline constexpr float k_sign_lift_mm = 2.0F;
inline constexpr float k_sign_radius_px = 15.0F;  ///< at ui_scale 1, to the outside of the outline
inline constexpr float k_selected_sign_growth = 1.2F;
inline constexpr float k_second_ring_px = 2.8F;  ///< by which a sign with two rings is larger
inline constexpr float k_leader_from_px = 4.0F;  ///< a sign moved aside by more has a line to its place

/// `gap_mm`: from the first thing drawn in that pixel to the sign, along the view. `facing`: cosine between the
/// surface's normal and the direction to the eye. The renderer's shader decides by the same rule.
[[nodiscard]] SignVisibility calc_sign_visibility(float gap_mm, float facing);

/// Where a sign is drawn.
struct PlacedSign {
    std::size_t sign = 0;       ///< index in scene.marks
    glm::vec2 centre_px{0.0F};  ///< moved aside where signs would lie on each other
    glm::vec2 place_px{0.0F};   ///< what it speaks of
    float radius_px = 0.0F;
    float depth_mm = 0.0F;  ///< from the eye
    float facing = 1.0F;
};

/// The signs before the camera that do not look away, in the order they are painted: far to near, the selected one last. Signs close together
/// stand beside each other, each as near to its place as the others let it; the more they look away the less room they
/// take. Small turns of the camera move them little.
[[nodiscard]] std::vector<PlacedSign> place_signs(const Scene& scene, const OrbitCamera& camera,
                                                  const Viewport& viewport, float ui_scale);

}  // namespace palpate
