#include "casebook/detail/note_rules.h"

#include "casebook/detail/text_rules.h"

#include <algorithm>
#include <cmath>

namespace palpate::detail {
namespace {

bool says_something(const std::string& text) { return text.find_first_not_of(" \t\n") != std::string::npos; }

}  // namespace

void check_session_note(const SessionNote& note) {
    check_id(note.session.text());
    check_line(note.signed_by);
    for (const NoteSection& section : note.sections) {
        check_note(section.text);
        require(!note.is_signed() || section.origin == NoteOrigin::Written, "error.edit.note-unread");
    }
}

void check_addendum(const NoteAddendum& addendum) {
    check_id(addendum.id.text());
    check_note(addendum.text);
    check_line(addendum.author);
    require(says_something(addendum.text) && says_something(addendum.author), "error.edit.addendum");
}

void check_measurement(const Measurement& measurement) {
    check_id(measurement.id.text());
    require(!measurement.measure.empty(), "error.edit.measure-missing");
    check_line(measurement.measure);
    check_line(measurement.item);
    check_note(measurement.note);
    require(std::isfinite(measurement.value), "error.edit.measure-value");
    require(measurement.sequence >= 0, "error.edit.sequence");
}

}  // namespace palpate::detail
