// The real bodies that lie beside the repository; skipped where they do not.

#include "atlas_sources/atlas_source_contract.h"
#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/compare.h"
#include "atlas_sources/pack/mesh_folder.h"
#include "atlas_sources/pack/pack_importer.h"
#include "atlas_sources/pack_tiny_body.h"
#include "support/built_in_body.h"
#include "support/shared_reference.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

TEST_CASE("the BodyParts3D meshes import whole and the built-in body lies on them", "[built-in][pack][reference]") {
    const auto meshes = test::find_shared_reference("bodyparts3d/meshes");
    if (!meshes) {
        SKIP("no ../shared/bodyparts3d");
    }
    const test::ScratchFolder folder;
    JobContext context;
    const AtlasSourceConfig config{find_asset_folder(), test::shared_body_cache(), folder.path(),
                                   test::real_catalogue()};
    const auto built_in = make_parametric_source(config)->build(context);

    const ImportReport report = import_pack(
        {.folder = *meshes, .config = config, .name = "bodyparts3d", .frame = {}, .reference = built_in}, context);
    CHECK(report.files == 521);
    CHECK(report.files_loaded == 521);
    CHECK(report.files_mapped >= 515);
    CHECK(describe(report.frame.frame) == "mm, up +y, front +z");
    CHECK_FALSE(report.frame.stated);
    CHECK(report.frame.frame.offset_mm == glm::vec3(0.0F));
    CHECK(report.frame.residual_mm < 5.0F);
    CHECK(report.frame.matched > 400);
    test::check_atlas_contract(*make_atlas_source(config, "bodyparts3d")->build(context), *config.catalogue);

    const CompareReport compared = compare_with_meshes(*built_in, *config.catalogue, *meshes, {}, context);
    CHECK(compared.classes.at("muscle").count > 250);
    CHECK(compared.classes.at("muscle").mean_of_means_mm <= 0.45);
    CHECK(compared.classes.at("bone").count > 190);
    CHECK(compared.classes.at("bone").mean_of_means_mm <= 0.4);
    INFO(compared.all.worst.text());
    CHECK(compared.all.worst_mean_mm <= 1.1);
}

TEST_CASE("real meshes turned, scaled and mirrored are told apart", "[built-in][pack][reference]") {
    const auto meshes = test::find_shared_reference("bodyparts3d/meshes");
    if (!meshes) {
        SKIP("no ../shared/bodyparts3d");
    }
    JobContext context;
    const FrameStatement stated{LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ};
    const auto nobody = test::as_atlas({});
    const MeshFolder body = read_mesh_folder({*meshes, stated, *test::real_catalogue(), *nobody}, context);
    std::vector<BoxPair> pairs;
    std::vector<BoxPair> mirrored_pairs;
    for (const auto& structure : body.structures) {
        const Box box = bounds(*structure.mesh);
        const auto turned = [](const glm::vec3& p) { return 0.001F * glm::vec3(p.z, p.x, p.y) + glm::vec3(3, -1, 2); };
        const auto swapped = [&](const glm::vec3& p) { return turned({-p.x, p.y, p.z}); };
        for (const auto& corner : {box.low, box.high}) {
            if (corner == box.low) {
                pairs.push_back({{}, box});
                mirrored_pairs.push_back({{}, box});
            }
            pairs.back().file.add(turned(corner));
            mirrored_pairs.back().file.add(swapped(corner));
        }
    }
    const FrameFit fit = find_frame(pairs, {});
    CHECK(describe(fit.frame) == "m, up +z, front +x");
    CHECK(fit.residual_mm < 0.01F);
    CHECK(glm::distance(fit.frame.offset_mm, glm::vec3(1000, -2000, -3000)) < 0.1F);
    CHECK_THROWS_AS(find_frame(mirrored_pairs, {}), Error);
}

TEST_CASE("a body surface of another maker imports as skin by pack.json", "[built-in][pack][reference]") {
    const auto surfaces = test::find_shared_reference("makehuman/neutral.glb");
    if (!surfaces) {
        SKIP("no ../shared/makehuman");
    }
    const test::ScratchFolder folder;
    std::filesystem::copy(*surfaces, folder.path() / "neutral.glb");
    test::write_text(folder.path() / "pack.json",
                     R"({"unit": "mm", "up": "+y", "front": "+z", "nodes": {"neutral.glb": "skin.mid"}})");
    JobContext context;
    const auto nobody = test::as_atlas({});
    const MeshFolder body = read_mesh_folder({folder.path(), {}, *test::real_catalogue(), *nobody}, context);
    REQUIRE(body.structures.size() == 1);
    CHECK(body.findings.empty());
    CHECK(body.structures[0].mesh->triangle_count() == 26756);
    const glm::vec3 size = bounds(*body.structures[0].mesh).size();
    CHECK(std::abs(size.y - 1659.0F) < 5.0F);
    CHECK(calc_volume_mm3(*body.structures[0].mesh) > 4e7);
}

}  // namespace
}  // namespace palpate
