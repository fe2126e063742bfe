#pragma once

#include "casebook/case_document.h"
#include "store/detail/sql_session.h"

#include <vector>

namespace palpate::detail {

// Rows of measurements, session notes and addenda. Reading: in the order of case_document.h. Writing answers how many rows
// it changed: none where the id is another client's.

[[nodiscard]] std::vector<Measurement> read_measurements(SqlSession& session, const ClientId& client);
[[nodiscard]] std::int64_t write_measurement(SqlSession& session, const ClientId& client, const Measurement& taken);
void erase_measurement(SqlSession& session, const ClientId& client, const MeasurementId& id);

[[nodiscard]] std::vector<SessionNote> read_notes(SqlSession& session, const ClientId& client);
/// A note that is signed in the store already stays as it is: two programs may have had it open.
[[nodiscard]] std::int64_t write_note(SqlSession& session, const ClientId& client, const SessionNote& note);
void erase_note(SqlSession& session, const ClientId& client, const SessionId& id);

[[nodiscard]] std::vector<NoteAddendum> read_addenda(SqlSession& session, const ClientId& client);
[[nodiscard]] std::int64_t write_addendum(SqlSession& session, const ClientId& client, const NoteAddendum& addendum);
void erase_addendum(SqlSession& session, const ClientId& client, const NoteAddendumId& id);

}  // namespace palpate::detail
