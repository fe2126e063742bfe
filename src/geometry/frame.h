#pragma once

namespace palpate {

/// The one frame of the product. Right-handed, millimetres; origin on the floor between the heels; +x to the subject's
/// left, +y up, +z to the front. Everything imported is converted at the door.
///
/// The body's own mirror plane (x' = 2 * plane - x) is not at zero: it is where the measured subject has it.
inline constexpr float k_mirror_plane_x_mm = -0.65F;

}  // namespace palpate
