#pragma once

#include "atlas_sources/parametric/head_field.h"
#include "atlas_sources/parametric/skin.h"
#include "atlas_sources/parametric/skin_grid.h"
#include "atlas_sources/parametric/skin_recipe.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace palpate {

/// Depth below the skin of the whole body, joined from the grids of its groups and the head; symmetric by construction.
/// Immutable after growing except for `guard`: any number of threads may ask at once.
class SkinField {
public:
    /// Grows all grids and reports progress. Throws Error InvalidContent for a recipe that
    /// names grids, groups or bones that do not exist, Cancelled.
    SkinField(std::span<const SkinSolid> solids, const SkinRecipe& recipe, const HeadField& head,
              const JobContext& context);

    /// Positive inside, about mm, exact to a few per cent near the surface. About 0.3 us.
    [[nodiscard]] float depth_mm(const glm::vec3& point_mm) const;
    /// Unit, outward.
    [[nodiscard]] glm::vec3 normal(const glm::vec3& point_mm) const;

    /// Raises the skin in soft mounds, a few rounds at most, wherever a vertex or triangle centre of a solid lies less
    /// than the recipe's clearance below it. Throws Error Cancelled.
    void guard(std::span<const SkinSolid> solids, const JobContext& context);

    /// Box of the left half, from the mirror plane.
    [[nodiscard]] Box half_box() const;

private:
    struct Limb {
        std::size_t coarse = 0;
        std::optional<std::size_t> fine;
        float from_y_mm = 0.0F;
        float to_y_mm = 0.0F;
    };
    /// A place of a solid, folded onto the left half.
    struct Watched {
        glm::vec3 left_mm{0.0F};
        std::string_view group;
    };
    void grow_grids(std::span<const SkinSolid> solids, const JobContext& context);
    void grow_head(const HeadField& head, const JobContext& context);
    void add_pads_and_creases();
    void add_digits(std::span<const SkinSolid> solids);
    [[nodiscard]] std::size_t grid_named(std::string_view name) const;
    [[nodiscard]] Limb limb_named(std::string_view name) const;
    [[nodiscard]] float limb_depth_mm(const Limb& limb, const glm::vec3& point_mm) const;
    [[nodiscard]] std::vector<std::size_t> grids_ruling(std::string_view group, const glm::vec3& left_mm) const;
    [[nodiscard]] bool is_covered(const Watched& watched) const;
    [[nodiscard]] std::vector<Watched> find_uncovered(std::span<const SkinSolid> solids,
                                                      const JobContext& context) const;
    void raise_over(std::span<const Watched> uncovered, const JobContext& context);

    const SkinRecipe& recipe_;
    std::vector<SkinGrid> grids_;  ///< as recipe_.grids, then the head
    Limb trunk_;
    Limb arm_;
    Limb leg_;
};

/// Says that `done` of the skin's steps are done: the grids in their order, head, guard, surface, simplifying.
void report_skin_progress(const JobContext& context, const SkinRecipe& recipe, std::size_t done);

/// Which of the recipe's groups a solid belongs to.
[[nodiscard]] std::string_view group_of(const SkinRecipe& recipe, const TriangleMesh& solid);

}  // namespace palpate
