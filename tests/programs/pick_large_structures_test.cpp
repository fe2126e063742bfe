// A click at the centre of each of 60 large superficial structures, in the view where it is visible, returns that
// structure. Which 60 is decided by the bodies' own pictures, not by hand: of the structures of the superficial layer
// those with the largest visible area, each in that one of the four side views which shows most of it. Its centre is the
// pixel showing it that lies nearest to the middle of its visible area.

#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/pack/pack_importer.h"
#include "base/file_io.h"
#include "programs/visible_structures.h"
#include "scene/build_scene.h"
#include "scene/picking.h"
#include "support/built_in_body.h"
#include "support/paths.h"
#include "workspace/views.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <filesystem>

using namespace palpate;
using namespace palpate::test;

namespace {

constexpr std::size_t k_clicks = 60;
constexpr Viewport k_viewport{1000, 1000};
constexpr const char* k_views[] = {"front", "back", "left", "right"};

AtlasSourceConfig config() {
    const std::filesystem::path homes = std::filesystem::path(k_test_output_dir).parent_path() / "test_homes";
    const std::filesystem::path assets = k_assets_dir;
    return {.asset_folder = assets,
            .cache_folder = shared_body_cache(),
            .atlas_folder = homes / "shared_atlases",
            .catalogue = std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(assets / "anatomy"))};
}

std::filesystem::path shared_meshes() {
    const char* named = std::getenv("PALPATE_SHARED");
    const std::filesystem::path shared =
        named != nullptr ? std::filesystem::path(named) : std::filesystem::path(k_source_dir).parent_path() / "shared";
    return shared / "bodyparts3d" / "meshes";
}

/// What the window shows at first: muscles, connective tissue and bones, no skin.
bool is_shown(const Structure& structure) { return structure.layer != Layer::Skin; }

std::vector<VisibleStructure> largest_superficial(const Atlas& atlas, const std::vector<OrbitCamera>& cameras) {
    std::vector<StructurePicture> pictures;
    for (const OrbitCamera& camera : cameras) {
        pictures.push_back(draw_structures(atlas, camera, k_viewport, is_shown));
    }
    std::vector<VisibleStructure> ranked = rank_by_visible_area(pictures);
    std::erase_if(ranked, [&](const VisibleStructure& seen) {
        return atlas.structures()[seen.structure].layer != Layer::Superficial;
    });
    ranked.resize(std::min(ranked.size(), k_clicks));
    return ranked;
}

void check_clicks(const std::shared_ptr<const Atlas>& atlas) {
    std::vector<OrbitCamera> cameras;
    for (const char* view : k_views) {
        cameras.push_back(make_view_camera(*atlas, view, {}, k_viewport));
    }
    const std::vector<VisibleStructure> chosen = largest_superficial(*atlas, cameras);
    REQUIRE(chosen.size() == k_clicks);
    const Scene scene = build_scene(*atlas, nullptr, {}, {}, {});
    const Picker picker(atlas);
    for (const VisibleStructure& seen : chosen) {
        CAPTURE(atlas->structures()[seen.structure].id.text(), k_views[seen.view], seen.pixels, seen.centre.x,
                seen.centre.y);
        const auto hit = picker.pick(scene, cameras[seen.view], k_viewport, seen.centre);
        REQUIRE(hit);
        CHECK(atlas->structures()[hit->structure].id == atlas->structures()[seen.structure].id);
        const auto pixel = cameras[seen.view].project(hit->point.position_mm, k_viewport);
        REQUIRE(pixel);
        CHECK(std::abs(pixel->x - seen.centre.x) < 1.0F);
        CHECK(std::abs(pixel->y - seen.centre.y) < 1.0F);
    }
}

}  // namespace

TEST_CASE("a click on each of 60 large superficial structures of the built-in body returns it", "[built-in]") {
    JobContext context;
    check_clicks(make_parametric_source(config())->build(context));
}

TEST_CASE("a click on each of 60 large superficial structures of the imported body returns it", "[built-in]") {
    if (!std::filesystem::exists(shared_meshes())) {
        SKIP("the reference meshes are not there");
    }
    JobContext context;
    const ImportReport report = import_pack(
        {.folder = shared_meshes(), .config = config(), .name = "bodyparts3d", .frame = {}, .reference = nullptr},
        context);
    CHECK(report.files_mapped >= 515);
    check_clicks(make_pack_source(config(), report.credit.name)->build(context));
}
