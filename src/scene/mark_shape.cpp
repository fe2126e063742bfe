#include "scene/mark_shape.h"

#include "geometry/simplify.h"
#include "scene/detail/join_strokes.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr float k_rim_error_mm = 0.3F;  ///< less than can be seen of a hand-drawn border

/// The pieces as one mesh; corners that are the skin's own vertices are shared.
class AreaMesh {
public:
    AreaMesh(const TriangleMesh& skin, MarkShape& shape) : skin_(skin), shape_(shape) {}

    void add(std::uint32_t triangle, std::span<const glm::vec3> corners) {
        std::vector<std::uint32_t> indices;
        for (const glm::vec3& weights : corners) {
            indices.push_back(add_corner(triangle, weights));
        }
        for (std::size_t i = 1; i + 1 < indices.size(); ++i) {
            shape_.indices.insert(shape_.indices.end(), {indices[0], indices[i], indices[i + 1]});
        }
    }

private:
    std::uint32_t add_corner(std::uint32_t triangle, const glm::vec3& weights) {
        constexpr float k_a_vertex = 0.99999F;
        const auto next = static_cast<std::uint32_t>(shape_.corners_mm.size());
        for (glm::length_t i = 0; i < 3; ++i) {
            if (weights[i] >= k_a_vertex) {
                const std::uint32_t vertex = skin_.indices[std::size_t{3} * triangle + static_cast<std::size_t>(i)];
                const auto [entry, is_new] = of_vertex_.try_emplace(vertex, next);
                if (is_new) {
                    shape_.corners_mm.push_back(skin_.positions_mm[vertex]);
                }
                return entry->second;
            }
        }
        const auto [a, b, c] = skin_.triangle(triangle);
        shape_.corners_mm.push_back(weights.x * a + weights.y * b + weights.z * c);
        return next;
    }

    const TriangleMesh& skin_;
    MarkShape& shape_;
    std::unordered_map<std::uint32_t, std::uint32_t> of_vertex_;
};

void add_line(std::span<const SurfacePoint> line, std::vector<SkinStroke>& band) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        band.push_back({line[i - 1].position_mm, line[i].position_mm, line[i].normal, false});
    }
    if (line.size() < 2) {
        return;
    }
    // The head points along the last bit that is long enough to have a direction.
    constexpr float k_least_mm = 3.0F;
    std::size_t start = line.size() - 2;
    while (start > 0 && glm::distance(line[start].position_mm, line.back().position_mm) < k_least_mm) {
        --start;
    }
    band.push_back({line[start].position_mm, line.back().position_mm, line.back().normal, true});
}

std::shared_ptr<MarkShape> make_fine_area_shape(std::shared_ptr<const PaintedSkin> painted) {
    auto shape = std::make_shared<MarkShape>();
    const TriangleMesh& skin = painted->skin().mesh();
    AreaMesh mesh(skin, *shape);
    painted->visit_pieces([&](std::uint32_t triangle, auto corners) { mesh.add(triangle, corners); });
    painted->visit_rim([&](std::uint32_t triangle, const glm::vec3& from, const glm::vec3& to) {
        const SurfacePoint start = surface_point(skin, triangle, from);
        shape->rim.push_back({start.position_mm, surface_point(skin, triangle, to).position_mm, start.normal, false});
    });
    shape->rim = join_strokes(shape->rim, k_rim_error_mm);
    shape->painted = std::move(painted);
    return shape;
}

/// A body with dozens of painted areas is mostly seen as a whole: then a tenth of their triangles do.
void add_coarse_form(MarkShape& shape) {
    TriangleMesh area;
    area.positions_mm = shape.corners_mm;
    area.indices = shape.indices;
    add_coarse_levels(area, std::array{k_coarse_shape_error_mm});
    if (!area.coarse.empty()) {
        shape.coarse_indices = std::move(area.coarse.front().indices);
    }
    shape.coarse_rim = join_strokes(shape.rim, k_coarse_shape_error_mm);
}

/// True where both ends of the line lie on one side of the piece.
bool has_side(const SkinPiece& piece, const SkinLine& line) {
    constexpr float k_on_it = 2e-4F;
    const auto off = [](const glm::vec3& a, const glm::vec3& b, const glm::vec3& place) {
        const glm::vec3 side = b - a;
        const float length2 = glm::dot(side, side);
        const float share = length2 > 0.0F ? glm::clamp(glm::dot(place - a, side) / length2, 0.0F, 1.0F) : 0.0F;
        return glm::distance(place, a + share * side);
    };
    for (std::size_t i = 0; i < 3; ++i) {
        const glm::vec3& a = piece.corners[i];
        const glm::vec3& b = piece.corners[(i + 1) % 3];
        if (off(a, b, line[0]) < k_on_it && off(a, b, line[1]) < k_on_it) {
            return true;
        }
    }
    return false;
}

/// Empty where the body has no map of its regions, or the place lies in none.
std::shared_ptr<const MarkShape> make_shape_of_region(const TriangleMesh& skin, const Atlas& atlas,
                                                      const SurfaceAnchor& anchor) {
    const auto place = resolve(anchor, atlas);
    const auto map = std::ranges::find(atlas.skin_maps(), k_region_map, &SkinMap::id);
    const bool on_skin = place && atlas.structures()[place->structure_index].structure_class == StructureClass::Skin;
    const std::uint8_t label =
        on_skin && map != atlas.skin_maps().end() ? label_at(*map, skin, place->point) : k_no_area;
    return label == k_no_area ? std::make_shared<const MarkShape>() : make_region_shape(skin, *map, label);
}

}  // namespace

bool has_shape(const Mark& mark) {
    return !mark.dabs.empty() || !mark.path.empty() || !mark.arrows.empty() || mark.extent == MarkExtent::Region;
}

bool have_same_shape(const Mark& a, const Mark& b) {
    return a.dabs == b.dabs && a.path == b.path && a.arrows == b.arrows && (a.arrows.empty() || a.anchor == b.anchor);
}

std::shared_ptr<const MarkShape> make_area_shape(std::shared_ptr<const PaintedSkin> painted) {
    return make_fine_area_shape(std::move(painted));
}

std::shared_ptr<const MarkShape> make_line_shape(std::span<const SurfacePoint> line) {
    auto shape = std::make_shared<MarkShape>();
    add_line(line, shape->band);
    return shape;
}

std::shared_ptr<const MarkShape> make_region_shape(const TriangleMesh& skin, const SkinMap& map, std::uint8_t label) {
    auto shape = std::make_shared<MarkShape>();
    AreaMesh mesh(skin, *shape);
    std::vector<SkinPiece> pieces;
    std::vector<SkinLine> lines;
    for (std::uint32_t triangle = 0; triangle < skin.triangle_count(); ++triangle) {
        std::span<const SkinPiece> all = pieces_of(map, skin, triangle, pieces);
        for (const SkinPiece& piece : all) {
            if (piece.label == label) {
                mesh.add(triangle, piece.corners);
            }
        }
        const bool at_border = all.size() > 1 && std::ranges::count(all, label, &SkinPiece::label) > 0;
        for (const SkinLine& line : at_border ? lines_of(map, triangle, lines) : std::span<const SkinLine>()) {
            const bool own = std::ranges::any_of(
                all, [&](const SkinPiece& piece) { return piece.label == label && has_side(piece, line); });
            if (own) {
                const SurfacePoint from = surface_point(skin, triangle, line[0]);
                shape->rim.push_back(
                    {from.position_mm, surface_point(skin, triangle, line[1]).position_mm, from.normal, false});
            }
        }
    }
    add_coarse_form(*shape);
    return shape;
}

std::shared_ptr<const MarkShape> make_mark_shape(std::shared_ptr<const SurfaceGraph> skin, const Atlas& atlas,
                                                 const Mark& mark, const JobContext& context) {
    if (!mark.dabs.empty()) {
        auto area = make_fine_area_shape(
            std::make_shared<const PaintedSkin>(paint_dabs(std::move(skin), atlas, mark.dabs, context).skin));
        add_coarse_form(*area);
        return area;
    }
    if (mark.extent == MarkExtent::Region) {
        return make_shape_of_region(skin->mesh(), atlas, mark.anchor);
    }
    auto shape = std::make_shared<MarkShape>();
    add_line(find_line(*skin, atlas, mark.path), shape->band);
    for (const SurfaceAnchor& end : mark.arrows) {
        context.check_stop();
        const std::array<SurfaceAnchor, 2> ends{mark.anchor, end};
        add_line(find_line(*skin, atlas, ends), shape->band);
    }
    return shape;
}

}  // namespace palpate
