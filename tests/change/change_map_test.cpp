#include "change/change_map.h"

#include "change/record.h"
#include "support/error_code.h"
#include "support/random_case.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace palpate;
using test::Record;

namespace {

constexpr const char* k_trapezius = "upper-trapezius.right";
constexpr const char* k_other_trapezius = "upper-trapezius.left";
constexpr const char* k_levator = "levator-scapulae.right";
constexpr const char* k_patella = "patella.left";

ChangeMap changes(const CaseDocument& document) {
    return change_between(document, document.sessions.front().id, document.sessions.back().id, test::plain_basis());
}

Mark carried(const std::string& id, const std::string& from, const std::string& structure, int now) {
    Mark mark = Record::said(id, structure, now);
    mark.carried_from = MarkId(from);
    return mark;
}

PlaceChange only(const CaseDocument& document) {
    const ChangeMap map = changes(document);
    REQUIRE(map.client.size() == 1);
    return map.client.front();
}

Record two_visits(int before, int after) {
    return Record()
        .session("1", "2026-08-12")
        .mark("a", k_trapezius, before)
        .session("2", "2026-11-22")
        .mark("b", k_trapezius, after);
}

}  // namespace

TEST_CASE("a place marked twice is judged by its rating", "[change]") {
    CHECK(only(two_visits(8, 6).document()).outcome == PlaceOutcome::Better);
    CHECK(only(two_visits(6, 4).document()).now->verdict == Verdict::ClearlyBetter);
    CHECK(only(two_visits(4, 6).document()).outcome == PlaceOutcome::Worse);
    CHECK(only(two_visits(7, 6).document()).outcome == PlaceOutcome::Same);
    CHECK(only(two_visits(7, 7).document()).outcome == PlaceOutcome::Same);
    CHECK(only(two_visits(1, 5).document()).outcome == PlaceOutcome::NumbersOnly);
    const PlaceChange change = only(two_visits(8, 6).document());
    CHECK(change.before == MarkId("a"));
    CHECK(change.after == MarkId("b"));
    CHECK(change.from == 8);
    CHECK(change.to == 6);
    CHECK(change.ground == OutcomeGround::Rated);
}

TEST_CASE("a place said to be zero is gone, and one that was zero is new", "[change]") {
    CHECK(only(two_visits(6, 0).document()).outcome == PlaceOutcome::Gone);
    CHECK(only(two_visits(1, 0).document()).outcome == PlaceOutcome::Gone);
    CHECK(only(two_visits(0, 3).document()).outcome == PlaceOutcome::New);
    CHECK(only(two_visits(0, 0).document()).outcome == PlaceOutcome::Same);
}

TEST_CASE("usual and worst are judged beside now, where both visits say them", "[change]") {
    Mark before = Record::said("a", k_trapezius, 5);
    before.usual = 6;
    before.worst = 9;
    Mark after = Record::said("b", k_trapezius, 5);
    after.worst = 6;
    const auto record =
        Record().session("1", "2026-08-12").mark(before).session("2", "2026-11-22").mark(after).document();
    const PlaceChange change = only(record);
    CHECK(change.outcome == PlaceOutcome::Same);
    CHECK_FALSE(change.usual);
    CHECK(change.worst->verdict == Verdict::ClearlyBetter);
}

TEST_CASE("the painted area has no say", "[change]") {
    Mark before = Record::said("a", k_trapezius, 5);
    before.extent = MarkExtent::Area;
    before.dabs = {{.place = before.anchor, .radius_mm = 60.0F}};
    before.measure = AreaMeasure{.area_mm2 = 90'000.0, .share = 0.05};
    Mark after = before;
    after.id = MarkId("b");
    after.dabs.front().radius_mm = 5.0F;
    after.measure = AreaMeasure{.area_mm2 = 80.0, .share = 0.0001};
    const auto record =
        Record().session("1", "2026-08-12").mark(before).session("2", "2026-11-22").mark(after).document();
    CHECK(only(record).outcome == PlaceOutcome::Same);
}

TEST_CASE("a mark that is missing later is asked about", "[change]") {
    const auto record =
        Record().session("1", "2026-08-12").mark("a", k_patella, 3).session("2", "2026-11-22").document();
    const PlaceChange change = only(record);
    CHECK(change.outcome == PlaceOutcome::Ask);
    CHECK(change.ground == OutcomeGround::NotMarked);
    CHECK(change.from == 3);
    CHECK_FALSE(change.to);
    CHECK_FALSE(change.now);
}

TEST_CASE("without pain at the later visit the client's marks are gone, a therapist's finding is asked about",
          "[change]") {
    Mark finding = Record::said("f", k_levator, 4);
    finding.author = Author::Therapist;
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a", k_patella, 3)
                            .mark(finding)
                            .session("2", "2026-11-22", true)
                            .document();
    const ChangeMap map = changes(record);
    REQUIRE(map.client.size() == 1);
    CHECK(map.client.front().outcome == PlaceOutcome::Gone);
    CHECK(map.client.front().ground == OutcomeGround::NoPain);
    CHECK(map.client.front().to == 0);
    CHECK(map.client.front().now->verdict == Verdict::ClearlyBetter);
    REQUIRE(map.therapist.size() == 1);
    CHECK(map.therapist.front().outcome == PlaceOutcome::Ask);
}

TEST_CASE("after a visit without pain a mark is new from zero", "[change]") {
    const auto record =
        Record().session("1", "2026-08-12", true).session("2", "2026-11-22").mark("b", k_patella, 3).document();
    const PlaceChange change = only(record);
    CHECK(change.outcome == PlaceOutcome::New);
    CHECK(change.from == 0);
    CHECK(change.ground == OutcomeGround::NoPain);
    CHECK(change.now->verdict == Verdict::NotJudged);
}

TEST_CASE("a mark left out of a map that was copied and gone through is gone", "[change]") {
    Record record;
    record.session("1", "2026-08-12").mark("a", k_trapezius, 8).mark("b", k_patella, 3);
    SECTION("copied from the earlier visit itself") {
        record.session("2", "2026-11-22").mark(carried("c", "a", k_trapezius, 6));
    }
    SECTION("copied from a visit in between") {
        record.session("2", "2026-10-01")
            .mark(carried("c", "a", k_trapezius, 7))
            .mark(carried("d", "b", k_patella, 2))
            .session("3", "2026-11-22")
            .mark(carried("e", "c", k_trapezius, 6));
    }
    SECTION("marked anew at a visit in between") {
        record.session("2", "2026-10-01")
            .mark("c", k_trapezius, 7)
            .mark("d", k_patella, 2)
            .session("3", "2026-11-22")
            .mark(carried("e", "c", k_trapezius, 6));
    }
    const ChangeMap map = changes(record.document());
    REQUIRE(map.client.size() == 2);
    CHECK(map.client[0].place.id == k_patella);
    CHECK(map.client[0].outcome == PlaceOutcome::Gone);
    CHECK(map.client[0].ground == OutcomeGround::TakenOff);
    CHECK_FALSE(map.client[0].to);
    CHECK(map.client[1].outcome == PlaceOutcome::Better);
}

TEST_CASE("a mark that nobody left out of a copied map is asked about", "[change]") {
    Record record;
    record.session("1", "2026-08-12").mark("a", k_trapezius, 8).mark("b", k_patella, 3);
    SECTION("something copied is not confirmed yet") {
        Mark open = carried("c", "a", k_trapezius, 8);
        open.confirmed = false;
        record.session("2", "2026-11-22").mark(open);
    }
    SECTION("it was not on the map that was copied") {
        record.session("2", "2026-10-01")
            .mark(carried("c", "a", k_trapezius, 7))
            .session("3", "2026-11-22")
            .mark(carried("e", "c", k_trapezius, 6));
    }
    SECTION("the later map is no copy") { record.session("2", "2026-11-22").mark("c", k_trapezius, 6); }
    const ChangeMap map = changes(record.document());
    const auto knee = std::ranges::find(map.client, k_patella, [](const PlaceChange& one) { return one.place.id; });
    REQUIRE(knee != map.client.end());
    CHECK(knee->outcome == PlaceOutcome::Ask);
    CHECK(knee->ground == OutcomeGround::NotMarked);
}

TEST_CASE("a mark made after the map was copied was not left out of it", "[change]") {
    CaseDocument document = Record()
                                .session("1", "2026-08-12")
                                .mark("a", k_trapezius, 8)
                                .session("2", "2026-11-22")
                                .mark(carried("c", "a", k_trapezius, 6))
                                .document();
    Mark late = Record::said("b", k_patella, 3);
    late.session = SessionId("1");
    document = apply(document, AddMark{late});
    CHECK(changes(document).client.back().outcome == PlaceOutcome::Ask);
}

TEST_CASE("what is not confirmed is asked about and never judged", "[change]") {
    Mark open = carried("b", "a", k_trapezius, 8);
    open.confirmed = false;
    const PlaceChange copied = only(
        Record().session("1", "2026-08-12").mark("a", k_trapezius, 8).session("2", "2026-11-22").mark(open).document());
    CHECK(copied.outcome == PlaceOutcome::Ask);
    CHECK(copied.ground == OutcomeGround::NotConfirmed);
    CHECK(copied.to == 8);
    CHECK_FALSE(copied.now);
}

TEST_CASE("pairs follow what was carried over, then place and kind, then place", "[change]") {
    Mark tension = Record::said("b", k_trapezius, 7);
    tension.kind = MarkKind::Tension;
    Record record;
    record.session("1", "2026-08-12").mark("a", k_trapezius, 5).mark(tension);
    const auto partner_of = [&](const char* id) {
        const ChangeMap map = changes(record.document());
        const auto found = std::ranges::find(map.client, MarkId(id), &PlaceChange::before);
        REQUIRE(found != map.client.end());
        return found->after;
    };
    record.session("2", "2026-11-22");
    SECTION("kinds that agree") {
        Mark now = Record::said("c", k_trapezius, 3);
        now.kind = MarkKind::Tension;
        record.mark(now).mark("d", k_trapezius, 4);
        CHECK(partner_of("a") == MarkId("d"));
        CHECK(partner_of("b") == MarkId("c"));
    }
    SECTION("a carried mark keeps its pair though its kind was changed") {
        record.mark(carried("c", "a", k_trapezius, 3)).mark("d", k_trapezius, 4);
        CHECK(partner_of("a") == MarkId("c"));
        CHECK(partner_of("b") == MarkId("d"));
    }
    SECTION("the strongest first where only the place agrees") {
        Mark numb = Record::said("c", k_trapezius, 2);
        numb.kind = MarkKind::Numbness;
        record.mark(numb);
        CHECK(partner_of("b") == MarkId("c"));
        CHECK(partner_of("a") == MarkId(""));
    }
}

TEST_CASE("several marks at one place are paired once each, the strongest first", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a1", k_trapezius, 4)
                            .mark("a2", k_trapezius, 9)
                            .session("2", "2026-11-22")
                            .mark("b1", k_trapezius, 6)
                            .mark("b2", k_trapezius, 2)
                            .mark("b3", k_trapezius, 1)
                            .document();
    const ChangeMap map = changes(record);
    REQUIRE(map.client.size() == 3);
    CHECK(map.client[0].before == MarkId("a2"));
    CHECK(map.client[0].after == MarkId("b1"));
    CHECK(map.client[1].before == MarkId("a1"));
    CHECK(map.client[1].after == MarkId("b2"));
    CHECK(map.client[2].outcome == PlaceOutcome::New);
}

TEST_CASE("the sides of the body are two places, also for a mark that was moved across", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a", k_trapezius, 8)
                            .session("2", "2026-11-22")
                            .mark(carried("b", "a", k_other_trapezius, 4))
                            .document();
    const ChangeMap map = changes(record);
    REQUIRE(map.client.size() == 2);
    CHECK(map.client[0].outcome == PlaceOutcome::New);
    CHECK(map.client[0].place.side == Side::Left);
    CHECK(map.client[1].outcome == PlaceOutcome::Ask);
    CHECK(map.client[1].place.side == Side::Right);
}

TEST_CASE("authors are never paired with each other", "[change]") {
    Mark finding = Record::said("b", k_trapezius, 4);
    finding.author = Author::Therapist;
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a", k_trapezius, 8)
                            .session("2", "2026-11-22")
                            .mark(finding)
                            .document();
    const ChangeMap map = changes(record);
    REQUIRE(map.client.size() == 1);
    CHECK(map.client.front().outcome == PlaceOutcome::Ask);
    REQUIRE(map.therapist.size() == 1);
    CHECK(map.therapist.front().outcome == PlaceOutcome::New);
}

TEST_CASE("marks on the skin whose region nobody knows are no one place", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a", "skin.mid", 8)
                            .session("2", "2026-11-22")
                            .mark("b", "skin.mid", 4)
                            .document();
    CHECK(changes(record).client.size() == 2);
}

TEST_CASE("marks of a whole group are one place, whichever of its muscles was clicked", "[change]") {
    Mark before = Record::said("a", "infraspinatus.left", 8);
    Mark after = Record::said("b", "supraspinatus.left", 4);
    before.extent = after.extent = MarkExtent::Group;
    const auto record =
        Record().session("1", "2026-08-12").mark(before).session("2", "2026-11-22").mark(after).document();
    CHECK(only(record).outcome == PlaceOutcome::Better);
}

TEST_CASE("the largest change comes first, questions last", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a", k_trapezius, 8)
                            .mark("b", k_levator, 6)
                            .mark("c", k_patella, 9)
                            .session("2", "2026-11-22")
                            .mark("d", k_trapezius, 7)
                            .mark("e", k_levator, 2)
                            .mark("f", "soleus.left", 1)
                            .document();
    std::vector<std::string> places;
    for (const PlaceChange& change : changes(record).client) {
        places.push_back(change.place.id);
    }
    CHECK(places == std::vector<std::string>{k_levator, "soleus.left", k_trapezius, k_patella});
}

TEST_CASE("sessions that are not there or not in order are refused", "[change]") {
    const auto record = two_visits(8, 6).document();
    const auto between = [&](const char* from, const char* to) {
        return error_code_of(
            [&] { static_cast<void>(change_between(record, SessionId(from), SessionId(to), test::plain_basis())); });
    };
    CHECK(between("1", "9") == ErrorCode::NotFound);
    CHECK(between("2", "1") == ErrorCode::Usage);
    CHECK(between("1", "1") == ErrorCode::Usage);
}

TEST_CASE("the change map does not depend on the order of marks, and names each mark once", "[change]") {
    const auto seed = static_cast<std::uint32_t>(GENERATE(range(1, 40)));
    RandomCase random(seed);
    CaseDocument document{.client = random.client()};
    document = apply(document, AddSession{random.session()});
    document = apply(document, AddSession{random.session()});
    document = apply(document, AddSession{random.session()});
    // Few structures, so that many marks share one; half of the marks are carried from some other.
    const std::vector<std::string> structures{k_trapezius, k_other_trapezius, k_levator, "skin.mid"};
    for (int i = 0; i < 30; ++i) {
        Mark mark = random.mark_for(document.sessions[random.below(3)]);
        mark.anchor.structure = StructureId(structures[random.below(structures.size())]);
        mark.carried_from = document.marks.empty() || random.below(2) == 0
                                ? MarkId()
                                : document.marks[random.below(document.marks.size())].id;
        document = apply(document, AddMark{mark});
    }
    const ChangeMap map = changes(document);
    CaseDocument shuffled = document;
    std::ranges::shuffle(shuffled.marks, std::mt19937(seed));
    CHECK(changes(shuffled) == map);

    std::multiset<MarkId> named;
    for (const auto* list : {&map.client, &map.therapist}) {
        for (const PlaceChange& change : *list) {
            for (const MarkId& id : {change.before, change.after}) {
                if (!id.empty()) {
                    named.insert(id);
                }
            }
        }
    }
    std::multiset<MarkId> marks;
    for (const Mark& mark : document.marks) {
        if (mark.session == map.from || mark.session == map.to) {
            marks.insert(mark.id);
        }
    }
    CHECK(named == marks);
}
