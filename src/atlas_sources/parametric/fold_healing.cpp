#include "atlas_sources/parametric/fold_healing.h"

#include "atlas_sources/parametric/mesh_places.h"
#include "atlas_sources/solid_tree.h"

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate::parametric {
namespace {

class FoldHealer {
public:
    explicit FoldHealer(TriangleMesh& mesh) : mesh_(mesh), places_(mesh), moved_(places_.count(), false) {}

    void heal() {
        constexpr int k_attempts = 36;
        constexpr int k_attempts_per_ring = 9;
        std::vector<bool> asked(mesh_.triangle_count(), true);
        for (int attempt = 0; attempt < k_attempts; ++attempt) {
            std::vector<bool> folded = find_folded(asked);
            if (std::ranges::find(folded, true) == folded.end()) {
                break;
            }
            // Small steps, so that no more moves than must. The surroundings follow only where a fold resists.
            for (int ring = 0; ring < attempt / k_attempts_per_ring; ++ring) {
                widen(folded);
            }
            smooth(folded);
            widen(folded);  // what comes out on one side may go in beside it
            asked = triangles_at(folded);
        }
        turn_normals();
    }

private:
    /// Places of triangles that have the solid on both sides, whatever their size.
    [[nodiscard]] std::vector<bool> find_folded(const std::vector<bool>& asked) const {
        const SolidTree tree(mesh_);
        std::vector<bool> folded(places_.count(), false);
        for (std::size_t i = 0; i < mesh_.triangle_count(); ++i) {
            if (asked[i] && lies_inside(tree, mesh_.triangle(i))) {
                for (std::size_t corner = 0; corner < 3; ++corner) {
                    folded[place_of(i, corner)] = true;
                }
            }
        }
        return folded;
    }

    /// Asks in the middle, and of wide triangles also towards each corner.
    [[nodiscard]] static bool lies_inside(const SolidTree& tree, const std::array<glm::vec3, 3>& triangle) {
        constexpr float k_just_above_mm = 0.02F;
        constexpr float k_above_mm = 0.25F;
        constexpr float k_wide_mm2 = 2.0F;
        const auto& [a, b, c] = triangle;
        const glm::vec3 across = glm::cross(b - a, c - a);
        const float length = glm::length(across);
        if (length == 0) {
            return false;
        }
        const glm::vec3 normal = across / length;
        const glm::vec3 middle = (a + b + c) / 3.0F;
        const auto inside = [&](const glm::vec3& point) {
            // -1 in a lobe that is inside out, which counts as much as being covered.
            return std::abs(tree.winding_number(point + k_just_above_mm * normal)) > 0.5F &&
                   std::abs(tree.winding_number(point + k_above_mm * normal)) > 0.5F;
        };
        return inside(middle) || (length > 2.0F * k_wide_mm2 && std::ranges::any_of(triangle, [&](const auto& corner) {
                                      return inside(0.5F * (middle + corner));
                                  }));
    }

    [[nodiscard]] std::uint32_t place_of(std::size_t triangle, std::size_t corner) const {
        return places_.of_vertex(mesh_.indices[3 * triangle + corner]);
    }

    [[nodiscard]] bool touches(std::size_t triangle, const std::vector<bool>& marked) const {
        return marked[place_of(triangle, 0)] || marked[place_of(triangle, 1)] || marked[place_of(triangle, 2)];
    }

    [[nodiscard]] std::vector<bool> triangles_at(const std::vector<bool>& marked) const {
        std::vector<bool> found(mesh_.triangle_count());
        for (std::size_t i = 0; i < found.size(); ++i) {
            found[i] = touches(i, marked);
        }
        return found;
    }

    void widen(std::vector<bool>& marked) const {
        const std::vector<bool> found = triangles_at(marked);
        for (std::size_t i = 0; i < found.size(); ++i) {
            for (std::size_t corner = 0; found[i] && corner < 3; ++corner) {
                marked[place_of(i, corner)] = true;
            }
        }
    }

    /// Every marked place goes towards the middle of its neighbours.
    void smooth(const std::vector<bool>& marked) {
        constexpr int k_rounds = 2;
        constexpr float k_step = 0.35F;
        const std::vector<bool> found = triangles_at(marked);
        std::vector<glm::vec3> at(places_.count());
        for (std::size_t place = 0; place < at.size(); ++place) {
            at[place] = mesh_.positions_mm[places_.first_vertex(place)];
        }
        for (int round = 0; round < k_rounds; ++round) {
            std::vector<glm::vec4> sums(at.size(), glm::vec4(0.0F));
            for (std::size_t i = 0; i < found.size(); ++i) {
                for (std::size_t corner = 0; found[i] && corner < 3; ++corner) {
                    sums[place_of(i, corner)] += glm::vec4(at[place_of(i, (corner + 1) % 3)], 1.0F);
                }
            }
            for (std::size_t place = 0; place < at.size(); ++place) {
                if (marked[place] && sums[place].w > 0) {
                    at[place] += k_step * (glm::vec3(sums[place]) / sums[place].w - at[place]);
                    moved_[place] = true;
                }
            }
        }
        for (std::size_t vertex = 0; vertex < mesh_.positions_mm.size(); ++vertex) {
            mesh_.positions_mm[vertex] = at[places_.of_vertex(vertex)];
        }
    }

    /// Where the surface moved, the figure's own normals say nothing any more.
    void turn_normals() {
        std::vector<glm::vec3> mean(places_.count(), glm::vec3(0.0F));
        for (std::size_t i = 0; i < mesh_.triangle_count(); ++i) {
            if (!touches(i, moved_)) {
                continue;
            }
            const auto [a, b, c] = mesh_.triangle(i);
            for (std::size_t corner = 0; corner < 3; ++corner) {
                mean[place_of(i, corner)] += glm::cross(b - a, c - a);
            }
        }
        for (std::size_t vertex = 0; vertex < mesh_.normals.size(); ++vertex) {
            const std::uint32_t place = places_.of_vertex(vertex);
            const float length = glm::length(mean[place]);
            if (moved_[place] && length > 0) {
                mesh_.normals[vertex] = mean[place] / length;
            }
        }
    }

    TriangleMesh& mesh_;
    MeshPlaces places_;
    std::vector<bool> moved_;  ///< per place
};

}  // namespace

void heal_folds(TriangleMesh& mesh) { FoldHealer(mesh).heal(); }

}  // namespace palpate::parametric
