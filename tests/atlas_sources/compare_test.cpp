#include "atlas_sources/compare.h"

#include "atlas_sources/pack_tiny_body.h"
#include "base/error.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace palpate {
namespace {

using Catch::Approx;

/// A box whose faces are two triangles each.
TriangleMesh box(const glm::vec3& low, const glm::vec3& high) {
    TriangleMesh mesh;
    for (int i = 0; i < 8; ++i) {
        mesh.positions_mm.emplace_back((i & 1) != 0 ? high.x : low.x, (i & 2) != 0 ? high.y : low.y,
                                       (i & 4) != 0 ? high.z : low.z);
    }
    mesh.indices = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                    2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    recalculate_normals(mesh);
    return mesh;
}

Structure structure_of(TriangleMesh mesh) {
    Structure structure = *describe_structure(*test::real_catalogue(), "sartorius", "", Side::Left);
    structure.mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
    return structure;
}

TEST_CASE("a surface compared with itself is at no distance", "[atlas_sources][compare]") {
    const TriangleMesh mesh = box({0, 0, 0}, {100, 100, 100});
    const StructureComparison same = compare_surfaces(structure_of(mesh), mesh, {});
    CHECK(same.mean_mm < 1e-4);
    CHECK(same.percentile95_mm < 1e-4);
    CHECK(same.volume_ratio == Approx(1.0));
    CHECK(same.structure_class == StructureClass::Muscle);
}

TEST_CASE("a thicker plate is as far away as half its extra thickness, and its volume tells",
          "[atlas_sources][compare]") {
    // Wide plates: the narrow edges carry under one percent of the points.
    const TriangleMesh thin = box({0, 0, -1}, {1000, 1000, 1});
    const TriangleMesh thick = box({0, 0, -3}, {1000, 1000, 3});
    const StructureComparison result =
        compare_surfaces(structure_of(thick), thin, {.seed = 1, .samples = 5000, .frame = {}});
    CHECK(result.mean_mm == Approx(2.0).margin(0.02));
    CHECK(result.percentile95_mm == Approx(2.0).margin(0.02));
    CHECK(result.volume_ratio == Approx(3.0));
}

TEST_CASE("the same seed gives the same figures, another seed nearly the same", "[atlas_sources][compare]") {
    const Structure ours = structure_of(test::octahedron({0, 0, 0}, {30, 90, 20}));
    const TriangleMesh theirs = test::octahedron({1, 2, 0}, {31, 88, 19});
    const CompareOptions one{.seed = 1, .samples = 3000, .frame = {}};
    const CompareOptions two{.seed = 2, .samples = 3000, .frame = {}};
    const double first = compare_surfaces(ours, theirs, one).mean_mm;
    CHECK(first == compare_surfaces(ours, theirs, one).mean_mm);
    CHECK(first != compare_surfaces(ours, theirs, two).mean_mm);
    CHECK(first == Approx(compare_surfaces(ours, theirs, two).mean_mm).epsilon(0.05));
}

TEST_CASE("points of one part inside another part of the same structure do not count", "[atlas_sources][compare]") {
    const TriangleMesh bar = box({0, 0, 0}, {200, 20, 20});
    TriangleMesh overlapping = box({0, 0, 0}, {120, 20, 20});
    append(overlapping, box({80, 0, 0}, {200, 20, 20}));
    const StructureComparison result = compare_surfaces(structure_of(overlapping), bar, {});
    CHECK(result.mean_mm < 0.01);  // the two inner end faces alone would add about 0.3 mm
    CHECK(result.volume_ratio == Approx(1.2));
    TriangleMesh apart = box({0, 0, 0}, {120, 20, 20});
    append(apart, box({150, 0, 0}, {200, 20, 20}));
    CHECK(compare_surfaces(structure_of(apart), bar, {}).mean_mm > 0.3);
}

TEST_CASE("a body is compared with the meshes of a folder, structure by structure", "[atlas_sources][compare]") {
    const test::ScratchFolder folder;
    auto body = test::tiny_body();
    test::write_meshes(folder.path(), body);
    // One structure is drawn 2 mm further out in the atlas, one is missing in it.
    TriangleMesh grown = *body[0].structure.mesh;
    for (auto& position : grown.positions_mm) {
        position.z += 2.0F;
    }
    body[0].structure.mesh = std::make_shared<const TriangleMesh>(grown);
    const StructureId missing = body.back().structure.id;
    body.pop_back();
    const auto atlas = test::as_atlas(body);
    JobContext context;
    const CompareReport report = compare_with_meshes(*atlas, *test::real_catalogue(), folder.path(), {}, context);
    CHECK(report.frame.matched == body.size());
    CHECK(report.structures.size() == body.size());
    CHECK(report.only_in_folder == std::vector<StructureId>{missing});
    CHECK(report.all.count == body.size());
    CHECK(report.all.worst == body[0].structure.id);
    CHECK(report.all.worst_mean_mm > 0.5);
    CHECK(std::ranges::count_if(report.structures, [](const auto& one) { return one.mean_mm > 0.01; }) == 1);
    std::size_t in_classes = 0;
    for (const auto& [name, total] : report.classes) {
        in_classes += total.count;
    }
    CHECK(in_classes == body.size());
    const auto json = nlohmann::json::parse(to_json(report, Translator()));
    CHECK(json["overall"]["count"] == body.size());
    CHECK(json["structures"].size() == body.size());
    CHECK(json["structures"][0].contains("p95_mm"));
    CHECK(json["frame"]["unit"] == "mm");
}

}  // namespace
}  // namespace palpate
