#include "anatomy/referral.h"

#include <algorithm>

namespace palpate {

const std::vector<std::string>& referral_regions(const MuscleEntry& muscle) {
    static const std::vector<std::string> none;
    return muscle.referral_mapped ? muscle.referral_regions : none;
}

std::vector<const MuscleEntry*> find_referring_muscles(const AnatomyCatalogue& catalogue, std::string_view region_id) {
    std::vector<const MuscleEntry*> found;
    for (const MuscleEntry& muscle : catalogue.muscles()) {
        const auto& regions = referral_regions(muscle);
        if (!muscle.info_only && std::ranges::find(regions, region_id) != regions.end()) {
            found.push_back(&muscle);
        }
    }
    std::ranges::stable_partition(found, [&](const MuscleEntry* muscle) { return muscle->region_id != region_id; });
    return found;
}

std::vector<std::string> region_areas(const AnatomyCatalogue& catalogue, std::string_view region_id, Side side) {
    const RegionEntry* region = catalogue.find_region(region_id);
    std::vector<std::string> areas;
    if (region != nullptr && !region->sided) {
        areas.emplace_back(region_id);
        return areas;
    }
    for (const Side each : {Side::Left, Side::Right}) {
        if (side == Side::Mid || side == each) {
            areas.push_back(std::string(region_id) + "-" + std::string(name_of(each)));
        }
    }
    return areas;
}

}  // namespace palpate
