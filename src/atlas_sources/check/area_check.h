#pragma once

#include "anatomy/atlas.h"

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

/// Id of the list of the body's parts (head and neck, trunk, arms ..), which are judged against burn charts. The other
/// lists are the skin's maps.
inline constexpr const char* k_body_parts = "parts";

/// An area's share of the skin beside what an adult's may plausibly be. In percent of the whole skin.
struct AreaCheck {
    std::string area;  ///< "thigh-front-left", "130", "head-and-neck"
    double area_mm2 = 0.0;
    double percent = 0.0;
    double low_percent = 0.0;
    double high_percent = 0.0;
    std::string source;  ///< what the range is from: the chart, or empty where a part's share was split by eye

    [[nodiscard]] bool plausible() const { return percent >= low_percent && percent <= high_percent; }
};

/// Every area of one map, left before right as in the map, or of k_body_parts. `asset_folder` holds
/// atlas/area_shares.json and anatomy/regions.json. Maps that the file says nothing of (endangerment) come out empty.
/// O(triangles of the skin). Throws Error NotFound where the body has no such map, InvalidContent naming the file.
[[nodiscard]] std::vector<AreaCheck> check_areas(const Atlas& atlas, const std::string& map_id,
                                                 const std::filesystem::path& asset_folder);

}  // namespace palpate
