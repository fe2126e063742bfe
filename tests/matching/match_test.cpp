#include "base/error.h"
#include "matching/case_match.h"
#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using test::clinical_content;
using test::MarkDraft;

namespace {

const Atlas& atlas() {
    static const auto everything = test::atlas_of_everything();
    return *everything;
}

MarkMatches match_one(const MarkDraft& draft, const Atlas& body = atlas()) {
    const auto& content = clinical_content();
    const CaseDocument document = test::make_document({test::make_mark("mark-1", draft)});
    return match_session(document, SessionId("session-1"), {}, {body, content.anatomy, content.clinical}).marks.front();
}

const Match* find_match(const MarkMatches& result, std::string_view technique) {
    const auto found = std::ranges::find(result.matches, technique,
                                         [](const Match& m) -> std::string_view { return m.technique.text(); });
    return found == result.matches.end() ? nullptr : &*found;
}

std::string rule_against(const MarkMatches& result, std::string_view technique) {
    const auto found = std::ranges::find(result.excluded, technique,
                                         [](const Exclusion& e) -> std::string_view { return e.technique.text(); });
    return found == result.excluded.end() ? std::string() : found->rule;
}

bool has_notice(const MarkMatches& result, std::string_view key) {
    return std::ranges::find(result.notices, key, &Text::key) != result.notices.end();
}

std::string words(const Text& text) { return clinical_content().english.tr(text); }

using Types = std::vector<std::string>;

}  // namespace

TEST_CASE("kind and quality words stand for clinical mark types", "[matching]") {
    CHECK(match_one({.kind = MarkKind::Pain}).mark_types == Types{"ache"});
    CHECK(match_one({.kind = MarkKind::TriggerPoint}).mark_types == Types{"trigger-point"});
    CHECK(match_one({.kind = MarkKind::Soreness}).mark_types == Types{"doms"});
    CHECK(match_one({.kind = MarkKind::Numbness}).mark_types == Types{"numb"});
    CHECK(match_one({.kind = MarkKind::Pain, .qualities = {"dull"}}).mark_types == Types{"ache"});
    CHECK(match_one({.kind = MarkKind::Other, .qualities = {"burning"}}).mark_types == Types{"burning"});
}

TEST_CASE("a quality word replaces the plain ache of a pain, and adds to any other kind", "[matching]") {
    CHECK(match_one({.kind = MarkKind::Pain, .qualities = {"sharp"}}).mark_types == Types{"sharp"});
    CHECK(match_one({.kind = MarkKind::Tension, .qualities = {"burning"}}).mark_types == Types{"tension", "burning"});
}

TEST_CASE("the order of quality words does not matter", "[matching]") {
    CHECK(match_one({.qualities = {"tight", "dull"}}) == match_one({.qualities = {"dull", "tight"}}));
}

TEST_CASE("how long it has lasted decides acute, subacute and chronic", "[matching]") {
    CHECK(match_one({.duration_days = 0}).acuity == "acute");
    CHECK(match_one({.duration_days = 27}).acuity == "acute");
    CHECK(match_one({.duration_days = 28}).acuity == "subacute");
    CHECK(match_one({.duration_days = 84}).acuity == "subacute");
    CHECK(match_one({.duration_days = 85}).acuity == "chronic");
    CHECK(match_one({}).acuity.empty());
}

TEST_CASE("an ache of months in the upper trapezius gets explained techniques", "[matching]") {
    const MarkMatches result = match_one({.qualities = {"ache"}, .duration_days = 200});
    CHECK_FALSE(result.needs_screen);
    REQUIRE(find_match(result, "petrissage-kneading") != nullptr);
    const Match& kneading = *find_match(result, "petrissage-kneading");
    CHECK(words(kneading.reason) ==
          "Suits an ache that has lasted for months; in circles over your right upper trapezius.");
    CHECK(kneading.rules == std::vector<std::string>{"mark-type:ache", "acuity:chronic", "depth:superficial"});
    CHECK(kneading.pressure == IntRange{.min = 2, .max = 4});
    CHECK(std::ranges::find(kneading.cautions, "ci-open-wound") != kneading.cautions.end());
    double sum = 0.0;
    for (const ScoreTerm& term : kneading.terms) {
        sum += term.value;
    }
    CHECK(kneading.score == sum);
}

TEST_CASE("the reason names the side, and both types where both suit", "[matching]") {
    const MarkMatches left =
        match_one({.structure = "gastrocnemius-medial.left", .kind = MarkKind::Stiffness, .qualities = {"tight"}});
    REQUIRE(find_match(left, "static-stretching") != nullptr);
    CHECK(words(find_match(left, "static-stretching")->reason)
              .starts_with("Suits tightness and stiffness; along the fibres of your left "));
}

TEST_CASE("what is new is left to the techniques for new things", "[matching]") {
    const MarkMatches result = match_one({.duration_days = 3});
    CHECK(find_match(result, "effleurage") != nullptr);
    CHECK(rule_against(result, "petrissage-kneading") == "acuity:acute");
}

TEST_CASE("sharp pain is met by positional release and cold only, lightly, after questions", "[matching]") {
    const MarkMatches result = match_one({.qualities = {"sharp"}});
    CHECK(result.needs_screen);
    CHECK(result.pressure_ceiling == 2);
    CHECK(result.notices.front().key == "match.notice.screen-first");
    CHECK(find_match(result, "strain-counterstrain") != nullptr);
    CHECK(rule_against(result, "petrissage-kneading") == "screen-first:sharp");
    for (const Match& found : result.matches) {
        CHECK((found.technique.text() == "strain-counterstrain" || found.technique.text() == "cold-application"));
    }
}

TEST_CASE("a type that needs questions is not outvoted by one that does not", "[matching]") {
    const MarkMatches result = match_one({.kind = MarkKind::Tension, .qualities = {"burning"}});
    CHECK(rule_against(result, "effleurage") == "screen-first:burning");
}

TEST_CASE("pressure is lowered to the ceiling of the mark, and techniques that need more are left out", "[matching]") {
    const MarkMatches result = match_one({.kind = MarkKind::Soreness});
    CHECK(result.pressure_ceiling == 3);
    REQUIRE(find_match(result, "static-compression") != nullptr);
    CHECK(find_match(result, "static-compression")->pressure == IntRange{.min = 2, .max = 3});
    const MarkMatches kidney = match_one({.structure = "quadratus-lumborum.left", .kind = MarkKind::Tension});
    CHECK(kidney.pressure_ceiling == 2);
    CHECK(rule_against(kidney, "deep-effleurage") == "pressure:site:es-kidney");
}

TEST_CASE("an endangerment site leaves out what its rule names", "[matching]") {
    const MarkMatches neck = match_one({.structure = "sternocleidomastoid.left", .kind = MarkKind::TriggerPoint});
    CHECK(neck.pressure_ceiling == 1);
    CHECK(std::ranges::find(neck.sites, "es-anterior-neck") != neck.sites.end());
    CHECK(rule_against(neck, "ischaemic-compression") == "site:es-anterior-neck");
    CHECK(has_notice(neck, "match.notice.site-here"));
}

TEST_CASE("next to an endangerment site its rule is shown but holds nothing back", "[matching]") {
    const MarkMatches result = match_one({.structure = "biceps-brachii.left"});
    CHECK(has_notice(result, "match.notice.site-near"));
    CHECK(result.sites.empty());
    CHECK(result.pressure_ceiling == 4);
}

TEST_CASE("the muscle's own warning is shown", "[matching]") {
    const MarkMatches result = match_one({.structure = "piriformis.right"});
    REQUIRE(has_notice(result, "match.notice.structure"));
}

TEST_CASE("the pelvic floor has no techniques", "[matching]") {
    const MarkMatches result = match_one({.structure = "pelvic-floor-puborectalis.left", .kind = MarkKind::Tension});
    CHECK(result.matches.empty());
    CHECK(result.excluded.size() == clinical_content().clinical.techniques().size());
    CHECK(rule_against(result, "breathing-coaching") == "info-only");
    CHECK(result.notices == std::vector<Text>{{"match.notice.info-only", {}}});
}

TEST_CASE("techniques of one place are offered there and nowhere else", "[matching]") {
    const MarkDraft tight{.kind = MarkKind::Tension, .duration_days = 200};
    MarkDraft sole = tight;
    sole.structure = "flexor-digitorum-brevis.left";
    CHECK(find_match(match_one(sole), "plantar-foot-work") != nullptr);
    CHECK(rule_against(match_one(tight), "plantar-foot-work") == "place");
    MarkDraft jaw = tight;
    jaw.structure = "masseter.left";
    CHECK(find_match(match_one(jaw), "temporomandibular-release") != nullptr);
    CHECK(rule_against(match_one(jaw), "foam-rolling") == "place");
}

TEST_CASE("techniques for pregnancy or a sports event wait until that is known", "[matching]") {
    const MarkMatches result = match_one({.kind = MarkKind::Tension});
    CHECK(rule_against(result, "pregnancy-side-lying") == "context:pregnancy");
    CHECK(rule_against(result, "pre-event-sports-massage") == "context:event-before-start");
}

TEST_CASE("a mark on a bone speaks of the joint", "[matching]") {
    const MarkMatches result = match_one({.structure = "patella.left", .kind = MarkKind::Stiffness});
    CHECK(find_match(result, "joint-mobilisation-rom") != nullptr);
    CHECK(rule_against(result, "petrissage-kneading") == "depth:joint");
}

TEST_CASE("a mark of which nobody said how it feels gets a question, not techniques", "[matching]") {
    const MarkMatches result = match_one({.kind = MarkKind::Other});
    CHECK(result.matches.empty());
    CHECK(has_notice(result, "match.notice.say-how-it-feels"));
    CHECK(rule_against(result, "effleurage") == "mark-type");
}

TEST_CASE("where nobody said since when, the question is shown", "[matching]") {
    CHECK(has_notice(match_one({}), "match.notice.ask-since-when"));
    CHECK_FALSE(has_notice(match_one({.duration_days = 100}), "match.notice.ask-since-when"));
}

TEST_CASE("a mark whose structure this atlas lacks is matched by the catalogue's words", "[matching]") {
    const auto tiny = test::tiny_atlas();
    const MarkMatches result = match_one({.structure = "masseter.left", .kind = MarkKind::Tension}, *tiny);
    CHECK(result.place == StructureId("masseter.left"));
    CHECK(find_match(result, "temporomandibular-release") != nullptr);
}

TEST_CASE("a mark at a place nobody knows is matched by how it feels alone", "[matching]") {
    const MarkMatches result = match_one({.structure = "no-such-muscle.left", .kind = MarkKind::Tension});
    CHECK(result.place.empty());
    REQUIRE(find_match(result, "effleurage") != nullptr);
    CHECK(rule_against(result, "plantar-foot-work") == "place");
    CHECK(match_one({.structure = "nonsense", .kind = MarkKind::Tension}).place.empty());
}

TEST_CASE("a mark on the skin counts as a mark on what lies under it", "[matching]") {
    const auto tiny = test::tiny_atlas();
    const Structure& skin = tiny->structure(StructureId("skin.mid"));
    const Structure& lat = tiny->structure(StructureId("latissimus-dorsi.right"));
    Mark mark = test::make_mark("mark-1", {.kind = MarkKind::Tension});
    mark.anchor = make_anchor(*tiny, skin, closest_point(*skin.mesh, bounds(*lat.mesh).centre()));
    const auto& content = clinical_content();
    const auto results = match_session(test::make_document({mark}), SessionId("session-1"), {},
                                       {*tiny, content.anatomy, content.clinical})
                             .marks;
    CHECK(results.front().structure == StructureId("skin.mid"));
    CHECK(results.front().place == lat.id);
}

TEST_CASE("only the marks of the asked session are matched; an unknown session is an error", "[matching]") {
    const auto& content = clinical_content();
    CaseDocument document = test::make_document({test::make_mark("a", {}), test::make_mark("b", {})});
    document.sessions.push_back(document.sessions.front());
    document.sessions.back().id = SessionId("session-2");
    document.marks.back().session = SessionId("session-2");
    const Knowledge knowledge{atlas(), content.anatomy, content.clinical};
    const auto results = match_session(document, SessionId("session-2"), {}, knowledge).marks;
    REQUIRE(results.size() == 1);
    CHECK(results.front().mark == MarkId("b"));
    CHECK_THROWS_AS((void)match_session(document, SessionId("ghost"), {}, knowledge), Error);
}

TEST_CASE("a structure without marks shows what is often used there, within the limits of the place", "[matching]") {
    const auto& content = clinical_content();
    const auto show = [&](const char* id) {
        return match_structure(atlas().structure(StructureId(id)), {}, {atlas(), content.anatomy, content.clinical})
            .matches;
    };
    const auto trapezius = show("upper-trapezius.left");
    REQUIRE_FALSE(trapezius.empty());
    CHECK(words(trapezius.front().reason).starts_with("Often used here; "));
    CHECK(show("pelvic-floor-puborectalis.left").empty());
    for (const Match& found : show("popliteus.left")) {
        CHECK(found.pressure.max <= 1);
    }
}

TEST_CASE("evidence is summed up with its direction, never better than its studies", "[matching]") {
    const auto& content = clinical_content();
    const MarkMatches result = match_one({.kind = MarkKind::Tension});
    REQUIRE(find_match(result, "feather-stroke") == nullptr);
    const MarkMatches skin = match_one({.kind = MarkKind::Tension, .depth = Depth::Skin});
    REQUIRE(find_match(skin, "feather-stroke") != nullptr);
    CHECK(words(evidence_words(*find_match(skin, "feather-stroke"), content.clinical)) ==
          "no study of this technique alone");
    for (const Match& found : result.matches) {
        const Technique& technique = *content.clinical.find_technique(found.technique);
        for (const std::string& id : technique.evidence) {
            const Evidence& study = *content.clinical.find_evidence(id);
            if (study.kind == "intervention" && study.direction != "n/a") {
                CHECK(study.certainty <= found.certainty);
                CHECK((study.certainty < found.certainty || found.direction == "mixed" ||
                       found.direction == study.direction));
            }
        }
    }
}
