#pragma once

#include "casebook/case_document.h"

#include <string>
#include <variant>
#include <vector>

namespace palpate {

struct AddSession { Session session; };
struct EditSession { Session session; };    ///< replaces the session of the same id
struct RemoveSession { SessionId id; };     ///< and its marks
struct AddMark { Mark mark; };
struct EditMark { Mark mark; };             ///< replaces the mark of the same id
struct RemoveMark { MarkId id; };
struct EditClient { Client client; };

using Edit = std::variant<AddSession, EditSession, RemoveSession, AddMark, EditMark, RemoveMark, EditClient>;

/// The document after the edit. Throws Error InvalidEdit (text says why) and changes nothing when the result would
/// break an invariant; rejected edits never vanish in silence.
[[nodiscard]] CaseDocument apply(const CaseDocument& document, const Edit& edit);

/// What must be written to turn `before` into `after` in a store: whole rows, in an order that keeps references valid.
struct DocumentDiff {
    ClientId client;
    std::vector<Client> upsert_clients;
    std::vector<Session> upsert_sessions;
    std::vector<Mark> upsert_marks;
    std::vector<MarkId> remove_marks;
    std::vector<SessionId> remove_sessions;

    [[nodiscard]] bool empty() const;
};
[[nodiscard]] DocumentDiff diff(const CaseDocument& before, const CaseDocument& after);
/// `apply(diff(a, b), a) == b`, for documents of the same client.
[[nodiscard]] CaseDocument apply(const CaseDocument& document, const DocumentDiff& diff);

}  // namespace palpate
