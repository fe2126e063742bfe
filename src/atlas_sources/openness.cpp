#include "atlas_sources/openness.h"

#include "geometry/frame.h"
#include "geometry/surface_tracer.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <unordered_map>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr std::size_t k_ray_count = 16;
constexpr float k_reach_mm = 80.0F;
/// The shading surfaces are coarse: rays start a little above the vertex so that they clear its own coarse surface.
constexpr float k_start_mm = 1.2F;
constexpr int k_smoothing_rounds = 2;

using SharedMesh = std::shared_ptr<const TriangleMesh>;

std::size_t number_of(Layer layer) { return static_cast<std::size_t>(layer); }

/// The finest coarse level, or the surface itself: shade needs no more.
TriangleMesh make_shader(const TriangleMesh& mesh) {
    TriangleMesh shader;
    shader.positions_mm = mesh.positions_mm;
    shader.indices = mesh.coarse.empty() ? mesh.indices : mesh.coarse.front().indices;
    return shader;
}

/// All shading surfaces of each layer as one mesh.
std::array<SharedMesh, k_layer_count> gather_shaders(std::span<const LitSurface> surfaces) {
    std::array<TriangleMesh, k_layer_count> gathered;
    for (const LitSurface& surface : surfaces) {
        const TriangleMesh shader = make_shader(*surface.mesh);
        append(gathered[number_of(surface.layer)], shader);
        if (surface.mirrored) {
            append(gathered[number_of(surface.layer)], mirrored(shader));
        }
    }
    std::array<SharedMesh, k_layer_count> shared;
    for (std::size_t i = 0; i < gathered.size(); ++i) {
        shared[i] = std::make_shared<const TriangleMesh>(std::move(gathered[i]));
    }
    return shared;
}

/// What shades a surface of `layer`: its own layer and the deeper ones; only itself for the skin.
std::vector<SharedMesh> shaders_of(const std::array<SharedMesh, k_layer_count>& by_layer, std::size_t layer) {
    if (layer == number_of(Layer::Skin)) {
        return {by_layer[layer]};
    }
    return {by_layer.begin() + static_cast<std::ptrdiff_t>(layer), by_layer.end()};
}

/// A number in [0, 1) from a position: neighbouring vertices look in different directions, equal places in the same.
float scatter(const glm::vec3& position) {
    std::uint32_t hash = 2166136261U;
    for (int axis = 0; axis < 3; ++axis) {
        hash = (hash ^ std::bit_cast<std::uint32_t>(position[axis])) * 16777619U;
        hash ^= hash >> 15U;
    }
    return static_cast<float>(hash >> 8U) / static_cast<float>(1U << 24U);
}

float calc_openness(const SurfaceTracer& tracer, const glm::vec3& position, const glm::vec3& normal) {
    constexpr float k_golden_angle = 2.39996323F;
    const glm::vec3 aside = std::abs(normal.y) < 0.9F ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
    const glm::vec3 tangent = glm::normalize(glm::cross(aside, normal));
    const glm::vec3 bitangent = glm::cross(normal, tangent);
    const glm::vec3 origin = position + k_start_mm * normal;
    const float turn = 2.0F * std::numbers::pi_v<float> * scatter(position);
    std::size_t open = 0;
    for (std::size_t i = 0; i < k_ray_count; ++i) {
        // Evenly spread over the disc under the hemisphere: that weighs by the cosine.
        const float radius2 = (static_cast<float>(i) + 0.5F) / static_cast<float>(k_ray_count);
        const float angle = turn + k_golden_angle * static_cast<float>(i);
        const float radius = std::sqrt(radius2);
        const glm::vec3 direction = radius * std::cos(angle) * tangent + radius * std::sin(angle) * bitangent +
                                    std::sqrt(1.0F - radius2) * normal;
        open += tracer.occluded({origin, direction}, k_reach_mm) ? 0 : 1;
    }
    return static_cast<float>(open) / static_cast<float>(k_ray_count);
}

struct PositionHash {
    std::size_t operator()(const glm::vec3& position) const {
        return static_cast<std::size_t>(scatter(position) * static_cast<float>(1U << 24U));
    }
};

/// Means over neighbours; vertices at one place (seams of the fibre coordinates) stay equal.
void smooth(TriangleMesh& mesh) {
    std::unordered_map<glm::vec3, std::uint32_t, PositionHash> places;
    places.reserve(mesh.positions_mm.size());
    std::vector<std::uint32_t> place_of(mesh.positions_mm.size());
    std::vector<float> value;
    for (std::size_t i = 0; i < place_of.size(); ++i) {
        const auto [entry, added] = places.emplace(mesh.positions_mm[i], static_cast<std::uint32_t>(places.size()));
        place_of[i] = entry->second;
        if (added) {
            value.push_back(mesh.openness[i]);
        }
    }
    for (int round = 0; round < k_smoothing_rounds; ++round) {
        std::vector<float> sum = value;
        std::vector<float> weight(value.size(), 1.0F);
        for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
            const std::size_t next = i % 3 == 2 ? i - 2 : i + 1;
            const std::uint32_t a = place_of[mesh.indices[i]];
            const std::uint32_t b = place_of[mesh.indices[next]];
            // Every edge comes twice, once each way round.
            sum[a] += value[b];
            weight[a] += 1.0F;
        }
        for (std::size_t i = 0; i < value.size(); ++i) {
            value[i] = sum[i] / weight[i];
        }
    }
    for (std::size_t i = 0; i < place_of.size(); ++i) {
        mesh.openness[i] = value[place_of[i]];
    }
}

/// A run of vertices of one surface.
struct Chunk {
    std::size_t surface = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

std::vector<Chunk> split_into_chunks(std::span<const LitSurface> surfaces) {
    constexpr std::size_t k_chunk_size = 2000;
    std::vector<Chunk> chunks;
    for (std::size_t i = 0; i < surfaces.size(); ++i) {
        const std::size_t count = surfaces[i].mesh->positions_mm.size();
        for (std::size_t first = 0; first < count; first += k_chunk_size) {
            chunks.push_back({i, first, std::min(first + k_chunk_size, count)});
        }
    }
    return chunks;
}

/// A mirror-symmetric surface gets equal light on both sides: rays are few, and those of a place and of its mirror image
/// do not go the same ways.
void even_out_sides(TriangleMesh& mesh) {
    struct Share {
        float sum = 0.0F;
        float count = 0.0F;
    };
    const auto folded = [](glm::vec3 place) {
        place.x = std::abs(place.x - k_mirror_plane_x_mm);
        return glm::round(10.0F * place);  // mirror images differ in their last bits
    };
    std::unordered_map<glm::vec3, Share, PositionHash> sides;
    sides.reserve(mesh.positions_mm.size());
    for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
        Share& share = sides[folded(mesh.positions_mm[i])];
        share.sum += mesh.openness[i];
        share.count += 1.0F;
    }
    for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
        const Share& share = sides[folded(mesh.positions_mm[i])];
        mesh.openness[i] = share.sum / share.count;
    }
}

}  // namespace

void bake_openness(std::span<const LitSurface> surfaces, const JobContext& context) {
    const auto by_layer = gather_shaders(surfaces);
    std::array<std::unique_ptr<SurfaceTracer>, k_layer_count> tracers;
    std::size_t vertex_count = 0;
    for (const LitSurface& surface : surfaces) {
        context.check_stop();
        const std::size_t layer = number_of(surface.layer);
        if (!tracers[layer]) {
            tracers[layer] = std::make_unique<SurfaceTracer>(shaders_of(by_layer, layer));
        }
        surface.mesh->openness.assign(surface.mesh->positions_mm.size(), 1.0F);
        vertex_count += surface.mesh->positions_mm.size();
    }
    const std::vector<Chunk> chunks = split_into_chunks(surfaces);
    std::atomic<std::size_t> done{0};
    parallel_for(chunks.size(), [&](std::size_t i) {
        context.check_stop();
        const Chunk& chunk = chunks[i];
        const LitSurface& surface = surfaces[chunk.surface];
        const SurfaceTracer& tracer = *tracers[number_of(surface.layer)];
        for (std::size_t v = chunk.first; v < chunk.last; ++v) {
            surface.mesh->openness[v] = calc_openness(tracer, surface.mesh->positions_mm[v], surface.mesh->normals[v]);
        }
        context.progress({done += chunk.last - chunk.first, vertex_count, {"progress.atlas.light", {}}});
    });
    parallel_for(surfaces.size(), [&](std::size_t i) {
        context.check_stop();
        smooth(*surfaces[i].mesh);
        if (surfaces[i].layer == Layer::Skin && !surfaces[i].mirrored) {
            even_out_sides(*surfaces[i].mesh);
        }
    });
}

}  // namespace palpate
