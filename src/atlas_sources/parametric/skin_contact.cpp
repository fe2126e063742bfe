#include "atlas_sources/parametric/skin_contact.h"

#include "base/jobs.h"
#include "geometry/frame.h"
#include "geometry/surface_tracer.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <span>

namespace palpate::parametric {
namespace {

constexpr float k_view_mm = 150.0F;
constexpr std::size_t k_block = 2048;  ///< vertices a thread takes at a time

/// The normal and six directions 50 degrees off it.
std::array<glm::vec3, 7> directions_about(const glm::vec3& normal) {
    constexpr float k_off_rad = 0.87F;
    const glm::vec3 any = std::abs(normal.y) < 0.9F ? glm::vec3(0.0F, 1.0F, 0.0F) : glm::vec3(1.0F, 0.0F, 0.0F);
    const glm::vec3 u = glm::normalize(glm::cross(normal, any));
    const glm::vec3 v = glm::cross(normal, u);
    std::array<glm::vec3, 7> directions{normal};
    for (std::size_t i = 1; i < directions.size(); ++i) {
        const float turn = static_cast<float>(i) * 1.0471976F;
        directions[i] = std::cos(k_off_rad) * normal + std::sin(k_off_rad) * (std::cos(turn) * u + std::sin(turn) * v);
    }
    return directions;
}

std::uint32_t nearest_corner(const TriangleMesh& mesh, const SurfacePoint& point) {
    const glm::vec3& w = point.barycentric;
    const std::size_t corner = w.x >= w.y && w.x >= w.z ? 0 : w.y >= w.z ? 1 : 2;
    return mesh.indices[std::size_t{3} * point.triangle + corner];
}

/// Spreads a limit over the surface: it may rise by `slope` per millimetre away from where it is tight.
void spread_limits(std::span<float> limits, const TriangleMesh& skin, float slope) {
    constexpr int k_rounds = 8;
    for (int round = 0; round < k_rounds; ++round) {
        for (std::size_t i = 0; i < skin.indices.size(); ++i) {
            const std::uint32_t a = skin.indices[i];
            const std::uint32_t b = skin.indices[i % 3 == 2 ? i - 2 : i + 1];
            if (limits[b] > limits[a]) {
                const float step = slope * glm::distance(skin.positions_mm[a], skin.positions_mm[b]);
                limits[b] = std::min(limits[b], limits[a] + step);
            }
        }
    }
}

/// Evens out limits, so that what they shorten stays smooth: each becomes the mean over the triangles around it.
void smooth_limits(std::vector<float>& limits, const TriangleMesh& skin) {
    constexpr int k_rounds = 6;
    for (int round = 0; round < k_rounds; ++round) {
        std::vector<float> sums(limits.size(), 0.0F);
        std::vector<float> counts(limits.size(), 0.0F);
        for (std::size_t i = 0; i < skin.indices.size(); i += 3) {
            const std::array corners{skin.indices[i], skin.indices[i + 1], skin.indices[i + 2]};
            const float sum = limits[corners[0]] + limits[corners[1]] + limits[corners[2]];
            for (const std::uint32_t corner : corners) {
                sums[corner] += sum;
                counts[corner] += 3.0F;
            }
        }
        for (std::size_t v = 0; v < limits.size(); ++v) {
            limits[v] = counts[v] > 0.0F ? sums[v] / counts[v] : limits[v];
        }
    }
}

/// Finds the triangles that pushes turn over.
class FoldFinder {
public:
    explicit FoldFinder(const TriangleMesh& skin)
        : skin_(skin), places_(skin.positions_mm.size()), normals_(places_.size()), near_(places_.size(), true) {}

    /// Returns how many triangles are turned over against the normals of their corners; marks their corners.
    std::size_t find(std::span<const glm::vec3> pushes, std::vector<bool>& marked) {
        std::ranges::transform(skin_.positions_mm, pushes, places_.begin(), std::plus<>());
        std::ranges::fill(normals_, glm::vec3(0.0F));
        for_each_near([&](const Corners& corners) {
            const glm::vec3 cross = cross_of(corners);
            for (const std::uint32_t corner : corners) {
                normals_[corner] += cross;
            }
        });
        std::size_t folded = 0;
        marked.assign(marked.size(), false);
        for_each_near([&](const Corners& corners) {
            if (judged(corners) && turned_over(corners)) {
                ++folded;
                std::ranges::for_each(corners, [&](std::uint32_t corner) { marked[corner] = true; });
            }
        });
        return folded;
    }

    /// From now on only triangles about these vertices, and those next to them, are looked at.
    void look_about(const std::vector<bool>& changed) {
        near_ = changed;
        spread(near_, skin_);
    }

    /// Marks also the vertices next to marked ones.
    static void spread(std::vector<bool>& marked, const TriangleMesh& skin) {
        const std::vector<bool> before = marked;
        for (std::size_t i = 0; i < skin.indices.size(); i += 3) {
            const auto corners = std::span(skin.indices).subspan(i, 3);
            if (std::ranges::any_of(corners, [&](std::uint32_t corner) { return before[corner]; })) {
                std::ranges::for_each(corners, [&](std::uint32_t corner) { marked[corner] = true; });
            }
        }
    }

private:
    using Corners = std::array<std::uint32_t, 3>;

    template <class Visit>
    void for_each_near(const Visit& visit) const {
        for (std::size_t i = 0; i < skin_.indices.size(); i += 3) {
            const Corners corners{skin_.indices[i], skin_.indices[i + 1], skin_.indices[i + 2]};
            if (near_[corners[0]] || near_[corners[1]] || near_[corners[2]]) {
                visit(corners);
            }
        }
    }

    /// All its corners have whole normals.
    [[nodiscard]] bool judged(const Corners& corners) const {
        return near_[corners[0]] && near_[corners[1]] && near_[corners[2]];
    }

    [[nodiscard]] glm::vec3 cross_of(const Corners& corners) const {
        return glm::cross(places_[corners[1]] - places_[corners[0]], places_[corners[2]] - places_[corners[0]]);
    }

    [[nodiscard]] bool turned_over(const Corners& corners) const {
        glm::vec3 outward(0.0F);
        for (const std::uint32_t corner : corners) {
            const float length = glm::length(normals_[corner]);
            outward += length > 0.0F ? normals_[corner] / length : glm::vec3(0.0F);
        }
        return glm::dot(cross_of(corners), outward) < 0.0F;
    }

    const TriangleMesh& skin_;
    std::vector<glm::vec3> places_;
    std::vector<glm::vec3> normals_;
    std::vector<bool> near_;
};

/// The pushes of marked vertices draw towards the mean of those about them.
void even_out(std::span<glm::vec3> pushes, const std::vector<bool>& marked, const TriangleMesh& skin) {
    constexpr float k_share = 0.7F;
    std::vector<glm::vec3> sums(pushes.size(), glm::vec3(0.0F));
    std::vector<float> counts(pushes.size(), 0.0F);
    for (std::size_t i = 0; i < skin.indices.size(); ++i) {
        const std::uint32_t from = skin.indices[i];
        if (marked[from]) {
            sums[from] += pushes[skin.indices[i % 3 == 2 ? i - 2 : i + 1]];
            counts[from] += 1.0F;
        }
    }
    for (std::size_t v = 0; v < pushes.size(); ++v) {
        if (counts[v] > 0.0F) {
            pushes[v] = 0.92F * glm::mix(pushes[v], sums[v] / counts[v], k_share);
        }
    }
}

/// For each vertex its mirror image, as join_with_mirror_image() numbers them: first one half with the vertices on the
/// plane, then the images of the others. Empty for a mesh that is not made so.
std::vector<std::uint32_t> find_images(const TriangleMesh& skin) {
    constexpr float k_tolerance_mm = 0.5F;
    const auto& places = skin.positions_mm;
    const auto on_plane = [](const glm::vec3& p) { return std::abs(p.x - k_mirror_plane_x_mm) < 1e-3F; };
    const auto middle = static_cast<std::size_t>(std::ranges::count_if(places, on_plane));
    std::size_t image = (places.size() + middle) / 2;
    std::vector<std::uint32_t> images(places.size());
    for (std::uint32_t v = 0; v < (places.size() + middle) / 2; ++v) {
        const std::size_t to = on_plane(places[v]) ? v : image++;
        const glm::vec3 mirrored(2.0F * k_mirror_plane_x_mm - places[v].x, places[v].y, places[v].z);
        if (to >= places.size() || glm::distance(places[to], mirrored) > k_tolerance_mm) {
            return {};
        }
        images[v] = static_cast<std::uint32_t>(to);
        images[to] = v;
    }
    return images;
}

/// A mark on one side counts on both: rounding decides about triangles that are all but turned over.
void mark_both_sides(std::vector<bool>& marked, std::span<const std::uint32_t> images) {
    for (std::size_t v = 0; v < images.size(); ++v) {
        if (marked[v]) {
            marked[images[v]] = true;
        }
    }
}

/// What would cross the mirror plane would meet its own image: it stops short of it.
void keep_to_own_half(std::span<glm::vec3> pushes, const TriangleMesh& skin) {
    constexpr float k_share = 0.75F;
    for (std::size_t v = 0; v < pushes.size(); ++v) {
        const float off = skin.positions_mm[v].x - k_mirror_plane_x_mm;
        if (off * pushes[v].x < 0.0F && std::abs(pushes[v].x) > k_share * std::abs(off)) {
            pushes[v].x = -k_share * off;
        }
    }
}

}  // namespace

std::vector<std::uint32_t> find_facing_skin(const TriangleMesh& skin) {
    constexpr float k_start_mm = 0.1F;
    const auto shared = std::make_shared<const TriangleMesh>(skin);
    const SurfaceTracer tracer({shared});
    std::vector<std::uint32_t> facing(skin.positions_mm.size(), k_faces_nothing);
    parallel_for((facing.size() + k_block - 1) / k_block, [&](std::size_t block) {
        const std::size_t last = std::min(facing.size(), (block + 1) * k_block);
        for (std::size_t v = block * k_block; v < last; ++v) {
            float nearest_mm = k_view_mm;
            for (const glm::vec3& direction : directions_about(skin.normals[v])) {
                const auto hit = tracer.closest_hit({skin.positions_mm[v] + k_start_mm * skin.normals[v], direction});
                if (hit && hit->distance_mm < nearest_mm && glm::dot(hit->point.normal, direction) < 0.0F) {
                    nearest_mm = hit->distance_mm;
                    facing[v] = nearest_corner(skin, hit->point);
                }
            }
        }
    });
    return facing;
}

void keep_apart(std::span<glm::vec3> pushes, const TriangleMesh& skin, std::span<const std::uint32_t> facing) {
    if (facing.empty()) {
        return;
    }
    constexpr float k_share_of_gap = 0.44F;
    constexpr float k_slope = 0.6F;
    constexpr float k_tolerance = 1.12F;
    constexpr float k_free_mm = 1000.0F;
    std::vector<float> limits(pushes.size(), k_free_mm);
    for (std::size_t v = 0; v < limits.size(); ++v) {
        if (facing[v] != k_faces_nothing) {
            limits[v] = k_share_of_gap * glm::distance(skin.positions_mm[v], skin.positions_mm[facing[v]]);
        }
    }
    spread_limits(limits, skin, k_slope);
    const std::vector<float> strict = limits;
    smooth_limits(limits, skin);
    for (std::size_t v = 0; v < limits.size(); ++v) {
        limits[v] = std::min(limits[v], k_tolerance * strict[v]);  // still less than half of the gap
    }
    const std::vector<std::uint32_t> images = find_images(skin);
    for (std::size_t v = 0; v < images.size(); ++v) {  // a ray that grazes an edge may miss it on one side
        limits[v] = std::min(limits[v], limits[images[v]]);
    }
    for (std::size_t v = 0; v < pushes.size(); ++v) {
        const float length = glm::length(pushes[v]);
        if (length > 0.01F) {
            const float limit = std::max(limits[v], 0.01F);
            pushes[v] *= limit * (1.0F - std::exp(-length / limit)) / length;
        }
    }
}

std::size_t ease_folds(std::span<glm::vec3> pushes, const TriangleMesh& skin) {
    constexpr int k_rounds = 40;
    constexpr int k_rounds_per_ring = 4;
    keep_to_own_half(pushes, skin);
    const std::vector<std::uint32_t> images = find_images(skin);
    FoldFinder finder(skin);
    std::vector<bool> marked(pushes.size(), false);
    std::size_t folded = finder.find(pushes, marked);
    for (int round = 0; round < k_rounds && folded > 0; ++round) {
        mark_both_sides(marked, images);
        // What stays folded is evened out ever farther about.
        for (int ring = 0; ring <= round / k_rounds_per_ring; ++ring) {
            FoldFinder::spread(marked, skin);
        }
        even_out(pushes, marked, skin);
        finder.look_about(marked);
        folded = finder.find(pushes, marked);
    }
    return folded;
}

}  // namespace palpate::parametric
