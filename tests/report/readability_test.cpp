#include "support/readability.h"

#include "base/translator.h"
#include "support/paths.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

using namespace palpate;

namespace {

/// What a hand-out says in fixed words, as a client reads it; the rest is the content's, or what was marked.
std::vector<std::string> hand_out_texts(const Translator& words) {
    static const std::vector<std::string> also{
        "report.page.picture-numbers", "report.home-intro", "report.home-helping", "report.home-held-back",
        "report.home-questions",       "report.next-on",    "report.no-marks"};
    std::vector<std::string> texts;
    for (const std::string& key : words.keys()) {
        const bool fixed = key.starts_with("report.page.handout.") && !key.ends_with(".subtitle");
        if (fixed || std::ranges::find(also, key) != also.end()) {
            texts.push_back(std::regex_replace(words.tr(key), std::regex("\\{[a-z_]+\\}"), "it"));
        }
    }
    return texts;
}

}  // namespace

TEST_CASE("the fixed words of a hand-out are for a reader of 11 years, in each language", "[report][readability]") {
    const auto [language, english] = GENERATE(std::pair("en", true), std::pair("de", false));
    const Translator words = Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / language);
    const std::vector<std::string> texts = hand_out_texts(words);
    REQUIRE(texts.size() > 15);
    const test::Readability read = test::read(texts, english);
    const double grade = english ? read.flesch_kincaid_grade() : read.wiener_sachtext_grade();
    INFO(language << ": grade " << grade << " of " << read.words << " words in " << read.sentences << " sentences");
    CHECK(grade <= 6.0);
    CHECK(read.longest_sentence <= 35);
}

TEST_CASE("the measures of reading tell easy words from hard ones", "[report][readability]") {
    const std::vector<std::string> easy{"The cat sat on the mat. It was warm."};
    const std::vector<std::string> hard{
        "Contraindications necessitate interdisciplinary consultation before therapeutic interventions commence."};
    CHECK(test::read(easy, true).flesch_kincaid_grade() < 1.0);
    CHECK(test::read(hard, true).flesch_kincaid_grade() > 15.0);
    CHECK(test::read({"Der Hund ist da. Er ist gross."}, false).wiener_sachtext_grade() < 2.0);
    CHECK(test::read({"Gegenanzeigen erfordern fach\u00fcbergreifende Abstimmungen behandelnder Einrichtungen."}, false)
              .wiener_sachtext_grade() > 12.0);
    CHECK(test::syllables_of("shoulder", true) == 2);
    CHECK(test::syllables_of("place", true) == 1);
    CHECK(test::syllables_of("\u00dcbung", false) == 2);
}
