#include "atlas_sources/parametric/body_payload.h"

#include "atlas_sources/parametric/skin_contact.h"
#include "base/jobs.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace palpate::parametric {
namespace {

static_assert(std::endian::native == std::endian::little, "the cache is little-endian");
static_assert(sizeof(glm::vec3) == 12 && std::is_trivially_copyable_v<glm::vec3>);

/// Thrown by Reader, caught by decode_body.
struct DamagedBytes : std::runtime_error {
    DamagedBytes() : std::runtime_error("damaged bytes") {}
};

class Writer {
public:
    template <class Value>
    void number(Value value) {
        array(std::span<const Value>(&value, 1));
    }
    template <class Value>
    void array(std::span<const Value> values) {
        static_assert(std::is_trivially_copyable_v<Value>);
        const auto bytes = std::as_bytes(values);
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    void text(const std::string& text) {
        number(static_cast<std::uint32_t>(text.size()));
        array(std::span<const char>(text));
    }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class Value>
    [[nodiscard]] Value number() {
        Value value{};
        std::memcpy(&value, take(sizeof(Value)).data(), sizeof(Value));
        return value;
    }
    template <class Value>
    [[nodiscard]] std::vector<Value> array(std::size_t count) {
        static_assert(std::is_trivially_copyable_v<Value>);
        if (count > bytes_.size() / sizeof(Value)) {
            throw DamagedBytes();
        }
        std::vector<Value> values(count);
        const auto source = take(count * sizeof(Value));
        if (count > 0) {
            std::memcpy(values.data(), source.data(), source.size());
        }
        return values;
    }
    [[nodiscard]] std::string text() {
        const auto letters = array<char>(number<std::uint32_t>());
        return {letters.begin(), letters.end()};
    }
    [[nodiscard]] std::span<const std::byte> take(std::size_t count) {
        if (count > bytes_.size()) {
            throw DamagedBytes();
        }
        const auto taken = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return taken;
    }
    [[nodiscard]] bool at_end() const { return bytes_.empty(); }

private:
    std::span<const std::byte> bytes_;
};

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

template <class Value>
void write_all(Writer& writer, const std::vector<Value>& values) {
    writer.array(std::span<const Value>(values));
}

constexpr std::size_t k_most_short_vertices = 1U << 16U;

void write_indices(Writer& writer, const std::vector<std::uint32_t>& indices, std::size_t vertex_count) {
    writer.number(static_cast<std::uint64_t>(indices.size()));
    if (vertex_count <= k_most_short_vertices) {
        write_all(writer,
                  converted<std::uint16_t>(indices, [](std::uint32_t i) { return static_cast<std::uint16_t>(i); }));
    } else {
        write_all(writer, indices);
    }
}

std::vector<std::uint32_t> read_indices(Reader& reader, std::size_t vertex_count) {
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

std::vector<std::uint32_t> read_facing(Reader& reader, std::size_t vertex_count) {
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
    Writer writer;
    writer.text(body.catalogue_id);
    writer.text(body.part);
    writer.number(static_cast<std::uint8_t>(body.midline ? 1 : 0));
    writer.number(body.right.turn);
    writer.number(body.right.move_mm);
    writer.number(static_cast<std::uint64_t>(count));
    writer.number(static_cast<std::uint8_t>(mesh.fibre_uv.empty() ? 0 : 1));
    writer.number(mesh.fibre_extent_mm);
    write_all(writer, mesh.positions_mm);
    write_all(writer, converted<Packed>(mesh.normals, pack_normal));
    const auto to_byte = [](float value) { return quantise<std::uint8_t>(value, 0.0F); };
    if (!mesh.fibre_uv.empty()) {
        write_all(writer, converted<std::array<std::uint16_t, 2>>(mesh.fibre_uv, [](const glm::vec2& uv) {
                      return std::array{quantise<std::uint16_t>(uv.x, 0.0F), quantise<std::uint16_t>(uv.y, 0.0F)};
                  }));
        write_all(writer, converted<std::uint8_t>(mesh.tendon, to_byte));
    }
    write_all(writer, converted<std::uint8_t>(mesh.openness, to_byte));
    write_indices(writer, mesh.indices, count);
    writer.number(static_cast<std::uint64_t>(body.facing.size()));
    write_all(writer, body.facing);
    writer.number(static_cast<std::uint32_t>(mesh.coarse.size()));
    for (const CoarseLevel& level : mesh.coarse) {
        writer.number(level.error_mm);
        write_indices(writer, level.indices, count);
    }
    return writer.take();
}

BodyMesh decode_mesh(std::span<const std::byte> bytes) {
    Reader reader(bytes);
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
    Writer writer;
    writer.number(static_cast<std::uint32_t>(meshes.size()));
    for (const auto& bytes : encoded) {
        writer.number(static_cast<std::uint64_t>(bytes.size()));
    }
    for (const auto& bytes : encoded) {
        write_all(writer, bytes);
    }
    return writer.take();
}

std::optional<std::vector<BodyMesh>> decode_body(std::span<const std::byte> bytes) {
    try {
        Reader reader(bytes);
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
