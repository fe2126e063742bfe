#include "geometry/voxel_field_nets.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace palpate {
namespace {

constexpr int k_fine_per_coarse = 3;
constexpr int k_coarse_per_block = 4;
constexpr int k_fine_per_block = k_fine_per_coarse * k_coarse_per_block;
constexpr std::uint32_t k_no_vertex = std::numeric_limits<std::uint32_t>::max();

std::size_t to_size(int value) { return static_cast<std::size_t>(value); }

/// A cube of cells of one size. Nodes and cells count within the block, x fastest.
struct Block {
    glm::ivec3 first{0};                  ///< lowest node, in fine steps
    int step = k_fine_per_coarse;         ///< cell width in fine steps: 1 or 3
    std::vector<float> nodes;             ///< (cells + 1)^3 field values; empty: holds no surface
    std::vector<std::uint32_t> vertices;  ///< per cell, k_no_vertex where the surface does not pass

    [[nodiscard]] int cells() const { return k_fine_per_block / step; }
    [[nodiscard]] float node(const glm::ivec3& at) const {
        const int n = cells() + 1;
        return nodes[to_size((at.z * n + at.y) * n + at.x)];
    }
    [[nodiscard]] std::size_t cell_index(const glm::ivec3& fine_cell) const {
        const glm::ivec3 at = (fine_cell - first) / step;
        return to_size((at.z * cells() + at.y) * cells() + at.x);
    }
};

/// The grid of blocks and the mesh that grows from it.
class NetsBuilder {
public:
    NetsBuilder(const SurfaceNetsPlan& plan, const std::function<float(const glm::vec3&)>& field,
                const JobContext& context);

    TriangleMesh build();

private:
    struct Edge {
        glm::ivec3 start{0};  ///< in fine steps
        int axis = 0;
        int length = 1;
        float low_value = 0.0F;
        float high_value = 0.0F;
    };

    [[nodiscard]] glm::vec3 position(const glm::ivec3& fine_node) const;
    [[nodiscard]] float value_at(const glm::ivec3& fine_node) const;
    [[nodiscard]] std::size_t block_of_cell(const glm::ivec3& fine_cell) const;
    [[nodiscard]] bool may_hold_surface(const Block& block) const;
    [[nodiscard]] bool changes_on_face(const Block& block, int axis, bool high) const;
    void evaluate(Block& block) const;
    void evaluate_blocks();
    void part_touching_sheets();
    bool part_on_faces(const Block& block);
    void include_node(const glm::ivec3& fine_node);
    void emit_block(std::size_t index);
    void emit_edge(std::size_t owner, const Edge& edge);
    std::uint32_t vertex_of(const glm::ivec3& fine_cell, const glm::vec3& crossing);
    void add_quad(const std::array<std::uint32_t, 4>& corners, bool flip);
    [[nodiscard]] TriangleMesh finish();

    const SurfaceNetsPlan& plan_;
    const std::function<float(const glm::vec3&)>& field_;
    const JobContext& context_;
    float fine_mm_;
    glm::vec3 origin_mm_;  ///< position of fine node (0,0,0)
    glm::ivec3 block_count_;
    std::vector<Block> blocks_;
    std::vector<glm::vec3> sums_;
    std::vector<int> crossings_;
    std::vector<std::uint8_t> on_plane_;
    std::vector<std::uint32_t> indices_;
};

NetsBuilder::NetsBuilder(const SurfaceNetsPlan& plan, const std::function<float(const glm::vec3&)>& field,
                         const JobContext& context)
    : plan_(plan), field_(field), context_(context), fine_mm_(plan.coarse_cell_mm / k_fine_per_coarse) {
    origin_mm_ = plan.box.low;
    if (plan.mirrored_at_low_x) {
        origin_mm_.x -= 0.5F * plan.coarse_cell_mm;  // the plane halves the first coarse and the second fine cell
    }
    const float block_mm = fine_mm_ * k_fine_per_block;
    block_count_ = glm::max(glm::ivec3(glm::ceil((plan.box.high - origin_mm_) / block_mm)), glm::ivec3(1));
    blocks_.resize(to_size(block_count_.x) * to_size(block_count_.y) * to_size(block_count_.z));
    std::size_t index = 0;
    for (int z = 0; z < block_count_.z; ++z) {
        for (int y = 0; y < block_count_.y; ++y) {
            for (int x = 0; x < block_count_.x; ++x) {
                Block& block = blocks_[index++];
                block.first = k_fine_per_block * glm::ivec3(x, y, z);
                const glm::vec3 centre = position(block.first + k_fine_per_block / 2);
                block.step = plan.fine && plan.fine(centre) ? 1 : k_fine_per_coarse;
            }
        }
    }
}

glm::vec3 NetsBuilder::position(const glm::ivec3& fine_node) const {
    return origin_mm_ + fine_mm_ * glm::vec3(fine_node);
}

float NetsBuilder::value_at(const glm::ivec3& fine_node) const {
    glm::vec3 point = position(fine_node);
    if (plan_.mirrored_at_low_x) {  // both sides of the plane read the very same value
        const int beyond = 2 * fine_node.x - k_fine_per_coarse;
        point.x = plan_.box.low.x + 0.5F * fine_mm_ * static_cast<float>(std::abs(beyond));
    }
    return field_(point);
}

std::size_t NetsBuilder::block_of_cell(const glm::ivec3& fine_cell) const {
    const glm::ivec3 at = fine_cell / k_fine_per_block;
    return (to_size(at.z) * to_size(block_count_.y) + to_size(at.y)) * to_size(block_count_.x) + to_size(at.x);
}

bool NetsBuilder::may_hold_surface(const Block& block) const {
    const float half_diagonal_mm = 0.5F * std::sqrt(3.0F) * fine_mm_ * k_fine_per_block;
    return std::abs(value_at(block.first + k_fine_per_block / 2)) < plan_.steepness * half_diagonal_mm;
}

void NetsBuilder::evaluate(Block& block) const {
    const int n = block.cells() + 1;
    block.nodes.reserve(to_size(n) * to_size(n) * to_size(n));
    for (int z = 0; z < n; ++z) {
        for (int y = 0; y < n; ++y) {
            for (int x = 0; x < n; ++x) {
                block.nodes.push_back(value_at(block.first + block.step * glm::ivec3(x, y, z)));
            }
        }
    }
    block.vertices.assign(to_size(block.cells()) * to_size(block.cells()) * to_size(block.cells()), k_no_vertex);
}

bool NetsBuilder::changes_on_face(const Block& block, int axis, bool high) const {
    const int n = block.cells() + 1;
    glm::ivec3 at{0};
    at[axis] = high ? n - 1 : 0;
    const bool sign = block.node(at) > 0.0F;
    for (int v = 0; v < n; ++v) {
        for (int u = 0; u < n; ++u) {
            at[(axis + 1) % 3] = u;
            at[(axis + 2) % 3] = v;
            if ((block.node(at) > 0.0F) != sign) {
                return true;
            }
        }
    }
    return false;
}

/// Evaluates the blocks that may hold surface, then follows the surface into neighbours that were skipped wrongly.
void NetsBuilder::evaluate_blocks() {
    std::vector<std::uint8_t> wanted(blocks_.size(), 0);
    parallel_for(blocks_.size(), [&](std::size_t i) { wanted[i] = may_hold_surface(blocks_[i]) ? 1 : 0; });
    bool more = true;
    while (more) {
        more = false;
        parallel_for(blocks_.size(), [&](std::size_t i) {
            if (wanted[i] != 0 && blocks_[i].nodes.empty()) {
                context_.check_stop();
                evaluate(blocks_[i]);
            }
        });
        for (const Block& block : blocks_) {
            for (int face = 0; face < 6 && !block.nodes.empty(); ++face) {
                glm::ivec3 beyond = block.first / k_fine_per_block;
                beyond[face / 2] += face % 2 == 0 ? -1 : 1;
                if (beyond[face / 2] < 0 || beyond[face / 2] >= block_count_[face / 2]) {
                    continue;
                }
                const std::size_t neighbour = block_of_cell(beyond * k_fine_per_block);
                if (wanted[neighbour] == 0 && changes_on_face(block, face / 2, face % 2 != 0)) {
                    wanted[neighbour] = 1;
                    more = true;
                }
            }
        }
    }
}

/// Makes a node lie just inside, in every block that has it.
void NetsBuilder::include_node(const glm::ivec3& fine_node) {
    for (int corner = 0; corner < 8; ++corner) {
        const glm::ivec3 cell = fine_node - glm::ivec3(corner & 1, (corner >> 1) & 1, corner >> 2);
        const glm::ivec3 limit = k_fine_per_block * block_count_;
        if (std::min({cell.x, cell.y, cell.z}) < 0 || cell.x >= limit.x || cell.y >= limit.y || cell.z >= limit.z) {
            continue;
        }
        Block& block = blocks_[block_of_cell(cell)];
        const glm::ivec3 offset = fine_node - block.first;
        const bool on_lattice = offset.x % block.step == 0 && offset.y % block.step == 0 && offset.z % block.step == 0;
        if (on_lattice && !block.nodes.empty()) {
            const glm::ivec3 at = offset / block.step;
            const int n = block.cells() + 1;
            block.nodes[to_size((at.z * n + at.y) * n + at.x)] = 0.05F * fine_mm_;
        }
    }
}

/// Where the signs of a cell's face alternate round its corners, four sheets would share one edge of the net: joins the
/// two inside corners. True if it had to.
bool NetsBuilder::part_on_faces(const Block& block) {
    const int cells = block.cells();
    bool found = false;
    for (int axis = 0; axis < 3; ++axis) {
        glm::ivec3 u{0};
        glm::ivec3 v{0};
        u[(axis + 1) % 3] = 1;
        v[(axis + 2) % 3] = 1;
        const glm::ivec3 count = glm::ivec3(cells + 1) - u - v;
        for (int z = 0; z < count.z; ++z) {
            for (int y = 0; y < count.y; ++y) {
                for (int x = 0; x < count.x; ++x) {
                    const glm::ivec3 at{x, y, z};
                    const std::array<float, 4> value{block.node(at), block.node(at + u), block.node(at + u + v),
                                                     block.node(at + v)};
                    const bool inside = value[0] > 0.0F;
                    const bool alternate =
                        (value[1] > 0.0F) != inside && (value[2] > 0.0F) == inside && (value[3] > 0.0F) != inside;
                    if (alternate) {
                        const int first = inside ? 1 : 0;
                        const bool later = value[to_size(first + 2)] > value[to_size(first)];
                        const std::array<glm::ivec3, 4> corner{at, at + u, at + u + v, at + v};
                        include_node(block.first + block.step * corner[to_size(later ? first + 2 : first)]);
                        found = true;
                    }
                }
            }
        }
    }
    return found;
}

void NetsBuilder::part_touching_sheets() {
    constexpr int k_most_rounds = 8;
    bool found = true;
    for (int round = 0; round < k_most_rounds && found; ++round) {
        found = false;
        for (const Block& block : blocks_) {
            found = (!block.nodes.empty() && part_on_faces(block)) || found;
        }
    }
}

std::uint32_t NetsBuilder::vertex_of(const glm::ivec3& fine_cell, const glm::vec3& crossing) {
    Block& block = blocks_[block_of_cell(fine_cell)];
    std::uint32_t& vertex = block.vertices[block.cell_index(fine_cell)];
    if (vertex == k_no_vertex) {
        vertex = static_cast<std::uint32_t>(sums_.size());
        sums_.emplace_back(0.0F);
        crossings_.push_back(0);
        const int plane_cell = block.step == 1 ? k_fine_per_coarse / 2 : 0;
        const int column = (fine_cell.x - block.first.x) / block.step;
        on_plane_.push_back(plan_.mirrored_at_low_x && block.first.x == 0 && column == plane_cell ? 1 : 0);
    }
    sums_[vertex] += crossing;
    ++crossings_[vertex];
    return vertex;
}

void NetsBuilder::add_quad(const std::array<std::uint32_t, 4>& corners, bool flip) {
    std::vector<std::uint32_t> loop;
    for (const std::uint32_t corner : corners) {
        if (loop.empty() || loop.back() != corner) {
            loop.push_back(corner);
        }
    }
    if (loop.size() > 1 && loop.front() == loop.back()) {
        loop.pop_back();
    }
    if (flip) {
        std::reverse(loop.begin(), loop.end());
    }
    for (std::size_t i = 2; i < loop.size(); ++i) {
        indices_.insert(indices_.end(), {loop[0], loop[i - 1], loop[i]});
    }
}

/// Joins the four cells round an edge where the field changes sign, unless a finer block beside it does.
void NetsBuilder::emit_edge(std::size_t owner, const Edge& edge) {
    const int u = (edge.axis + 1) % 3;
    const int v = (edge.axis + 2) % 3;
    std::array<glm::ivec3, 4> cells{edge.start, edge.start, edge.start, edge.start};
    cells[1][u] -= 1;
    cells[2][u] -= 1;
    cells[2][v] -= 1;
    cells[3][v] -= 1;
    std::size_t best = blocks_.size();
    for (const glm::ivec3& cell : cells) {
        const glm::ivec3 limit = k_fine_per_block * block_count_;
        if (cell[u] < 0 || cell[v] < 0 || cell[u] >= limit[u] || cell[v] >= limit[v]) {
            return;  // on the faces of the box, where the field is negative or mirrored
        }
        const std::size_t block = block_of_cell(cell);
        if (best == blocks_.size() || blocks_[block].step < blocks_[best].step) {
            best = block;
        }
    }
    if (best != owner) {
        return;
    }
    const float t = edge.low_value / (edge.low_value - edge.high_value);
    glm::vec3 crossing = position(edge.start);
    crossing[edge.axis] += t * fine_mm_ * static_cast<float>(edge.length);
    std::array<std::uint32_t, 4> corners{};
    for (std::size_t i = 0; i < 4; ++i) {
        corners[i] = vertex_of(cells[i], crossing);
    }
    add_quad(corners, edge.low_value <= 0.0F);
}

void NetsBuilder::emit_block(std::size_t index) {
    const Block& block = blocks_[index];
    const int n = block.cells() + 1;
    for (int z = 0; z < n; ++z) {
        for (int y = 0; y < n; ++y) {
            for (int x = 0; x < n; ++x) {
                const glm::ivec3 at{x, y, z};
                const glm::ivec3 start = block.first + block.step * at;
                if (plan_.mirrored_at_low_x && 2 * start.x < k_fine_per_coarse) {
                    continue;  // the other half makes these
                }
                const float low = block.node(at);
                for (int axis = 0; axis < 3; ++axis) {
                    glm::ivec3 next = at;
                    next[axis] += 1;
                    if (next[axis] == n) {
                        continue;
                    }
                    const float high = block.node(next);
                    if ((low > 0.0F) != (high > 0.0F)) {
                        emit_edge(index, {start, axis, block.step, low, high});
                    }
                }
            }
        }
    }
}

TriangleMesh NetsBuilder::finish() {
    TriangleMesh mesh;
    mesh.positions_mm.reserve(sums_.size());
    for (std::size_t i = 0; i < sums_.size(); ++i) {
        glm::vec3 place = sums_[i] / static_cast<float>(crossings_[i]);
        if (on_plane_[i] != 0) {
            place.x = plan_.box.low.x;
        }
        mesh.positions_mm.push_back(place);
    }
    mesh.indices = std::move(indices_);
    mesh.normals.assign(mesh.positions_mm.size(), glm::vec3(0.0F, 0.0F, 1.0F));
    return mesh;
}

TriangleMesh NetsBuilder::build() {
    evaluate_blocks();
    part_touching_sheets();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (!blocks_[i].nodes.empty()) {
            context_.check_stop();
            emit_block(i);
        }
    }
    return finish();
}

}  // namespace

TriangleMesh make_surface_nets(const SurfaceNetsPlan& plan, const std::function<float(const glm::vec3&)>& field,
                               const JobContext& context) {
    return NetsBuilder(plan, field, context).build();
}

}  // namespace palpate
