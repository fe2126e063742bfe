#include "casebook/detail/anchor_rules.h"

#include "casebook/detail/text_rules.h"

#include <cmath>

namespace palpate::detail {
namespace {

/// Boxes and weights come out of float arithmetic: a little beyond 0..1 is rounding, more is a wrong place.
constexpr float k_anchor_slack = 0.01F;

bool is_share(float value) { return value >= -k_anchor_slack && value <= 1.0F + k_anchor_slack; }

}  // namespace

void check_anchor(const SurfaceAnchor& anchor) {
    require(!anchor.structure.empty(), "error.edit.place-missing");
    check_line(anchor.structure.text());
    check_line(anchor.atlas_topology);
    for (int axis = 0; axis < 3; ++axis) {
        require(is_share(anchor.box_position[axis]) && is_share(anchor.barycentric[axis]), "error.edit.place-outside");
    }
    const float sum = anchor.barycentric.x + anchor.barycentric.y + anchor.barycentric.z;
    require(std::abs(sum - 1.0F) <= k_anchor_slack, "error.edit.place-outside");
}

}  // namespace palpate::detail
