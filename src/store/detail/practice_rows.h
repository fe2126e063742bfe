#pragma once

#include "casebook/practice_counts.h"
#include "store/detail/sql_session.h"

namespace palpate::detail {

/// Of all clients, within the caller's transaction.
[[nodiscard]] PracticeCounts read_practice_counts(SqlSession& session);

}  // namespace palpate::detail
