#include "atlas_sources/pack/pack_manifest.h"

#include "atlas_sources/pack/shown_text.h"
#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::uintmax_t k_largest_manifest_bytes = 16 << 20;

[[noreturn]] void throw_field(const fs::path& file, std::string_view field, const char* key) {
    throw Error(ErrorCode::InvalidContent, {key, {{"file", shown_path(file)}, {"field", std::string(field)}}});
}

Json parse(std::string_view text, const fs::path& file) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& fault) {
        const auto [line, column] = find_line_and_column(text, fault.byte);
        throw Error(ErrorCode::InvalidContent,
                    {"pack.manifest.json",
                     {{"file", shown_path(file)}, {"line", std::to_string(line)}, {"column", std::to_string(column)}}});
    }
}

std::string read_text(const Json& object, const char* field, const fs::path& file) {
    const auto found = object.find(field);
    if (found == object.end()) {
        return {};
    }
    if (!found->is_string()) {
        throw_field(file, field, "pack.manifest.not-text");
    }
    return found->get<std::string>();
}

template <class Value>
std::optional<Value> read_word(const Json& object, const char* field, const fs::path& file,
                               std::optional<Value> (*find)(std::string_view), const char* wrong_key) {
    const std::string word = read_text(object, field, file);
    if (word.empty()) {
        return std::nullopt;
    }
    const std::optional<Value> value = find(word);
    if (!value) {
        throw Error(ErrorCode::InvalidContent,
                    {wrong_key, {{"file", shown_path(file)}, {"field", field}, {"value", shown(word)}}});
    }
    return value;
}

FrameStatement read_frame(const Json& object, const fs::path& file) {
    const FrameStatement frame{
        read_word<LengthUnit>(object, "unit", file, find_length_unit, "pack.manifest.unknown-unit"),
        read_word<Axis>(object, "up", file, find_axis, "pack.manifest.unknown-axis"),
        read_word<Axis>(object, "front", file, find_axis, "pack.manifest.unknown-axis")};
    if (frame.up && frame.front && are_parallel(*frame.up, *frame.front)) {
        throw_field(file, "front", "pack.manifest.axes-parallel");
    }
    return frame;
}

}  // namespace

std::optional<PackManifest> find_manifest(const fs::path& folder) {
    const fs::path file = folder / k_manifest_file;
    std::error_code absent;
    if (!fs::exists(file, absent)) {
        return std::nullopt;
    }
    if (const auto size = fs::file_size(file, absent); !absent && size > k_largest_manifest_bytes) {
        throw Error(ErrorCode::InvalidContent, {"pack.manifest.too-large", {{"file", shown_path(file)}}});
    }
    return parse_manifest(read_text_file(file), file);
}

PackManifest parse_manifest(std::string_view json, const fs::path& file) {
    const Json object = parse(json, file);
    if (!object.is_object()) {
        throw Error(ErrorCode::InvalidContent, {"pack.manifest.not-object", {{"file", shown_path(file)}}});
    }
    PackManifest manifest;
    manifest.id = read_text(object, "id", file);
    manifest.title = read_text(object, "title", file);
    manifest.version = read_text(object, "version", file);
    manifest.licence = read_text(object, "licence", file);
    manifest.attribution = read_text(object, "attribution", file);
    manifest.frame = read_frame(object, file);
    if (const auto nodes = object.find("nodes"); nodes != object.end()) {
        if (!nodes->is_object()) {
            throw_field(file, "nodes", "pack.manifest.not-map");
        }
        for (const auto& [node, structure] : nodes->items()) {
            if (!structure.is_string()) {
                throw_field(file, "nodes." + shown(node), "pack.manifest.not-text");
            }
            manifest.structure_of_node.emplace(node, structure.get<std::string>());
        }
    }
    return manifest;
}

std::string make_pack_name(std::string_view text) {
    std::string name;
    for (const char letter : text) {
        if (letter >= 'A' && letter <= 'Z') {
            name += static_cast<char>(letter - 'A' + 'a');
        } else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_') {
            name += letter;
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    name.resize(std::min<std::size_t>(name.size(), 64));
    while (!name.empty() && name.back() == '-') {
        name.pop_back();
    }
    return name;
}

}  // namespace palpate
