#include "atlas_sources/atlas_source_contract.h"

#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/pack_tiny_body.h"
#include "base/file_io.h"
#include "support/built_in_body.h"

#include <catch2/catch_test_macros.hpp>

namespace palpate {
namespace {

// Imported packs are held to the same promises in pack_storage_test, pack_importer_test and pack_reference_bodies_test.
TEST_CASE("the built-in body keeps every promise of an atlas", "[built-in]") {
    const AtlasSourceConfig config{find_asset_folder(), test::shared_body_cache(), {}, test::real_catalogue()};
    JobContext context;
    const auto atlas = make_atlas_source(config, k_built_in_atlas)->build(context);
    test::check_atlas_contract(*atlas, *config.catalogue);
}

TEST_CASE("the built-in body is listed first, then the imported packs", "[atlas_sources]") {
    const test::ScratchFolder folder;
    const AtlasSourceConfig config{find_asset_folder(), {}, folder.path(), test::real_catalogue()};
    test::write_text(folder.path() / "arm" / "pack.json",
                     R"({"name": "arm", "title": "An arm", "licence": "CC0", "attribution": "us", "fingerprint": "f",
                         "structures": 0, "findings": []})");
    const auto atlases = list_atlases(config);
    REQUIRE(atlases.size() == 2);
    CHECK(atlases[0].name == k_built_in_atlas);
    CHECK(atlases[1].title == "An arm");
}

}  // namespace
}  // namespace palpate
