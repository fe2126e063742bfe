#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/check/area_check.h"
#include "base/file_io.h"
#include "support/error_code.h"
#include "support/formed_body.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

namespace palpate {
namespace {

const Atlas& body() {
    static const std::shared_ptr<const Atlas> atlas = test::build_body({});
    return *atlas;
}

nlohmann::json read_asset(const char* folder, const char* name) {
    std::ifstream stream(find_asset_folder() / folder / name);
    return nlohmann::json::parse(stream);
}

}  // namespace

TEST_CASE("every area of every map has a plausible share of the skin", "[built-in]") {
    const auto [map_id, count] = GENERATE(table<std::string, std::size_t>(
        {{"regions", 191}, {"dermatomes", 64}, {"choir", 74}, {"michigan", 35}, {"wpi", 19}}));
    const auto checks = check_areas(body(), map_id, find_asset_folder());
    CHECK(checks.size() == count);
    for (const AreaCheck& check : checks) {
        INFO(map_id << ' ' << check.area << ": " << check.percent << " %, plausible " << check.low_percent << " to "
                    << check.high_percent);
        CHECK(check.plausible());
    }
}

TEST_CASE("the parts of the body have the shares of the burn chart, in every form", "[built-in]") {
    const auto [shape, build_of] = GENERATE(table<BodyShape, float>({{BodyShape::Masculine, 0.0F},
                                                                     {BodyShape::Feminine, 0.0F},
                                                                     {BodyShape::Neutral, 0.0F},
                                                                     {BodyShape::Feminine, 1.0F},
                                                                     {BodyShape::Masculine, -1.0F}}));
    // The chart is of average adults: feet of a heavy body are a smaller share of it.
    const double slack = build_of == 0.0F ? 0.0 : 0.05;
    const auto atlas = test::build_body({shape, std::nullopt, build_of});
    double sum = 0.0;
    for (const AreaCheck& check : check_areas(*atlas, k_body_parts, find_asset_folder())) {
        INFO(name_of(shape) << ' ' << build_of << ' ' << check.area << ": " << check.percent << " %, plausible "
                            << check.low_percent << " to " << check.high_percent);
        CHECK(check.percent >= (1.0 - slack) * check.low_percent);
        CHECK(check.percent <= (1.0 + slack) * check.high_percent);
        CHECK_FALSE(check.source.empty());
        sum += check.percent;
    }
    CHECK(sum == Catch::Approx(100.0).margin(0.01));  // each place of the skin counts once
}

TEST_CASE("a share outside its range is called implausible", "[built-in]") {
    AreaCheck check{.area = "palm-left", .percent = 0.3, .low_percent = 0.15, .high_percent = 0.6, .source = {}};
    CHECK(check.plausible());
    check.percent = 0.14;
    CHECK_FALSE(check.plausible());
    check.percent = 0.61;
    CHECK_FALSE(check.plausible());
}

TEST_CASE("the shares expected of regions add up to the parts of the chart, and the chart to a whole body",
          "[built-in]") {
    const auto shares = read_asset("atlas", "area_shares.json");
    std::map<std::string, double> parts;
    std::map<std::string, bool> sided;
    const auto regions = read_asset("anatomy", "regions.json");
    for (const auto& region : regions.at("regions")) {
        sided[region.at("id").get<std::string>()] = region.at("sided").get<bool>();
    }
    for (const auto& region : shares.at("regions")) {
        const double both = region.at("percent").get<double>() * (sided.at(region.at("id").get<std::string>()) ? 2 : 1);
        for (const auto& part : region.at("parts")) {
            parts[part.get<std::string>()] += both / static_cast<double>(region.at("parts").size());
        }
    }
    CHECK(shares.at("regions").size() == sided.size());
    double sum = 0.0;
    for (const auto& part : shares.at("parts")) {
        INFO(part.at("id"));
        CHECK(parts.at(part.at("id").get<std::string>()) ==
              Catch::Approx(part.at("percent").get<double>()).margin(0.05));
        sum += part.at("percent").get<double>();
    }
    CHECK(sum == Catch::Approx(100.0));
    double half = 0.0;
    for (const auto& [dermatome, percent] : shares.at("dermatomes").items()) {
        half += percent.get<double>();
    }
    CHECK(half == Catch::Approx(50.0).margin(0.05));
}

TEST_CASE("a body without maps has no shares to check", "[built-in]") {
    CHECK(error_code_of([] {
              static_cast<void>(check_areas(*test::tiny_atlas(), k_region_map, find_asset_folder()));
          }) == ErrorCode::NotFound);
}

}  // namespace palpate
