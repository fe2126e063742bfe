#include "base/error.h"
#include "matching/case_match.h"
#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <regex>
#include <set>

using namespace palpate;
using test::clinical_content;

namespace {

const Atlas& atlas() {
    static const auto everything = test::atlas_of_everything();
    return *everything;
}

std::vector<MarkMatches> match_all(std::vector<Mark> marks) {
    const auto& content = clinical_content();
    return match_session(test::make_document(std::move(marks)), SessionId("session-1"), {},
                         {atlas(), content.anatomy, content.clinical})
        .marks;
}

/// Seeded marks over all structures, kinds, words, depths and durations.
std::vector<Mark> random_marks(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    const auto& words = quality_words();
    std::vector<Mark> marks;
    for (std::size_t i = 0; i < count; ++i) {
        test::MarkDraft draft;
        draft.structure = atlas().structures()[below(atlas().structures().size())].id.text();
        draft.kind = all_mark_kinds()[below(all_mark_kinds().size())];
        draft.depth = all_depths()[below(all_depths().size())];
        for (std::size_t q = below(4); q > 0; --q) {
            const std::string& word = words[below(words.size())];
            if (std::ranges::find(draft.qualities, word) == draft.qualities.end()) {
                draft.qualities.push_back(word);
            }
        }
        if (below(3) > 0) {
            draft.duration_days = static_cast<int>(below(400));
        }
        marks.push_back(test::make_mark("mark-" + std::to_string(i), draft));
    }
    return marks;
}

}  // namespace

TEST_CASE("the order of marks does not change what each of them gets", "[matching]") {
    std::vector<Mark> marks = random_marks(60, 11);
    std::map<MarkId, MarkMatches> before;
    for (MarkMatches& result : match_all(marks)) {
        before.emplace(result.mark, std::move(result));
    }
    std::ranges::shuffle(marks, std::mt19937(5));
    for (const MarkMatches& result : match_all(marks)) {
        CHECK(result == before.at(result.mark));
    }
}

TEST_CASE("each technique is either matched or left out with a rule and words, never both", "[matching]") {
    const std::size_t technique_count = clinical_content().clinical.techniques().size();
    for (const MarkMatches& result : match_all(random_marks(200, 12))) {
        std::set<TechniqueId> seen;
        for (const Match& found : result.matches) {
            seen.insert(found.technique);
        }
        for (const Exclusion& exclusion : result.excluded) {
            seen.insert(exclusion.technique);
            CHECK_FALSE(exclusion.rule.empty());
            CHECK(clinical_content().english.has(exclusion.reason.key));
        }
        CHECK(seen.size() == technique_count);
        CHECK(result.matches.size() + result.excluded.size() == technique_count);
    }
}

TEST_CASE("pressure never exceeds the ceiling of any type or place of the mark", "[matching]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    for (const MarkMatches& result : match_all(random_marks(300, 13))) {
        int ceiling = 5;
        for (const std::string& type : result.mark_types) {
            ceiling = std::min(ceiling, clinical.find_mark_type_rule(type)->pressure_max);
        }
        for (const std::string& site : result.sites) {
            ceiling = std::min(ceiling, clinical.find_endangerment_site(site)->pressure_max);
        }
        CHECK(result.pressure_ceiling == ceiling);
        for (const Match& found : result.matches) {
            CHECK(found.pressure.max <= ceiling);
            CHECK(found.pressure.min <= found.pressure.max);
            CHECK(found.pressure.min == clinical.find_technique(found.technique)->pressure.min);
        }
    }
}

TEST_CASE("no technique is offered that an endangerment site of the place rules out", "[matching]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    for (const MarkMatches& result : match_all(random_marks(300, 14))) {
        for (const std::string& site : result.sites) {
            const auto& avoid = clinical.find_endangerment_site(site)->avoid_techniques;
            for (const Match& found : result.matches) {
                CHECK(std::ranges::find(avoid, found.technique.text()) == avoid.end());
            }
        }
    }
}

TEST_CASE("sharp, throbbing, burning, tingling, numb, swelling and scar marks ask the safety questions first",
          "[matching]") {
    const std::vector<test::MarkDraft> drafts{{.qualities = {"sharp"}},
                                              {.qualities = {"stabbing"}},
                                              {.qualities = {"shooting"}},
                                              {.qualities = {"throbbing"}},
                                              {.qualities = {"burning"}},
                                              {.kind = MarkKind::Tingling},
                                              {.kind = MarkKind::Numbness},
                                              {.kind = MarkKind::Swelling},
                                              {.kind = MarkKind::Scar},
                                              {.qualities = {"dull", "sharp"}},
                                              {.kind = MarkKind::Tension, .qualities = {"throbbing"}}};
    for (const test::MarkDraft& draft : drafts) {
        for (const MarkMatches& result : match_all({test::make_mark("mark-1", draft)})) {
            CHECK(result.needs_screen);
            CHECK(result.notices.front().key == "match.notice.screen-first");
        }
    }
    for (const MarkKind kind : {MarkKind::Pain, MarkKind::Tension, MarkKind::Stiffness, MarkKind::TriggerPoint}) {
        CHECK_FALSE(match_all({test::make_mark("mark-1", {.kind = kind})}).front().needs_screen);
    }
}

TEST_CASE("the list is ordered by score and then by id", "[matching]") {
    for (const MarkMatches& result : match_all(random_marks(100, 15))) {
        CHECK(std::ranges::is_sorted(result.matches, [](const Match& a, const Match& b) {
            return a.score != b.score ? a.score > b.score : a.technique < b.technique;
        }));
    }
}

TEST_CASE("left and right get the same techniques", "[matching]") {
    for (const Mark& mark : random_marks(100, 16)) {
        Mark other = mark;
        other.anchor.structure = mirrored(mark.anchor.structure);
        const auto results = match_all({mark, other});
        REQUIRE(results.front().matches.size() == results.back().matches.size());
        for (std::size_t i = 0; i < results.front().matches.size(); ++i) {
            CHECK(results.front().matches[i].technique == results.back().matches[i].technique);
        }
    }
}

TEST_CASE("every technique is reached by some mark, but for those that need more than a mark", "[matching]") {
    // What only a client's history can open; the mark alone must not offer them.
    const std::set<std::string> needs_more{"pregnancy-side-lying", "pre-event-sports-massage",
                                           "inter-event-sports-massage", "post-event-sports-massage"};
    std::set<std::string> reached;
    std::vector<Mark> marks;
    for (const Structure& structure : atlas().structures()) {
        for (const MarkKind kind : all_mark_kinds()) {
            for (const Depth depth : all_depths()) {
                marks.push_back(test::make_mark("mark-" + std::to_string(marks.size()),
                                                {.structure = structure.id.text(), .kind = kind, .depth = depth}));
            }
        }
    }
    for (const MarkMatches& result : match_all(std::move(marks))) {
        for (const Match& found : result.matches) {
            reached.insert(found.technique.text());
        }
    }
    for (const Technique& technique : clinical_content().clinical.techniques()) {
        INFO(technique.id.text());
        CHECK(reached.contains(technique.id.text()) != needs_more.contains(technique.id.text()));
        CHECK(technique.only_for.empty() != needs_more.contains(technique.id.text()));
    }
}

TEST_CASE("information-only structures never get a technique", "[matching]") {
    for (const MuscleEntry& muscle : clinical_content().anatomy.muscles()) {
        if (!muscle.info_only) {
            continue;
        }
        for (const MarkKind kind : all_mark_kinds()) {
            const auto results =
                match_all({test::make_mark("mark-1", {.structure = muscle.id + ".left", .kind = kind})});
            CHECK(results.front().matches.empty());
        }
        CHECK(match_structure(atlas().structure(StructureId(muscle.id + ".left")), {},
                              {atlas(), clinical_content().anatomy, clinical_content().clinical})
                  .matches.empty());
    }
}

TEST_CASE("no reason or notice of ours promises a cure, names a diagnosis or calls anything safe", "[matching]") {
    const std::regex promise("\\b(diagnos\\w*|cures?|cured|heals?|healed|safe|safely|guarantee\\w*)\\b",
                             std::regex::icase);
    const Translator& english = clinical_content().english;
    for (const MarkMatches& result : match_all(random_marks(200, 17))) {
        for (const Match& found : result.matches) {
            const std::string words = english.tr(found.reason);
            INFO(words);
            CHECK_FALSE(std::regex_search(words, promise));
            CHECK(words.find('{') == std::string::npos);
            CHECK(words.find('@') == std::string::npos);
            CHECK_FALSE(std::regex_search(english.tr(evidence_words(found, clinical_content().clinical)), promise));
        }
        for (const Exclusion& exclusion : result.excluded) {
            const std::string words = english.tr(exclusion.reason);
            CHECK(words.find_first_of("{@") == std::string::npos);
        }
        for (const Text& notice : result.notices) {
            CHECK(english.tr(notice).find_first_of("{@") == std::string::npos);
        }
    }
}
