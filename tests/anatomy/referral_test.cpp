#include "anatomy/referral.h"

#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

using namespace palpate;

namespace {

const AnatomyCatalogue& catalogue() {
    static const AnatomyCatalogue loaded = AnatomyCatalogue::load(std::filesystem::path(k_assets_dir) / "anatomy");
    return loaded;
}

std::vector<std::string> referring(std::string_view region) {
    std::vector<std::string> ids;
    for (const MuscleEntry* muscle : find_referring_muscles(catalogue(), region)) {
        ids.push_back(muscle->id);
    }
    return ids;
}

bool contains(const std::vector<std::string>& ids, std::string_view id) {
    return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

TEST_CASE("pain in the temple is often felt from the neck, and that is named before the temple's own muscle",
          "[anatomy]") {
    const auto muscles = referring("temple");
    CHECK(contains(muscles, "upper-trapezius"));
    CHECK(contains(muscles, "temporalis"));
    CHECK(std::ranges::find(muscles, "upper-trapezius") < std::ranges::find(muscles, "temporalis"));
}

TEST_CASE("looking up is the reverse of the muscles' own patterns, for every region", "[anatomy]") {
    std::size_t pairs = 0;
    for (const RegionEntry& region : catalogue().regions()) {
        const auto muscles = referring(region.id);
        for (const MuscleEntry& muscle : catalogue().muscles()) {
            const bool told = muscle.referral_mapped && !muscle.info_only &&
                              std::ranges::find(muscle.referral_regions, region.id) != muscle.referral_regions.end();
            CHECK(contains(muscles, muscle.id) == told);
            pairs += told ? 1 : 0;
        }
    }
    CHECK(pairs > 300);
    CHECK(referring("no-such-region").empty());
}

TEST_CASE("a pattern that is not mapped is shown nowhere", "[anatomy]") {
    MuscleEntry muscle;
    muscle.referral_regions = {"temple"};
    CHECK(referral_regions(muscle).empty());
    muscle.referral_mapped = true;
    CHECK(referral_regions(muscle).size() == 1);
}

TEST_CASE("a region's areas on the skin have sides where the body has them", "[anatomy]") {
    using Ids = std::vector<std::string>;
    CHECK(region_areas(catalogue(), "temple", Side::Left) == Ids{"temple-left"});
    CHECK(region_areas(catalogue(), "temple", Side::Mid) == Ids{"temple-left", "temple-right"});
    CHECK(region_areas(catalogue(), "nose", Side::Left) == Ids{"nose"});
}
