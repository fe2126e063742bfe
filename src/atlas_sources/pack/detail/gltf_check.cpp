#include "atlas_sources/pack/detail/gltf_check.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::uint32_t k_glb_magic = 0x46546C67;   // "glTF"
constexpr std::uint32_t k_json_chunk = 0x4E4F534A;  // "JSON"
constexpr std::uint32_t k_bin_chunk = 0x004E4942;   // "BIN"
constexpr std::uintmax_t k_largest_json_bytes = 256 << 20;
constexpr std::size_t k_deepest_nodes = 64;

/// `what` is the last word of a text key: "pack.damage.<what>".
Text damaged(std::string_view what) {
    return {"pack.finding.damaged", {{"detail", "@pack.damage." + std::string(what)}}};
}

/// The JSON text and the size of the binary chunk of a file.
struct Container {
    std::string json;
    std::uintmax_t binary_bytes = 0;
    std::optional<Text> fault;
};

Container fail(Text fault) { return {{}, 0, std::move(fault)}; }

Container read_glb(std::ifstream& stream, std::uintmax_t size) {
    std::array<std::uint32_t, 5> header{};
    if (size < sizeof header || !stream.read(reinterpret_cast<char*>(header.data()), sizeof header)) {
        return fail({"pack.finding.truncated", {}});
    }
    const auto [magic, version, length, json_bytes, json_kind] = header;
    if (magic != k_glb_magic || version != 2 || json_kind != k_json_chunk) {
        return fail(damaged("not-gltf2"));
    }
    if (length > size || json_bytes > size - sizeof header) {
        return fail({"pack.finding.truncated", {}});
    }
    if (json_bytes > k_largest_json_bytes) {
        return fail(damaged("description-too-long"));
    }
    Container container;
    container.json.resize(json_bytes);
    if (!stream.read(container.json.data(), static_cast<std::streamsize>(json_bytes))) {
        return fail({"pack.finding.truncated", {}});
    }
    std::array<std::uint32_t, 2> chunk{};
    const std::uintmax_t body = sizeof header + json_bytes + sizeof chunk;
    if (body <= size && stream.read(reinterpret_cast<char*>(chunk.data()), sizeof chunk) && chunk[1] == k_bin_chunk) {
        if (chunk[0] > size - body) {
            return fail({"pack.finding.truncated", {}});
        }
        container.binary_bytes = chunk[0];
    }
    return container;
}

Container read_gltf(std::ifstream& stream, std::uintmax_t size) {
    if (size > k_largest_json_bytes) {
        return fail(damaged("description-too-long"));
    }
    Container container;
    container.json.resize(size);
    if (!stream.read(container.json.data(), static_cast<std::streamsize>(size))) {
        return fail({"pack.finding.truncated", {}});
    }
    return container;
}

/// Walks one document and keeps the first thing that is wrong with it.
class DocumentCheck {
public:
    DocumentCheck(const Json& document, const fs::path& folder, std::uintmax_t binary_bytes,
                  const MeshFileLimits& limits)
        : document_(document), folder_(folder), binary_bytes_(binary_bytes), limits_(limits) {}

    std::optional<Text> find_fault() {
        if (!document_.is_object()) {
            return damaged("description");
        }
        for (const char* list : {"buffers", "bufferViews", "accessors", "nodes", "meshes", "scenes"}) {
            if (const auto found = document_.find(list); found != document_.end() && !is_list_of_objects(*found)) {
                return damaged("description");
            }
        }
        check_buffers();
        check_views();
        check_accessors();
        check_meshes();
        check_nodes();
        return fault_;
    }

private:
    static bool is_list_of_objects(const Json& value) {
        return value.is_array() && std::ranges::all_of(value, [](const Json& item) { return item.is_object(); });
    }

    const Json& list(const char* name) const {
        static const Json k_empty = Json::array();
        const auto found = document_.find(name);
        return found == document_.end() ? k_empty : *found;
    }

    void report(std::string_view what) {
        if (!fault_) {
            fault_ = damaged(what);
        }
    }

    /// A count, size or index; a fault where it is something else or absent without a `fallback`.
    std::uint64_t number(const Json& object, const char* field, std::optional<std::uint64_t> fallback = std::nullopt) {
        const auto found = object.find(field);
        if (found == object.end() && fallback) {
            return *fallback;
        }
        if (found == object.end() || !found->is_number_unsigned()) {
            report("description");
            return 0;
        }
        return found->get<std::uint64_t>();
    }

    void check_index(std::uint64_t index, const char* name) {
        if (index >= list(name).size()) {
            report("reference");
        }
    }

    void check_buffers() {
        for (std::size_t i = 0; i < list("buffers").size(); ++i) {
            const Json& buffer = list("buffers")[i];
            const std::uint64_t bytes = number(buffer, "byteLength");
            const auto uri = buffer.find("uri");
            if (uri == buffer.end()) {
                if (i != 0 || bytes > binary_bytes_) {
                    cut_off();
                }
            } else if (!uri->is_string()) {
                report("description");
            } else {
                check_uri(uri->get_ref<const std::string&>(), bytes);
            }
            buffer_bytes_.push_back(bytes);
        }
    }

    void check_uri(const std::string& uri, std::uint64_t bytes) {
        if (uri.starts_with("data:")) {
            const std::size_t comma = uri.find(',');
            if (comma == std::string::npos || (uri.size() - comma) / 4 * 3 + 3 < bytes) {
                cut_off();
            }
            return;
        }
        const fs::path relative(uri);
        const bool stays = relative.is_relative() && std::ranges::find(relative, fs::path("..")) == relative.end() &&
                           uri.find(':') == std::string::npos;
        std::error_code fault;
        if (!stays || !fs::is_regular_file(folder_ / relative, fault)) {
            report("file-elsewhere");
        } else if (const auto size = fs::file_size(folder_ / relative, fault);
                   fault || size < bytes || size > limits_.bytes) {
            cut_off();
        }
    }

    void check_views() {
        for (const Json& view : list("bufferViews")) {
            const std::uint64_t buffer = number(view, "buffer");
            const std::uint64_t offset = number(view, "byteOffset", 0);
            const std::uint64_t bytes = number(view, "byteLength");
            if (buffer >= buffer_bytes_.size() || offset > buffer_bytes_[buffer] ||
                bytes > buffer_bytes_[buffer] - offset) {
                cut_off();
            }
            view_bytes_.push_back(bytes);
        }
    }

    void check_accessors() {
        static const std::map<std::uint64_t, std::uint64_t> k_component_bytes{{5120, 1}, {5121, 1}, {5122, 2},
                                                                              {5123, 2}, {5125, 4}, {5126, 4}};
        static const std::map<std::string, std::uint64_t> k_components{
            {"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}};
        for (const Json& accessor : list("accessors")) {
            const std::uint64_t count = number(accessor, "count");
            const auto component = k_component_bytes.find(number(accessor, "componentType"));
            const auto type = accessor.find("type");
            if (component == k_component_bytes.end() || type == accessor.end() || !type->is_string() ||
                !k_components.contains(type->get<std::string>())) {
                report("number-kind");
                return;
            }
            if (count > 3 * limits_.triangles) {
                fault_ = Text{"pack.finding.too-many-triangles", {{"limit", std::to_string(limits_.triangles)}}};
                return;
            }
            check_accessor_range(accessor, count, component->second * k_components.at(type->get<std::string>()));
        }
    }

    void check_accessor_range(const Json& accessor, std::uint64_t count, std::uint64_t element_bytes) {
        if (accessor.contains("sparse")) {
            report("sparse");
            return;
        }
        if (!accessor.contains("bufferView") || count == 0) {
            return;
        }
        const std::uint64_t view = number(accessor, "bufferView");
        check_index(view, "bufferViews");
        if (fault_) {
            return;
        }
        const std::uint64_t offset = number(accessor, "byteOffset", 0);
        const std::uint64_t stride = number(list("bufferViews")[view], "byteStride", element_bytes);
        const bool plausible = stride >= element_bytes && stride <= 255 + element_bytes && offset <= view_bytes_[view];
        if (!plausible || stride * (count - 1) + element_bytes > view_bytes_[view] - offset) {
            cut_off();
        }
    }

    void check_meshes() {
        for (const Json& mesh : list("meshes")) {
            const auto primitives = mesh.find("primitives");
            if (primitives == mesh.end() || !is_list_of_objects(*primitives)) {
                report("description");
                return;
            }
            for (const Json& primitive : *primitives) {
                const auto attributes = primitive.find("attributes");
                if (attributes == primitive.end() || !attributes->is_object()) {
                    report("description");
                    return;
                }
                for (const auto& [name, accessor] : attributes->items()) {
                    check_index(number(*attributes, name.c_str()), "accessors");
                }
                if (primitive.contains("indices")) {
                    check_index(number(primitive, "indices"), "accessors");
                }
            }
        }
    }

    /// The node tree must be a tree: a loop would send a recursive reader down for ever.
    void check_nodes() {
        const Json& nodes = list("nodes");
        std::vector<std::size_t> parents(nodes.size(), nodes.size());
        for (std::size_t i = 0; i < nodes.size() && !fault_; ++i) {
            if (nodes[i].contains("mesh")) {
                check_index(number(nodes[i], "mesh"), "meshes");
            }
            const auto children = nodes[i].find("children");
            if (children == nodes[i].end()) {
                continue;
            }
            if (!children->is_array()) {
                report("nodes");
                return;
            }
            for (const Json& child : *children) {
                if (!child.is_number_unsigned() || child.get<std::uint64_t>() >= nodes.size() ||
                    parents[child.get<std::size_t>()] != nodes.size()) {
                    report("nodes");
                    return;
                }
                parents[child.get<std::size_t>()] = i;
            }
        }
        for (std::size_t i = 0; i < nodes.size() && !fault_; ++i) {
            std::size_t depth = 0;
            for (std::size_t at = i; at != nodes.size() && depth <= k_deepest_nodes; at = parents[at]) {
                ++depth;
            }
            if (depth > k_deepest_nodes) {
                report("nodes");
            }
        }
    }

    void cut_off() {
        if (!fault_) {
            fault_ = Text{"pack.finding.truncated", {}};
        }
    }

    const Json& document_;
    const fs::path& folder_;
    std::uintmax_t binary_bytes_;
    const MeshFileLimits& limits_;
    std::optional<Text> fault_;
    std::vector<std::uint64_t> buffer_bytes_;
    std::vector<std::uint64_t> view_bytes_;
};

}  // namespace

std::optional<Text> find_gltf_fault(const fs::path& file, std::uintmax_t size, const MeshFileLimits& limits) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 4> start{};
    stream.read(start.data(), start.size());
    const bool binary = std::string_view(start.data(), start.size()) == "glTF";
    stream.clear();
    stream.seekg(0);
    const Container container = binary ? read_glb(stream, size) : read_gltf(stream, size);
    if (container.fault) {
        return container.fault;
    }
    const Json document = Json::parse(container.json, nullptr, false);
    if (document.is_discarded()) {
        return binary ? damaged("description") : Text{"pack.finding.truncated", {}};
    }
    return DocumentCheck(document, file.parent_path(), container.binary_bytes, limits).find_fault();
}

}  // namespace palpate
