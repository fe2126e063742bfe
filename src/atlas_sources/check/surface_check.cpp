#include "atlas_sources/check/surface_check.h"

#include "atlas_sources/solid_tree.h"
#include "atlas_sources/surface_samples.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>

namespace palpate {
namespace {

/// Counts edges that are not shared by exactly two triangles, by the exact positions of their ends.
void count_edges(const TriangleMesh& mesh, SurfaceFaults& faults) {
    std::map<std::tuple<float, float, float>, std::uint32_t> places;
    std::vector<std::uint32_t> place_of;
    place_of.reserve(mesh.positions_mm.size());
    for (const glm::vec3& p : mesh.positions_mm) {
        const auto next = static_cast<std::uint32_t>(places.size());
        place_of.push_back(places.emplace(std::tuple(p.x, p.y, p.z), next).first->second);
    }
    std::unordered_map<std::uint64_t, std::uint32_t> users;
    users.reserve(mesh.indices.size());
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
        const std::uint64_t a = place_of[mesh.indices[i]];
        const std::uint64_t b = place_of[mesh.indices[i % 3 == 2 ? i - 2 : i + 1]];
        if (a != b) {
            ++users[std::min(a, b) << 32U | std::max(a, b)];
        }
    }
    for (const auto& [edge, count] : users) {
        faults.open_edges += count == 1 ? 1 : 0;
        faults.crowded_edges += count > 2 ? 1 : 0;
    }
}

/// Share of the area, a third of a triangle per corner, whose vertex normal points into the surface.
double calc_turned_share(const TriangleMesh& mesh) {
    double turned = 0.0;
    double whole = 0.0;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const glm::vec3 across = glm::cross(b - a, c - a);
        const auto area = static_cast<double>(glm::length(across));
        whole += area;
        for (std::size_t corner = 0; corner < 3; ++corner) {
            turned += glm::dot(mesh.normals[mesh.indices[3 * i + corner]], across) < 0 ? area / 3.0 : 0.0;
        }
    }
    return whole > 0 ? turned / whole : 0.0;
}

/// Share of a closed part's area that lies inside the part itself.
double calc_self_inside_share(const TriangleMesh& part, std::size_t samples, SampleRandom& random) {
    constexpr float k_just_above_mm = 0.02F;
    const SolidTree tree(part);
    const auto is_outside = [&](const SurfaceSample& sample, float above_mm) {
        return std::abs(tree.winding_number(sample.position_mm + above_mm * sample.normal)) < 0.5F;
    };
    std::size_t inside = 0;
    for (const SurfaceSample& sample : sample_surface(part, samples, random)) {
        inside += !is_outside(sample, k_just_above_mm) && !is_outside(sample, k_self_depth_mm) ? 1 : 0;
    }
    return static_cast<double>(inside) / static_cast<double>(samples);
}

}  // namespace

SurfaceFaults check_surface(const Structure& structure, const SurfaceCheckOptions& options) {
    const TriangleMesh& mesh = *structure.mesh;
    SurfaceFaults faults{.id = structure.id};
    count_edges(mesh, faults);
    faults.turned_share = calc_turned_share(mesh);
    SampleRandom random(sample_seed(options.seed, structure.id.text()));
    double inside_mm2 = 0.0;
    double whole_mm2 = 0.0;
    for (const TriangleMesh& part : find_surface_parts(mesh)) {
        const double area = calc_area_mm2(part);
        inside_mm2 += area * calc_self_inside_share(part, options.samples_per_part, random);
        whole_mm2 += area;
        faults.inward_parts += calc_volume_mm3(part) > 0 ? 0 : 1;
    }
    faults.self_inside_share = whole_mm2 > 0 ? inside_mm2 / whole_mm2 : 0.0;
    return faults;
}

std::vector<SurfaceFaults> check_surfaces(const Atlas& atlas, const SurfaceCheckOptions& options,
                                          const JobContext& context) {
    std::vector<const Structure*> checked;
    for (const Structure& structure : atlas.structures()) {
        if (structure.side != Side::Right) {
            checked.push_back(&structure);
        }
    }
    std::vector<SurfaceFaults> faults(checked.size());
    std::atomic<std::size_t> done = 0;
    parallel_for(checked.size(), [&](std::size_t i) {
        context.check_stop();
        faults[i] = check_surface(*checked[i], options);
        context.progress({++done, checked.size(), {"check.progress-surfaces", {}}});
    });
    return faults;
}

}  // namespace palpate
