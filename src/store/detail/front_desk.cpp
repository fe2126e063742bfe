#include "store/detail/front_desk.h"

#include "base/error.h"

#include <algorithm>

namespace palpate::detail {
namespace {

/// How to reach a client is for the front desk, too.
Client seen(const Client& client) { return client; }

Session seen(const Session& session) {
    return {.id = session.id,
            .type = session.type,
            .date = session.date,
            .created = session.created,
            .sequence = session.sequence};
}

Client with_changes(const Client& kept, const Client& changed) {
    Client client = changed;
    client.sample = kept.sample;
    client.created = kept.created;
    return client;
}

Session with_changes(Session kept, const Session& changed) {
    kept.type = changed.type;
    kept.date = changed.date;
    return kept;
}

/// Each changed row over the one in the store, so that what was not shown is not emptied; of a new one only what the front
/// desk can say.
template <class Row>
std::vector<Row> over(const std::vector<Row>& changed, const std::vector<Row>& kept) {
    std::vector<Row> rows;
    for (const Row& row : changed) {
        const auto known = std::ranges::find(kept, row.id, &Row::id);
        rows.push_back(known == kept.end() ? seen(row) : with_changes(*known, row));
    }
    return rows;
}

void require_unsigned(SqlCaseStore& store, const std::vector<Session>& changed, const std::vector<Session>& kept) {
    for (const Session& session : changed) {
        if (std::ranges::find(kept, session) == kept.end() && store.is_signed(session.id)) {
            throw Error(ErrorCode::InvalidEdit, {"error.edit.signed", {}});
        }
    }
}

}  // namespace

CaseDocument load_for_front_desk(SqlCaseStore store, const ClientId& id) {
    const CaseDocument faces = store.load_faces(id);
    CaseDocument document{.client = seen(faces.client)};
    std::ranges::transform(faces.sessions, std::back_inserter(document.sessions),
                           [](const Session& session) { return seen(session); });
    return document;
}

DocumentDiff from_front_desk(SqlCaseStore& store, const DocumentDiff& change) {
    DocumentDiff allowed;
    allowed.client = change.client;
    CaseDocument kept;
    if (store.has_client(change.client)) {
        kept = store.load_faces(change.client);
    }
    allowed.upsert_clients = over(change.upsert_clients, {kept.client});
    allowed.upsert_sessions = over(change.upsert_sessions, kept.sessions);
    require_unsigned(store, allowed.upsert_sessions, kept.sessions);
    DocumentDiff rest = change;
    rest.upsert_clients.clear();
    rest.upsert_sessions.clear();
    if (!rest.empty()) {
        throw Error(ErrorCode::Forbidden, {"error.store.not-for-front-desk", {}});
    }
    return allowed;
}

}  // namespace palpate::detail
