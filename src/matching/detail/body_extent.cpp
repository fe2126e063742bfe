#include "matching/detail/body_extent.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate::detail {
namespace {

/// What lies this far under a spot is pressed on through it: about the depth of a calf's second layer.
constexpr float k_worked_through_mm = 40.0F;

float distance_mm(const glm::vec3& place, const SpotOnBody& spot) {
    const glm::vec3 way = spot.bottom_mm - spot.top_mm;
    const float length2 = glm::dot(way, way);
    const float share = length2 > 0.0F ? glm::clamp(glm::dot(place - spot.top_mm, way) / length2, 0.0F, 1.0F) : 0.0F;
    return glm::distance(place, spot.top_mm + share * way);
}

/// Shortest way between a piece and the spot. The distance from a place that moves straight on falls and then rises: of
/// two places between the ends, the least lies on the side of the nearer one.
float distance_mm(const BodyExtent::Piece& piece, const SpotOnBody& spot) {
    float low = 0.0F;
    float high = 1.0F;
    const auto at = [&](float share) { return distance_mm(glm::mix(piece.from_mm, piece.to_mm, share), spot); };
    for (int step = 0; step < 24 && piece.from_mm != piece.to_mm; ++step) {
        const float third = (high - low) / 3.0F;
        if (at(low + third) <= at(high - third)) {
            high -= third;
        } else {
            low += third;
        }
    }
    return at(0.5F * (low + high));
}

/// Places of a mark on this body, one after the other; turns false where one of them is missing.
class Pieces {
public:
    Pieces(const Atlas& atlas, BodyExtent& extent) : atlas_(atlas), extent_(extent) {}

    void add(const SurfaceAnchor& anchor, float radius_mm) {
        if (const auto place = place_of(anchor)) {
            extent_.pieces.push_back({*place, *place, radius_mm});
        }
    }
    void add_way(const std::vector<SurfaceAnchor>& path) {
        std::optional<glm::vec3> before;
        for (const SurfaceAnchor& anchor : path) {
            const auto place = place_of(anchor);
            if (before && place) {
                extent_.pieces.push_back({*before, *place, 0.0F});
            }
            before = place;
        }
    }

private:
    std::optional<glm::vec3> place_of(const SurfaceAnchor& anchor) {
        const auto found = resolve(anchor, atlas_);
        extent_.known = extent_.known && found.has_value();
        return found ? std::optional(found->point.position_mm) : std::nullopt;
    }

    const Atlas& atlas_;
    BodyExtent& extent_;
};

}  // namespace

std::optional<SpotOnBody> find_spot(const SurfaceAnchor& spot, const Atlas& atlas) {
    const auto found = resolve(spot, atlas);
    if (!found) {
        return std::nullopt;
    }
    const SurfacePoint& point = found->point;
    return SpotOnBody{point.position_mm, point.position_mm - k_worked_through_mm * point.normal};
}

bool BodyExtent::is_within(const SpotOnBody& spot, float radius_mm) const {
    if (mesh != nullptr) {
        return std::ranges::any_of(mesh->positions_mm,
                                   [&](const glm::vec3& vertex) { return distance_mm(vertex, spot) <= radius_mm; });
    }
    return std::ranges::any_of(
        pieces, [&](const Piece& piece) { return distance_mm(piece, spot) <= radius_mm + piece.radius_mm; });
}

BodyExtent extent_of(const Mark& mark, const Atlas& atlas) {
    BodyExtent extent;
    extent.known = true;
    extent.whole_part = mark.extent == MarkExtent::Region;
    Pieces pieces(atlas, extent);
    pieces.add(mark.anchor, 0.0F);
    for (const BrushDab& dab : mark.dabs) {
        if (!dab.erase) {
            pieces.add(dab.place, dab.radius_mm);
        }
    }
    pieces.add_way(mark.path);
    return extent;
}

BodyExtent extent_of(const Structure& structure) {
    BodyExtent extent;
    extent.mesh = structure.mesh.get();
    extent.known = extent.mesh != nullptr;
    return extent;
}

}  // namespace palpate::detail
