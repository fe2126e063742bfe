#include "matching/case_match.h"

#include "base/calendar_date.h"
#include "base/error.h"
#include "clinical/case_file.h"
#include "support/bodiless_knowledge.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace palpate;
using test::clinical_content;
using test::knowledge;

namespace {

CaseMatch match_marks(const std::vector<Mark>& marks, const CaseFacts& facts = {},
                      const Knowledge& known = knowledge()) {
    std::vector<const Mark*> borrowed;
    for (const Mark& mark : marks) {
        borrowed.push_back(&mark);
    }
    return match_case(facts, borrowed, known);
}

/// A body where every structure is a small one: muscles stand 2 mm apart from below, left and right far from each other.
const Atlas& body() {
    static const auto everything = test::atlas_of_everything();
    return *everything;
}

Knowledge on_the_body() { return {body(), clinical_content().anatomy, clinical_content().clinical}; }

SurfaceAnchor anchor_on(const std::string& structure) {
    const Structure& found = body().structure(StructureId(structure));
    return make_anchor(body(), found, surface_point(*found.mesh, 0, {1.0F, 0.0F, 0.0F}));
}

Mark mark_on(const std::string& structure) {
    Mark mark = test::make_mark(structure, {.structure = structure, .kind = MarkKind::Tension});
    mark.anchor = anchor_on(structure);
    return mark;
}

/// The muscle whose place is this many mm above that of the named one.
std::string muscle_above(const std::string& entry, int mm) {
    const auto& muscles = clinical_content().anatomy.muscles();
    const auto found = std::ranges::find(muscles, entry, &MuscleEntry::id);
    return (found + mm / 2)->id + ".left";
}

class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }
    template <class List>
    const auto& one_of(const List& list) {
        return list[below(list.size())];
    }
    std::mt19937& engine() { return random_; }

private:
    std::mt19937 random_;
};

std::vector<Mark> random_marks(Dice& dice, std::size_t count) {
    const auto& muscles = clinical_content().anatomy.muscles();
    std::vector<Mark> marks;
    for (std::size_t i = 0; i < count; ++i) {
        test::MarkDraft draft;
        draft.structure = dice.one_of(muscles).id + (dice.below(2) == 0 ? ".left" : ".right");
        draft.kind = dice.one_of(all_mark_kinds());
        draft.depth = dice.one_of(all_depths());
        draft.now = static_cast<int>(dice.below(11));
        if (dice.below(2) == 0) {
            draft.qualities = {dice.one_of(quality_words())};
        }
        if (dice.below(3) > 0) {
            draft.duration_days = static_cast<int>(dice.below(400));
        }
        marks.push_back(test::make_mark("mark-" + std::to_string(i), draft));
    }
    return marks;
}

CaseFacts random_facts(Dice& dice) {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    CaseFacts facts;
    for (std::size_t i = dice.below(3); i > 0; --i) {
        const Contraindication& one = dice.one_of(clinical.contraindications());
        if (one.severity != Stage::Absolute) {
            facts.answers[one.id].answer = Answer::Yes;
        }
    }
    if (dice.below(2) == 0) {
        facts.conditions = {dice.one_of(clinical.conditions()).id};
    }
    if (dice.below(3) == 0) {
        facts.pregnancy_week = static_cast<int>(1 + dice.below(42));
    }
    if (dice.below(3) == 0) {
        facts.calendar.today = find_date("2026-11-23");
        facts.calendar.events = {
            {*find_date("2026-11-23") + std::chrono::days(static_cast<int>(dice.below(24)) - 12), ""}};
    }
    facts.goals = {dice.one_of(clinical.questions().goals).id};
    facts.minutes = 60;
    return facts;
}

SaidPlace random_place(Dice& dice) {
    SaidPlace place{.region = dice.one_of(clinical_content().anatomy.regions()).id,
                    .side = static_cast<Side>(dice.below(3))};
    if (dice.below(2) == 0) {
        place.spot = anchor_on(dice.one_of(body().structures()).id.text());
    }
    return place;
}

/// One more answered yes: a contraindication or a red flag, sometimes with its place.
CaseFacts with_one_more(const CaseFacts& facts, Dice& dice) {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    CaseFacts more = facts;
    const std::string id =
        dice.below(3) == 0 ? dice.one_of(clinical.red_flags()).id : dice.one_of(clinical.contraindications()).id;
    if (!more.answers.contains(id)) {
        more.answers[id] = {.answer = dice.below(2) == 0 ? Answer::Yes : Answer::Unsure, .places = {}};
        if (dice.below(2) == 0) {
            more.answers[id].places = {random_place(dice)};
        }
    }
    return more;
}

std::map<TechniqueId, int> pressures(const std::vector<Match>& matches) {
    std::map<TechniqueId, int> list;
    for (const Match& match : matches) {
        list.emplace(match.technique, match.pressure.max);
    }
    return list;
}

std::map<TechniqueId, int> pressures(const std::vector<SessionMatch>& matches) {
    std::map<TechniqueId, int> list;
    for (const SessionMatch& match : matches) {
        list.emplace(match.technique, match.pressure.max);
    }
    return list;
}

/// Nothing is in `after` that is not in `before`, and nothing is pressed harder.
bool only_less(const std::map<TechniqueId, int>& before, const std::map<TechniqueId, int>& after) {
    return std::ranges::all_of(after, [&](const auto& entry) {
        const auto found = before.find(entry.first);
        return found != before.end() && entry.second <= found->second;
    });
}

std::string rule_against(const MarkMatches& result, const std::string& technique) {
    const auto found = std::ranges::find(result.excluded, TechniqueId(technique), &Exclusion::technique);
    return found == result.excluded.end() ? std::string() : found->rule;
}

}  // namespace

TEST_CASE("a further contraindication or red flag never adds a technique nor raises a pressure", "[matching]") {
    Dice dice(21);
    for (int round = 0; round < 150; ++round) {
        const std::vector<Mark> marks = random_marks(dice, 6);
        const CaseFacts facts = random_facts(dice);
        const CaseMatch before = match_marks(marks, facts);
        const CaseMatch after = match_marks(marks, with_one_more(facts, dice));
        for (std::size_t i = 0; i < marks.size(); ++i) {
            CHECK(only_less(pressures(before.marks[i].matches), pressures(after.marks[i].matches)));
            CHECK(after.marks[i].pressure_ceiling <= before.marks[i].pressure_ceiling);
        }
        CHECK(only_less(pressures(before.home), pressures(after.home)));
        REQUIRE(before.groups.size() == after.groups.size());
        for (std::size_t i = 0; i < before.groups.size(); ++i) {
            CHECK(std::ranges::all_of(after.groups[i].techniques, [&](const SessionMatch& match) {
                return std::ranges::find(before.groups[i].techniques, match.technique, &SessionMatch::technique) !=
                       before.groups[i].techniques.end();
            }));
        }
    }
}

TEST_CASE("a further spot never adds a technique nor raises a pressure", "[matching]") {
    Dice dice(25);
    for (int round = 0; round < 100; ++round) {
        std::vector<Mark> marks = random_marks(dice, 6);
        for (Mark& mark : marks) {
            mark.anchor = anchor_on(mark.anchor.structure.text());
        }
        CaseFacts facts = random_facts(dice);
        const std::string id = dice.one_of(clinical_content().clinical.contraindications()).id;
        facts.answers[id] = {.answer = Answer::Yes, .places = {random_place(dice)}};
        CaseFacts more = facts;
        more.answers[id].places.push_back(random_place(dice));
        more.answers[id].places.back().spot = marks.front().anchor;
        const CaseMatch before = match_marks(marks, facts, on_the_body());
        const CaseMatch after = match_marks(marks, more, on_the_body());
        for (std::size_t i = 0; i < marks.size(); ++i) {
            CHECK(only_less(pressures(before.marks[i].matches), pressures(after.marks[i].matches)));
            CHECK(after.marks[i].pressure_ceiling <= before.marks[i].pressure_ceiling);
        }
        CHECK(only_less(pressures(before.session), pressures(after.session)));
        std::ranges::reverse(marks);
        const CaseMatch reversed = match_marks(marks, more, on_the_body());
        for (const MarkMatches& result : reversed.marks) {
            CHECK(result == *std::ranges::find(after.marks, result.mark, &MarkMatches::mark));
        }
    }
}

TEST_CASE("the same marks in any order give the same answer for each, each group and the session", "[matching]") {
    Dice dice(22);
    for (int round = 0; round < 40; ++round) {
        std::vector<Mark> marks = random_marks(dice, 20);
        const CaseFacts facts = random_facts(dice);
        const CaseMatch before = match_marks(marks, facts);
        std::ranges::shuffle(marks, dice.engine());
        const CaseMatch after = match_marks(marks, facts);
        for (const MarkMatches& result : after.marks) {
            CHECK(result == *std::ranges::find(before.marks, result.mark, &MarkMatches::mark));
        }
        CHECK(before.rules == after.rules);
        CHECK(before.ask_first == after.ask_first);
        const auto same = [](const SessionMatch& a, const SessionMatch& b) {
            return a.technique == b.technique && a.score == b.score && a.reason == b.reason &&
                   a.pressure == b.pressure &&
                   std::set(a.marks.begin(), a.marks.end()) == std::set(b.marks.begin(), b.marks.end());
        };
        CHECK(std::ranges::equal(before.session, after.session, same));
        CHECK(std::ranges::equal(before.home, after.home, same));
        CHECK(std::ranges::equal(before.groups, after.groups, [&](const GroupMatches& a, const GroupMatches& b) {
            return a.group == b.group && std::ranges::equal(a.techniques, b.techniques, same) &&
                   a.excluded == b.excluded;
        }));
    }
}

TEST_CASE("every technique of a mark is either matched or left out, and every rule is one of the content's",
          "[matching]") {
    Dice dice(23);
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    for (int round = 0; round < 60; ++round) {
        const CaseMatch result = match_marks(random_marks(dice, 5), with_one_more(random_facts(dice), dice));
        for (const MarkMatches& mark : result.marks) {
            CHECK(mark.matches.size() + mark.excluded.size() == clinical.techniques().size());
            for (const Exclusion& exclusion : mark.excluded) {
                CHECK_FALSE(exclusion.rule.empty());
                const std::string words = clinical_content().english.tr(exclusion.reason);
                CHECK(words.find_first_of("{@") == std::string::npos);
            }
        }
    }
}

TEST_CASE("an absolute contraindication leaves nothing, anywhere", "[matching]") {
    Dice dice(24);
    for (const Contraindication& one : clinical_content().clinical.contraindications()) {
        if (one.severity != Stage::Absolute) {
            continue;
        }
        CaseFacts facts;
        facts.answers[one.id].answer = Answer::Yes;
        const CaseMatch result = match_marks(random_marks(dice, 3), facts);
        REQUIRE(result.find_stop() != nullptr);
        CHECK(result.find_stop()->id == one.id);
        CHECK_FALSE(result.find_stop()->what_to_do.empty());
        CHECK((result.session.empty() && result.home.empty()));
    }
}

TEST_CASE("the most urgent questions of the case are asked first, those for everyone last", "[matching]") {
    CaseFacts facts;
    facts.conditions = {"low-back-pain", "migraine"};
    facts.age_band = "65-plus";
    facts.pregnancy_week = 20;
    const CaseMatch result = match_marks(
        {test::make_mark("calf", {.structure = "gastrocnemius-medial.left"}), test::make_mark("neck", {})}, facts);
    const auto place_of = [&](const OpenQuestion& open) {
        const std::vector<std::string> urgent{"emergency", "same-day", "before-massage", ""};
        return open.always ? urgent.size()
                           : static_cast<std::size_t>(std::ranges::find(urgent, open.urgency) - urgent.begin());
    };
    CHECK(std::ranges::is_sorted(result.ask_first, {}, place_of));
    CHECK(result.ask_first.front().urgency == "emergency");
    CHECK_FALSE(result.ask_first.front().always);
    CHECK(std::ranges::count(result.ask_first, std::string(), &OpenQuestion::urgency) > 0);
    CHECK(result.ask_first.back().always);
    const auto& flags = clinical_content().clinical.red_flags();
    const auto in_file = [&](const OpenQuestion& open) { return std::ranges::find(flags, open.id, &RedFlag::id); };
    std::vector<OpenQuestion> equal;
    std::ranges::copy_if(result.ask_first, std::back_inserter(equal),
                         [](const OpenQuestion& open) { return !open.always && open.urgency == "same-day"; });
    CHECK(std::ranges::is_sorted(equal, {}, in_file));
}

TEST_CASE("red flags speak before contraindications", "[matching]") {
    CaseFacts facts;
    facts.answers["ci-fever-infection"].answer = Answer::Yes;
    facts.answers["rf-back-kidney"].answer = Answer::Yes;
    const CaseMatch result = match_marks({test::make_mark("mark-1", {})}, facts);
    CHECK(result.find_stop()->id == "rf-back-kidney");
    CHECK(rule_against(result.marks.front(), "effleurage") == "rf-back-kidney");
}

TEST_CASE("a local contraindication stops its place and side, and nothing elsewhere", "[matching]") {
    CaseFacts facts;
    facts.answers["ci-open-wound"] = {.answer = Answer::Yes, .places = {{"calf-upper", Side::Left}}};
    const std::vector<Mark> marks{
        test::make_mark("here", {.structure = "gastrocnemius-medial.left", .kind = MarkKind::Tension}),
        test::make_mark("other side", {.structure = "gastrocnemius-medial.right", .kind = MarkKind::Tension}),
        test::make_mark("elsewhere", {.structure = "upper-trapezius.left", .kind = MarkKind::Tension})};
    const CaseMatch result = match_marks(marks, facts);
    CHECK(result.marks[0].stopped_by == "ci-open-wound");
    CHECK(result.marks[0].matches.empty());
    CHECK_FALSE(result.marks[1].matches.empty());
    CHECK_FALSE(result.marks[2].matches.empty());
    REQUIRE(result.avoid_areas.size() == 1);
    CHECK(result.avoid_areas.front().radius_mm == 90);  // a hand's width
}

TEST_CASE("round a spot its radius is stopped, and not the whole part of the body", "[matching]") {
    CaseFacts facts;  // varicose veins: 20 mm
    facts.answers["ci-varicose-veins"] = {
        .answer = Answer::Yes, .places = {{"calf-upper", Side::Left, anchor_on("gastrocnemius-medial.left")}}};
    const auto stopped = [&](const Mark& mark) {
        return !match_marks({mark}, facts, on_the_body()).marks.front().stopped_by.empty();
    };
    CHECK(stopped(mark_on("gastrocnemius-medial.left")));
    CHECK(stopped(mark_on(muscle_above("gastrocnemius-medial", 18))));
    CHECK_FALSE(stopped(mark_on(muscle_above("gastrocnemius-medial", 30))));
    CHECK_FALSE(stopped(mark_on("gastrocnemius-medial.right")));

    Mark painted = mark_on(muscle_above("gastrocnemius-medial", 60));
    painted.extent = MarkExtent::Area;
    painted.dabs = {{.place = painted.anchor, .radius_mm = 30.0F, .erase = false}};
    CHECK_FALSE(stopped(painted));
    painted.dabs.front().radius_mm = 45.0F;
    CHECK(stopped(painted));
    Mark line = mark_on(muscle_above("gastrocnemius-medial", 40));
    line.extent = MarkExtent::Line;
    line.path = {line.anchor, anchor_on("gastrocnemius-medial.left")};
    CHECK(stopped(line));

    const auto structure_stopped = [&](const std::string& id) {
        return !match_structure(body().structure(StructureId(id)), facts, on_the_body()).stopped_by.empty();
    };
    CHECK(structure_stopped("gastrocnemius-medial.left"));
    CHECK_FALSE(structure_stopped(muscle_above("gastrocnemius-medial", 30)));
    const CaseMatch result = match_marks({}, facts, on_the_body());
    REQUIRE(result.avoid_areas.size() == 1);
    CHECK(result.avoid_areas.front().place.spot);
    CHECK(result.avoid_areas.front().radius_mm == 20);
}

TEST_CASE("where a body cannot place a spot the whole part of the body is stopped", "[matching]") {
    CaseFacts facts;
    SurfaceAnchor elsewhere = anchor_on("gastrocnemius-medial.left");
    elsewhere.structure = StructureId("a-structure-of-another-body");
    const std::string region = body().structure(StructureId("gastrocnemius-medial.left")).region_id;
    facts.answers["ci-varicose-veins"] = {.answer = Answer::Yes, .places = {{region, Side::Left, elsewhere}}};
    const auto stopped = [&](const std::string& structure, const Knowledge& known) {
        return !match_marks({mark_on(structure)}, facts, known).marks.front().stopped_by.empty();
    };
    CHECK(stopped("gastrocnemius-medial.left", on_the_body()));
    CHECK_FALSE(stopped("gastrocnemius-medial.right", on_the_body()));
    facts.answers["ci-varicose-veins"].places.front().spot = anchor_on("upper-trapezius.left");
    CHECK_FALSE(stopped("gastrocnemius-medial.left", on_the_body()));
    CHECK(stopped("gastrocnemius-medial.left", knowledge()));  // no body: only its words are known
}

TEST_CASE("a spot to leave alone keeps the radius of the rules, one of phlebitis the whole limb", "[matching]") {
    CaseFacts facts;
    facts.areas_to_avoid = {{"calf-upper", Side::Left, anchor_on("gastrocnemius-medial.left")}};
    const int radius_mm = clinical_content().clinical.rules().wish_radius_mm;
    const auto stopped_by = [&](const std::string& structure) {
        return match_marks({mark_on(structure)}, facts, on_the_body()).marks.front().stopped_by;
    };
    CHECK(stopped_by(muscle_above("gastrocnemius-medial", radius_mm - 4)) == "wish:area");
    CHECK(stopped_by(muscle_above("gastrocnemius-medial", radius_mm + 4)).empty());
    facts = {};
    facts.answers["ci-superficial-phlebitis"] = {.answer = Answer::Yes,
                                                 .places = {{"calf-lower", Side::Right, anchor_on("soleus.right")}}};
    CHECK(stopped_by("rectus-femoris.right") == "ci-superficial-phlebitis");
}

TEST_CASE("until the client says where, techniques that name a local contraindication wait", "[matching]") {
    CaseFacts facts;
    facts.answers["ci-open-wound"].answer = Answer::Unsure;
    const MarkMatches mark = match_marks({test::make_mark("mark-1", {.kind = MarkKind::Tension})}, facts).marks.front();
    CHECK(rule_against(mark, "effleurage") == "ci-open-wound");
    CHECK(mark.stopped_by.empty());
    CHECK(std::ranges::find(mark.matches, TechniqueId("strain-counterstrain"), &Match::technique) !=
          mark.matches.end());
}

TEST_CASE("phlebitis keeps hands off the whole limb", "[matching]") {
    CaseFacts facts;
    facts.answers["ci-superficial-phlebitis"] = {.answer = Answer::Yes, .places = {{"calf-lower", Side::Right}}};
    const auto stopped = [&](const char* structure) {
        return match_marks({test::make_mark("mark-1", {.structure = structure})}, facts).marks.front().stopped_by;
    };
    CHECK(stopped("rectus-femoris.right") == "ci-superficial-phlebitis");
    CHECK(stopped("rectus-femoris.left").empty());
    CHECK(stopped("biceps-brachii.right").empty());
}

TEST_CASE("a medicine, an age and a pregnancy bring their contraindications", "[matching]") {
    const std::vector<Mark> marks{test::make_mark("mark-1", {})};
    CaseFacts facts;
    facts.medicines = {"med-blood-thinners"};
    facts.answers["ci-anticoagulants"].answer = Answer::No;  // said otherwise than taken: the medicine counts
    CHECK(match_marks(marks, facts).find_rule("ci-anticoagulants") != nullptr);
    facts = {};
    facts.age_band = "under-18";
    CHECK(match_marks(marks, facts).marks.front().pressure_ceiling == 2);
    facts = {};
    facts.pregnancy_week = 20;
    CHECK(match_marks(marks, facts).find_rule("ci-pregnancy") != nullptr);
}

TEST_CASE("the calendar opens what is made for the day and limits the rest", "[matching]") {
    const std::vector<Mark> marks{
        test::make_mark("mark-1", {.structure = "rectus-femoris.left", .kind = MarkKind::Tension})};
    CaseFacts facts;
    facts.calendar.today = find_date("2026-11-23");
    facts.calendar.events = {{*find_date("2026-11-23"), "before"}};
    const CaseMatch before = match_marks(marks, facts);
    CHECK(rule_against(before.marks.front(), "pre-event-sports-massage").empty());
    CHECK(rule_against(before.marks.front(), "static-stretching") == "event-before-start");
    facts.calendar.events.front().part = "after";
    const CaseMatch after = match_marks(marks, facts);
    CHECK(rule_against(after.marks.front(), "post-event-sports-massage").empty());
    CHECK(rule_against(after.marks.front(), "pre-event-sports-massage") == "context:event-before-start");
    facts.calendar.events.clear();
    facts.calendar.hard_days = {*find_date("2026-11-24")};
    CHECK(match_marks(marks, facts).marks.front().pressure_ceiling == 3);
    facts.calendar.today.reset();
    CHECK(match_marks(marks, facts).calendar.empty());
}

TEST_CASE("wishes lower the pressure and keep areas free", "[matching]") {
    CaseFacts facts;
    facts.pressure_wish = 2;
    facts.areas_to_avoid = {{"shoulder-top", Side::Right}};
    const Mark mark = test::make_mark("mark-1", {});
    const auto place = describe_structure(clinical_content().anatomy, "upper-trapezius", "", Side::Right);
    facts.areas_to_avoid.front().region = place->region_id;
    CHECK(match_marks({mark}, facts).marks.front().stopped_by == "wish:area");
    facts.areas_to_avoid.clear();
    CHECK(match_marks({mark}, facts).marks.front().pressure_ceiling == 2);
}

TEST_CASE("a refusal names the rule that protects, and says nothing about fit", "[matching]") {
    const auto& content = clinical_content();
    const auto popliteus = describe_structure(content.anatomy, "popliteus", "", Side::Left);
    const Technique& stripping = *content.clinical.find_technique("deep-tissue-stripping");
    const auto refusal = find_refusal(stripping, &*popliteus, {}, knowledge());
    REQUIRE(refusal);
    CHECK(refusal->rule == "site:es-popliteal");
    CHECK(find_ceiling(&*popliteus, {}, knowledge()).pressure_ceiling == 1);
    const auto lat = describe_structure(content.anatomy, "latissimus-dorsi", "", Side::Left);
    CHECK_FALSE(find_refusal(stripping, &*lat, {}, knowledge()));
    CaseFacts facts;
    facts.answers["ci-anticoagulants"].answer = Answer::Yes;
    CHECK(find_refusal(stripping, &*lat, facts, knowledge())->rule == "pressure:ci-anticoagulants");
}

TEST_CASE("a case file refuses what it does not know, by name and line", "[clinical]") {
    const auto& content = clinical_content();
    const auto fault = [&](const std::string& json) {
        try {
            (void)read_case(json, "case.json", content.anatomy, content.clinical);
        } catch (const Error& error) {
            return content.english.tr(error.text());
        }
        return std::string();
    };
    CHECK(fault(R"({"marks": []})").empty());
    CHECK(fault("{\n \"marks\": [],\n \"mood\": 3\n}") ==
          "case.json, line 3: case has the field \"mood\", which means nothing here.");
    CHECK(fault(R"({"marks": [{"structure": "tail", "kind": "pain", "now": 3}]})").find("\"tail\"") !=
          std::string::npos);
    CHECK(fault(R"({"marks": [{"structure": "soleus", "kind": "pain", "now": 11}]})").find("is 11") !=
          std::string::npos);
    CHECK(fault(R"({"marks": [], "client": {"answers": {"ci-ghost": "yes"}}})").find("ci-ghost") != std::string::npos);
    CHECK(fault(R"({"marks": [], "client": {"answers": {"ci-open-wound": "maybe"}}})").find("maybe") !=
          std::string::npos);
    CHECK(fault(R"({"marks": [], "client": {"pregnancy_week": 60}})").find("60") != std::string::npos);
    CHECK(fault(R"({"marks": [], "goals": ["wealth"]})").find("wealth") != std::string::npos);
    CHECK(fault(R"({"marks": [], "calendar": {"today": "2026-02-30"}})").find("2026-02-30") != std::string::npos);
    CHECK(fault("{").find("line 1") != std::string::npos);
}

TEST_CASE("looking at a structure before marking obeys what is known of the client", "[matching]") {
    const auto lat = describe_structure(clinical_content().anatomy, "latissimus-dorsi", "", Side::Left);
    const StructureMatches before = match_structure(*lat, {}, knowledge());
    CHECK(std::ranges::find(before.matches, TechniqueId("deep-effleurage"), &Match::technique) != before.matches.end());
    CaseFacts facts;
    facts.answers["ci-anticoagulants"].answer = Answer::Yes;
    const StructureMatches after = match_structure(*lat, facts, knowledge());
    CHECK(std::ranges::find(after.matches, TechniqueId("deep-effleurage"), &Match::technique) == after.matches.end());
    CHECK(std::ranges::all_of(after.matches, [](const Match& match) { return match.pressure.max <= 2; }));
    CHECK(only_less(pressures(before.matches), pressures(after.matches)));
    facts.answers["rf-general-fever"].answer = Answer::Yes;
    CHECK(match_structure(*lat, facts, knowledge()).matches.empty());
    CHECK(match_structure(*lat, facts, knowledge()).stopped_by == "rf-general-fever");
}
