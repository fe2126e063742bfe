#pragma once

#include "anatomy/atlas.h"
#include "atlas_sources/solid_tree.h"
#include "base/jobs.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace palpate {

/// An atlas to measure in: which structures a point lies inside, and how far it is from them. Borrows the atlas.
/// Immutable: any number of threads. The skin has no inside here: everything lies in it.
class SolidBody {
public:
    /// About 1 s of computing per million triangles. Throws Error Cancelled.
    SolidBody(const Atlas& atlas, const JobContext& context);

    [[nodiscard]] const std::vector<Structure>& structures() const { return structures_; }
    [[nodiscard]] const Box& box(std::size_t structure) const { return trees_[structure]->box(); }
    /// Winding number above 0.5; false for the skin.
    [[nodiscard]] bool contains(std::size_t structure, const glm::vec3& point_mm) const;
    /// True where the point lies inside the structure and its nearest surface is more than `depth_mm` away.
    [[nodiscard]] bool is_deeper(std::size_t structure, const glm::vec3& point_mm, float depth_mm) const;
    /// True where the nearest place of the structure's surface is flesh, not tendon.
    [[nodiscard]] bool is_fleshy(std::size_t structure, const glm::vec3& point_mm) const;
    /// Distance to the nearest of these structures, 0 inside one; nullopt where none is within `reach_mm`.
    [[nodiscard]] std::optional<float> find_distance_mm(std::span<const std::size_t> structures,
                                                        const glm::vec3& point_mm, float reach_mm) const;

private:
    const std::vector<Structure>& structures_;
    std::vector<std::unique_ptr<const SolidTree>> trees_;
};

}  // namespace palpate
