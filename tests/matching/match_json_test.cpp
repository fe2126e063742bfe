#include "matching/match_json.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using namespace palpate;
using test::clinical_content;

namespace {

nlohmann::json match_as_json(const test::MarkDraft& draft) {
    const auto& content = clinical_content();
    const auto atlas = test::atlas_of_everything();
    const auto results = match(test::make_document({test::make_mark("mark-1", draft)}), SessionId("session-1"), *atlas,
                               content.anatomy, content.clinical);
    return nlohmann::json::parse(to_json(results, content.clinical, content.english));
}

}  // namespace

TEST_CASE("matches are written with names, words, rules, terms and evidence", "[matching]") {
    const auto mark = match_as_json({.qualities = {"ache"}, .duration_days = 100}).at("marks").at(0);
    CHECK(mark.at("mark") == "mark-1");
    CHECK(mark.at("structure") == "upper-trapezius.right");
    CHECK(mark.at("acuity") == "chronic");
    CHECK(mark.at("pressure_ceiling") == 4);
    CHECK(mark.at("needs_screen") == false);
    REQUIRE(mark.at("matches").size() > 5);
    for (const auto& match : mark.at("matches")) {
        CHECK_FALSE(match.at("name").get<std::string>().empty());
        CHECK(match.at("reason").get<std::string>().starts_with("Suits an ache that has lasted for months; "));
        CHECK(match.at("pressure").at("max") <= 4);
        CHECK(match.at("terms").contains("evidence"));
        CHECK_FALSE(match.at("evidence").at("words").get<std::string>().empty());
        for (const auto& caution : match.at("cautions")) {
            CHECK_FALSE(caution.at("question").get<std::string>().empty());
        }
    }
    for (const auto& excluded : mark.at("excluded")) {
        CHECK_FALSE(excluded.at("rule").get<std::string>().empty());
        CHECK_FALSE(excluded.at("reason").get<std::string>().empty());
    }
}

TEST_CASE("text that is not UTF-8 does not stop the writing", "[matching]") {
    std::vector<MarkMatches> results(1);
    results.front().notices.push_back({"match.notice.type", {{"type", "\xff"}, {"rule", "x"}}});
    const std::string json = to_json(results, clinical_content().clinical, clinical_content().english);
    CHECK(nlohmann::json::parse(json).at("marks").size() == 1);
}
