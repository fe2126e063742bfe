#pragma once

#include "atlas_sources/pack/frame_fit.h"

#include <nlohmann/json.hpp>

namespace palpate {

/// A fit as `palpate atlas import` and `compare` print it.
inline nlohmann::json to_json(const FrameFit& fit) {
    const glm::vec3 offset = fit.frame.offset_mm;
    return {{"unit", name_of(fit.frame.unit)},
            {"up", name_of(fit.frame.up)},
            {"front", name_of(fit.frame.front)},
            {"offset_mm", {offset.x, offset.y, offset.z}},
            {"origin", fit.stated ? "stated" : "found"},
            {"matched", fit.matched},
            {"residual_mm", fit.residual_mm},
            {"limit_mm", fit.limit_mm}};
}

}  // namespace palpate
