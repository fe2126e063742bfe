#include "atlas_sources/parametric/iso_surface.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

constexpr std::size_t k_cell_edges = 12;
constexpr std::uint8_t k_no_sheet = 255;

/// Corner c of a cell stands at (c & 1, c >> 1 & 1, c >> 2). Edges 0-3 run along x, 4-7 along y, 8-11 along z.
constexpr std::array<std::array<std::uint8_t, 2>, k_cell_edges> k_edge_corners{
    {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}}};

/// Corners of the six faces in order round each face.
constexpr std::array<std::array<std::uint8_t, 4>, 6> k_face_corners{
    {{0, 2, 6, 4}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 1, 3, 2}, {4, 5, 7, 6}}};

/// Which sheet of surface each crossed edge of a cell belongs to.
struct CellSheets {
    std::array<std::uint8_t, k_cell_edges> of_edge{};
    std::uint8_t count = 0;
};

constexpr std::size_t edge_between(std::uint8_t a, std::uint8_t b) {
    for (std::size_t edge = 0; edge < k_cell_edges; ++edge) {
        const auto& ends = k_edge_corners[edge];
        if ((ends[0] == a && ends[1] == b) || (ends[0] == b && ends[1] == a)) {
            return edge;
        }
    }
    return k_cell_edges;
}

bool is_inside(unsigned pattern, std::uint8_t corner) { return (pattern >> corner & 1U) != 0; }

/// The crossed edges of a face, in order round it. Four of them: the face is ambiguous.
std::vector<std::size_t> crossed_edges(unsigned pattern, std::size_t face) {
    std::vector<std::size_t> crossed;
    for (std::size_t k = 0; k < 4; ++k) {
        const std::uint8_t from = k_face_corners[face][k];
        const std::uint8_t to = k_face_corners[face][(k + 1) % 4];
        if (is_inside(pattern, from) != is_inside(pattern, to)) {
            crossed.push_back(edge_between(from, to));
        }
    }
    return crossed;
}

/// Joins the crossed edges of each face in pairs: where all four are crossed, round the two inside corners, or round
/// the outside ones for faces in `turned_faces` (one bit per face).
CellSheets make_sheets(unsigned pattern, unsigned turned_faces) {
    CellSheets sheets;
    std::array<std::uint8_t, k_cell_edges> group{};
    for (std::uint8_t edge = 0; edge < k_cell_edges; ++edge) {
        const auto& ends = k_edge_corners[edge];
        group[edge] = is_inside(pattern, ends[0]) != is_inside(pattern, ends[1]) ? edge : k_no_sheet;
    }
    const auto join = [&](std::size_t a, std::size_t b) {
        std::ranges::replace(group, std::uint8_t{group[a]}, std::uint8_t{group[b]});
    };
    for (std::size_t face = 0; face < k_face_corners.size(); ++face) {
        const std::vector<std::size_t> crossed = crossed_edges(pattern, face);
        if (crossed.size() == 2) {
            join(crossed[0], crossed[1]);
        }
        // Edge k runs from corner k to k + 1: corner k lies between edges k - 1 and k.
        const bool round_inside = (turned_faces >> face & 1U) == 0;
        for (std::size_t k = 0; crossed.size() == 4 && k < 4; ++k) {
            if (is_inside(pattern, k_face_corners[face][k]) == round_inside) {
                join(crossed[(k + 3) % 4], crossed[k]);
            }
        }
    }
    std::array<std::uint8_t, k_cell_edges> number_of{};
    number_of.fill(k_no_sheet);
    for (std::size_t edge = 0; edge < k_cell_edges; ++edge) {
        if (group[edge] != k_no_sheet && number_of[group[edge]] == k_no_sheet) {
            number_of[group[edge]] = sheets.count++;
        }
        sheets.of_edge[edge] = group[edge] == k_no_sheet ? k_no_sheet : number_of[group[edge]];
    }
    return sheets;
}

/// make_sheets for every pattern of inside corners, no face turned.
const CellSheets& usual_sheets(unsigned pattern) {
    static const std::vector<CellSheets> table = [] {
        std::vector<CellSheets> sheets;
        for (unsigned each = 0; each < 256; ++each) {
            sheets.push_back(make_sheets(each, 0));
        }
        return sheets;
    }();
    return table[pattern];
}

/// True where a face has four crossed edges that all belong to one sheet of this cell. If that is so on both sides of
/// the face, four triangles would meet at one edge.
bool pinches_at(unsigned pattern, std::size_t face) {
    const std::vector<std::size_t> crossed = crossed_edges(pattern, face);
    const CellSheets& sheets = usual_sheets(pattern);
    return crossed.size() == 4 && sheets.of_edge[crossed[0]] == sheets.of_edge[crossed[1]] &&
           sheets.of_edge[crossed[0]] == sheets.of_edge[crossed[2]];
}

/// Walks the cells of the grid and collects vertices and triangles.
class SurfaceBuilder {
public:
    explicit SurfaceBuilder(const FieldGrid& field)
        : field_(field), corner_offset_{field.index(0, 0, 0), field.index(1, 0, 0), field.index(0, 1, 0),
                                        field.index(1, 1, 0), field.index(0, 0, 1), field.index(1, 0, 1),
                                        field.index(0, 1, 1), field.index(1, 1, 1)} {}

    [[nodiscard]] TriangleMesh build(const JobContext& context) {
        find_vertices();
        context.check_stop();
        join_vertices();
        context.check_stop();
        mesh_.normals.resize(mesh_.positions_mm.size());
        for (std::size_t i = 0; i < mesh_.positions_mm.size(); ++i) {
            settle_vertex(i);
        }
        return std::move(mesh_);
    }

private:
    void find_vertices() {
        find_patterns();
        find_cells();
        turn_pinched_faces();
        first_vertex_.assign(field_.values.size(), 0);
        for (const std::size_t sample : cells_) {
            const std::size_t row = sample / field_.size[0];
            first_vertex_[sample] = static_cast<std::uint32_t>(mesh_.positions_mm.size());
            add_cell_vertices(glm::dvec3(sample % field_.size[0], row % field_.size[1], row / field_.size[1]), sample);
        }
    }

    /// Patterns of the cells the surface passes, 0 elsewhere. A row at a time, without branches: most cells are empty.
    void find_patterns() {
        pattern_.assign(field_.values.size(), 0);
        const std::size_t count = field_.size[0];
        std::vector<std::uint8_t> across(count);  ///< the pattern's half at the low x face
        for (std::size_t z = 0; z + 1 < field_.size[2]; ++z) {
            for (std::size_t y = 0; y + 1 < field_.size[1]; ++y) {
                const std::size_t row = field_.index(0, y, z);
                for (unsigned corner = 0; corner < 8; corner += 2) {
                    const float* values = field_.values.data() + row + corner_offset_[corner];
                    const std::uint8_t kept = corner == 0 ? 0 : 255;
                    for (std::size_t x = 0; x < count; ++x) {
                        const unsigned bit = (values[x] < 0.0F ? 1U : 0U) << corner;
                        across[x] = static_cast<std::uint8_t>((across[x] & kept) | bit);
                    }
                }
                for (std::size_t x = 0; x + 1 < count; ++x) {
                    const unsigned pattern = across[x] | static_cast<unsigned>(across[x + 1]) << 1U;
                    pattern_[row + x] = static_cast<std::uint8_t>(pattern == 255 ? 0 : pattern);
                }
            }
        }
    }

    void find_cells() {
        const auto crossed = [](std::uint8_t pattern) { return pattern != 0; };
        for (auto at = pattern_.begin(); (at = std::find_if(at, pattern_.end(), crossed)) != pattern_.end(); ++at) {
            cells_.push_back(static_cast<std::size_t>(at - pattern_.begin()));
        }
    }

    /// Gives both cells at a pinched face the other way of joining its crossings.
    void turn_pinched_faces() {
        const std::array<std::size_t, 3> stride{1, field_.size[0], field_.size[0] * field_.size[1]};
        std::unordered_map<std::size_t, unsigned> turned_faces;
        for (const std::size_t sample : cells_) {
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const std::size_t low_face = 2 * axis;
                const std::size_t next = sample + stride[axis];
                if (pinches_at(pattern_[sample], low_face + 1) && pinches_at(pattern_[next], low_face)) {
                    turned_faces[sample] |= 1U << (low_face + 1);
                    turned_faces[next] |= 1U << low_face;
                }
            }
        }
        for (const auto& [sample, faces] : turned_faces) {
            turned_[sample] = make_sheets(pattern_[sample], faces);
        }
    }

    [[nodiscard]] const CellSheets& sheets_of(std::size_t sample) const {
        if (!turned_.empty()) {
            if (const auto found = turned_.find(sample); found != turned_.end()) {
                return found->second;
            }
        }
        return usual_sheets(pattern_[sample]);
    }

    /// One vertex per sheet, in the middle of its crossings.
    void add_cell_vertices(const glm::dvec3& cell, std::size_t sample) {
        const CellSheets& sheets = sheets_of(sample);
        std::array<glm::dvec3, 4> sum{};
        std::array<int, 4> count{};
        for (std::size_t edge = 0; edge < k_cell_edges; ++edge) {
            const std::uint8_t sheet = sheets.of_edge[edge];
            if (sheet == k_no_sheet) {
                continue;
            }
            const auto [a, b] = k_edge_corners[edge];
            const auto low = static_cast<double>(field_.values[sample + corner_offset_[a]]);
            const auto high = static_cast<double>(field_.values[sample + corner_offset_[b]]);
            glm::dvec3 crossing(a & 1, a >> 1 & 1, a >> 2);
            crossing[static_cast<glm::length_t>(edge / 4)] += low / (low - high);
            sum[sheet] += crossing;
            ++count[sheet];
        }
        for (std::size_t sheet = 0; sheet < sheets.count; ++sheet) {
            const glm::dvec3 middle = sum[sheet] / static_cast<double>(count[sheet]);
            mesh_.positions_mm.emplace_back(field_.origin_mm + field_.step_mm * (cell + middle));
        }
    }

    [[nodiscard]] std::uint32_t vertex(std::size_t cell, std::size_t edge) const {
        return first_vertex_[cell] + sheets_of(cell).of_edge[edge];
    }

    /// Two triangles for every grid edge that the surface crosses, from the four cells round it.
    void join_vertices() {
        // Steps to the three other cells round an edge, and the edge's number in each of the four.
        const std::array<std::size_t, 3> stride{1, field_.size[0], field_.size[0] * field_.size[1]};
        constexpr std::array<std::array<std::size_t, 4>, 3> k_edge_in_cell{
            {{0, 1, 3, 2}, {4, 6, 7, 5}, {8, 9, 11, 10}}};
        for (const std::size_t sample : cells_) {
            const unsigned pattern = pattern_[sample];
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const bool inside = (pattern & 1U) != 0;
                const bool next_inside = (pattern >> (1U << axis) & 1U) != 0;
                if (inside == next_inside) {
                    continue;
                }
                const std::size_t one = stride[(axis + 1) % 3];
                const std::size_t two = stride[(axis + 2) % 3];
                const auto& edges = k_edge_in_cell[axis];
                std::array<std::uint32_t, 4> corner{vertex(sample, edges[0]), vertex(sample - one, edges[1]),
                                                    vertex(sample - one - two, edges[2]),
                                                    vertex(sample - two, edges[3])};
                if (!inside) {
                    std::swap(corner[1], corner[3]);
                }
                add_quad(corner);
            }
        }
    }

    /// Cut along the shorter diagonal.
    void add_quad(const std::array<std::uint32_t, 4>& corner) {
        const auto length = [&](std::size_t a, std::size_t b) {
            return glm::distance(mesh_.positions_mm[corner[a]], mesh_.positions_mm[corner[b]]);
        };
        const bool even = length(0, 2) <= length(1, 3);
        const std::array<std::size_t, 6> order =
            even ? std::array<std::size_t, 6>{0, 1, 2, 0, 2, 3} : std::array<std::size_t, 6>{1, 2, 3, 1, 3, 0};
        for (const std::size_t k : order) {
            mesh_.indices.push_back(corner[k]);
        }
    }

    /// A Newton step or two onto the zero level, at most half a cell, and the normal there.
    void settle_vertex(std::size_t index) {
        glm::dvec3 point(mesh_.positions_mm[index]);
        const glm::dvec3 start = point;
        for (int round = 0; round < 2; ++round) {
            const glm::dvec3 gradient = field_.gradient_at(point);
            const double steepness2 = glm::dot(gradient, gradient);
            if (steepness2 < 0.04) {
                break;  // between two walls: stay in the middle
            }
            point -= field_.value_at(point) / steepness2 * gradient;
        }
        if (glm::distance(point, start) > 0.5 * field_.step_mm) {
            point = start;
        }
        mesh_.positions_mm[index] = glm::vec3(point);
        const glm::dvec3 gradient = field_.gradient_at(point);
        const double steepness = glm::length(gradient);
        mesh_.normals[index] = steepness > 1e-6 ? glm::vec3(gradient / steepness) : glm::vec3(0.0F, 1.0F, 0.0F);
    }

    const FieldGrid& field_;
    std::array<std::size_t, 8> corner_offset_;
    std::vector<std::uint8_t> pattern_;
    std::vector<std::size_t> cells_;  ///< those that the surface passes, by their first sample
    std::vector<std::uint32_t> first_vertex_;
    std::unordered_map<std::size_t, CellSheets> turned_;  ///< the cells that differ from usual_sheets
    TriangleMesh mesh_;
};

}  // namespace

TriangleMesh make_iso_surface(const FieldGrid& field, const JobContext& context) {
    return SurfaceBuilder(field).build(context);
}

}  // namespace palpate::parametric
