#pragma once

#include "anatomy/surface_anchor.h"
#include "workspace/workspace.h"

#include <optional>

namespace palpate {

/// The place a command names: `structure=ID` (its most outward place), with `at=X,Y,Z` the place nearest to that point;
/// or `pixel=X,Y` with `size=WxH`, what is seen there now. nullopt when it names none.
/// Throws Error Usage, NotFound (nothing there), InvalidEdit (the point is far from the structure).
[[nodiscard]] std::optional<SurfaceAnchor> find_mark_place(const Workspace& workspace,
                                                           const CommandArguments& arguments);

/// A place of the structure that faces away from the body's middle: one a therapist would point at.
[[nodiscard]] SurfacePoint outward_place(const Atlas& atlas, const Structure& structure);

}  // namespace palpate
