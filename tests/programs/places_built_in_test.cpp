// Finding and walking on the body that comes with the program: every structure is found by its own name and can be flown
// to, and the arrow keys reach every structure that is seen.

#include "anatomy/search_index.h"
#include "atlas_sources/atlas_sources.h"
#include "scene/build_scene.h"
#include "scene/fly_to.h"
#include "scene/neighbour_walk.h"
#include "support/built_in_body.h"
#include "support/paths.h"
#include "workspace/views.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

using namespace palpate;
using namespace palpate::test;

namespace {

constexpr Viewport k_viewport{900, 700};

struct Body {
    std::shared_ptr<const AnatomyCatalogue> catalogue;
    std::shared_ptr<const Atlas> atlas;
    std::unique_ptr<Picker> picker;
};

const Body& body() {
    static const Body made = [] {
        const std::filesystem::path assets = k_assets_dir;
        Body result;
        result.catalogue = std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(assets / "anatomy"));
        const AtlasSourceConfig config{.asset_folder = assets,
                                       .cache_folder = shared_body_cache(),
                                       .atlas_folder = {},
                                       .catalogue = result.catalogue};
        JobContext context;
        result.atlas = make_atlas_source(config, k_built_in_atlas, {})->build(context);
        result.picker = std::make_unique<Picker>(result.atlas);
        return result;
    }();
    return made;
}

std::size_t count_reached(const NeighbourWalk& walk, std::size_t start) {
    std::vector<bool> reached(walk.patches().size(), false);
    std::vector<std::size_t> open{start};
    reached[start] = true;
    std::size_t count = 1;
    while (!open.empty()) {
        const std::size_t here = open.back();
        open.pop_back();
        for (const WalkDirection direction :
             {WalkDirection::Left, WalkDirection::Right, WalkDirection::Up, WalkDirection::Down}) {
            const auto next = walk.next(here, direction);
            if (next && !reached[*next]) {
                reached[*next] = true;
                open.push_back(*next);
                ++count;
            }
        }
    }
    return count;
}

}  // namespace

TEST_CASE("from every muscle that is seen the arrow keys lead to every other one", "[programs][built-in]") {
    const char* view = GENERATE("front", "back", "left", "right");
    const Scene scene = build_scene(*body().atlas, nullptr, {}, {}, {});
    const OrbitCamera camera = make_view_camera(*body().atlas, view, {}, k_viewport);
    const NeighbourWalk walk(visible_patches(*body().picker, scene, camera, k_viewport, 8));
    INFO(view << ": " << walk.patches().size() << " structures are seen");
    CHECK(walk.patches().size() > 60);
    for (std::size_t i = 0; i < walk.patches().size(); ++i) {
        CHECK(count_reached(walk, i) == walk.patches().size());
    }
}

TEST_CASE("every structure of the body is found by its own Latin name and side", "[programs][built-in]") {
    const SearchIndex index(*body().atlas, *body().catalogue,
                            load_search_synonyms(std::filesystem::path(k_assets_dir) / "anatomy"), {});
    for (const Structure& structure : body().atlas->structures()) {
        if (structure.structure_class == StructureClass::Skin || structure.structure_class == StructureClass::Disc ||
            structure.name_latin.find("Phalanx") != std::string::npos) {
            continue;  // many of these share one Latin name
        }
        const std::string side = structure.side == Side::Mid ? "" : " " + std::string(name_of(structure.side));
        const std::string typed = structure.name_latin + side;
        bool found = false;
        for (const SearchHit& hit : index.search(typed, 8)) {
            if (hit.place.kind == PlaceKind::Structure) {
                const auto there = structures_of(hit.place, *body().atlas, *body().catalogue);
                found |= std::ranges::find(there, structure.id) != there.end();
            }
        }
        INFO(typed);
        CHECK(found);
    }
}

TEST_CASE("superficial muscles are flown to where they are seen", "[programs][built-in]") {
    const Scene scene = build_scene(*body().atlas, nullptr, {}, {}, {});
    for (const char* id : {"soleus.left", "upper-trapezius.right", "rectus-femoris.left", "latissimus-dorsi.right",
                           "biceps-brachii.long-head.left", "tibialis-anterior.right", "gluteus-maximus.left"}) {
        const std::array<StructureId, 1> wanted{StructureId(id)};
        const Sight sight = best_sight(*body().picker, scene, wanted, {0.0F, 0.0F}, k_viewport);
        INFO(id << " is seen by " << sight.share);
        CHECK(sight.share > 0.15F);
        CHECK(sight.most_seen == wanted.front());
    }
}
