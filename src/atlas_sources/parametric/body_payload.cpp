#include "atlas_sources/parametric/body_payload.h"

#include "atlas_sources/parametric/byte_stream.h"
#include "atlas_sources/parametric/skin_contact.h"
#include "base/jobs.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace palpate::parametric {
namespace {

static_assert(sizeof(glm::vec3) == 12 && std::is_trivially_copyable_v<glm::vec3>);

template <class Whole>
Whole quantise(float value, float low) {
    const auto most = static_cast<float>(std::numeric_limits<Whole>::max());
    return static_cast<Whole>(std::lround(std::clamp(value, low, 1.0F) * most));
}

template <class Whole>
float restore(Whole value) {
    return static_cast<float>(value) / static_cast<float>(std::numeric_limits<Whole>::max());
}

using Packed = std::array<std::int16_t, 2>;

/// Octahedral map: the unit sphere on a square, error under 0.005 degrees.
Packed pack_normal(const glm::vec3& normal) {
    const float sum = std::abs(normal.x) + std::abs(normal.y) + std::abs(normal.z);
    glm::vec2 flat = sum > 0 ? glm::vec2(normal.x, normal.y) / sum : glm::vec2(0.0F);
    if (normal.z < 0) {
        const glm::vec2 folded(1.0F - std::abs(flat.y), 1.0F - std::abs(flat.x));
        flat = {std::copysign(folded.x, flat.x), std::copysign(folded.y, flat.y)};
    }
    return {quantise<std::int16_t>(flat.x, -1.0F), quantise<std::int16_t>(flat.y, -1.0F)};
}

glm::vec3 unpack_normal(const Packed& packed) {
    const glm::vec2 flat(restore(packed[0]), restore(packed[1]));
    glm::vec3 normal(flat, 1.0F - std::abs(flat.x) - std::abs(flat.y));
    if (normal.z < 0) {
        normal.x = std::copysign(1.0F - std::abs(flat.y), flat.x);
        normal.y = std::copysign(1.0F - std::abs(flat.x), flat.y);
    }
    return glm::normalize(normal);
}

template <class To, class From, class Convert>
std::vector<To> converted(const std::vector<From>& values, Convert convert) {
    std::vector<To> result;
    result.reserve(values.size());
    for (const From& value : values) {
        result.push_back(convert(value));
    }
    return result;
}

constexpr std::size_t k_most_short_vertices = 1U << 16U;

void write_indices(ByteWriter& writer, const std::vector<std::uint32_t>& indices, std::size_t vertex_count) {
    writer.number(static_cast<std::uint64_t>(indices.size()));
    if (vertex_count <= k_most_short_vertices) {
        writer.list(converted<std::uint16_t>(indices, [](std::uint32_t i) { return static_cast<std::uint16_t>(i); }));
    } else {
        writer.list(indices);
    }
}

std::vector<std::uint32_t> read_indices(ByteReader& reader, std::size_t vertex_count) {
    const auto count = static_cast<std::size_t>(reader.number<std::uint64_t>());
    std::vector<std::uint32_t> indices;
    if (vertex_count <= k_most_short_vertices) {
        const auto narrow = reader.array<std::uint16_t>(count);
        indices.assign(narrow.begin(), narrow.end());
    } else {
        indices = reader.array<std::uint32_t>(count);
    }
    const bool sound =
        count % 3 == 0 && std::ranges::all_of(indices, [&](std::uint32_t i) { return i < vertex_count; });
    if (!sound) {
        throw DamagedBytes();
    }
    return indices;
}

std::vector<std::uint32_t> read_facing(ByteReader& reader, std::size_t vertex_count) {
    auto facing = reader.array<std::uint32_t>(static_cast<std::size_t>(reader.number<std::uint64_t>()));
    const bool sound =
        (facing.empty() || facing.size() == vertex_count) &&
        std::ranges::all_of(facing, [&](std::uint32_t i) { return i < vertex_count || i == k_faces_nothing; });
    if (!sound) {
        throw DamagedBytes();
    }
    return facing;
}

std::vector<std::byte> encode_mesh(const BodyMesh& body) {
    const TriangleMesh& mesh = body.mesh;
    const std::size_t count = mesh.positions_mm.size();
    ByteWriter writer;
    writer.text(body.catalogue_id);
    writer.text(body.part);
    writer.number(static_cast<std::uint8_t>(body.midline ? 1 : 0));
    writer.number(body.right.turn);
    writer.number(body.right.move_mm);
    writer.number(static_cast<std::uint64_t>(count));
    writer.number(static_cast<std::uint8_t>(mesh.fibre_uv.empty() ? 0 : 1));
    writer.number(mesh.fibre_extent_mm);
    writer.list(mesh.positions_mm);
    writer.list(converted<Packed>(mesh.normals, pack_normal));
    const auto to_byte = [](float value) { return quantise<std::uint8_t>(value, 0.0F); };
    if (!mesh.fibre_uv.empty()) {
        writer.list(converted<std::array<std::uint16_t, 2>>(mesh.fibre_uv, [](const glm::vec2& uv) {
            return std::array{quantise<std::uint16_t>(uv.x, 0.0F), quantise<std::uint16_t>(uv.y, 0.0F)};
        }));
        writer.list(converted<std::uint8_t>(mesh.tendon, to_byte));
    }
    writer.list(converted<std::uint8_t>(mesh.openness, to_byte));
    write_indices(writer, mesh.indices, count);
    writer.number(static_cast<std::uint64_t>(body.facing.size()));
    writer.list(body.facing);
    writer.number(static_cast<std::uint32_t>(mesh.coarse.size()));
    for (const CoarseLevel& level : mesh.coarse) {
        writer.number(level.error_mm);
        write_indices(writer, level.indices, count);
    }
    return writer.take();
}

BodyMesh decode_mesh(std::span<const std::byte> bytes) {
    ByteReader reader(bytes);
    BodyMesh body;
    body.catalogue_id = reader.text();
    body.part = reader.text();
    body.midline = reader.number<std::uint8_t>() != 0;
    body.right.turn = reader.number<glm::mat3>();
    body.right.move_mm = reader.number<glm::vec3>();
    const auto count = static_cast<std::size_t>(reader.number<std::uint64_t>());
    const bool has_fibres = reader.number<std::uint8_t>() != 0;
    TriangleMesh& mesh = body.mesh;
    mesh.fibre_extent_mm = reader.number<glm::vec2>();
    mesh.positions_mm = reader.array<glm::vec3>(count);
    mesh.normals = converted<glm::vec3>(reader.array<Packed>(count), unpack_normal);
    const auto to_share = [](std::uint8_t value) { return restore(value); };
    if (has_fibres) {
        mesh.fibre_uv = converted<glm::vec2>(
            reader.array<std::array<std::uint16_t, 2>>(count),
            [](const std::array<std::uint16_t, 2>& uv) { return glm::vec2(restore(uv[0]), restore(uv[1])); });
        mesh.tendon = converted<float>(reader.array<std::uint8_t>(count), to_share);
    }
    mesh.openness = converted<float>(reader.array<std::uint8_t>(count), to_share);
    mesh.indices = read_indices(reader, count);
    body.facing = read_facing(reader, count);
    const auto level_count = reader.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < level_count; ++i) {
        const auto error_mm = reader.number<float>();
        mesh.coarse.push_back({read_indices(reader, count), error_mm});
    }
    if (!reader.at_end() || mesh.indices.empty()) {
        throw DamagedBytes();
    }
    return body;
}

}  // namespace

std::vector<std::byte> encode_body(std::span<const BodyMesh> meshes) {
    std::vector<std::vector<std::byte>> encoded(meshes.size());
    parallel_for(meshes.size(), [&](std::size_t i) { encoded[i] = encode_mesh(meshes[i]); });
    ByteWriter writer;
    writer.number(static_cast<std::uint32_t>(meshes.size()));
    for (const auto& bytes : encoded) {
        writer.number(static_cast<std::uint64_t>(bytes.size()));
    }
    for (const auto& bytes : encoded) {
        writer.list(bytes);
    }
    return writer.take();
}

std::optional<std::vector<BodyMesh>> decode_body(std::span<const std::byte> bytes) {
    try {
        ByteReader reader(bytes);
        const auto sizes = reader.array<std::uint64_t>(reader.number<std::uint32_t>());
        std::vector<std::span<const std::byte>> slices;
        for (const std::uint64_t size : sizes) {
            slices.push_back(reader.take(static_cast<std::size_t>(size)));
        }
        if (!reader.at_end()) {
            return std::nullopt;
        }
        std::vector<BodyMesh> meshes(slices.size());
        parallel_for(slices.size(), [&](std::size_t i) { meshes[i] = decode_mesh(slices[i]); });
        return meshes;
    } catch (const DamagedBytes&) {
        return std::nullopt;
    }
}

}  // namespace palpate::parametric
