#pragma once

#include "anatomy/painted_area.h"

#include <span>
#include <string>

namespace palpate {

// Places of the skin as commands spell them: "X,Y,Z", the place of the skin nearest to a point (mm); or, exactly and for
// the body on screen alone, "#TRIANGLE/W1/W2/W3". Several are parted by ";". A dab is "RADIUS@PLACE", with a "-" before it
// where it wipes away. These write the exact ones.

[[nodiscard]] std::string spell_place(const SurfaceAnchor& anchor);
[[nodiscard]] std::string spell_places(std::span<const SurfaceAnchor> anchors);
[[nodiscard]] std::string spell_dabs(std::span<const BrushDab> dabs);

}  // namespace palpate
