#include "atlas_sources/parametric/fold_healing.h"

#include "atlas_sources/parametric/mesh_places.h"
#include "atlas_sources/solid_tree.h"

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

using Indices = std::vector<std::uint32_t>;

float area_mm2(const std::array<glm::vec3, 3>& triangle) {
    return 0.5F * glm::length(glm::cross(triangle[1] - triangle[0], triangle[2] - triangle[0]));
}

/// Triangles spread evenly over the area.
Indices choose_samples(const TriangleMesh& mesh, double area_each_mm2) {
    Indices chosen;
    double waiting = 0.5 * area_each_mm2;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        waiting += static_cast<double>(area_mm2(mesh.triangle(i)));
        if (waiting >= area_each_mm2) {
            chosen.push_back(static_cast<std::uint32_t>(i));
            waiting = std::fmod(waiting, area_each_mm2);
        }
    }
    return chosen;
}

/// A place of a triangle that has the solid on both sides.
class FoldProbe {
public:
    FoldProbe(const SolidTree& tree, const std::array<glm::vec3, 3>& triangle) : tree_(tree), triangle_(triangle) {
        const auto& [a, b, c] = triangle;
        const glm::vec3 across = glm::cross(b - a, c - a);
        size_ = glm::length(across);
        normal_ = size_ > 0 ? across / size_ : glm::vec3(0.0F);
        middle_ = (a + b + c) / 3.0F;
    }

    [[nodiscard]] bool middle_lies_inside() const { return size_ > 0 && lies_inside(middle_); }

    /// Asks in the middle, and of wide triangles also towards each corner.
    [[nodiscard]] bool any_lies_inside() const {
        constexpr float k_wide_mm2 = 2.0F;
        return middle_lies_inside() ||
               (size_ > 2.0F * k_wide_mm2 && std::ranges::any_of(triangle_, [&](const glm::vec3& corner) {
                    return lies_inside(0.5F * (middle_ + corner));
                }));
    }

private:
    [[nodiscard]] bool lies_inside(const glm::vec3& place_mm) const {
        constexpr float k_just_above_mm = 0.02F;
        constexpr float k_above_mm = 0.25F;
        return is_covered(place_mm + k_above_mm * normal_) && is_covered(place_mm + k_just_above_mm * normal_);
    }

    /// -1 in a lobe that is inside out, which counts as much as being covered.
    [[nodiscard]] bool is_covered(const glm::vec3& point_mm) const {
        return std::abs(tree_.winding_number(point_mm)) > 0.5F;
    }

    const SolidTree& tree_;
    std::array<glm::vec3, 3> triangle_;
    float size_ = 0.0F;  ///< twice the area
    glm::vec3 normal_{0.0F};
    glm::vec3 middle_{0.0F};
};

/// A surface known to fold.
class FoldHealer {
public:
    FoldHealer(TriangleMesh& mesh, double whole_mm2)
        : mesh_(mesh),
          places_(mesh),
          first_(places_.count() + 1, 0),
          folded_(mesh.triangle_count(), false),
          moved_(places_.count(), false),
          least_mm2_(k_least_share * whole_mm2) {
        for (const std::uint32_t vertex : mesh_.indices) {
            ++first_[places_.of_vertex(vertex) + 1];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        Indices next(first_.begin(), first_.end() - 1);
        triangles_.resize(mesh_.indices.size());
        for (std::size_t i = 0; i < mesh_.indices.size(); ++i) {
            triangles_[next[places_.of_vertex(mesh_.indices[i])]++] = static_cast<std::uint32_t>(i / 3);
        }
    }

    /// `tree`: of the mesh as it is. `asked`: triangles that lie inside, of each fold at least one.
    void heal(SolidTree tree, Indices asked) {
        constexpr int k_attempts = 20;
        constexpr int k_attempts_per_ring = 4;
        for (int attempt = 0; attempt < k_attempts; ++attempt) {
            learn_folded(tree, std::move(asked));
            const Indices folded = list_folded();
            if (calc_area_mm2(folded) <= least_mm2_) {
                break;
            }
            Indices smoothed = places_of(folded);
            // Small steps, so that no more moves than must. The surroundings follow only where a fold resists.
            for (int ring = 0; ring < attempt / k_attempts_per_ring; ++ring) {
                smoothed = places_of(triangles_at(smoothed));
            }
            smooth(smoothed, 2 + attempt / 2);
            asked = rim_of(folded);
            tree = SolidTree(mesh_);
        }
        turn_normals();
    }

private:
    /// What folds away less is not worth a change.
    static constexpr double k_least_share = 0.003;

    /// Asks triangles whether they have the solid on both sides, and from each whose answer is new on to its neighbours: a
    /// fold is learned whole once one of it is asked, and then followed at its rim alone, where it grows and shrinks.
    void learn_folded(const SolidTree& tree, Indices waiting) {
        std::vector<bool> asked(mesh_.triangle_count(), false);
        while (!waiting.empty()) {
            const std::uint32_t triangle = waiting.back();
            waiting.pop_back();
            if (asked[triangle]) {
                continue;
            }
            asked[triangle] = true;
            const bool inside = FoldProbe(tree, mesh_.triangle(triangle)).any_lies_inside();
            if (inside == folded_[triangle]) {
                continue;
            }
            folded_[triangle] = inside;
            for (std::size_t corner = 0; corner < 3; ++corner) {
                const auto beside = triangles_at(place_of(triangle, corner));
                waiting.insert(waiting.end(), beside.begin(), beside.end());
            }
        }
    }

    [[nodiscard]] Indices list_folded() const {
        Indices found;
        for (std::uint32_t i = 0; i < folded_.size(); ++i) {
            if (folded_[i]) {
                found.push_back(i);
            }
        }
        return found;
    }

    /// Triangles on both sides of where what folds ends.
    [[nodiscard]] Indices rim_of(const Indices& folded) const {
        Indices rim;
        for (const std::uint32_t place : places_of(folded)) {
            const auto here = triangles_at(place);
            if (!std::ranges::all_of(here, [&](std::uint32_t triangle) { return folded_[triangle]; })) {
                rim.insert(rim.end(), here.begin(), here.end());
            }
        }
        return rim;
    }

    [[nodiscard]] double calc_area_mm2(const Indices& triangles) const {
        double sum = 0.0;
        for (const std::uint32_t triangle : triangles) {
            sum += static_cast<double>(area_mm2(mesh_.triangle(triangle)));
        }
        return sum;
    }

    [[nodiscard]] std::uint32_t place_of(std::size_t triangle, std::size_t corner) const {
        return places_.of_vertex(mesh_.indices[3 * triangle + corner]);
    }

    [[nodiscard]] std::span<const std::uint32_t> triangles_at(std::uint32_t place) const {
        return std::span(triangles_).subspan(first_[place], first_[place + 1] - first_[place]);
    }

    [[nodiscard]] Indices triangles_at(const Indices& places) const {
        Indices found;
        for (const std::uint32_t place : places) {
            const auto here = triangles_at(place);
            found.insert(found.end(), here.begin(), here.end());
        }
        return without_doubles(std::move(found));
    }

    [[nodiscard]] Indices places_of(const Indices& triangles) const {
        Indices found;
        for (const std::uint32_t triangle : triangles) {
            for (std::size_t corner = 0; corner < 3; ++corner) {
                found.push_back(place_of(triangle, corner));
            }
        }
        return without_doubles(std::move(found));
    }

    [[nodiscard]] static Indices without_doubles(Indices indices) {
        std::ranges::sort(indices);
        const auto doubles = std::ranges::unique(indices);
        indices.erase(doubles.begin(), doubles.end());
        return indices;
    }

    [[nodiscard]] glm::vec3 at(std::uint32_t place) const { return mesh_.positions_mm[places_.first_vertex(place)]; }

    /// The mean of what follows a place round its triangles.
    [[nodiscard]] glm::vec3 middle_of_neighbours(std::uint32_t place) const {
        glm::vec3 sum(0.0F);
        const auto here = triangles_at(place);
        for (const std::uint32_t triangle : here) {
            std::size_t corner = 0;
            while (place_of(triangle, corner) != place) {
                ++corner;
            }
            sum += at(place_of(triangle, (corner + 1) % 3));
        }
        return sum / static_cast<float>(here.size());
    }

    /// Every one of these places goes towards the middle of its neighbours.
    void smooth(const Indices& smoothed, int rounds) {
        constexpr float k_step = 0.35F;
        std::vector<glm::vec3> next(smoothed.size());
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t i = 0; i < smoothed.size(); ++i) {
                next[i] = glm::mix(at(smoothed[i]), middle_of_neighbours(smoothed[i]), k_step);
            }
            for (std::size_t i = 0; i < smoothed.size(); ++i) {
                move(smoothed[i], next[i]);
            }
        }
    }

    void move(std::uint32_t place, const glm::vec3& to_mm) {
        for (const std::uint32_t triangle : triangles_at(place)) {
            for (std::size_t corner = 0; corner < 3; ++corner) {
                if (place_of(triangle, corner) == place) {
                    mesh_.positions_mm[mesh_.indices[3 * triangle + corner]] = to_mm;
                }
            }
        }
        moved_[place] = true;
    }

    /// Where the surface moved, the figure's own normals say nothing any more.
    void turn_normals() {
        for (std::uint32_t place = 0; place < moved_.size(); ++place) {
            if (!moved_[place]) {
                continue;
            }
            glm::vec3 mean(0.0F);
            for (const std::uint32_t triangle : triangles_at(place)) {
                const auto [a, b, c] = mesh_.triangle(triangle);
                mean += glm::cross(b - a, c - a);
            }
            const float length = glm::length(mean);
            for (const std::uint32_t triangle : triangles_at(place)) {
                for (std::size_t corner = 0; length > 0 && corner < 3; ++corner) {
                    if (place_of(triangle, corner) == place) {
                        mesh_.normals[mesh_.indices[3 * triangle + corner]] = mean / length;
                    }
                }
            }
        }
    }

    TriangleMesh& mesh_;
    MeshPlaces places_;
    Indices first_;             ///< of place, among triangles_
    Indices triangles_;         ///< that meet at each place
    std::vector<bool> folded_;  ///< per triangle
    std::vector<bool> moved_;   ///< per place
    double least_mm2_;
};

}  // namespace

void heal_folds(TriangleMesh& mesh) {
    constexpr double k_samples = 450.0;  // a fold of 1 % of the area is found by three of them
    SolidTree tree(mesh);
    const double whole_mm2 = calc_area_mm2(mesh);
    Indices found = choose_samples(mesh, whole_mm2 / k_samples);
    std::erase_if(found, [&](std::uint32_t i) { return !FoldProbe(tree, mesh.triangle(i)).middle_lies_inside(); });
    if (!found.empty()) {
        FoldHealer(mesh, whole_mm2).heal(std::move(tree), std::move(found));
    }
}

}  // namespace palpate::parametric
