#include "atlas_sources/parametric/separation.h"

#include "atlas_sources/parametric/mesh_places.h"
#include "atlas_sources/solid_tree.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

/// The second pass takes what the first, seeing the neighbours where they were, left over.
constexpr int k_passes = 2;
constexpr float k_deepest_mm = 4.0F;
/// Less is not seen, and every millimetre moved is one off the figure.
constexpr float k_left_mm = 0.85F;

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
};

/// A solid as its neighbours see it: its tree, and a grid of cells that answers most questions without it.
class Obstacle {
public:
    explicit Obstacle(const TriangleMesh& mesh) : tree_(mesh) {
        const Box box = bounds(mesh);
        low_ = box.low - k_deepest_mm;
        size_ = glm::ivec3((box.high - box.low + 2.0F * k_deepest_mm) / k_cell_mm) + 1;
        cells_ = std::vector<std::atomic<Cell>>(static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) *
                                                static_cast<std::size_t>(size_.z));
        for (const auto& [reach_mm, kind] : {std::pair(k_deepest_mm, Cell::Near), std::pair(0.0F, Cell::Touched)}) {
            for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
                const auto [a, b, c] = mesh.triangle(i);
                mark(glm::min(a, glm::min(b, c)) - reach_mm, glm::max(a, glm::max(b, c)) + reach_mm, kind);
            }
        }
    }

    [[nodiscard]] const SolidTree& tree() const { return tree_; }

    /// True where the point lies inside, at most k_deepest_mm deep and a little more.
    [[nodiscard]] bool holds_near_surface(const glm::vec3& point) const {
        const glm::ivec3 place = glm::ivec3(glm::floor((point - low_) / k_cell_mm));
        if (glm::any(glm::lessThan(place, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(place, size_))) {
            return false;
        }
        std::atomic<Cell>& cell = cells_[index(place.x, place.y, place.z)];
        Cell kind = cell.load(std::memory_order_relaxed);
        if (kind == Cell::Touched) {
            return tree_.contains(point);
        }
        if (kind == Cell::Near) {  // no surface runs through it: what holds for its middle holds for all of it
            const glm::vec3 middle = low_ + k_cell_mm * (glm::vec3(place) + 0.5F);
            kind = tree_.contains(middle) ? Cell::Inside : Cell::Outside;
            cell.store(kind, std::memory_order_relaxed);  // whoever else asks finds the same
        }
        return kind == Cell::Inside;
    }

private:
    enum class Cell : std::uint8_t { Far, Near, Touched, Inside, Outside };
    static constexpr float k_cell_mm = 3.0F;

    [[nodiscard]] std::size_t index(int x, int y, int z) const {
        return static_cast<std::size_t>(x) +
               static_cast<std::size_t>(size_.x) *
                   (static_cast<std::size_t>(y) + static_cast<std::size_t>(size_.y) * static_cast<std::size_t>(z));
    }

    void mark(const glm::vec3& low, const glm::vec3& high, Cell kind) {
        const glm::ivec3 first = glm::max(glm::ivec3((low - low_) / k_cell_mm), glm::ivec3(0));
        const glm::ivec3 last = glm::min(glm::ivec3((high - low_) / k_cell_mm), size_ - 1);
        for (int z = first.z; z <= last.z; ++z) {
            for (int y = first.y; y <= last.y; ++y) {
                for (int x = first.x; x <= last.x; ++x) {
                    cells_[index(x, y, z)].store(kind, std::memory_order_relaxed);
                }
            }
        }
    }

    SolidTree tree_;
    glm::vec3 low_{0.0F};
    glm::ivec3 size_{0};
    mutable std::vector<std::atomic<Cell>> cells_;
};

using Obstacles = std::vector<std::unique_ptr<const Obstacle>>;

bool overlap(const Box& a, const Box& b) {
    return glm::all(glm::lessThan(a.low, b.high)) && glm::all(glm::greaterThan(a.high, b.low));
}

bool is_inside(const Box& box, const glm::vec3& point) {
    return glm::all(glm::lessThan(box.low, point)) && glm::all(glm::greaterThan(box.high, point));
}

Box mirrored(const Box& box) {
    Box image;
    image.add(mirrored(box.low));
    image.add(mirrored(box.high));
    return image;
}

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
            ways_[place] = end_share(vertex) * way_out(mesh_.positions_mm[vertex], mesh_.normals[vertex]);
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

    /// The way out of the neighbour that the point lies deepest in; nothing outside of all.
    [[nodiscard]] glm::vec3 way_out(const glm::vec3& point, const glm::vec3& normal) const {
        constexpr float k_fading_mm = 1.5F;
        glm::vec3 longest(0.0F);
        for (const Neighbour& neighbour : neighbours_) {
            const Obstacle& obstacle = *obstacles_[neighbour.solid];
            const SolidTree& tree = obstacle.tree();
            const glm::vec3 asked = neighbour.on_right ? mirrored(point) : point;
            if (!is_inside(tree.box(), asked) || !obstacle.holds_near_surface(asked)) {
                continue;
            }
            const auto nearest = tree.find_nearest(asked, k_deepest_mm);
            if (!nearest || nearest->distance_mm < k_left_mm) {
                continue;
            }
            const float depth = nearest->distance_mm;
            const float fade = std::min((k_deepest_mm - depth) / k_fading_mm, 1.0F);
            const float length = (neighbour.hard ? 1.0F : 0.55F) * fade * (depth - k_left_mm);
            glm::vec3 way = length / depth * (nearest->position_mm - asked);
            way.x = neighbour.on_right ? -way.x : way.x;
            if (glm::length(way) > glm::length(longest) && !runs_through(tree, neighbour, point, normal)) {
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

    /// 0 at the ends of the fibres, where a muscle enters what it attaches to, 1 half a finger's breadth away.
    [[nodiscard]] float end_share(std::uint32_t vertex) const {
        constexpr float k_longest_end_mm = 8.0F;
        constexpr float k_end_share = 0.06F;
        if (mesh_.fibre_uv.empty()) {
            return 1.0F;
        }
        const float u = mesh_.fibre_uv[vertex].x;
        const float end_mm = std::max(std::min(k_longest_end_mm, k_end_share * mesh_.fibre_extent_mm.x), 1e-3F);
        return glm::clamp(std::min(u, 1.0F - u) * mesh_.fibre_extent_mm.x / end_mm, 0.0F, 1.0F);
    }

    /// A neighbour may poke through a wide triangle between its corners.
    bool look_inside_triangles() {
        constexpr float k_wide_mm = 6.0F;
        bool any = false;
        for (std::size_t i = 0; i < mesh_.triangle_count(); ++i) {
            const auto [a, b, c] = mesh_.triangle(i);
            if (!is_asked(mesh_.indices[3 * i]) ||
                std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)}) < k_wide_mm) {
                continue;
            }
            const glm::vec3 across = glm::cross(b - a, c - a);
            const glm::vec3 way = way_out((a + b + c) / 3.0F, across / std::max(glm::length(across), 1e-9F));
            for (std::size_t corner = 0; corner < 3 && way != glm::vec3(0.0F); ++corner) {
                const std::uint32_t vertex = mesh_.indices[3 * i + corner];
                glm::vec3& at_corner = ways_[places_.of_vertex(vertex)];
                const glm::vec3 here = end_share(vertex) * way;
                at_corner = glm::length(here) > glm::length(at_corner) ? here : at_corner;
                any = true;
            }
        }
        return any;
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
                ways_[place] =
                    wanted[place] != glm::vec3(0.0F) ? 0.75F * wanted[place] + 0.25F * mean : k_follow * mean;
            }
        }
    }

    /// A thin sheet must not be pushed through its own other face: stops before the middle.
    void keep_thickness() {
        constexpr int k_halvings = 3;
        constexpr float k_clearance = 2.0F;
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
        if (solids[i].structure != solids[moving].structure && overlap(obstacles[i]->tree().box(), box)) {
            neighbours.push_back({i, hard, false});
        }
        if (!role.midline && overlap(mirrored(obstacles[i]->tree().box()), box)) {
            neighbours.push_back({i, hard, true});
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
            const bool touched = pass == 0 || !moved[i].empty();
            if (touched && roles[solids[i].structure].structure_class == StructureClass::Muscle) {
                Separator separator(solids[i].mesh, obstacles[i]->tree(), obstacles,
                                    find_neighbours(i, solids, roles, obstacles), moved[i]);
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
