#include "clinical/place.h"

#include "anatomy/anatomy_catalogue.h"

#include <algorithm>

namespace palpate {
namespace {

bool names(const std::vector<std::string>& list, const std::string& word) {
    return !word.empty() && std::ranges::find(list, word) != list.end();
}

}  // namespace

Place place_of(const Structure& structure, const AnatomyCatalogue& anatomy) {
    Place place{.entry = structure.catalogue_id,
                .group = structure.group_id,
                .area = structure.group_id,
                .region = structure.region_id,
                .side = structure.side};
    if (const GroupEntry* group = anatomy.find_group(structure.group_id);
        group != nullptr && !group->parent_id.empty()) {
        place.area = group->parent_id;
    }
    return place;
}

bool PlaceList::empty() const { return areas.empty() && groups.empty() && regions.empty() && entries.empty(); }

bool PlaceList::contains(const Place& place) const {
    return names(areas, place.area) || names(groups, place.group) || names(regions, place.region) ||
           names(entries, place.entry);
}

}  // namespace palpate
