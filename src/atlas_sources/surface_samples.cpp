#include "atlas_sources/surface_samples.h"

#include "atlas_sources/pack/mesh_repair.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {

double SampleRandom::next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

std::uint64_t sample_seed(std::uint64_t seed, std::string_view structure_id) {
    std::uint64_t hash = seed ^ 0xcbf29ce484222325ULL;
    for (const char letter : structure_id) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    }
    return hash;
}

std::vector<SurfaceSample> sample_surface(const TriangleMesh& mesh, std::size_t count, SampleRandom& random) {
    std::vector<double> sums(mesh.triangle_count());
    double sum = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        sums[i] = sum += static_cast<double>(glm::length(glm::cross(b - a, c - a)));
    }
    std::vector<SurfaceSample> samples;
    samples.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto found = std::ranges::upper_bound(sums, random.next() * sum);
        const auto triangle = std::min<std::size_t>(static_cast<std::size_t>(found - sums.begin()), sums.size() - 1);
        const auto [a, b, c] = mesh.triangle(triangle);
        double u = random.next();
        double v = random.next();
        if (u + v > 1) {
            u = 1 - u;
            v = 1 - v;
        }
        samples.push_back({a + static_cast<float>(u) * (b - a) + static_cast<float>(v) * (c - a),
                           glm::normalize(glm::cross(b - a, c - a))});
    }
    return samples;
}

std::vector<TriangleMesh> find_surface_parts(const TriangleMesh& mesh) {
    const TriangleMesh joined = join_vertices(mesh.positions_mm, mesh.indices);
    const Shells shells = find_shells(joined.indices, joined.positions_mm.size());
    std::vector<TriangleMesh> parts(shells.count);
    std::vector<std::uint32_t> moved(joined.positions_mm.size(), 0);  // 1 + index in the vertex's part
    for (std::size_t i = 0; i < joined.triangle_count(); ++i) {
        TriangleMesh& part = parts[shells.of_triangle[i]];
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t vertex = joined.indices[3 * i + k];
            if (moved[vertex] == 0) {
                part.positions_mm.push_back(joined.positions_mm[vertex]);
                moved[vertex] = static_cast<std::uint32_t>(part.positions_mm.size());
            }
            part.indices.push_back(moved[vertex] - 1);
        }
    }
    return parts;
}

}  // namespace palpate
