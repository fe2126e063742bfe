#include "atlas_sources/parametric/separation.h"

#include "atlas_sources/parametric/mesh_places.h"
#include "atlas_sources/parametric/obstacle.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

/// Each pass takes what the one before, seeing the neighbours where they were, left over.
constexpr int k_passes = 4;
/// Less is not seen, and every millimetre moved is one off the figure. More than 1 mm counts as overlap; what is below
/// leaves room for wide triangles, which are asked at some points only.
constexpr float k_left_mm = 0.3F;

bool is_hard(StructureClass structure_class) {
    return structure_class == StructureClass::Bone || structure_class == StructureClass::Cartilage ||
           structure_class == StructureClass::Disc || structure_class == StructureClass::Tooth;
}

glm::vec3 mirrored(const glm::vec3& point_mm) {
    return {2.0F * k_mirror_plane_x_mm - point_mm.x, point_mm.y, point_mm.z};
}

/// Another solid that a surface may lie in, itself or its mirror image on the right.
struct Neighbour {
    std::size_t solid = 0;
    bool hard = false;
    bool on_right = false;
    float share = 1.0F;  ///< of the depth, that the surface in it takes off
};

using Obstacles = std::vector<std::unique_ptr<const Obstacle>>;

bool overlap(const Box& a, const Box& b) {
    return glm::all(glm::lessThan(a.low, b.high)) && glm::all(glm::greaterThan(a.high, b.low));
}

Box mirrored(const Box& box) {
    Box image;
    image.add(mirrored(box.low));
    image.add(mirrored(box.high));
    return image;
}

/// A way out of a neighbour at a point within a triangle.
struct InnerWay {
    glm::vec3 share{0.0F};  ///< barycentric
    glm::vec3 way_mm{0.0F};
};

/// One pass over one muscle's part.
class Separator {
public:
    /// `asked` marks the vertices to look at; empty: all.
    Separator(const TriangleMesh& mesh, const SolidTree& own, const Obstacles& obstacles,
              std::vector<Neighbour> neighbours, const std::vector<bool>& asked)
        : mesh_(mesh),
          own_(own),
          obstacles_(obstacles),
          neighbours_(std::move(neighbours)),
          asked_(asked),
          places_(mesh) {}

    /// The mesh with its overlaps taken off; nullopt where it had none.
    [[nodiscard]] std::optional<TriangleMesh> separated() {
        ways_.assign(places_.count(), glm::vec3(0.0F));
        bool any = false;
        for (std::size_t place = 0; place < places_.count(); ++place) {
            const std::uint32_t vertex = places_.first_vertex(place);
            if (!is_asked(vertex)) {
                continue;
            }
            ways_[place] = way_out(mesh_.positions_mm[vertex], mesh_.normals[vertex], end_share(vertex));
            any = any || ways_[place] != glm::vec3(0.0F);
        }
        any = look_inside_triangles() || any;
        if (!any) {
            return std::nullopt;
        }
        spread();
        keep_thickness();
        return moved();
    }

    /// Vertices that the last call of separated() moved.
    [[nodiscard]] std::vector<bool> moved_vertices() const {
        std::vector<bool> moved(mesh_.positions_mm.size());
        for (std::size_t vertex = 0; vertex < moved.size(); ++vertex) {
            moved[vertex] = ways_[places_.of_vertex(vertex)] != glm::vec3(0.0F);
        }
        return moved;
    }

private:
    [[nodiscard]] bool is_asked(std::size_t vertex) const { return asked_.empty() || asked_[vertex]; }

    /// The way out of the neighbour that the point lies deepest in; nothing outside of all. `end_share` says how freely an
    /// end of the muscle leaves other muscles. Bones it leaves in any case: it still touches what it attaches to.
    [[nodiscard]] glm::vec3 way_out(const glm::vec3& point, const glm::vec3& normal, float end_share) const {
        constexpr float k_fading_mm = 1.5F;
        constexpr float k_deepest_in_bone_mm = 3.3F;
        glm::vec3 longest(0.0F);
        for (const Neighbour& neighbour : neighbours_) {
            const Obstacle& obstacle = *obstacles_[neighbour.solid];
            const glm::vec3 asked = neighbour.on_right ? mirrored(point) : point;
            const auto nearest = obstacle.find_way_out(asked, k_left_mm);
            if (!nearest) {
                continue;
            }
            const float depth = nearest->distance_mm;
            const float deepest_mm = neighbour.hard ? k_deepest_in_bone_mm : Obstacle::k_deepest_mm;
            const float fade = glm::clamp((deepest_mm - depth) / k_fading_mm, 0.0F, 1.0F);
            const float length = (neighbour.hard ? 1.0F : neighbour.share * end_share) * fade * (depth - k_left_mm);
            glm::vec3 way = length / depth * (nearest->position_mm - asked);
            way.x = neighbour.on_right ? -way.x : way.x;
            if (glm::length(way) > glm::length(longest) && !runs_through(obstacle.tree(), neighbour, point, normal)) {
                longest = way;
            }
        }
        return longest;
    }

    /// A thin sheet with both faces inside the neighbour would be torn open if each went its own way.
    [[nodiscard]] bool runs_through(const SolidTree& tree, const Neighbour& neighbour, const glm::vec3& point,
                                    const glm::vec3& normal) const {
        constexpr float k_thin_mm = 4.0F;
        const glm::vec3 beneath = point - k_thin_mm * normal;
        return !own_.contains(beneath) && tree.contains(neighbour.on_right ? mirrored(beneath) : beneath);
    }

    /// 0.4 at the ends of the fibres, where a muscle enters what it attaches to, 1 half a finger's breadth away.
    [[nodiscard]] float end_share(std::uint32_t vertex) const {
        constexpr float k_longest_end_mm = 8.0F;
        constexpr float k_end_share = 0.06F;
        constexpr float k_least_share = 0.4F;
        if (mesh_.fibre_uv.empty()) {
            return 1.0F;
        }
        const float u = mesh_.fibre_uv[vertex].x;
        const float end_mm = std::max(std::min(k_longest_end_mm, k_end_share * mesh_.fibre_extent_mm.x), 1e-3F);
        return glm::clamp(std::min(u, 1.0F - u) * mesh_.fibre_extent_mm.x / end_mm, k_least_share, 1.0F);
    }

    /// A neighbour may poke through a wide triangle between its corners.
    bool look_inside_triangles() {
        bool any = false;
        for (std::size_t i = 0; i < mesh_.triangle_count(); ++i) {
            if (is_asked(mesh_.indices[3 * i])) {
                for (const InnerWay& inner : find_inner_ways(i)) {
                    carry(i, inner);
                    any = true;
                }
            }
        }
        return any;
    }

    /// The ways out at points spread evenly within a wide triangle; none of a small one.
    [[nodiscard]] std::vector<InnerWay> find_inner_ways(std::size_t triangle) const {
        constexpr float k_wide_mm2 = 6.0F;
        constexpr float k_apart_mm = 4.0F;
        constexpr float k_most_steps = 4.0F;
        const auto [a, b, c] = mesh_.triangle(triangle);
        const glm::vec3 across = glm::cross(b - a, c - a);
        const float area_mm2 = 0.5F * glm::length(across);
        if (area_mm2 < k_wide_mm2) {
            return {};
        }
        const auto steps = static_cast<int>(glm::clamp(std::sqrt(area_mm2) / k_apart_mm, 1.0F, k_most_steps));
        std::vector<InnerWay> ways;
        for (int i = 0; i < steps; ++i) {
            for (int j = 0; j < steps - i; ++j) {
                const glm::vec3 share = (glm::vec3(i, j, steps - 1 - i - j) + 1.0F / 3.0F) / static_cast<float>(steps);
                const glm::vec3 way =
                    way_out(share.x * a + share.y * b + share.z * c, 0.5F / area_mm2 * across, end_share_of(triangle));
                if (way != glm::vec3(0.0F)) {
                    ways.push_back({share, way});
                }
            }
        }
        return ways;
    }

    [[nodiscard]] float end_share_of(std::size_t triangle) const {
        const std::uint32_t* corner = &mesh_.indices[3 * triangle];
        return std::min({end_share(corner[0]), end_share(corner[1]), end_share(corner[2])});
    }

    /// Moves the corners by the least that moves the point of these shares by `way`.
    void carry(std::size_t triangle, const InnerWay& inner) {
        const float least = 1.0F / glm::dot(inner.share, inner.share);
        for (glm::length_t corner = 0; corner < 3; ++corner) {
            const std::uint32_t vertex = mesh_.indices[3 * triangle + static_cast<std::size_t>(corner)];
            glm::vec3& at_corner = ways_[places_.of_vertex(vertex)];
            const glm::vec3 here = least * inner.share[corner] * inner.way_mm;
            at_corner = glm::length(here) > glm::length(at_corner) ? here : at_corner;
        }
    }

    /// Lets the surroundings follow, so that no step is left at the border of what moves.
    void spread() {
        constexpr int k_rounds = 4;
        constexpr float k_follow = 0.5F;
        const std::vector<glm::vec3> wanted = ways_;
        for (int round = 0; round < k_rounds; ++round) {
            std::vector<glm::vec4> sums(ways_.size(), glm::vec4(0.0F));
            for (std::size_t i = 0; i < mesh_.indices.size(); ++i) {
                const std::uint32_t a = places_.of_vertex(mesh_.indices[i]);
                const std::uint32_t b = places_.of_vertex(mesh_.indices[i % 3 == 2 ? i - 2 : i + 1]);
                sums[a] += glm::vec4(ways_[b], 1.0F);
                sums[b] += glm::vec4(ways_[a], 1.0F);
            }
            for (std::size_t place = 0; place < ways_.size(); ++place) {
                const glm::vec3 mean = glm::vec3(sums[place]) / std::max(sums[place].w, 1.0F);
                ways_[place] = wanted[place] != glm::vec3(0.0F) ? 0.8F * wanted[place] + 0.2F * mean : k_follow * mean;
            }
        }
    }

    /// A thin sheet must not be pushed through its own other face: stops before the middle.
    void keep_thickness() {
        constexpr int k_halvings = 3;
        constexpr float k_clearance = 2.5F;
        for (std::size_t place = 0; place < ways_.size(); ++place) {
            const std::uint32_t vertex = places_.first_vertex(place);
            const glm::vec3& from = mesh_.positions_mm[vertex];
            for (int i = 0; i < k_halvings && glm::dot(ways_[place], mesh_.normals[vertex]) < 0; ++i) {
                if (own_.contains(from + k_clearance * ways_[place])) {
                    break;
                }
                ways_[place] *= i + 1 < k_halvings ? 0.5F : 0.0F;
            }
        }
    }

    [[nodiscard]] std::vector<glm::vec3> place_normals(const TriangleMesh& mesh) const {
        std::vector<glm::vec3> normals(places_.count(), glm::vec3(0.0F));
        for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
            const auto [a, b, c] = mesh.triangle(i);
            for (std::size_t corner = 0; corner < 3; ++corner) {
                normals[places_.of_vertex(mesh.indices[3 * i + corner])] += glm::cross(b - a, c - a);
            }
        }
        for (glm::vec3& normal : normals) {
            const float length = glm::length(normal);
            normal = length > 0 ? normal / length : glm::vec3(0.0F);
        }
        return normals;
    }

    /// Normals keep what they knew of the smooth figure and turn as the triangles turn.
    [[nodiscard]] TriangleMesh moved() const {
        TriangleMesh result = mesh_;
        for (std::size_t vertex = 0; vertex < result.positions_mm.size(); ++vertex) {
            result.positions_mm[vertex] += ways_[places_.of_vertex(vertex)];
        }
        const std::vector<glm::vec3> before = place_normals(mesh_);
        const std::vector<glm::vec3> after = place_normals(result);
        for (std::size_t vertex = 0; vertex < result.normals.size(); ++vertex) {
            const std::uint32_t place = places_.of_vertex(vertex);
            const glm::vec3 normal = result.normals[vertex] + after[place] - before[place];
            const float length = glm::length(normal);
            result.normals[vertex] = length > 0.1F ? normal / length : after[place];
        }
        return result;
    }

    const TriangleMesh& mesh_;
    const SolidTree& own_;
    const Obstacles& obstacles_;
    std::vector<Neighbour> neighbours_;
    const std::vector<bool>& asked_;
    MeshPlaces places_;
    std::vector<glm::vec3> ways_;  ///< per place
};

/// How much of an overlap the first surface takes off: the larger one more, where a dent of the same size changes less
/// of its shape, and one that was only drawn nearly all.
float share_of_way(const SeparationRole& role, const Obstacle& moving, const SeparationRole& other_role,
                   const Obstacle& other) {
    constexpr float k_more = 1.15F;  // both move at once, each by what it saw before
    constexpr float k_measured = 4.0F;
    const float size = moving.area_mm2() / (role.measured ? k_measured : 1.0F);
    const float other_size = other.area_mm2() / (other_role.measured ? k_measured : 1.0F);
    return k_more * size * size / (size * size + other_size * other_size);
}

/// Everything that part `moving` may lie in: parts of other structures, and of left structures the right image.
std::vector<Neighbour> find_neighbours(std::size_t moving, std::span<const BodySolid> solids,
                                       std::span<const SeparationRole> roles, const Obstacles& obstacles) {
    const Box& box = obstacles[moving]->tree().box();
    std::vector<Neighbour> neighbours;
    for (std::size_t i = 0; i < solids.size(); ++i) {
        const SeparationRole& role = roles[solids[i].structure];
        const bool hard = is_hard(role.structure_class);
        if (!hard && role.structure_class != StructureClass::Muscle) {
            continue;  // muscles run into bands on purpose
        }
        const float share = share_of_way(roles[solids[moving].structure], *obstacles[moving], role, *obstacles[i]);
        if (solids[i].structure != solids[moving].structure && overlap(obstacles[i]->tree().box(), box)) {
            neighbours.push_back({i, hard, false, share});
        }
        if (!role.midline && overlap(mirrored(obstacles[i]->tree().box()), box)) {
            neighbours.push_back({i, hard, true, share});
        }
    }
    return neighbours;
}

}  // namespace

void separate_solids(std::span<BodySolid> solids, std::span<const SeparationRole> roles, const JobContext& context) {
    Obstacles obstacles(solids.size());
    std::vector<std::vector<bool>> moved(solids.size());  // vertices, in the pass before
    for (int pass = 0; pass < k_passes; ++pass) {
        parallel_for(solids.size(), [&](std::size_t i) {
            if (pass == 0 || !moved[i].empty()) {
                obstacles[i] = std::make_unique<const Obstacle>(solids[i].mesh);
            }
        });
        std::vector<std::optional<TriangleMesh>> separated(solids.size());
        parallel_for(solids.size(), [&](std::size_t i) {
            context.check_stop();
            if ((pass == 0 || !moved[i].empty()) &&
                roles[solids[i].structure].structure_class == StructureClass::Muscle) {
                const auto neighbours = find_neighbours(i, solids, roles, obstacles);
                Separator separator(solids[i].mesh, obstacles[i]->tree(), obstacles, neighbours, moved[i]);
                separated[i] = separator.separated();
                moved[i] = separated[i] ? separator.moved_vertices() : std::vector<bool>();
            }
        });
        for (std::size_t i = 0; i < solids.size(); ++i) {
            if (separated[i]) {
                solids[i].mesh = std::move(*separated[i]);
            }
        }
    }
}

}  // namespace palpate::parametric
