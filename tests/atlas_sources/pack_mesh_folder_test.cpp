#include "atlas_sources/pack/mesh_folder.h"
#include "atlas_sources/pack_tiny_body.h"
#include "base/error.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <limits>

namespace palpate {
namespace {

const FrameStatement k_product_frame{LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ};

MeshFolder read(const std::filesystem::path& folder, const FrameStatement& frame = {}) {
    const auto reference = test::as_atlas(test::tiny_body());
    JobContext context;
    return read_mesh_folder({folder, frame, *test::real_catalogue(), *reference}, context);
}

Text refusal_of(const std::filesystem::path& folder, const FrameStatement& frame = {}) {
    try {
        (void)read(folder, frame);
    } catch (const Error& error) {
        return error.text();
    }
    return {"accepted", {}};
}

/// The codes of all findings about a file.
std::vector<std::string> codes_of(const MeshFolder& folder, const std::string& file) {
    std::vector<std::string> codes;
    for (const auto& finding : folder.findings) {
        if (finding.where == file) {
            codes.push_back(finding.text.key.substr(finding.text.key.rfind('.') + 1));
        }
    }
    return codes;
}

TEST_CASE("a pack in centimetres lying on its back is found and turned", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const auto body = test::tiny_body();
    test::write_meshes(folder.path(), body, [](const glm::vec3& p) { return 0.1F * glm::vec3(p.x, -p.z, p.y); });
    const MeshFolder result = read(folder.path());
    CHECK(describe(result.frame.frame) == "cm, up +z, front -y");
    CHECK(result.files == body.size());
    CHECK(result.files_loaded == body.size());
    CHECK(result.files_mapped == body.size());
    CHECK(result.findings.empty());
    REQUIRE(result.structures.size() == body.size());
    const auto reference = test::as_atlas(body);
    for (const auto& structure : result.structures) {
        const TriangleMesh& original = *reference->structure(structure.id).mesh;
        CHECK(glm::distance(bounds(*structure.mesh).low, bounds(original).low) < 0.01F);
        CHECK(glm::distance(bounds(*structure.mesh).high, bounds(original).high) < 0.01F);
        CHECK(calc_volume_mm3(*structure.mesh) == Catch::Approx(calc_volume_mm3(original)).epsilon(1e-3));
        CHECK(structure.mesh->positions_mm.size() == 6);
    }
}

TEST_CASE("a mirrored pack and one in a wrongly stated unit are refused", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    test::write_meshes(folder.path(), test::tiny_body(), [](const glm::vec3& p) { return glm::vec3(-p.x, p.y, p.z); });
    CHECK(refusal_of(folder.path()).key == "pack.frame.mirrored");
    // A mirrored body turned about nearly fits, for a body is not deep: it must be refused all the same.
    test::write_meshes(folder.path(), test::tiny_body(), [](const glm::vec3& p) { return glm::vec3(p.x, p.y, -p.z); });
    CHECK(refusal_of(folder.path()).key == "pack.frame.mirrored");
    test::write_meshes(folder.path(), test::tiny_body(), [](const glm::vec3& p) { return 0.001F * p; });
    CHECK(refusal_of(folder.path(), k_product_frame).key == "pack.frame.stated-misfit");
}

TEST_CASE("what loads is kept and what does not is named with its reason", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const auto body = test::tiny_body();
    test::write_meshes(folder.path(), body);
    const TriangleMesh shape = *body.front().structure.mesh;
    TriangleMesh not_a_number = shape;
    not_a_number.positions_mm[0].x = std::numeric_limits<float>::quiet_NaN();
    test::write_text(folder.path() / "FMA1.stl", test::as_binary_stl(shape));
    test::write_text(folder.path() / "arm.obj", test::as_obj(shape));
    test::write_text(folder.path() / "cut.glb", test::as_glb(shape).substr(0, 200));
    test::write_text(folder.path() / "nan.stl", test::as_binary_stl(not_a_number));
    test::write_text(folder.path() / (body.front().file_stem + "-again.obj"), test::as_obj(shape));
    test::write_text(folder.path() / "notes.txt", "not a mesh");
    const MeshFolder result = read(folder.path());
    CHECK(result.files == body.size() + 5);
    CHECK(result.files_loaded == body.size() + 3);
    CHECK(result.files_mapped == body.size());
    CHECK(result.structures.size() == body.size());
    CHECK(codes_of(result, "FMA1.stl") == std::vector<std::string>{"unknown-id"});
    CHECK(codes_of(result, "arm.obj") == std::vector<std::string>{"no-id"});
    CHECK(codes_of(result, "cut.glb") == std::vector<std::string>{"truncated"});
    CHECK(codes_of(result, "nan.stl") == std::vector<std::string>{"not-a-number"});
    const bool first_kept = codes_of(result, body.front().file_stem + "-again.obj").size() == 1;
    CHECK(first_kept != (codes_of(result, body.front().file_stem + ".glb").size() == 1));
    CHECK(result.findings.size() == 5);
}

TEST_CASE("pack.json names files and nodes, joins several and states the frame", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const TriangleMesh upper = test::octahedron({100, 1000, 50}, {20, 80, 20});
    const TriangleMesh lower = test::octahedron({100, 800, 50}, {20, 80, 20});
    test::write_text(folder.path() / "leg.glb",
                     test::as_glb(std::vector<test::GltfNode>{
                         {"upper half", upper, {}}, {"lower half", lower, {}}, {"strap", lower, {}}}));
    test::write_text(folder.path() / "hull.obj", test::as_obj(test::octahedron({0, 800, 50}, {300, 800, 150})));
    test::write_text(folder.path() / "pack.json", R"({"unit": "mm", "up": "+y", "front": "+z", "nodes": {
        "upper half": "sartorius.left", "lower half": "sartorius.left", "strap": "garter.left",
        "hull.obj": "skin.mid", "gone.stl": "gracilis.left"}})");
    const MeshFolder result = read(folder.path());
    REQUIRE(result.structures.size() == 2);
    CHECK(result.structures[0].id.text() == "sartorius.left");
    CHECK(result.structures[0].mesh->triangle_count() == 16);
    CHECK(result.structures[1].id.text() == "skin.mid");
    CHECK(result.frame.stated);
    CHECK(codes_of(result, "leg.glb") == std::vector<std::string>{"unknown-structure"});
    CHECK(codes_of(result, "gone.stl") == std::vector<std::string>{"unknown-node"});
}

TEST_CASE("a file that draws both sides becomes a left and a right structure", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const auto catalogue = test::real_catalogue();
    const auto row = std::ranges::find_if(catalogue->mesh_map(), [](const MeshMapRow& r) {
        return r.side == "unsided" && r.entry_id == "interspinales";
    });
    REQUIRE(row != catalogue->mesh_map().end());
    test::write_meshes(folder.path(), test::tiny_body());
    TriangleMesh both = test::octahedron({8, 1000, 20}, {4, 10, 4});
    append(both, mirrored(both));
    append(both, test::octahedron({8, 1040, 20}, {4, 10, 4}));
    test::write_text(folder.path() / ("FMA" + std::to_string(row->fma) + ".obj"), test::as_obj(both));
    const MeshFolder result = read(folder.path());
    const auto find = [&](Side side) {
        const StructureId id = make_structure_id(row->entry_id, row->part, side);
        return std::ranges::find(result.structures, id, &Structure::id);
    };
    REQUIRE(find(Side::Left) != result.structures.end());
    REQUIRE(find(Side::Right) != result.structures.end());
    CHECK(find(Side::Mid) == result.structures.end());
    CHECK(find(Side::Left)->mesh->triangle_count() == 16);
    CHECK(find(Side::Right)->mesh->triangle_count() == 8);
}

TEST_CASE("a folder that is missing, empty or without anything usable is refused by name", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    CHECK(refusal_of(folder.path() / "none").key == "pack.folder.missing");
    CHECK(refusal_of(folder.path()).key == "pack.folder.no-meshes");
    test::write_text(folder.path() / "FMA7486.stl", "cut");
    const Text text = refusal_of(folder.path(), k_product_frame);
    CHECK(text.key == "pack.folder.nothing-usable");
    CHECK(text.arguments.back().second == "truncated");
    test::write_text(folder.path() / "pack.json", "{");
    CHECK(refusal_of(folder.path()).key == "pack.manifest.json");
}

TEST_CASE("few structures need a stated frame, and one of plausible size", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const auto body = test::tiny_body();
    test::write_meshes(folder.path(), {body[0], body[1]});
    CHECK(refusal_of(folder.path()).key == "pack.frame.too-few");
    CHECK(read(folder.path(), k_product_frame).structures.size() == 2);
    CHECK(refusal_of(folder.path(), {LengthUnit::Metre, Axis::PlusY, Axis::PlusZ}).key ==
          "pack.frame.implausible-size");
}

}  // namespace
}  // namespace palpate
