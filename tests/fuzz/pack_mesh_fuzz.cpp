// A mesh file of any bytes becomes meshes that hold their invariants, or faults. The first byte chooses the format.

#include "atlas_sources/pack/mesh_reader.h"
#include "atlas_sources/pack/mesh_repair.h"
#include "base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace {

/// Where the bytes are put for the reader, which wants a file. Gone when the program ends.
struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("palpate-fuzz-" + std::to_string(std::random_device{}()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

void check(const palpate::RawMesh& mesh) {
    PALPATE_ASSERT(!mesh.indices.empty() && mesh.indices.size() % 3 == 0);
    PALPATE_ASSERT(std::ranges::all_of(mesh.indices, [&](auto index) { return index < mesh.positions.size(); }));
    palpate::TriangleMesh joined = palpate::join_vertices(mesh.positions, mesh.indices);
    palpate::orient_outward(joined);
    palpate::recalculate_normals(joined);
    (void)palpate::split_by_side(joined, 0.0F);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Folder k_folder;
    constexpr std::array<const char*, 5> k_names{"a.obj", "a.stl", "a.ply", "a.glb", "a.gltf"};
    if (size == 0) {
        return 0;
    }
    const std::filesystem::path file = k_folder.path / k_names[bytes[0] % k_names.size()];
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes + 1), static_cast<std::streamsize>(size - 1));
    const palpate::MeshFile result = palpate::read_mesh_file(file, {1 << 20, 20'000}, palpate::JobContext());
    std::ranges::for_each(result.meshes, check);
    std::filesystem::remove(file);
    return 0;
}
