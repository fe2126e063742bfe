#pragma once

#include "anatomy/surface_anchor.h"

namespace palpate::detail {

/// Throws Error InvalidEdit for a place that names no structure, or lies outside of its box or triangle.
void check_anchor(const SurfaceAnchor& anchor);

}  // namespace palpate::detail
