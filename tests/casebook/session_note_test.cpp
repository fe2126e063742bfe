#include "base/error.h"
#include "casebook/edits.h"
#include "support/error_code.h"
#include "support/random_case.h"

#include <catch2/catch_test_macros.hpp>

#include <limits>
#include <vector>

using namespace palpate;

namespace {

constexpr Timestamp k_now{.microseconds_utc = 1'800'000'000'000'000};

SessionNote written_note(const SessionId& session) {
    SessionNote note{.session = session};
    note.section(NotePart::Subjective).text = "aches since Monday";
    note.changed = k_now;
    return note;
}

SessionNote signed_note(const SessionId& session) {
    SessionNote note = written_note(session);
    note.signed_by = "T. Herapist";
    note.signed_at = k_now;
    return note;
}

/// One session with a mark, a step of a plan and a measurement.
struct Record {
    RandomCase random{7};
    CaseDocument document{.client = random.client()};
    Session session = random.session();
    Mark mark;
    PlanItem item;
    Measurement measurement;

    Record() {
        session.no_pain = false;
        document = apply(document, AddSession{session});
        mark = random.mark(session.id);
        document = apply(document, AddMark{mark});
        item = random.plan_item(document, session.id);
        document = apply(document, AddPlanItem{item});
        measurement = random.measurement(session.id);
        document = apply(document, AddMeasurement{measurement});
    }
};

}  // namespace

TEST_CASE("a note can be written, drafted anew and signed once; then only addenda are taken", "[casebook]") {
    Record record;
    const SessionId id = record.session.id;
    const CaseDocument noted = apply(record.document, SetNote{written_note(id)});
    CHECK(find_note(noted, id)->section(NotePart::Subjective).text == "aches since Monday");
    const NoteAddendum addendum{.id = NoteAddendumId("a"),
                                .session = id,
                                .text = "called back: better",
                                .author = "T. Herapist",
                                .created = k_now};
    CHECK(error_key_of([&] { static_cast<void>(apply(noted, AddAddendum{addendum})); }) == "error.edit.not-signed");

    const CaseDocument locked = apply(noted, SetNote{signed_note(id)});
    CHECK_NOTHROW(check_invariants(locked));
    const std::vector<Edit> refused{SetNote{written_note(id)},
                                    EditSession{record.session},
                                    RemoveSession{id},
                                    AddMark{record.random.mark(id)},
                                    EditMark{record.mark},
                                    RemoveMark{record.mark.id},
                                    AddPlanItem{record.random.plan_item(locked, id)},
                                    EditPlanItem{record.item},
                                    RemovePlanItem{record.item.id},
                                    AddMeasurement{record.random.measurement(id)},
                                    EditMeasurement{record.measurement},
                                    RemoveMeasurement{record.measurement.id}};
    for (const Edit& edit : refused) {
        INFO(edit.change.index());
        CHECK(error_key_of([&] { static_cast<void>(apply(locked, edit)); }) == "error.edit.signed");
    }
    const CaseDocument added = apply(locked, AddAddendum{addendum});
    CHECK_NOTHROW(check_invariants(added));
    REQUIRE(addenda_of(added, id).size() == 1);
    CHECK(addenda_of(added, id).front()->text == "called back: better");
}

TEST_CASE("nothing of a signed session moves to another one", "[casebook]") {
    Record record;
    Session other = record.random.session();
    other.no_pain = false;
    CaseDocument document = apply(record.document, AddSession{other});
    document = apply(document, SetNote{signed_note(record.session.id)});
    Mark moved = record.mark;
    moved.session = other.id;
    CHECK(error_key_of([&] { static_cast<void>(apply(document, EditMark{moved})); }) == "error.edit.signed");
    Measurement taken = record.measurement;
    taken.session = other.id;
    CHECK(error_key_of([&] { static_cast<void>(apply(document, EditMeasurement{taken})); }) == "error.edit.signed");
}

TEST_CASE("what nobody has read cannot be signed", "[casebook]") {
    Record record;
    for (const NoteOrigin origin : {NoteOrigin::Draft, NoteOrigin::Carried}) {
        SessionNote note = signed_note(record.session.id);
        note.section(NotePart::Plan) = {"go on as before", origin};
        CHECK(error_key_of([&] { static_cast<void>(apply(record.document, SetNote{note})); }) ==
              "error.edit.note-unread");
    }
}

TEST_CASE("a session that is removed takes its note and measurements along", "[casebook]") {
    Record record;
    const CaseDocument noted = apply(record.document, SetNote{written_note(record.session.id)});
    const CaseDocument without = apply(noted, RemoveSession{record.session.id});
    CHECK(without.notes.empty());
    CHECK(without.measurements.empty());
    CHECK(apply(without, diff(without, noted)) == noted);
    CHECK(apply(noted, diff(noted, without)) == without);
}

TEST_CASE("a measured value is a number, of something", "[casebook]") {
    Record record;
    Measurement nothing = record.random.measurement(record.session.id);
    nothing.measure.clear();
    CHECK(error_key_of([&] { static_cast<void>(apply(record.document, AddMeasurement{nothing})); }) ==
          "error.edit.measure-missing");
    Measurement endless = record.random.measurement(record.session.id);
    endless.value = std::numeric_limits<double>::infinity();
    CHECK(error_key_of([&] { static_cast<void>(apply(record.document, AddMeasurement{endless})); }) ==
          "error.edit.measure-value");
}
