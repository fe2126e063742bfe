#pragma once

#include "geometry/triangle_mesh.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate::test {

/// A folder of its own for one test, gone when the test ends.
class ScratchFolder {
public:
    ScratchFolder() {
        static std::atomic<int> count = 0;
        const std::string name = "palpate-" + std::to_string(std::random_device{}()) + "-" + std::to_string(count++);
        path_ = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline void write_text(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline std::string read_back(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

template <class Value>
void append_bytes(std::string& text, const Value& value) {
    text.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline std::string as_obj(const TriangleMesh& mesh) {
    std::string text = "# a test\n";
    for (const auto& p : mesh.positions_mm) {
        text += "v " + std::to_string(p.x) + " " + std::to_string(p.y) + " " + std::to_string(p.z) + "\n";
    }
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        text += "f " + std::to_string(mesh.indices[i] + 1) + " " + std::to_string(mesh.indices[i + 1] + 1) + " " +
                std::to_string(mesh.indices[i + 2] + 1) + "\n";
    }
    return text;
}

inline std::string as_binary_stl(const TriangleMesh& mesh) {
    std::string bytes(80, ' ');
    append_bytes(bytes, static_cast<std::uint32_t>(mesh.triangle_count()));
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        append_bytes(bytes, glm::vec3(0.0F));
        for (const auto& corner : mesh.triangle(i)) {
            append_bytes(bytes, corner);
        }
        append_bytes(bytes, std::uint16_t{0});
    }
    return bytes;
}

inline std::string as_binary_ply(const TriangleMesh& mesh) {
    std::string bytes =
        "ply\nformat binary_little_endian 1.0\nelement vertex " + std::to_string(mesh.positions_mm.size()) +
        "\nproperty float x\nproperty float y\nproperty float z\nelement face " +
        std::to_string(mesh.triangle_count()) + "\nproperty list uchar int vertex_indices\nend_header\n";
    for (const auto& position : mesh.positions_mm) {
        append_bytes(bytes, position);
    }
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        append_bytes(bytes, std::uint8_t{3});
        for (std::size_t k = 0; k < 3; ++k) {
            append_bytes(bytes, mesh.indices[i + k]);
        }
    }
    return bytes;
}

/// A node of a glTF file: its mesh, name and column-major matrix (none where empty).
struct GltfNode {
    std::string name;
    TriangleMesh mesh;
    std::vector<double> matrix;
};

inline std::string as_glb(const nlohmann::json& document, const std::string& binary) {
    std::string json = document.dump();
    json.resize((json.size() + 3) / 4 * 4, ' ');
    std::string bytes = "glTF";
    append_bytes(bytes, std::uint32_t{2});
    append_bytes(bytes, static_cast<std::uint32_t>(28 + json.size() + binary.size()));
    append_bytes(bytes, static_cast<std::uint32_t>(json.size()));
    bytes += "JSON" + json;
    append_bytes(bytes, static_cast<std::uint32_t>(binary.size()));
    bytes += std::string("BIN\0", 4) + binary;
    return bytes;
}

/// The document and binary part of a .glb with one mesh per node.
inline std::pair<nlohmann::json, std::string> make_gltf(std::span<const GltfNode> nodes) {
    nlohmann::json document{{"asset", {{"version", "2.0"}}}, {"scene", 0}};
    std::string binary;
    const auto add_view = [&](const auto& list) {
        document["bufferViews"].push_back(
            {{"buffer", 0}, {"byteOffset", binary.size()}, {"byteLength", list.size() * sizeof list[0]}});
        binary.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof list[0]);
        return document["bufferViews"].size() - 1;
    };
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Box box = bounds(nodes[i].mesh);
        document["accessors"].push_back({{"bufferView", add_view(nodes[i].mesh.positions_mm)},
                                         {"componentType", 5126},
                                         {"type", "VEC3"},
                                         {"count", nodes[i].mesh.positions_mm.size()},
                                         {"min", {box.low.x, box.low.y, box.low.z}},
                                         {"max", {box.high.x, box.high.y, box.high.z}}});
        document["accessors"].push_back({{"bufferView", add_view(nodes[i].mesh.indices)},
                                         {"componentType", 5125},
                                         {"type", "SCALAR"},
                                         {"count", nodes[i].mesh.indices.size()}});
        document["meshes"].push_back(
            {{"primitives", {{{"attributes", {{"POSITION", 2 * i}}}, {"indices", 2 * i + 1}}}}});
        nlohmann::json node{{"mesh", i}, {"name", nodes[i].name}};
        if (!nodes[i].matrix.empty()) {
            node["matrix"] = nodes[i].matrix;
        }
        document["nodes"].push_back(node);
        document["scenes"][0]["nodes"].push_back(i);
    }
    document["buffers"].push_back({{"byteLength", binary.size()}});
    return {document, binary};
}

inline std::string as_glb(std::span<const GltfNode> nodes) {
    const auto [document, binary] = make_gltf(nodes);
    return as_glb(document, binary);
}
inline std::string as_glb(const TriangleMesh& mesh) { return as_glb(std::vector<GltfNode>{{"node", mesh, {}}}); }

/// Every position through `change`.
template <class Change>
TriangleMesh changed(TriangleMesh mesh, const Change& change) {
    for (auto& position : mesh.positions_mm) {
        position = change(position);
    }
    return mesh;
}

}  // namespace palpate::test
