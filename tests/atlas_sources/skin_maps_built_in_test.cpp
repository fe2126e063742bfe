#include "anatomy/skin_map.h"
#include "atlas_sources/atlas_sources.h"
#include "base/file_io.h"
#include "support/formed_body.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace palpate {
namespace {

const Atlas& body() {
    static const std::shared_ptr<const Atlas> atlas = test::build_body({});
    return *atlas;
}

const TriangleMesh& skin() { return *body().structure(StructureId("skin.mid")).mesh; }

const SkinMap& map_of(const std::string& id) {
    const auto map = std::ranges::find(body().skin_maps(), id, &SkinMap::id);
    REQUIRE(map != body().skin_maps().end());
    return *map;
}

std::map<std::string, double> percents(const std::string& id) {
    std::map<std::string, double> result;
    for (const AreaShare& share : area_shares(map_of(id), skin())) {
        result[share.area] = 100.0 * share.share;
    }
    return result;
}

nlohmann::json read_asset(const char* name) {
    std::ifstream stream(find_asset_folder() / "anatomy" / name);
    return nlohmann::json::parse(stream);
}

std::string area_at(const std::string& map_id, const glm::vec3& place_mm) {
    const SkinMap& map = map_of(map_id);
    const std::string* area = find_area_at(map, skin(), closest_point(skin(), place_mm));
    return area == nullptr ? "" : *area;
}

}  // namespace

TEST_CASE("regions and dermatomes label the whole skin, instruments what they have areas for", "[built-in]") {
    for (const char* id : {"regions", "dermatomes"}) {
        const auto shares = percents(id);
        CHECK_FALSE(shares.contains(""));
        double sum = 0.0;
        for (const auto& [area, percent] : shares) {
            INFO(id << ' ' << area);
            CHECK(percent > 0.01);
            sum += percent;
        }
        CHECK(sum == Catch::Approx(100.0).margin(0.01));
    }
    CHECK(map_of("regions").areas.size() == 191);
    CHECK(map_of("choir").areas.size() == 74);
    CHECK(map_of("michigan").areas.size() == 35);
    CHECK(map_of("wpi").areas.size() == 19);
    for (const char* id : {"choir", "michigan", "wpi"}) {
        for (const auto& [area, percent] : percents(id)) {
            INFO(id << ' ' << area);
            CHECK(percent > 0.05);
        }
    }
}

TEST_CASE("left and right areas are mirror images", "[built-in]") {
    for (const char* id : {"regions", "dermatomes", "michigan", "wpi"}) {
        const auto shares = percents(id);
        for (const auto& [area, percent] : shares) {
            if (area.ends_with("-left")) {
                INFO(id << ' ' << area);
                CHECK(shares.at(area.substr(0, area.size() - 5) + "-right") == Catch::Approx(percent).margin(0.005));
            }
        }
    }
}

TEST_CASE("the body's parts have their usual shares of the skin", "[built-in]") {
    // Lund and Browder 1944, adults: head 7 and neck 2, trunk 26, buttocks 5, genitals 1, upper arms 8, forearms 6,
    // hands 5, thighs 19, legs 14, feet 7. Areas meet at other lines here, and this body is slim: hence the tolerances.
    std::map<std::string, std::string> part_of;
    const auto file = read_asset("regions.json");
    for (const auto& region : file.at("regions")) {
        const std::string area = region.at("area").get<std::string>();
        const std::string id = region.at("id").get<std::string>();
        part_of[id] = area;
        for (const char* side : {"-left", "-right"}) {
            part_of[id + side] = area;
        }
    }
    std::map<std::string, double> parts;
    for (const auto& [area, percent] : percents("regions")) {
        parts[part_of.at(area)] += percent;
    }
    CHECK(parts["head"] + parts["neck"] == Catch::Approx(9.0).margin(1.5));
    const auto regions = percents("regions");
    const auto sum_of = [&](std::initializer_list<const char*> ids) {
        double sum = 0.0;
        for (const char* id : ids) {
            sum += regions.at(std::string(id) + "-left");
        }
        return sum;
    };
    CHECK(sum_of({"thigh-front", "thigh-inner", "thigh-outer", "thigh-back"}) == Catch::Approx(9.0).margin(1.5));
    CHECK(sum_of({"shin", "lower-leg-outer", "lower-leg-inner", "calf-upper", "calf-lower", "knee-front", "knee-back",
                  "knee-inner", "knee-outer"}) == Catch::Approx(7.0).margin(1.5));
    CHECK(sum_of({"palm", "thumb-base", "little-finger-base", "back-of-hand", "thumb-web", "thumb", "index-finger",
                  "middle-finger", "ring-finger", "little-finger"}) == Catch::Approx(2.5).margin(0.6));
    CHECK(sum_of({"forearm-front", "forearm-back", "forearm-thumb-side", "forearm-little-side", "elbow-front",
                  "elbow-back", "elbow-outer", "elbow-inner"}) == Catch::Approx(3.5).margin(0.8));
    CHECK(sum_of({"buttock", "sit-bone"}) == Catch::Approx(2.0).margin(0.8));
}

TEST_CASE("the key points of the dermatomes lie in their own", "[built-in]") {
    // Key sensory points of the International Standards for Neurological Classification of Spinal Cord Injury.
    const std::vector<std::pair<const char*, glm::vec3>> points{
        {"C2-left", {12, 1530, -8}},   {"C3-left", {45, 1385, 120}}, {"C4-left", {135, 1385, 70}},
        {"C6-left", {325, 745, 150}},  {"C7-left", {270, 690, 150}}, {"C8-left", {225, 705, 150}},
        {"T1-left", {180, 1045, 90}},  {"T4-left", {80, 1237, 200}}, {"T6-left", {40, 1160, 220}},
        {"T10-left", {40, 1011, 215}}, {"L1-left", {60, 850, 180}},  {"L3-left", {25, 435, 70}},
        {"L4-left", {45, 64, 66}},     {"L5-left", {110, 30, 165}},  {"S1-left", {85, 20, 0}},
        {"S2-left", {75, 415, 10}},    {"S3-left", {45, 770, -20}},  {"V1-left", {25, 1575, 190}},
        {"V2-left", {40, 1505, 180}},  {"V3-left", {15, 1442, 185}}};
    for (const auto& [dermatome, place] : points) {
        CHECK(area_at("dermatomes", place) == dermatome);
    }
}

TEST_CASE("places of the skin have the region a hand would name", "[built-in]") {
    CHECK(area_at("regions", {0, 1011, 220}) == "mid-abdomen");
    CHECK(area_at("regions", {85, 417, 130}) == "knee-front-left");
    CHECK(area_at("regions", {-86, 417, 130}) == "knee-front-right");
    CHECK(area_at("regions", {208, 1049, 30}) == "elbow-back-left");
    CHECK(area_at("regions", {90, 830, -30}) == "buttock-left");
    CHECK(area_at("regions", {145, 1144, 111}) == "side-ribs-left");  // the arm hangs beside it
    CHECK(area_at("regions", {70, 1230, 205}) == "breast-area-left");
    CHECK(area_at("regions", {79, 10, 0}) == "heel-left");
    CHECK(area_at("choir", {85, 417, 130}) == "130");
    CHECK(area_at("michigan", {85, 417, 130}) == "knee-left");
    CHECK(area_at("wpi", {85, 417, 130}).empty());
    CHECK(area_at("wpi", {0, 1011, 220}) == "abdomen");
}

}  // namespace palpate
