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
    const Mark mark = test::make_mark("mark-1", draft);
    const std::vector<const Mark*> marks{&mark};
    const Knowledge knowledge{*atlas, content.anatomy, content.clinical};
    return nlohmann::json::parse(to_json(match_case({}, marks, knowledge), knowledge, content.english));
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
    CaseMatch result;
    result.marks.resize(1);
    result.marks.front().notices.push_back({"match.notice.type", {{"type", "\xff"}, {"rule", "x"}}});
    const auto& content = clinical_content();
    const auto atlas = test::tiny_atlas();
    const std::string json = to_json(result, {*atlas, content.anatomy, content.clinical}, content.english);
    CHECK(nlohmann::json::parse(json).at("marks").size() == 1);
}
