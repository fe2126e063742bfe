#pragma once

#include "anatomy/structure.h"
#include "casebook/case_document.h"
#include "change/judgement.h"

#include <string>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class Atlas;

/// What a mark speaks of, said the same way in every session: marks with the same `id` are at the same place.
struct BodyPlace {
    std::string id{};         ///< "upper-trapezius.right", "group:rotator-cuff.left", "region:calf-upper.left"
    StructureId structure{};  ///< the marked one
    std::string region_id{};  ///< regions.json, unsided; empty where unknown
    Side side = Side::Mid;

    bool operator==(const BodyPlace&) const = default;
};

/// Tells the place of marks. A mark on a structure is at that structure, on its side; one that means the structure's
/// whole group or region is there. The skin is one structure from head to foot, so a mark on it is at the region under
/// it: otherwise a knee and a shoulder would be one place. Where the region is not known (no atlas, or an imported one
/// without a map of its regions) such a mark is a place of its own, "mark:<id>". Borrows both for its life. Thread:
/// any.
class BodyPlaces {
public:
    explicit BodyPlaces(const AnatomyCatalogue& anatomy, const Atlas* atlas = nullptr)
        : anatomy_(&anatomy), atlas_(atlas) {}

    /// O(1), O(log of the map) on the skin, O(triangles of the skin) there for marks of another body than the atlas.
    [[nodiscard]] BodyPlace of(const Mark& mark) const;
    /// All places an area or a line reaches, each once, that of the mark itself first. Of an area by the middles of its
    /// dabs, so a region it only grazes is not among them; dabs whose middle was wiped away again do not count where
    /// the atlas can tell. O(dabs squared) with an atlas.
    [[nodiscard]] std::vector<BodyPlace> reached_by(const Mark& mark) const;

    [[nodiscard]] const AnatomyCatalogue& anatomy() const { return *anatomy_; }

private:
    [[nodiscard]] BodyPlace at(const Mark& mark, const SurfaceAnchor& anchor) const;
    [[nodiscard]] bool is_wiped(const std::vector<BrushDab>& dabs, std::size_t index) const;

    const AnatomyCatalogue* anatomy_;
    const Atlas* atlas_;
};

/// What every comparison of this module rests on; borrowed for the call.
struct ChangeBasis {
    const BodyPlaces& places;
    ChangeRule rule{};
};

}  // namespace palpate
