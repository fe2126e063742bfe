#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace palpate {

/// One way to divide the skin: lay regions, dermatomes, or the areas of a body-map instrument.
/// Labels belong to the skin's vertices, so they follow the body's form and need no place in space.
struct SkinMap {
    std::string id;                    ///< "regions", "dermatomes", "choir", "michigan", "wpi"
    std::vector<std::string> areas;    ///< ids by label, each with its side: "calf-upper-left"
    std::vector<std::uint8_t> labels;  ///< per skin vertex; k_no_area where the instrument has no area
};
inline constexpr std::uint8_t k_no_area = 255;

}  // namespace palpate
