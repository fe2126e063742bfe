#pragma once

#include "atlas_sources/parametric/body_warp.h"
#include "atlas_sources/parametric/form_recipe.h"

#include <vector>

namespace palpate::parametric {

/// Where the stations of the base body go in a form: their centres and the ends of their half axes, both sides.
/// `growth` is the stature wanted over the base body's. Symmetric about the mirror plane.
[[nodiscard]] std::vector<WarpControl> place_stations(const FormRecipe& recipe, const FormShares& shares, float growth);

}  // namespace palpate::parametric
