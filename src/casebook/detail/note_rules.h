#pragma once

#include "casebook/measurement.h"
#include "casebook/session_note.h"

namespace palpate::detail {

/// Each throws Error InvalidEdit, saying which rule of session_note.h or measurement.h the value breaks.
void check_session_note(const SessionNote& note);
void check_addendum(const NoteAddendum& addendum);
void check_measurement(const Measurement& measurement);

}  // namespace palpate::detail
