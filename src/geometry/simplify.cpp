#include "geometry/simplify.h"

#include <glm/geometric.hpp>
#include <meshoptimizer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace palpate {
namespace {

/// meshoptimizer measures errors as a share of the mesh's extent.
float relative_error(const TriangleMesh& mesh, float error_mm) {
    const float scale =
        meshopt_simplifyScale(&mesh.positions_mm[0].x, mesh.positions_mm.size(), sizeof(mesh.positions_mm[0]));
    return scale > 0 ? error_mm / scale : 0.0F;
}

/// Vertices that stand at one place: doubled where fibre_uv wraps or a hard edge splits the normals. To the simplifier
/// they are one, or every seam would stay as fine as it was.
class Twins {
public:
    explicit Twins(const TriangleMesh& mesh) : place_of_(mesh.positions_mm.size()) {
        const std::size_t count =
            meshopt_generateVertexRemap(place_of_.data(), nullptr, place_of_.size(), mesh.positions_mm.data(),
                                        place_of_.size(), sizeof(mesh.positions_mm[0]));
        first_.assign(count + 1, 0);
        for (const std::uint32_t place : place_of_) {
            ++first_[place + 1];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        vertices_.resize(place_of_.size());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        for (std::uint32_t vertex = 0; vertex < place_of_.size(); ++vertex) {
            vertices_[next[place_of_[vertex]]++] = vertex;
        }
    }

    [[nodiscard]] bool none() const { return first_.size() == vertices_.size() + 1; }
    /// All vertices at the place of this one.
    [[nodiscard]] std::span<const std::uint32_t> at_place_of(std::uint32_t vertex) const {
        const std::uint32_t place = place_of_[vertex];
        return std::span(vertices_).subspan(first_[place], first_[place + 1] - first_[place]);
    }
    [[nodiscard]] std::uint32_t representative(std::uint32_t vertex) const { return at_place_of(vertex).front(); }

private:
    std::vector<std::uint32_t> place_of_;
    std::vector<std::uint32_t> first_;     ///< per place, into vertices_
    std::vector<std::uint32_t> vertices_;  ///< sorted by place
};

/// How badly three vertices fit into one triangle: the stretch of fibre coordinates plus normals that look elsewhere.
float misfit(const TriangleMesh& mesh, const std::array<std::uint32_t, 3>& corner, const glm::vec3& facing) {
    float result = 0.0F;
    for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t a = corner[k];
        const std::uint32_t b = corner[(k + 1) % 3];
        if (!mesh.fibre_uv.empty()) {
            result += std::abs(mesh.fibre_uv[a].y - mesh.fibre_uv[b].y);
        }
        if (!mesh.normals.empty()) {
            result += 1.0F - glm::dot(mesh.normals[a], facing);
        }
    }
    return result;
}

/// Of all twins at the three corners, those that fit together best.
std::array<std::uint32_t, 3> choose_corners(const TriangleMesh& mesh, const Twins& twins,
                                            const std::array<std::uint32_t, 3>& corner) {
    const glm::vec3& a = mesh.positions_mm[corner[0]];
    const glm::vec3 across = glm::cross(mesh.positions_mm[corner[1]] - a, mesh.positions_mm[corner[2]] - a);
    const float length = glm::length(across);
    const glm::vec3 facing = length > 0 ? across / length : glm::vec3(0.0F);
    std::array<std::uint32_t, 3> best = corner;
    float least = std::numeric_limits<float>::max();
    for (const std::uint32_t first : twins.at_place_of(corner[0])) {
        for (const std::uint32_t second : twins.at_place_of(corner[1])) {
            for (const std::uint32_t third : twins.at_place_of(corner[2])) {
                if (const float found = misfit(mesh, {first, second, third}, facing); found < least) {
                    least = found;
                    best = {first, second, third};
                }
            }
        }
    }
    return best;
}

/// Where simplifying folded a thin place flat, two triangles cover each other back to back: drops both.
void drop_folded_pairs(std::vector<std::uint32_t>& indices) {
    struct Key {
        std::array<std::uint32_t, 3> corners;  ///< sorted
        bool turned;
        std::size_t triangle;
    };
    std::vector<Key> keys;
    for (std::size_t i = 0; i < indices.size(); i += 3) {
        std::array<std::uint32_t, 3> corners{indices[i], indices[i + 1], indices[i + 2]};
        std::ranges::rotate(corners, std::ranges::min_element(corners));
        const bool turned = corners[1] > corners[2];
        std::ranges::sort(corners);
        keys.push_back({corners, turned, i});
    }
    std::ranges::sort(keys, [](const Key& a, const Key& b) {
        return std::tie(a.corners, a.triangle) < std::tie(b.corners, b.triangle);
    });
    std::vector<bool> dropped(indices.size() / 3, false);
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        if (keys[i].corners == keys[i + 1].corners && keys[i].turned != keys[i + 1].turned) {
            dropped[keys[i].triangle / 3] = dropped[keys[i + 1].triangle / 3] = true;
            ++i;
        }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < indices.size(); i += 3) {
        if (!dropped[i / 3]) {
            std::copy_n(indices.begin() + static_cast<std::ptrdiff_t>(i), 3,
                        indices.begin() + static_cast<std::ptrdiff_t>(kept));
            kept += 3;
        }
    }
    indices.resize(kept);
}

/// `indices` with as few triangles as stay within `error_mm` of the mesh.
std::vector<std::uint32_t> simplified_indices(const TriangleMesh& mesh, const Twins& twins,
                                              const std::vector<std::uint32_t>& indices, float error_mm,
                                              unsigned int options = 0) {
    std::vector<std::uint32_t> joined(indices.size());
    std::ranges::transform(indices, joined.begin(), [&](std::uint32_t i) { return twins.representative(i); });
    std::vector<std::uint32_t> result(indices.size());
    const std::size_t count =
        meshopt_simplify(result.data(), joined.data(), joined.size(), &mesh.positions_mm[0].x, mesh.positions_mm.size(),
                         sizeof(mesh.positions_mm[0]), 0, relative_error(mesh, error_mm), options);
    result.resize(count);
    drop_folded_pairs(result);
    for (std::size_t i = 0; !twins.none() && i < result.size(); i += 3) {
        std::ranges::copy(choose_corners(mesh, twins, {result[i], result[i + 1], result[i + 2]}), &result[i]);
    }
    return result;
}

/// True for short fibres with a tendon at both ends: without a vertex in the middle their flesh would be gone, for the share
/// of tendon falls from either end to there.
bool needs_middle(const TriangleMesh& mesh) {
    constexpr float k_long_fibres_mm = 90.0F;
    if (mesh.tendon.empty() || mesh.fibre_uv.empty() || mesh.fibre_extent_mm.x > k_long_fibres_mm) {
        return false;
    }
    const auto [least, most] = std::ranges::minmax(mesh.tendon);
    return least < 0.5F && most > 0.5F;
}

/// Simplifies the two halves of the fibres apart, so that the line between them stays.
std::vector<std::uint32_t> simplified_halves(const TriangleMesh& mesh, const Twins& twins, float error_mm) {
    std::array<std::vector<std::uint32_t>, 2> halves;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto* corner = &mesh.indices[i];
        const float along = mesh.fibre_uv[corner[0]].x + mesh.fibre_uv[corner[1]].x + mesh.fibre_uv[corner[2]].x;
        auto& half = halves[along < 1.5F ? 0 : 1];
        half.insert(half.end(), corner, corner + 3);
    }
    std::vector<std::uint32_t> result;
    for (const auto& half : halves) {
        const auto part = simplified_indices(mesh, twins, half, error_mm, meshopt_SimplifyLockBorder);
        result.insert(result.end(), part.begin(), part.end());
    }
    return result;
}

template <class Value>
void remap(std::vector<Value>& values, const std::vector<std::uint32_t>& new_place, std::size_t new_count) {
    if (values.empty()) {
        return;
    }
    std::vector<Value> moved(new_count);
    meshopt_remapVertexBuffer(moved.data(), values.data(), values.size(), sizeof(Value), new_place.data());
    values = std::move(moved);
}

/// Moves every vertex to its new place and drops those without one.
void remap_vertices(TriangleMesh& mesh, const std::vector<std::uint32_t>& new_place, std::size_t new_count) {
    meshopt_remapIndexBuffer(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), new_place.data());
    for (CoarseLevel& level : mesh.coarse) {
        meshopt_remapIndexBuffer(level.indices.data(), level.indices.data(), level.indices.size(), new_place.data());
    }
    remap(mesh.positions_mm, new_place, new_count);
    remap(mesh.normals, new_place, new_count);
    remap(mesh.fibre_uv, new_place, new_count);
    remap(mesh.tendon, new_place, new_count);
    remap(mesh.openness, new_place, new_count);
}

/// Orders vertices as the triangles meet them and drops unused ones.
void fetch_order(TriangleMesh& mesh) {
    std::vector<std::uint32_t> new_place(mesh.positions_mm.size());
    const std::size_t count = meshopt_optimizeVertexFetchRemap(new_place.data(), mesh.indices.data(),
                                                               mesh.indices.size(), mesh.positions_mm.size());
    remap_vertices(mesh, new_place, count);
}

}  // namespace

TriangleMesh simplified(const TriangleMesh& mesh, float error_mm) {
    TriangleMesh result = mesh;
    result.coarse.clear();
    if (mesh.indices.empty()) {
        return result;
    }
    const Twins twins(mesh);
    result.indices = needs_middle(mesh) ? simplified_halves(mesh, twins, error_mm)
                                        : simplified_indices(mesh, twins, mesh.indices, error_mm);
    if (result.indices.empty()) {  // smaller than the error asked for: a surface must stay one
        result.indices = mesh.indices;
    }
    fetch_order(result);
    return result;
}

void add_coarse_levels(TriangleMesh& mesh, std::span<const float> errors_mm) {
    mesh.coarse.clear();
    if (mesh.indices.empty()) {
        return;
    }
    const Twins twins(mesh);
    for (const float error_mm : errors_mm) {
        // Each level starts from the one before: the errors add up, so only the rest is allowed now.
        const bool first = mesh.coarse.empty();
        const std::vector<std::uint32_t>& source = first ? mesh.indices : mesh.coarse.back().indices;
        const float allowed = first ? error_mm : error_mm - mesh.coarse.back().error_mm;
        std::vector<std::uint32_t> indices = simplified_indices(mesh, twins, source, std::max(allowed, 0.0F));
        if (indices.empty()) {
            indices = source;
        }
        mesh.coarse.push_back({std::move(indices), error_mm});
    }
}

void optimise_order(TriangleMesh& mesh) {
    if (mesh.indices.empty()) {
        return;
    }
    mesh.coarse.clear();
    meshopt_optimizeVertexCache(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(),
                                mesh.positions_mm.size());
    fetch_order(mesh);
}

}  // namespace palpate
