#pragma once

#include "casebook/case_document.h"
#include "store/detail/sql_session.h"

#include <vector>

namespace palpate::detail {

// Rows of clients and of what belongs to a client and to no session: consents, former facts, the photo. Reading: in the
// order of case_document.h.

/// In the order of their references, "999" before "1001".
[[nodiscard]] std::vector<Client> read_clients(SqlSession& session);
/// Throws Error NotFound.
[[nodiscard]] Client read_client(SqlSession& session, const ClientId& id);
/// Throws Error InvalidEdit when the reference is another client's.
void write_client(SqlSession& session, const Client& client);

[[nodiscard]] std::vector<Consent> read_consents(SqlSession& session, const ClientId& client);
/// How many rows it changed: none where the id is another client's.
[[nodiscard]] std::int64_t write_consent(SqlSession& session, const ClientId& client, const Consent& consent);
void erase_consent(SqlSession& session, const ClientId& client, const ConsentId& id);

[[nodiscard]] std::vector<FormerFact> read_former_facts(SqlSession& session, const ClientId& client);
void write_former_fact(SqlSession& session, const ClientId& client, const FormerFact& former);
void erase_former_fact(SqlSession& session, const ClientId& client, const FormerFactKey& key);

[[nodiscard]] ClientPhoto read_photo(SqlSession& session, const ClientId& client);
/// An empty one removes the row.
void write_photo(SqlSession& session, const ClientId& client, const ClientPhoto& photo);

}  // namespace palpate::detail
