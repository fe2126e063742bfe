#include "atlas_sources/parametric/body_places.h"

#include "anatomy/anatomy_catalogue.h"
#include "atlas_sources/parametric/body_cache.h"
#include "atlas_sources/parametric/byte_stream.h"
#include "atlas_sources/parametric/endangerment_shapes.h"
#include "atlas_sources/parametric/skin_map_maker.h"
#include "base/content_hash.h"
#include "base/error.h"
#include "base/file_io.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace palpate::parametric {
namespace {

/// Raise with every change of this code that moves a border, a landmark or a volume.
constexpr const char* k_places_version = "1";
constexpr std::array k_place_files{"skin_map.json", "regions.json", "endangerment_shapes.json"};

std::string calc_key(const BodyPlacesConfig& config) {
    std::string text = std::string(k_places_version) + '\n' + config.body_fingerprint;
    for (const char* name : k_place_files) {
        text += '\n' + content_hash(read_text_file(config.anatomy_folder / name));
    }
    return content_hash(text);
}

const TriangleMesh& skin_of(std::span<const BodyMesh> meshes) {
    const auto skin = std::ranges::find(meshes, k_skin_id, &BodyMesh::catalogue_id);
    PALPATE_ASSERT(skin != meshes.end());  // every body has one
    return skin->mesh;
}

BodyPlaces make_places(std::span<const BodyMesh> meshes, const BodyPlacesConfig& config, const JobContext& context) {
    BodyPlaces places;
    const SkinMapRecipe recipe = load_skin_map_recipe(config.anatomy_folder);
    places.skin_maps = make_skin_maps(recipe, skin_of(meshes), context);
    places.skin_maps.push_back(
        make_endangerment_map(load_endangerment_shapes(config.anatomy_folder), skin_of(meshes), context));
    return places;
}

template <class Value>
void write_list(ByteWriter& writer, const std::vector<Value>& values) {
    writer.number(static_cast<std::uint32_t>(values.size()));
    writer.list(values);
}

template <class Value>
std::vector<Value> read_list(ByteReader& reader) {
    return reader.array<Value>(reader.number<std::uint32_t>());
}

void write_map(ByteWriter& writer, const SkinMap& map) {
    writer.text(map.id);
    writer.number(static_cast<std::uint32_t>(map.areas.size()));
    for (const std::string& area : map.areas) {
        writer.text(area);
    }
    writer.list(map.labels);
    write_list(writer, map.cuts);
    write_list(writer, map.pieces);
    write_list(writer, map.lines);
}

SkinMap read_map(ByteReader& reader, std::size_t skin_vertex_count) {
    SkinMap map;
    map.id = reader.text();
    const auto areas = reader.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < areas; ++i) {
        map.areas.push_back(reader.text());
    }
    map.labels = reader.array<std::uint8_t>(skin_vertex_count);
    map.cuts = read_list<SkinMap::Cut>(reader);
    map.pieces = read_list<SkinMap::Piece>(reader);
    map.lines = read_list<SkinMap::Line>(reader);
    const auto known = [&](std::size_t label) { return label < map.areas.size() || label == k_no_area; };
    const bool sound = std::ranges::all_of(map.labels, known) &&
                       std::ranges::all_of(map.pieces, known, &SkinMap::Piece::label) &&
                       std::ranges::all_of(map.cuts, [&](const SkinMap::Cut& cut) {
                           return cut.first_piece <= map.pieces.size() && cut.first_line <= map.lines.size();
                       });
    if (!sound) {
        throw DamagedBytes();
    }
    return map;
}

std::optional<BodyPlaces> read_cache(const BodyPlacesConfig& config, const std::string& key,
                                     std::size_t skin_vertex_count, std::vector<Diagnostic>& findings) {
    if (config.cache_file.empty()) {
        return std::nullopt;
    }
    auto cached = read_body_cache(config.cache_file, key);
    if (cached.finding) {
        findings.push_back(std::move(*cached.finding));
    }
    return cached.payload ? decode_places(*cached.payload, skin_vertex_count) : std::nullopt;
}

}  // namespace

std::vector<std::byte> encode_places(const BodyPlaces& places) {
    ByteWriter writer;
    writer.number(static_cast<std::uint32_t>(places.skin_maps.size()));
    for (const SkinMap& map : places.skin_maps) {
        write_map(writer, map);
    }
    return writer.take();
}

std::optional<BodyPlaces> decode_places(std::span<const std::byte> bytes, std::size_t skin_vertex_count) {
    try {
        ByteReader reader(bytes);
        BodyPlaces places;
        const auto maps = reader.number<std::uint32_t>();
        for (std::uint32_t i = 0; i < maps; ++i) {
            places.skin_maps.push_back(read_map(reader, skin_vertex_count));
        }
        return reader.at_end() ? std::optional(std::move(places)) : std::nullopt;
    } catch (const DamagedBytes&) {
        return std::nullopt;
    }
}

BodyPlaces obtain_body_places(std::span<const BodyMesh> meshes, const BodyPlacesConfig& config,
                              std::vector<Diagnostic>& findings, const JobContext& context) {
    const std::string key = calc_key(config);
    if (auto cached = read_cache(config, key, skin_of(meshes).positions_mm.size(), findings)) {
        return std::move(*cached);
    }
    BodyPlaces places = make_places(meshes, config, context);
    if (!config.cache_file.empty()) {
        if (auto finding = write_body_cache(config.cache_file, key, encode_places(places))) {
            findings.push_back(std::move(*finding));
        }
    }
    return places;
}

}  // namespace palpate::parametric
