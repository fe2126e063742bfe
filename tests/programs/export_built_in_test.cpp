#include "atlas_sources/atlas_sources.h"
#include "base/file_io.h"
#include "report/write_glb.h"
#include "support/built_in_body.h"
#include "support/glb_rules.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

namespace palpate {

TEST_CASE("the whole body as glTF keeps every rule, with names, FMA ids and the tree", "[built-in]") {
    const auto catalogue =
        std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(find_asset_folder() / "anatomy"));
    JobContext context;
    const auto atlas =
        make_atlas_source({find_asset_folder(), test::shared_body_cache(), {}, catalogue}, k_built_in_atlas)
            ->build(context);
    const TemporaryFolder folder;
    const auto file = folder.path() / "body.glb";
    const GlbSummary summary = write_glb(*atlas, {.visible = {}, .skin_opacity = 0.3F, .with_normals = true}, file);
    CHECK(summary.structures == atlas->structures().size());
    const auto bytes = read_binary_file(file);
    const test::GlbRules rules(bytes);
    CHECK(rules.faults() == std::vector<std::string>{});
    std::size_t with_fma = 0;
    for (const auto& node : rules.document()["nodes"]) {
        with_fma += node["extras"].contains("fma") ? 1 : 0;
    }
    const auto known =
        std::ranges::count_if(atlas->structures(), [](const Structure& one) { return one.fma.has_value(); });
    CHECK(with_fma == static_cast<std::size_t>(known));
    CHECK(with_fma > 300);
}

}  // namespace palpate
