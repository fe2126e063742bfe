#pragma once

#include "anatomy/structure.h"

#include <string>
#include <vector>

namespace palpate {

class AnatomyCatalogue;

/// Where a structure lies, in the words of the anatomy catalogue.
struct Place {
    std::string entry;   ///< muscles.json or bones.csv
    std::string group;   ///< groups.json; empty where unknown
    std::string area;    ///< the group's area; the group itself where it is one
    std::string region;  ///< regions.json, unsided
    Side side = Side::Mid;
    bool operator==(const Place&) const = default;
};
[[nodiscard]] Place place_of(const Structure& structure, const AnatomyCatalogue& anatomy);

/// Some places of the body, named by any of the four kinds of word; on both sides.
struct PlaceList {
    std::vector<std::string> areas;
    std::vector<std::string> groups;
    std::vector<std::string> regions;
    std::vector<std::string> entries;

    [[nodiscard]] bool empty() const;
    [[nodiscard]] bool contains(const Place& place) const;
    bool operator==(const PlaceList&) const = default;
};

}  // namespace palpate
