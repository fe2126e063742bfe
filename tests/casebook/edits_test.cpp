#include "casebook/edits.h"

#include "casebook/history.h"
#include "support/error_code.h"
#include "support/random_case.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>
#include <functional>
#include <limits>

using namespace palpate;

namespace {

Session make_session(const std::string& id, const std::string& date) {
    return {.id = SessionId(id), .type = SessionType::Treatment, .date = date};
}

Mark make_mark(const std::string& id, const std::string& session) {
    Mark mark{.id = MarkId(id), .session = SessionId(session)};
    mark.anchor.structure = StructureId("levator-scapulae.left");
    return mark;
}

/// One client, sessions s1 and s2, mark m1 in s1.
CaseDocument make_document() {
    CaseDocument document;
    document.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada"};
    document = apply(document, AddSession{make_session("s1", "2026-11-01")});
    document = apply(document, AddSession{make_session("s2", "2026-11-22")});
    return apply(document, AddMark{make_mark("m1", "s1")});
}

std::string refusal(const CaseDocument& document, const Edit& edit) {
    const CaseDocument before = document;
    const std::string key = error_key_of([&] { static_cast<void>(apply(document, edit)); });
    CHECK(document == before);
    return key;
}

std::string refusal_of_mark(const std::function<void(Mark&)>& spoil) {
    Mark mark = make_mark("m2", "s1");
    spoil(mark);
    const std::string as_new = refusal(make_document(), AddMark{mark});
    mark.id = MarkId(mark.id.empty() ? "" : "m1");
    CHECK(refusal(make_document(), EditMark{mark}) == as_new);
    return as_new;
}

}  // namespace

TEST_CASE("sessions stand in date order, those of one day in the order they were made", "[casebook]") {
    CaseDocument document = make_document();
    document = apply(document, AddSession{make_session("z", "2026-11-10")});
    document = apply(document, AddSession{make_session("a", "2026-11-10")});
    std::vector<std::string> order;
    for (const Session& session : document.sessions) {
        order.push_back(session.id.text());
    }
    CHECK(order == std::vector<std::string>{"s1", "z", "a", "s2"});
    CHECK(session_number(document, SessionId("a")) == 3);
}

TEST_CASE("marks stand in the order they were made whatever the clock said", "[casebook]") {
    CaseDocument document = make_document();
    Mark later = make_mark("a-later", "s1");
    later.created.microseconds_utc = -5;
    document = apply(document, AddMark{later});
    const auto marks = marks_of(document, SessionId("s1"));
    REQUIRE(marks.size() == 2);
    CHECK(marks[0]->id == MarkId("m1"));
    CHECK(marks[1]->id == MarkId("a-later"));
    CHECK(marks_of(document, SessionId("s2")).empty());
}

TEST_CASE("an edited mark keeps its place in the order", "[casebook]") {
    CaseDocument document = apply(make_document(), AddMark{make_mark("m2", "s1")});
    Mark edited = make_mark("m1", "s1");
    edited.now = 7;
    document = apply(document, EditMark{edited});
    CHECK(document.marks.front().id == MarkId("m1"));
    CHECK(document.marks.front().now == 7);
}

TEST_CASE("removing a session removes its marks and no others", "[casebook]") {
    CaseDocument document = apply(make_document(), AddMark{make_mark("m2", "s2")});
    document = apply(document, RemoveSession{SessionId("s1")});
    CHECK(find_session(document, SessionId("s1")) == nullptr);
    REQUIRE(document.marks.size() == 1);
    CHECK(document.marks.front().id == MarkId("m2"));
}

TEST_CASE("an edit of what is not there is refused", "[casebook]") {
    const CaseDocument document = make_document();
    CHECK(refusal(document, EditSession{make_session("s9", "2026-01-01")}) == "error.edit.session-missing");
    CHECK(refusal(document, RemoveSession{SessionId("s9")}) == "error.edit.session-missing");
    CHECK(refusal(document, EditMark{make_mark("m9", "s1")}) == "error.edit.mark-missing");
    CHECK(refusal(document, RemoveMark{MarkId("m9")}) == "error.edit.mark-missing");
    CHECK(refusal(document, AddMark{make_mark("m2", "s9")}) == "error.edit.session-missing");
    CHECK(refusal(document, EditMark{make_mark("m1", "s9")}) == "error.edit.session-missing");
    Client other = document.client;
    other.id = ClientId("other");
    CHECK(refusal(document, EditClient{other}) == "error.edit.other-client");
}

TEST_CASE("an id is used once", "[casebook]") {
    CHECK(refusal(make_document(), AddSession{make_session("s1", "2026-01-01")}) == "error.edit.id-twice");
    CHECK(refusal(make_document(), AddMark{make_mark("m1", "s2")}) == "error.edit.id-twice");
}

TEST_CASE("a mark that breaks a rule is refused, new or edited", "[casebook]") {
    constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
    CHECK(refusal_of_mark([](Mark& mark) { mark.now = 11; }) == "error.edit.rating");
    CHECK(refusal_of_mark([](Mark& mark) { mark.now = -1; }) == "error.edit.rating");
    CHECK(refusal_of_mark([](Mark& mark) { mark.usual = 11; }) == "error.edit.rating");
    CHECK(refusal_of_mark([](Mark& mark) { mark.worst = -3; }) == "error.edit.rating");
    CHECK(refusal_of_mark([](Mark& mark) { mark.duration_days = -1; }) == "error.edit.duration");
    CHECK(refusal_of_mark([](Mark& mark) { mark.qualities = {"ache", "green"}; }) == "error.edit.quality-unknown");
    CHECK(refusal_of_mark([](Mark& mark) { mark.qualities = {"ache", "dull", "ache"}; }) == "error.edit.quality-twice");
    CHECK(refusal_of_mark([](Mark& mark) { mark.radius_mm = 0.0F; }) == "error.edit.radius");
    CHECK(refusal_of_mark([](Mark& mark) { mark.radius_mm = not_a_number; }) == "error.edit.radius");
    CHECK(refusal_of_mark([](Mark& mark) { mark.id = MarkId(); }) == "error.edit.id-missing");
    CHECK(refusal_of_mark([](Mark& mark) { mark.anchor.structure = StructureId(); }) == "error.edit.place-missing");
    CHECK(refusal_of_mark([](Mark& mark) { mark.anchor.box_position.y = not_a_number; }) == "error.edit.place-outside");
    CHECK(refusal_of_mark([](Mark& mark) { mark.anchor.box_position.x = 3.0F; }) == "error.edit.place-outside");
    CHECK(refusal_of_mark([](Mark& mark) {
              mark.anchor.barycentric = {1.0F, 1.0F, 0.0F};
          }) == "error.edit.place-outside");
    CHECK(refusal_of_mark([](Mark& mark) { mark.sequence = -1; }) == "error.edit.sequence");
    CHECK(refusal_of_mark([](Mark& mark) { mark.note.assign(20'001, 'x'); }) == "error.edit.text-too-long");
}

TEST_CASE("texts are readable UTF-8", "[casebook]") {
    for (const std::string bad : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x01", "\x7f"}) {
        CHECK(refusal_of_mark([&](Mark& mark) { mark.note = bad; }) == "error.edit.text-not-readable");
    }
    CHECK(refusal_of_mark([](Mark& mark) { mark.note = std::string("a\0b", 3); }) == "error.edit.text-not-readable");
    Mark readable = make_mark("m2", "s1");
    readable.note = "Zoë\n\t左肩 🙂";
    CHECK(refusal(make_document(), AddMark{readable}).empty());
}

TEST_CASE("a session needs a date of the calendar", "[casebook]") {
    for (const char* date : {"", "2026-02-29", "2026-13-01", "2026-11-00", "22.11.2026", "2026-1-1", "2026-11-22 "}) {
        CHECK(refusal(make_document(), AddSession{make_session("s3", date)}) == "error.edit.date");
    }
    CHECK(refusal(make_document(), AddSession{make_session("s3", "2028-02-29")}).empty());
}

TEST_CASE("a client keeps a reference", "[casebook]") {
    Client client = make_document().client;
    client.reference.clear();
    CHECK(refusal(make_document(), EditClient{client}) == "error.edit.reference-missing");
    client.reference = "10\n01";
    CHECK(refusal(make_document(), EditClient{client}) == "error.edit.text-not-readable");
}

TEST_CASE("any chain of accepted edits keeps every invariant", "[casebook]") {
    RandomCase random(GENERATE(range(1U, 40U)));
    CHECK_NOTHROW(check_invariants(random.document(60)));
}

TEST_CASE("a document that breaks an invariant as a whole is told", "[casebook]") {
    CaseDocument document = apply(make_document(), AddMark{make_mark("m2", "s2")});
    CHECK_NOTHROW(check_invariants(document));
    SECTION("marks out of order") { std::swap(document.marks[0], document.marks[1]); }
    SECTION("a session twice") { document.sessions[1].id = document.sessions[0].id; }
    SECTION("a mark without its session") { document.marks[0].session = SessionId("s9"); }
    CHECK(error_code_of([&] { check_invariants(document); }) == ErrorCode::InvalidEdit);
}

TEST_CASE("applying the difference of two records to the first gives the second", "[casebook]") {
    RandomCase random(GENERATE(range(1U, 60U)));
    const CaseDocument before = random.document(20);
    const CaseDocument after = random.after_edits(before, 20);
    CHECK(apply(before, diff(before, after)) == after);
    CHECK(apply(after, diff(after, before)) == before);
    CHECK(apply(CaseDocument{}, diff(CaseDocument{}, after)) == after);
    CHECK(diff(after, after).empty());
}

TEST_CASE("a difference holds only what changed", "[casebook]") {
    const CaseDocument before = make_document();
    const CaseDocument after = apply(before, AddMark{make_mark("m2", "s2")});
    const DocumentDiff change = diff(before, after);
    CHECK(change.upsert_marks == std::vector{*find_mark(after, MarkId("m2"))});
    CHECK(change.upsert_clients.empty());
    CHECK(change.upsert_sessions.empty());
    CHECK(change.remove_marks.empty());
    CHECK(change.remove_sessions.empty());
}

TEST_CASE("areas, lines and points have the places that make them, and no others", "[casebook]") {
    const SurfaceAnchor place = make_mark("m", "s1").anchor;
    const BrushDab dab{.place = place};
    CHECK(refusal_of_mark([](Mark& mark) { mark.extent = MarkExtent::Area; }) == "error.edit.area");
    CHECK(refusal_of_mark([&](Mark& mark) { mark.dabs = {dab}; }) == "error.edit.area");
    CHECK(refusal_of_mark([&](Mark& mark) {
              mark.extent = MarkExtent::Area;
              mark.dabs.assign(k_most_dabs + 1, dab);
          }) == "error.edit.area-too-long");
    CHECK(refusal_of_mark([&](Mark& mark) {
              mark.extent = MarkExtent::Area;
              mark.dabs = {{.place = place, .radius_mm = std::numeric_limits<float>::quiet_NaN()}};
          }) == "error.edit.radius");
    CHECK(refusal_of_mark([&](Mark& mark) { mark.measure = AreaMeasure{.area_mm2 = 100.0, .share = 0.1}; }) ==
          "error.edit.measure");
    CHECK(refusal_of_mark([&](Mark& mark) {
              mark.extent = MarkExtent::Area;
              mark.dabs = {dab};
              mark.measure = AreaMeasure{.area_mm2 = 100.0, .share = 1.5};
          }) == "error.edit.measure");
    CHECK(refusal_of_mark([&](Mark& mark) {
              mark.extent = MarkExtent::Line;
              mark.path = {place};
          }) == "error.edit.line");
    CHECK(refusal_of_mark([&](Mark& mark) { mark.path = {place, place}; }) == "error.edit.line");
    CHECK(refusal_of_mark([&](Mark& mark) { mark.arrows = {place}; }) == "error.edit.arrows");
    CHECK(refusal_of_mark([&](Mark& mark) {
              mark.extent = MarkExtent::Point;
              mark.arrows.assign(21, place);
          }) == "error.edit.line-too-long");
}

TEST_CASE("what makes it better or worse are known words, each once", "[casebook]") {
    CHECK(refusal_of_mark([](Mark& mark) { mark.better_with = {"magic"}; }) == "error.edit.influence-unknown");
    CHECK(refusal_of_mark([](Mark& mark) { mark.worse_with = {"rest", "rest"}; }) == "error.edit.influence-twice");
}

TEST_CASE("a session without pain holds nothing that hurts", "[casebook]") {
    Session calm = make_session("s2", "2026-11-22");
    calm.no_pain = true;
    const CaseDocument document = apply(make_document(), EditSession{calm});
    Mark hurting = make_mark("m2", "s2");
    CHECK_NOTHROW(apply(document, AddMark{hurting}));  // rated 0
    hurting.now = 1;
    CHECK(refusal(document, AddMark{hurting}) == "error.edit.no-pain");

    const CaseDocument marked = apply(make_document(), AddMark{hurting});
    CHECK(refusal(marked, EditSession{calm}) == "error.edit.no-pain");
    Mark moved = make_mark("m1", "s2");
    moved.now = 3;
    CHECK(refusal(document, EditMark{moved}) == "error.edit.no-pain");
}

TEST_CASE("the word for how long leads back to itself", "[casebook]") {
    for (const Onset onset : all_onsets()) {
        CHECK(onset_of(days_of(onset)) == onset);
    }
    CHECK(onset_of(6) == Onset::Days);
    CHECK(onset_of(7) == Onset::Weeks);
    CHECK(onset_of(60) == Onset::Weeks);
    CHECK(onset_of(61) == Onset::Months);
    CHECK(onset_of(365) == Onset::Years);
    CHECK(onset_of(36'000) == Onset::Years);
}
