#pragma once

#include "casebook/case_document.h"
#include "store/detail/sql_session.h"

#include <cstdint>
#include <vector>

namespace palpate::detail {

/// All marks of a client in their order: rows of `marks`, each with its rows of `mark_places`.
[[nodiscard]] std::vector<Mark> read_marks(SqlSession& session, const ClientId& client);

/// Writes one mark over what was there. Returns the rows of `marks` changed: 0 where the id is another client's. Throws
/// SqlConflict.
std::int64_t write_mark(SqlSession& session, const ClientId& client, const Mark& mark);

}  // namespace palpate::detail
