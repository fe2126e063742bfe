#include "store/detail/note_rows.h"

#include "store/detail/row_values.h"

namespace palpate::detail {
namespace {

// A row of another client keeps its content: the WHERE makes such an upsert change nothing, which is then noticed.
constexpr const char* k_upsert_measurement =
    "INSERT INTO measurements (id, client_id, session_id, measure, item, moment, value, passive, note, created, "
    "sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
    "ON CONFLICT (id) DO UPDATE SET session_id = excluded.session_id, measure = excluded.measure, "
    "item = excluded.item, moment = excluded.moment, value = excluded.value, passive = excluded.passive, "
    "note = excluded.note, created = excluded.created, sequence = excluded.sequence "
    "WHERE client_id = excluded.client_id";

constexpr const char* k_upsert_note =
    "INSERT INTO session_notes (session_id, client_id, subjective, subjective_origin, objective, objective_origin, "
    "assessment, assessment_origin, plan, plan_origin, signed_by, signed_at, changed) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
    "ON CONFLICT (session_id) DO UPDATE SET subjective = excluded.subjective, "
    "subjective_origin = excluded.subjective_origin, objective = excluded.objective, "
    "objective_origin = excluded.objective_origin, assessment = excluded.assessment, "
    "assessment_origin = excluded.assessment_origin, plan = excluded.plan, plan_origin = excluded.plan_origin, "
    "signed_by = excluded.signed_by, signed_at = excluded.signed_at, changed = excluded.changed "
    "WHERE client_id = excluded.client_id AND (signed_by = '' OR (signed_by = excluded.signed_by AND "
    "subjective = excluded.subjective AND objective = excluded.objective AND assessment = excluded.assessment AND "
    "plan = excluded.plan))";

constexpr const char* k_upsert_addendum =
    "INSERT INTO note_addenda (id, client_id, session_id, text, author, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
    "ON CONFLICT (id) DO UPDATE SET created = excluded.created "
    "WHERE client_id = excluded.client_id AND text = excluded.text AND author = excluded.author";

Measurement read_measurement(const SqlStatement& row, const SqlSession& session) {
    return {.id = MeasurementId(row.text(0)),
            .session = SessionId(row.text(1)),
            .measure = row.text(2),
            .item = row.text(3),
            .moment = known(find_measure_moment(row.text(4)), session),
            .value = row.real(5),
            .passive = row.integer(6) != 0,
            .note = row.text(7),
            .created = {row.integer(8)},
            .sequence = row.integer(9)};
}

SessionNote read_note(const SqlStatement& row, const SqlSession& session) {
    SessionNote note{.session = SessionId(row.text(0))};
    for (std::size_t part = 0; part < k_note_part_count; ++part) {
        const int column = 1 + 2 * static_cast<int>(part);
        note.sections[part] = {row.text(column), known(find_note_origin(row.text(column + 1)), session)};
    }
    note.signed_by = row.text(9);
    note.signed_at = {row.integer(10)};
    note.changed = {row.integer(11)};
    return note;
}

void erase_row(SqlSession& session, const char* sql, const ClientId& client, const std::string& id) {
    session.prepare(sql).with(id, client.text()).run();
}

}  // namespace

std::vector<Measurement> read_measurements(SqlSession& session, const ClientId& client) {
    std::vector<Measurement> measurements;
    auto rows = session.prepare(
        "SELECT id, session_id, measure, item, moment, value, passive, note, created, sequence FROM measurements "
        "WHERE client_id = ?1 ORDER BY sequence, id");
    rows.with(client.text());
    while (rows.step()) {
        measurements.push_back(read_measurement(rows, session));
    }
    return measurements;
}

std::int64_t write_measurement(SqlSession& session, const ClientId& client, const Measurement& taken) {
    return session.prepare(k_upsert_measurement)
        .with(taken.id.text(), client.text(), taken.session.text(), taken.measure, taken.item, name_of(taken.moment),
              taken.value, std::int64_t{taken.passive}, taken.note, taken.created.microseconds_utc, taken.sequence)
        .run();
}

void erase_measurement(SqlSession& session, const ClientId& client, const MeasurementId& id) {
    erase_row(session, "DELETE FROM measurements WHERE id = ?1 AND client_id = ?2", client, id.text());
}

std::vector<SessionNote> read_notes(SqlSession& session, const ClientId& client) {
    std::vector<SessionNote> notes;
    auto rows = session.prepare(
        "SELECT session_id, subjective, subjective_origin, objective, objective_origin, assessment, "
        "assessment_origin, plan, plan_origin, signed_by, signed_at, changed FROM session_notes "
        "WHERE client_id = ?1 ORDER BY session_id");
    rows.with(client.text());
    while (rows.step()) {
        notes.push_back(read_note(rows, session));
    }
    return notes;
}

std::int64_t write_note(SqlSession& session, const ClientId& client, const SessionNote& note) {
    const auto text = [&](NotePart part) -> const std::string& { return note.section(part).text; };
    const auto origin = [&](NotePart part) { return name_of(note.section(part).origin); };
    return session.prepare(k_upsert_note)
        .with(note.session.text(), client.text(), text(NotePart::Subjective), origin(NotePart::Subjective),
              text(NotePart::Objective), origin(NotePart::Objective), text(NotePart::Assessment),
              origin(NotePart::Assessment), text(NotePart::Plan), origin(NotePart::Plan), note.signed_by,
              note.signed_at.microseconds_utc, note.changed.microseconds_utc)
        .run();
}

void erase_note(SqlSession& session, const ClientId& client, const SessionId& id) {
    erase_row(session, "DELETE FROM session_notes WHERE session_id = ?1 AND client_id = ?2", client, id.text());
}

std::vector<NoteAddendum> read_addenda(SqlSession& session, const ClientId& client) {
    std::vector<NoteAddendum> addenda;
    auto rows = session.prepare(
        "SELECT id, session_id, text, author, created FROM note_addenda WHERE client_id = ?1 ORDER BY created, id");
    rows.with(client.text());
    while (rows.step()) {
        addenda.push_back({.id = NoteAddendumId(rows.text(0)),
                           .session = SessionId(rows.text(1)),
                           .text = rows.text(2),
                           .author = rows.text(3),
                           .created = {rows.integer(4)}});
    }
    return addenda;
}

std::int64_t write_addendum(SqlSession& session, const ClientId& client, const NoteAddendum& addendum) {
    return session.prepare(k_upsert_addendum)
        .with(addendum.id.text(), client.text(), addendum.session.text(), addendum.text, addendum.author,
              addendum.created.microseconds_utc)
        .run();
}

void erase_addendum(SqlSession& session, const ClientId& client, const NoteAddendumId& id) {
    erase_row(session, "DELETE FROM note_addenda WHERE id = ?1 AND client_id = ?2", client, id.text());
}

}  // namespace palpate::detail
