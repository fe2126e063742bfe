#include "matching/marked_place.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "anatomy/skin_place.h"
#include "anatomy/surface_anchor.h"

#include <glm/geometric.hpp>

#include <limits>
#include <string>
#include <string_view>

namespace palpate {
namespace {

/// What a finger meets under this place of the skin: the structure of the nearest vertex. O(vertices of the atlas).
const Structure* structure_under_skin(const Atlas& atlas, const glm::vec3& place_mm) {
    const Structure* nearest = nullptr;
    float nearest_squared = std::numeric_limits<float>::max();
    for (const Structure& structure : atlas.structures()) {
        if (structure.structure_class == StructureClass::Skin) {
            continue;
        }
        for (const glm::vec3& vertex : structure.mesh->positions_mm) {
            const glm::vec3 way = vertex - place_mm;
            if (const float squared = glm::dot(way, way); squared < nearest_squared) {
                nearest_squared = squared;
                nearest = &structure;
            }
        }
    }
    return nearest;
}

/// The catalogue's words for an id the atlas does not have.
std::optional<Structure> describe_id(const StructureId& id, const AnatomyCatalogue& anatomy) {
    const std::string& text = id.text();
    const std::size_t first = text.find('.');
    const std::size_t last = text.rfind('.');
    const auto side = last == std::string::npos ? std::nullopt : find_side(std::string_view(text).substr(last + 1));
    if (!side) {
        return std::nullopt;
    }
    const std::string part = first == last ? std::string() : text.substr(first + 1, last - first - 1);
    return describe_structure(anatomy, text.substr(0, first), part, *side);
}

}  // namespace

std::optional<Structure> marked_place(const Mark& mark, const Atlas& atlas, const AnatomyCatalogue& anatomy) {
    const Structure* marked = atlas.find(mark.anchor.structure);
    if (marked == nullptr) {
        return describe_id(mark.anchor.structure, anatomy);
    }
    if (marked->structure_class != StructureClass::Skin) {
        return *marked;
    }
    const auto resolved = resolve(mark.anchor, atlas);
    const Structure* beneath = resolved ? structure_under_skin(atlas, resolved->point.position_mm) : nullptr;
    if (beneath == nullptr) {
        return std::nullopt;
    }
    Structure place = *beneath;
    if (const auto region = find_skin_place(atlas, *marked, resolved->point)) {
        place.region_id = region->region_id;
        place.side = region->side == Side::Mid ? place.side : region->side;
    }
    return place;
}

}  // namespace palpate
