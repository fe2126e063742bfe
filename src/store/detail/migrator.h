#pragma once

#include "base/clock.h"
#include "store/detail/sql_session.h"

#include <span>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// One step of the schema: migrations/<4-digit version>_<name>.sql. Never edited once released.
struct Migration {
    int version = 0;
    std::string_view name;  ///< the file's name
    std::string_view sql;
};

/// The steps this program knows, oldest first; versions count from 1 without gaps.
[[nodiscard]] std::span<const Migration> store_migrations();

/// Version of the schema in the database, 0 when it is new. Throws Error NewerVersion when it is beyond `known`, and
/// InvalidContent when an applied step is not the one this program knows under its number.
[[nodiscard]] int check_schema(SqlSession& session, std::span<const Migration> known);

/// Applies what is missing, each step in a transaction of its own together with its row in schema_migrations.
/// Throws as check_schema(); the steps done before an error stay, the failed one leaves nothing.
void migrate(SqlSession& session, std::span<const Migration> known, Timestamp now);

}  // namespace palpate::detail
