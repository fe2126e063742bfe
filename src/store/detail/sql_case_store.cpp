#include "store/detail/sql_case_store.h"

#include "base/error.h"

#include <utility>

namespace palpate::detail {
namespace {

[[noreturn]] void throw_damaged(const SqlSession& session) {
    throw Error(ErrorCode::Io, {"error.store.damaged", {{"file", session.file().string()}}});
}

[[noreturn]] void throw_no_client() { throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}}); }

/// The value a stored name stands for; a name nobody knows can only be damage, since newer programs raise the schema.
template <class Value>
Value known(const std::optional<Value>& found, const SqlSession& session) {
    if (!found) {
        throw_damaged(session);
    }
    return *found;
}

std::string join(const std::vector<std::string>& words) {
    std::string joined;
    for (const std::string& word : words) {
        joined += joined.empty() ? word : " " + word;
    }
    return joined;
}

std::vector<std::string> split(std::string_view joined) {
    std::vector<std::string> words;
    while (!joined.empty()) {
        const auto end = std::min(joined.find(' '), joined.size());
        words.emplace_back(joined.substr(0, end));
        joined.remove_prefix(std::min(end + 1, joined.size()));
    }
    return words;
}

std::optional<int> optional_integer(const SqlStatement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(static_cast<int>(row.integer(column)));
}

float real(const SqlStatement& row, int column) { return static_cast<float>(row.real(column)); }

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
            .created = {row.integer(4)},
            .sequence = row.integer(5)};
}

constexpr const char* k_select_marks =
    "SELECT id, session_id, structure, box_x, box_y, box_z, atlas, triangle, weight_a, weight_b, weight_c, kind, "
    "qualities, rating_now, rating_usual, rating_worst, depth, duration_days, note, author, radius_mm, created, "
    "sequence "
    "FROM marks WHERE client_id = ?1 ORDER BY sequence, id";

Mark read_mark(const SqlStatement& row, const SqlSession& session) {
    return {.id = MarkId(row.text(0)),
            .session = SessionId(row.text(1)),
            .anchor = {.structure = StructureId(row.text(2)),
                       .box_position = {real(row, 3), real(row, 4), real(row, 5)},
                       .atlas_topology = row.text(6),
                       .triangle = static_cast<std::uint32_t>(row.integer(7)),
                       .barycentric = {real(row, 8), real(row, 9), real(row, 10)}},
            .kind = known(find_mark_kind(row.text(11)), session),
            .qualities = split(row.text(12)),
            .now = static_cast<int>(row.integer(13)),
            .usual = optional_integer(row, 14),
            .worst = optional_integer(row, 15),
            .depth = known(find_depth(row.text(16)), session),
            .duration_days = optional_integer(row, 17),
            .note = row.text(18),
            .author = known(find_author(row.text(19)), session),
            .radius_mm = real(row, 20),
            .created = {row.integer(21)},
            .sequence = row.integer(22)};
}

// A row of another client keeps its content: the WHERE makes such an upsert change nothing, which is then noticed.
constexpr const char* k_upsert_session =
    "INSERT INTO sessions (id, client_id, type, date, title, created, sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
    "ON CONFLICT (id) DO UPDATE SET type = excluded.type, date = excluded.date, title = excluded.title, "
    "created = excluded.created, sequence = excluded.sequence WHERE client_id = excluded.client_id";

constexpr const char* k_upsert_mark =
    "INSERT INTO marks (id, client_id, session_id, structure, box_x, box_y, box_z, atlas, triangle, weight_a, "
    "weight_b, "
    "weight_c, kind, qualities, rating_now, rating_usual, rating_worst, depth, duration_days, note, author, radius_mm, "
    "created, sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
    "?20, ?21, ?22, ?23, ?24) "
    "ON CONFLICT (id) DO UPDATE SET session_id = excluded.session_id, structure = excluded.structure, "
    "box_x = excluded.box_x, box_y = excluded.box_y, box_z = excluded.box_z, atlas = excluded.atlas, "
    "triangle = excluded.triangle, weight_a = excluded.weight_a, weight_b = excluded.weight_b, "
    "weight_c = excluded.weight_c, kind = excluded.kind, qualities = excluded.qualities, "
    "rating_now = excluded.rating_now, rating_usual = excluded.rating_usual, rating_worst = excluded.rating_worst, "
    "depth = excluded.depth, duration_days = excluded.duration_days, note = excluded.note, author = excluded.author, "
    "radius_mm = excluded.radius_mm, created = excluded.created, sequence = excluded.sequence "
    "WHERE client_id = excluded.client_id";

void bind_mark(SqlStatement& upsert, const ClientId& client, const Mark& mark) {
    const SurfaceAnchor& anchor = mark.anchor;
    const auto wide = [](float value) { return static_cast<double>(value); };
    upsert.with(mark.id.text(), client.text(), mark.session.text(), anchor.structure.text(),
                wide(anchor.box_position.x), wide(anchor.box_position.y), wide(anchor.box_position.z),
                anchor.atlas_topology, std::int64_t{anchor.triangle}, wide(anchor.barycentric.x),
                wide(anchor.barycentric.y), wide(anchor.barycentric.z), name_of(mark.kind), join(mark.qualities),
                std::int64_t{mark.now}, mark.usual, mark.worst, name_of(mark.depth), mark.duration_days, mark.note,
                name_of(mark.author), wide(mark.radius_mm), mark.created.microseconds_utc, mark.sequence);
}

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
    return {.client = load_client(id), .sessions = load_sessions(id), .marks = load_marks(id)};
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
        "SELECT id, type, date, title, created, sequence FROM sessions WHERE client_id = ?1 ORDER BY date, sequence, "
        "id");
    rows.with(id.text());
    while (rows.step()) {
        sessions.push_back(read_session(rows, session_));
    }
    return sessions;
}

std::vector<Mark> SqlCaseStore::load_marks(const ClientId& id) {
    std::vector<Mark> marks;
    auto rows = session_.prepare(k_select_marks);
    rows.with(id.text());
    while (rows.step()) {
        marks.push_back(read_mark(rows, session_));
    }
    return marks;
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
                                  session.title, session.created.microseconds_utc, session.sequence)
                            .run());
    }
}

void SqlCaseStore::write_marks(const DocumentDiff& change) {
    auto upsert = session_.prepare(k_upsert_mark);
    for (const Mark& mark : change.upsert_marks) {
        try {
            bind_mark(upsert, change.client, mark);
            require_own_row(upsert.run());
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
