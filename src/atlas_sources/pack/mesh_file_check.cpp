#include "atlas_sources/pack/mesh_file_check.h"

#include "atlas_sources/pack/detail/gltf_check.h"
#include "atlas_sources/pack/detail/text_mesh_check.h"
#include "atlas_sources/pack/shown_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <fstream>
#include <span>
#include <string>

namespace palpate {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> k_endings{".glb", ".gltf", ".obj", ".stl", ".ply"};

std::string ending_of(const fs::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char letter) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    });
    return ending;
}

/// Binary STL tells its triangle count; text STL starts with "solid" and holds "facet" soon after.
std::optional<Text> find_stl_fault(const fs::path& file, std::uintmax_t size, const MeshFileLimits& limits) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 512> head{};
    stream.read(head.data(), head.size());
    const std::string_view start(head.data(), static_cast<std::size_t>(stream.gcount()));
    if (start.starts_with("solid") && start.find("facet") != std::string_view::npos) {
        return find_text_stl_fault(file, limits);
    }
    constexpr std::size_t k_header_bytes = 84;
    constexpr std::uintmax_t k_triangle_bytes = 50;
    if (size < k_header_bytes) {
        return Text{"pack.finding.truncated", {}};
    }
    std::uint32_t count = 0;
    std::memcpy(&count, head.data() + 80, sizeof count);
    if (count > limits.triangles) {
        return Text{"pack.finding.too-many-triangles", {{"limit", std::to_string(limits.triangles)}}};
    }
    if (size - k_header_bytes < k_triangle_bytes * count) {
        return Text{"pack.finding.truncated", {}};
    }
    return std::nullopt;
}

}  // namespace

bool is_mesh_file(const fs::path& file) { return std::ranges::find(k_endings, ending_of(file)) != k_endings.end(); }

std::optional<Text> find_file_fault(const fs::path& file, const MeshFileLimits& limits) {
    std::error_code fault;
    if (!fs::is_regular_file(file, fault)) {
        return Text{"pack.finding.not-a-file", {}};
    }
    const std::uintmax_t size = fs::file_size(file, fault);
    if (fault || !std::ifstream(file, std::ios::binary)) {
        return Text{"pack.finding.unreadable",
                    {{"detail", fault ? shown(fault.message()) : "@pack.damage.not-openable"}}};
    }
    if (size == 0) {
        return Text{"pack.finding.empty", {}};
    }
    if (size > limits.bytes) {
        return Text{"pack.finding.too-large", {{"limit", std::to_string(limits.bytes >> 20)}}};
    }
    const std::string ending = ending_of(file);
    if (ending == ".glb" || ending == ".gltf") {
        return find_gltf_fault(file, size, limits);
    }
    if (ending == ".stl") {
        return find_stl_fault(file, size, limits);
    }
    return ending == ".ply" ? find_ply_fault(file, size, limits) : find_obj_fault(file, limits);
}

}  // namespace palpate
