#include "store/detail/sql_case_store.h"

#include "base/error.h"
#include "store/detail/client_rows.h"
#include "store/detail/fact_rows.h"
#include "store/detail/intake_rows.h"
#include "store/detail/mark_rows.h"
#include "store/detail/note_rows.h"
#include "store/detail/plan_rows.h"
#include "store/detail/practice_rows.h"
#include "store/detail/row_values.h"

#include <utility>

namespace palpate::detail {
namespace {

[[noreturn]] void throw_no_client() { throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}}); }

Session read_session(const SqlStatement& row, const SqlSession& session) {
    return {.id = SessionId(row.text(0)),
            .type = known(find_session_type(row.text(1)), session),
            .date = row.text(2),
            .title = row.text(3),
            .no_pain = row.integer(4) != 0,
            .planned_minutes = optional_integer(row, 5),
            .created = {row.integer(6)},
            .sequence = row.integer(7)};
}

// A row of another client keeps its content: the WHERE makes such an upsert change nothing, which is then noticed.
constexpr const char* k_upsert_session =
    "INSERT INTO sessions (id, client_id, type, date, title, no_pain, planned_minutes, created, sequence) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
    "ON CONFLICT (id) DO UPDATE SET type = excluded.type, date = excluded.date, title = excluded.title, "
    "no_pain = excluded.no_pain, planned_minutes = excluded.planned_minutes, created = excluded.created, "
    "sequence = excluded.sequence WHERE client_id = excluded.client_id";

/// `write` answers how many rows it changed. None: the id is in use by another client's record, which only a program's
/// mistake or a doctored import brings about, or what `key_if_none` says.
template <class Write>
void write_own_row(const Write& write, const char* key_if_none = "error.store.id-elsewhere") {
    try {
        if (write() == 0) {
            throw Error(ErrorCode::InvalidEdit, {key_if_none, {}});
        }
    } catch (const SqlConflict& conflict) {
        if (conflict.kind == SqlConflict::Kind::Reference) {
            throw Error(ErrorCode::NotFound, {"error.store.session-gone", {}});
        }
        throw Error(ErrorCode::InvalidEdit, {"error.store.row-refused", {}});
    }
}

}  // namespace

std::vector<Client> SqlCaseStore::list_clients() { return read_clients(session_); }

CaseDocument SqlCaseStore::load(const ClientId& id) {
    SqlTransaction view(session_, SqlTransaction::Kind::Read);
    return {.client = read_client(session_, id),
            .sessions = load_sessions(id),
            .marks = read_marks(session_, id),
            .facts = read_facts(session_, id),
            .plan = read_plan(session_, id),
            .measurements = read_measurements(session_, id),
            .notes = read_notes(session_, id),
            .addenda = read_addenda(session_, id),
            .former_facts = read_former_facts(session_, id),
            .consents = read_consents(session_, id),
            .photo = read_photo(session_, id)};
}

CaseDocument SqlCaseStore::load_faces(const ClientId& id) {
    return {.client = read_client(session_, id), .sessions = load_sessions(id)};
}

std::vector<Session> SqlCaseStore::load_sessions(const ClientId& id) {
    std::vector<Session> sessions;
    auto rows = session_.prepare(
        "SELECT id, type, date, title, no_pain, planned_minutes, created, sequence FROM sessions WHERE client_id = ?1 "
        "ORDER BY date, sequence, id");
    rows.with(id.text());
    while (rows.step()) {
        sessions.push_back(read_session(rows, session_));
    }
    return sessions;
}

bool SqlCaseStore::has_client(const ClientId& id) {
    return session_.prepare("SELECT 1 FROM clients WHERE id = ?1").with(id.text()).step();
}

bool SqlCaseStore::is_signed(const SessionId& id) {
    return session_.prepare("SELECT 1 FROM session_notes WHERE session_id = ?1 AND signed_by <> ''")
        .with(id.text())
        .step();
}

void SqlCaseStore::require_client(const ClientId& id) {
    if (!has_client(id)) {
        throw_no_client();
    }
}

void SqlCaseStore::save(const DocumentDiff& change) {
    for (const Client& client : change.upsert_clients) {
        write_client(session_, client);
    }
    require_client(change.client);
    write_people(change);
    write_sessions(change);
    write_marks(change);
    write_facts(change);
    write_plan(change);
    write_measurements(change);
    write_notes(change);
    erase_marks(change);
    erase_sessions(change);
}

void SqlCaseStore::write_people(const DocumentDiff& change) {
    for (const Consent& consent : change.upsert_consents) {
        write_own_row([&] { return write_consent(session_, change.client, consent); });
    }
    for (const ConsentId& id : change.remove_consents) {
        erase_consent(session_, change.client, id);
    }
    for (const FormerFact& former : change.upsert_former_facts) {
        write_former_fact(session_, change.client, former);
    }
    for (const FormerFactKey& key : change.remove_former_facts) {
        erase_former_fact(session_, change.client, key);
    }
    if (change.photo) {
        write_photo(session_, change.client, *change.photo);
    }
}

void SqlCaseStore::write_sessions(const DocumentDiff& change) {
    auto upsert = session_.prepare(k_upsert_session);
    for (const Session& session : change.upsert_sessions) {
        write_own_row([&] {
            return upsert
                .with(session.id.text(), change.client.text(), name_of(session.type), session.date, session.title,
                      std::int64_t{session.no_pain}, session.planned_minutes, session.created.microseconds_utc,
                      session.sequence)
                .run();
        });
    }
}

void SqlCaseStore::write_marks(const DocumentDiff& change) {
    for (const Mark& mark : change.upsert_marks) {
        write_own_row([&] { return write_mark(session_, change.client, mark); });
    }
}

void SqlCaseStore::write_facts(const DocumentDiff& change) {
    for (const ClientFact& fact : change.upsert_facts) {
        write_fact(session_, change.client, fact);
    }
    for (const FactKey& key : change.remove_facts) {
        erase_fact(session_, change.client, key);
    }
}

void SqlCaseStore::write_plan(const DocumentDiff& change) {
    for (const PlanItem& item : change.upsert_plan_items) {
        write_own_row([&] { return write_plan_item(session_, change.client, item); });
    }
    for (const PlanItemId& id : change.remove_plan_items) {
        erase_plan_item(session_, change.client, id);
    }
}

void SqlCaseStore::write_measurements(const DocumentDiff& change) {
    for (const Measurement& taken : change.upsert_measurements) {
        write_own_row([&] { return write_measurement(session_, change.client, taken); });
    }
    for (const MeasurementId& id : change.remove_measurements) {
        erase_measurement(session_, change.client, id);
    }
}

/// Addenda go before their note, and come after it.
void SqlCaseStore::write_notes(const DocumentDiff& change) {
    for (const NoteAddendumId& id : change.remove_addenda) {
        erase_addendum(session_, change.client, id);
    }
    for (const SessionId& id : change.remove_notes) {
        erase_note(session_, change.client, id);
    }
    for (const SessionNote& note : change.upsert_notes) {
        write_own_row([&] { return write_note(session_, change.client, note); }, "error.edit.signed");
    }
    for (const NoteAddendum& addendum : change.upsert_addenda) {
        write_own_row([&] { return write_addendum(session_, change.client, addendum); });
    }
}

void SqlCaseStore::erase_marks(const DocumentDiff& change) {
    auto erase = session_.prepare("DELETE FROM marks WHERE id = ?1 AND client_id = ?2");
    for (const MarkId& id : change.remove_marks) {
        erase.with(id.text(), change.client.text()).run();
    }
}

void SqlCaseStore::erase_sessions(const DocumentDiff& change) {
    auto erase = session_.prepare("DELETE FROM sessions WHERE id = ?1 AND client_id = ?2");
    for (const SessionId& id : change.remove_sessions) {
        try {
            erase.with(id.text(), change.client.text()).run();
        } catch (const SqlConflict&) {
            throw Error(ErrorCode::InvalidEdit, {"error.store.session-in-use", {}});
        }
    }
}

void SqlCaseStore::remove(const ClientId& id) {
    require_client(id);
    for (const char* table : {"marks", "plan_items", "client_facts", "note_addenda", "session_notes", "measurements",
                              "consents", "former_facts", "client_photos", "intakes", "intake_invitations",
                              "sessions"}) {  // sessions after what is in them
        session_.prepare("DELETE FROM " + std::string(table) + " WHERE client_id = ?1").with(id.text()).run();
    }
    session_.prepare("DELETE FROM clients WHERE id = ?1").with(id.text()).run();
}

PracticeCounts SqlCaseStore::count_practice() {
    const SqlTransaction view(session_, SqlTransaction::Kind::Read);
    return read_practice_counts(session_);
}

std::vector<NotePhrase> SqlCaseStore::note_phrases() {
    std::vector<NotePhrase> phrases;
    for (const NotePart part : all_note_parts()) {
        auto rows = session_.prepare("SELECT text FROM note_phrases WHERE part = ?1 ORDER BY position");
        rows.with(name_of(part));
        while (rows.step()) {
            phrases.push_back({part, rows.text(0)});
        }
    }
    return phrases;
}

void SqlCaseStore::set_note_phrases(const std::vector<NotePhrase>& phrases) {
    session_.prepare("DELETE FROM note_phrases").run();
    auto insert = session_.prepare("INSERT INTO note_phrases (part, position, text) VALUES (?1, ?2, ?3)");
    std::int64_t position = 0;
    for (const NotePhrase& phrase : phrases) {
        check_note_phrase(phrase);
        insert.with(name_of(phrase.part), position++, phrase.text).run();
    }
}

// ---- intakes -------------------------------------------------------------------------------------------------------

std::vector<PendingIntake> SqlCaseStore::list_intakes() { return read_intakes(session_); }

void SqlCaseStore::put_intake(const PendingIntake& intake) {
    check_intake(intake);
    if (!intake.client.empty()) {
        require_client(intake.client);
    }
    write_intake(session_, intake);
}

void SqlCaseStore::use_invitation(const std::string& token_hash, Timestamp now) {
    auto invitation = read_invitation(session_, token_hash);
    if (!invitation) {
        throw Error(ErrorCode::NotFound, {"error.intake.not-invited", {}});
    }
    if (invitation->used) {
        throw Error(ErrorCode::InvalidEdit, {"error.intake.received-before", {}});
    }
    invitation->used = now;
    write_invitation(session_, *invitation);
}

void SqlCaseStore::end_intake(const IntakeId& id) {
    if (erase_intake(session_, id) == 0) {
        throw Error(ErrorCode::NotFound, {"error.intake.gone", {}});
    }
}

std::vector<IntakeKey> SqlCaseStore::intake_keys() { return read_intake_keys(session_); }

void SqlCaseStore::add_intake_key(const IntakeKey& key) { write_intake_key(session_, key); }

void SqlCaseStore::add_invitation(const IntakeInvitation& invitation) {
    if (!invitation.client.empty()) {
        require_client(invitation.client);
    }
    write_invitation(session_, invitation);
}

std::optional<IntakeInvitation> SqlCaseStore::find_invitation(const std::string& token_hash) {
    return read_invitation(session_, token_hash);
}

// ---- settings ------------------------------------------------------------------------------------------------------

std::optional<std::string> SqlCaseStore::find_setting(std::string_view key) {
    auto rows = session_.prepare("SELECT value FROM settings WHERE key = ?1");
    return rows.with(key).step() ? std::optional(rows.text(0)) : std::nullopt;
}

void SqlCaseStore::set_setting(std::string_view key, std::string_view value) {
    session_
        .prepare(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .with(key, value)
        .run();
}

void SqlCaseStore::remove_setting(std::string_view key) {
    session_.prepare("DELETE FROM settings WHERE key = ?1").with(key).run();
}

}  // namespace palpate::detail
