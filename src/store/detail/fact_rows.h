#pragma once

#include "casebook/case_document.h"
#include "store/detail/sql_session.h"

#include <vector>

namespace palpate::detail {

/// All facts of a client in their order: rows of `client_facts`, each with its rows of `client_fact_spots`.
[[nodiscard]] std::vector<ClientFact> read_facts(SqlSession& session, const ClientId& client);

/// Writes one fact over what was known under its key. The client exists.
void write_fact(SqlSession& session, const ClientId& client, const ClientFact& fact);

/// Nothing happens where it is gone already.
void erase_fact(SqlSession& session, const ClientId& client, const FactKey& key);

}  // namespace palpate::detail
