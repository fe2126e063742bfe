#include "store/detail/sql_case_store.h"

#include "base/error.h"
#include "store/detail/mark_rows.h"
#include "store/detail/row_values.h"

#include <utility>

namespace palpate::detail {
namespace {

[[noreturn]] void throw_no_client() { throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}}); }

constexpr std::string_view k_client_columns = "id, reference, name, sample, created";

Client read_client(const SqlStatement& row) {
    return {.id = ClientId(row.text(0)),
            .reference = row.text(1),
            .name = row.text(2),
            .sample = row.integer(3) != 0,
            .created = {row.integer(4)}};
}

Session read_session(const SqlStatement& row, const SqlSession& session) {
    return {.id = SessionId(row.text(0)),
            .type = known(find_session_type(row.text(1)), session),
            .date = row.text(2),
            .title = row.text(3),
            .no_pain = row.integer(4) != 0,
            .created = {row.integer(5)},
            .sequence = row.integer(6)};
}

// A row of another client keeps its content: the WHERE makes such an upsert change nothing, which is then noticed.
constexpr const char* k_upsert_session =
    "INSERT INTO sessions (id, client_id, type, date, title, no_pain, created, sequence) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
    "ON CONFLICT (id) DO UPDATE SET type = excluded.type, date = excluded.date, title = excluded.title, "
    "no_pain = excluded.no_pain, created = excluded.created, sequence = excluded.sequence WHERE client_id = "
    "excluded.client_id";

/// The id is in use by another client's record: only a program's mistake or a doctored import brings this about.
void require_own_row(std::int64_t changed_rows) {
    if (changed_rows == 0) {
        throw Error(ErrorCode::InvalidEdit, {"error.store.id-elsewhere", {}});
    }
}

}  // namespace

std::vector<Client> SqlCaseStore::list_clients() {
    std::vector<Client> clients;
    auto rows = session_.prepare("SELECT " + std::string(k_client_columns) +
                                 " FROM clients ORDER BY length(CAST(reference AS BLOB)), reference");
    while (rows.step()) {
        clients.push_back(read_client(rows));
    }
    return clients;
}

CaseDocument SqlCaseStore::load(const ClientId& id) {
    SqlTransaction view(session_, SqlTransaction::Kind::Read);
    return {.client = load_client(id), .sessions = load_sessions(id), .marks = read_marks(session_, id)};
}

Client SqlCaseStore::load_client(const ClientId& id) {
    auto rows = session_.prepare("SELECT " + std::string(k_client_columns) + " FROM clients WHERE id = ?1");
    if (!rows.with(id.text()).step()) {
        throw_no_client();
    }
    return read_client(rows);
}

std::vector<Session> SqlCaseStore::load_sessions(const ClientId& id) {
    std::vector<Session> sessions;
    auto rows = session_.prepare(
        "SELECT id, type, date, title, no_pain, created, sequence FROM sessions WHERE client_id = ?1 "
        "ORDER BY date, sequence, id");
    rows.with(id.text());
    while (rows.step()) {
        sessions.push_back(read_session(rows, session_));
    }
    return sessions;
}

void SqlCaseStore::require_client(const ClientId& id) {
    if (!session_.prepare("SELECT 1 FROM clients WHERE id = ?1").with(id.text()).step()) {
        throw_no_client();
    }
}

void SqlCaseStore::save(const DocumentDiff& change) {
    if (change.empty()) {
        return;
    }
    SqlTransaction transaction(session_, SqlTransaction::Kind::Write);
    write_clients(change);
    require_client(change.client);
    write_sessions(change);
    write_marks(change);
    erase_marks(change);
    erase_sessions(change);
    transaction.commit();
}

void SqlCaseStore::write_clients(const DocumentDiff& change) {
    auto upsert = session_.prepare(
        "INSERT INTO clients (id, reference, name, sample, created) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, name = excluded.name, "
        "sample = excluded.sample, created = excluded.created");
    for (const Client& client : change.upsert_clients) {
        try {
            upsert
                .with(client.id.text(), client.reference, client.name, std::int64_t{client.sample},
                      client.created.microseconds_utc)
                .run();
        } catch (const SqlConflict&) {
            throw Error(ErrorCode::InvalidEdit, {"error.client.reference-taken", {{"reference", client.reference}}});
        }
    }
}

void SqlCaseStore::write_sessions(const DocumentDiff& change) {
    auto upsert = session_.prepare(k_upsert_session);
    for (const Session& session : change.upsert_sessions) {
        require_own_row(upsert
                            .with(session.id.text(), change.client.text(), name_of(session.type), session.date,
                                  session.title, std::int64_t{session.no_pain}, session.created.microseconds_utc,
                                  session.sequence)
                            .run());
    }
}

void SqlCaseStore::write_marks(const DocumentDiff& change) {
    for (const Mark& mark : change.upsert_marks) {
        try {
            require_own_row(write_mark(session_, change.client, mark));
        } catch (const SqlConflict& conflict) {
            if (conflict.kind == SqlConflict::Kind::Reference) {
                throw Error(ErrorCode::NotFound, {"error.store.session-gone", {}});
            }
            throw Error(ErrorCode::InvalidEdit, {"error.store.mark-refused", {}});
        }
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
    SqlTransaction transaction(session_, SqlTransaction::Kind::Write);
    require_client(id);
    session_.prepare("DELETE FROM marks WHERE client_id = ?1").with(id.text()).run();
    session_.prepare("DELETE FROM sessions WHERE client_id = ?1").with(id.text()).run();
    session_.prepare("DELETE FROM clients WHERE id = ?1").with(id.text()).run();
    transaction.commit();
}

std::optional<std::string> SqlCaseStore::find_setting(std::string_view key) {
    auto rows = session_.prepare("SELECT value FROM settings WHERE key = ?1");
    return rows.with(key).step() ? std::optional(rows.text(0)) : std::nullopt;
}

void SqlCaseStore::set_setting(std::string_view key, std::string_view value) {
    SqlTransaction transaction(session_, SqlTransaction::Kind::Write);
    session_
        .prepare(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .with(key, value)
        .run();
    transaction.commit();
}

}  // namespace palpate::detail
