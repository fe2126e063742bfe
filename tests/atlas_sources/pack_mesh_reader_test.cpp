#include "atlas_sources/pack/mesh_reader.h"
#include "atlas_sources/pack_mesh_files.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>
#include <functional>
#include <limits>

namespace palpate {
namespace {

using test::as_glb;
using test::GltfNode;

const TriangleMesh& shape() {
    static const TriangleMesh k_shape = test::octahedron({10, 900, 40}, {20, 60, 15});
    return k_shape;
}

MeshFile read(const std::filesystem::path& file, const MeshFileLimits& limits = {}) {
    return read_mesh_file(file, limits, JobContext());
}

/// The code of the only fault a file of this content has; "" where it loads without one.
std::string fault_of(const std::string& name, const std::string& content, const MeshFileLimits& limits = {}) {
    const test::ScratchFolder folder;
    test::write_text(folder.path() / name, content);
    const MeshFile read_file = read(folder.path() / name, limits);
    if (read_file.faults.empty()) {
        return "";
    }
    CHECK(read_file.faults.size() == 1);
    CHECK(read_file.meshes.empty());
    const std::string& key = read_file.faults.front().key;
    return key.substr(key.rfind('.') + 1);
}

Box box_of(const RawMesh& mesh) {
    Box box;
    for (const auto& position : mesh.positions) {
        box.add(position);
    }
    return box;
}

TEST_CASE("every format gives the same triangles", "[atlas_sources][pack]") {
    const auto [name, content] = GENERATE(table<std::string, std::string>({{"a.obj", test::as_obj(shape())},
                                                                           {"a.stl", test::as_binary_stl(shape())},
                                                                           {"a.ply", test::as_binary_ply(shape())},
                                                                           {"A.GLB", as_glb(shape())}}));
    INFO(name);
    const test::ScratchFolder folder;
    test::write_text(folder.path() / name, content);
    const MeshFile file = read(folder.path() / name);
    REQUIRE(file.faults.empty());
    REQUIRE(file.meshes.size() == 1);
    CHECK(file.meshes[0].indices.size() == 24);
    const Box box = box_of(file.meshes[0]);
    CHECK(box.low.y == Catch::Approx(840));
    CHECK(box.high.x == Catch::Approx(30));
}

TEST_CASE("a text glTF with its numbers in a file beside it is read, from elsewhere it is not",
          "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    auto [document, binary] = test::make_gltf(std::vector<GltfNode>{{"n", shape(), {}}});
    test::write_text(folder.path() / "in" / "a.bin", binary);
    test::write_text(folder.path() / "a.bin", binary);
    document["buffers"][0]["uri"] = "a.bin";
    test::write_text(folder.path() / "in" / "a.gltf", document.dump());
    CHECK(read(folder.path() / "in" / "a.gltf").meshes.size() == 1);
    for (const char* elsewhere : {"../a.bin", "/dev/zero", "file:///dev/zero", "b.bin"}) {
        document["buffers"][0]["uri"] = elsewhere;
        test::write_text(folder.path() / "in" / "b.gltf", document.dump());
        const MeshFile file = read(folder.path() / "in" / "b.gltf");
        CHECK(file.meshes.empty());
        CHECK(file.faults.size() == 1);
    }
}

TEST_CASE("a link in the folder cannot lead the reader out of it", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    std::filesystem::create_symlink("/dev/zero", folder.path() / "FMA1.stl");
    std::filesystem::create_symlink("/dev/zero", folder.path() / "a.bin");
    auto [document, binary] = test::make_gltf(std::vector<GltfNode>{{"n", shape(), {}}});
    document["buffers"][0]["uri"] = "a.bin";
    test::write_text(folder.path() / "a.gltf", document.dump());
    test::write_text(folder.path() / "a.obj", "mtllib a.bin\n" + test::as_obj(shape()));
    CHECK(read(folder.path() / "FMA1.stl").faults.size() == 1);
    CHECK(read(folder.path() / "a.gltf").meshes.empty());
    CHECK(read(folder.path() / "a.obj").meshes.size() == 1);
}

TEST_CASE("node transforms are applied and a mirroring one turns triangles back", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const std::vector<double> turn_x{1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 5, 0, 0, 1};  // y to z, then +5 in x
    const std::vector<double> mirror_x{-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    test::write_text(folder.path() / "a.glb",
                     as_glb(std::vector<GltfNode>{{"turned", shape(), turn_x}, {"mirror", shape(), mirror_x}}));
    const MeshFile file = read(folder.path() / "a.glb");
    REQUIRE(file.meshes.size() == 2);
    CHECK(file.meshes[0].node == "turned");
    const Box turned = box_of(file.meshes[0]);
    CHECK(turned.high.z == Catch::Approx(960));
    CHECK(turned.high.x == Catch::Approx(35));
    TriangleMesh mirror;
    mirror.positions_mm = file.meshes[1].positions;
    mirror.indices = file.meshes[1].indices;
    CHECK(calc_volume_mm3(mirror) > 0);
}

TEST_CASE("a file cut off anywhere is a fault, never a crash", "[atlas_sources][pack]") {
    const auto [name, content] = GENERATE(table<std::string, std::string>({{"a.stl", test::as_binary_stl(shape())},
                                                                           {"a.ply", test::as_binary_ply(shape())},
                                                                           {"a.glb", as_glb(shape())}}));
    INFO(name);
    const std::size_t step = GENERATE(7U, 31U);
    for (std::size_t kept = 1; kept < content.size(); kept += step) {
        const std::string fault = fault_of(name, content.substr(0, kept));
        INFO("kept " << kept << " of " << content.size());
        CHECK_FALSE(fault.empty());
    }
    CHECK(fault_of(name, content.substr(0, content.size() / 2)) == "truncated");
    CHECK(fault_of(name, "") == "empty");
}

TEST_CASE("an OBJ that names corners it does not have is a fault", "[atlas_sources][pack]") {
    CHECK(fault_of("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n") != "");
    CHECK(fault_of("a.obj", "v 0 0 0\nv 1 0 0\n") != "");
    CHECK(fault_of("a.obj", std::string(5000, '\xff')) != "");
}

TEST_CASE("a position that is no number is a fault", "[atlas_sources][pack]") {
    TriangleMesh mesh = shape();
    mesh.positions_mm[3].y = std::numeric_limits<float>::quiet_NaN();
    CHECK(fault_of("a.stl", test::as_binary_stl(mesh)) == "not-a-number");
    CHECK(fault_of("a.ply", test::as_binary_ply(mesh)) == "not-a-number");
    mesh.positions_mm[3].y = std::numeric_limits<float>::infinity();
    CHECK(fault_of("a.stl", test::as_binary_stl(mesh)) == "not-a-number");
}

TEST_CASE("a file without triangles is a fault", "[atlas_sources][pack]") {
    TriangleMesh none = shape();
    none.indices.clear();
    CHECK(fault_of("a.stl", test::as_binary_stl(none)) != "");
    CHECK(fault_of("a.ply", test::as_binary_ply(none)) != "");
    auto [document, binary] = test::make_gltf(std::vector<GltfNode>{{"n", shape(), {}}});
    document["meshes"][0]["primitives"][0]["mode"] = 0;  // points
    CHECK(fault_of("a.glb", as_glb(document, binary)) == "no-triangles");
}

TEST_CASE("more triangles or bytes than the limit are refused before they are read", "[atlas_sources][pack]") {
    const MeshFileLimits few{std::uintmax_t{1} << 20, 5};
    CHECK(fault_of("a.stl", test::as_binary_stl(shape()), few) == "too-many-triangles");
    CHECK(fault_of("a.obj", test::as_obj(shape()), few) == "too-many-triangles");
    CHECK(fault_of("a.glb", as_glb(shape()), few) == "too-many-triangles");
    CHECK(fault_of("a.ply", test::as_binary_ply(shape()), few) == "too-many-triangles");
    CHECK(fault_of("a.stl", test::as_binary_stl(shape()), {100, 1000}) == "too-large");
    std::string lying = test::as_binary_stl(shape());
    const std::uint32_t claimed = 0xffffffffU;
    std::memcpy(lying.data() + 80, &claimed, sizeof claimed);
    CHECK(fault_of("a.stl", lying) == "too-many-triangles");
    CHECK(fault_of("a.ply",
                   "ply\nformat ascii 1.0\nelement vertex 99999999999999999999999\nproperty float x\nend_header\n") ==
          "too-many-triangles");
}

TEST_CASE("a glTF whose parts point outside its data is a fault", "[atlas_sources][pack]") {
    using Json = nlohmann::json;
    const auto damage = GENERATE(values<std::function<void(Json&)>>({
        [](Json& d) { d["accessors"][0]["count"] = 7; },
        [](Json& d) { d["accessors"][0]["byteOffset"] = 1 << 20; },
        [](Json& d) { d["accessors"][0]["bufferView"] = 9; },
        [](Json& d) { d["accessors"][0]["componentType"] = 1; },
        [](Json& d) { d["accessors"][0]["count"] = -1; },
        [](Json& d) { d["accessors"][0]["type"] = "VEC9"; },
        [](Json& d) { d["accessors"] = 5; },
        [](Json& d) { d["bufferViews"][0]["byteLength"] = 1 << 30; },
        [](Json& d) { d["bufferViews"][0]["byteStride"] = 0; },
        [](Json& d) { d["buffers"][0]["byteLength"] = 1 << 30; },
        [](Json& d) { d["meshes"][0]["primitives"][0]["attributes"]["POSITION"] = 12; },
        [](Json& d) { d["meshes"][0]["primitives"][0]["indices"] = 12; },
        [](Json& d) { d["meshes"][0]["primitives"] = "none"; },
        [](Json& d) { d["nodes"][0]["mesh"] = 3; },
        [](Json& d) { d["nodes"][0]["children"] = {0}; },
        [](Json& d) { d["nodes"][0]["children"] = "x"; },
    }));
    auto [document, binary] = test::make_gltf(std::vector<GltfNode>{{"n", shape(), {}}});
    damage(document);
    INFO(document.dump());
    CHECK_FALSE(fault_of("a.glb", as_glb(document, binary)).empty());
}

TEST_CASE("reading stops when asked to", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    test::write_text(folder.path() / "a.obj", test::as_obj(shape()));
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(read_mesh_file(folder.path() / "a.obj", {}, JobContext(stop.get_token(), {})), Error);
}

}  // namespace
}  // namespace palpate
