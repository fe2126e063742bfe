#include "change/body_place.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "anatomy/skin_place.h"
#include "anatomy/surface_anchor.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

namespace palpate {
namespace {

std::string sided(std::string_view kind, std::string_view id, Side side) {
    return std::string(kind) + std::string(id) + '.' + std::string(name_of(side));
}

/// "triceps-brachii.long-head.left" -> "triceps-brachii".
std::string_view entry_of(const StructureId& id) { return std::string_view(id.text()).substr(0, id.text().find('.')); }

Side side_of(const StructureId& id) {
    const std::size_t dot = id.text().rfind('.');
    const auto side = dot == std::string::npos ? std::nullopt : find_side(std::string_view(id.text()).substr(dot + 1));
    return side.value_or(Side::Mid);
}

/// Region and group of an entry; empty where the catalogue lacks it. Not describe_structure(): that also looks for
/// meshes.
struct EntryPlace {
    std::string region_id;
    std::string group_id;
};
EntryPlace place_of_entry(const AnatomyCatalogue& anatomy, std::string_view entry) {
    if (const MuscleEntry* muscle = anatomy.find_muscle(entry)) {
        return {muscle->region_id, muscle->group_id};
    }
    if (const BoneEntry* bone = anatomy.find_bone(entry)) {
        return {bone->region_id, bone->group_id};
    }
    return {};
}

std::optional<SkinPlace> find_region(const SurfaceAnchor& anchor, const Atlas* atlas) {
    const auto found = atlas == nullptr ? std::nullopt : resolve(anchor, *atlas);
    return found ? find_skin_place(*atlas, atlas->structures()[found->structure_index], found->point) : std::nullopt;
}

}  // namespace

BodyPlace BodyPlaces::at(const Mark& mark, const SurfaceAnchor& anchor) const {
    BodyPlace place{.id = anchor.structure.text(), .structure = anchor.structure, .side = side_of(anchor.structure)};
    if (entry_of(anchor.structure) == k_skin_id) {
        const auto region = find_region(anchor, atlas_);
        place.region_id = region ? region->region_id : std::string();
        place.side = region ? region->side : Side::Mid;
        place.id = region ? sided("region:", region->region_id, region->side) : "mark:" + mark.id.text();
        return place;
    }
    const EntryPlace entry = place_of_entry(*anatomy_, entry_of(anchor.structure));
    place.region_id = entry.region_id;
    if (mark.extent == MarkExtent::Group && !entry.group_id.empty()) {
        place.id = sided("group:", entry.group_id, place.side);
    } else if (mark.extent == MarkExtent::Region && !entry.region_id.empty()) {
        place.id = sided("region:", entry.region_id, place.side);
    }
    return place;
}

BodyPlace BodyPlaces::of(const Mark& mark) const { return at(mark, mark.anchor); }

bool BodyPlaces::is_wiped(const std::vector<BrushDab>& dabs, std::size_t index) const {
    const auto middle = atlas_ == nullptr ? std::nullopt : resolve(dabs[index].place, *atlas_);
    if (!middle) {
        return false;
    }
    return std::any_of(dabs.begin() + static_cast<std::ptrdiff_t>(index) + 1, dabs.end(), [&](const BrushDab& later) {
        const auto other = later.erase ? resolve(later.place, *atlas_) : std::nullopt;
        return other && glm::distance(other->point.position_mm, middle->point.position_mm) < later.radius_mm;
    });
}

std::vector<BodyPlace> BodyPlaces::reached_by(const Mark& mark) const {
    std::vector<BodyPlace> places{of(mark)};
    const auto add = [&](const SurfaceAnchor& anchor) {
        BodyPlace place = at(mark, anchor);
        if (std::ranges::find(places, place.id, &BodyPlace::id) == places.end()) {
            places.push_back(std::move(place));
        }
    };
    for (std::size_t i = 0; i < mark.dabs.size(); ++i) {
        if (!mark.dabs[i].erase && !is_wiped(mark.dabs, i)) {
            add(mark.dabs[i].place);
        }
    }
    std::ranges::for_each(mark.path, add);
    return places;
}

}  // namespace palpate
