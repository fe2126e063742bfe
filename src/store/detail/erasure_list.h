#pragma once

#include "base/clock.h"
#include "store/detail/sql_session.h"

#include <filesystem>
#include <set>
#include <string>

namespace palpate::detail {

/// Clients by audit_name_of() who were erased and must not come back with a restored backup.
using ErasedClients = std::set<std::string>;

[[nodiscard]] ErasedClients read_erasures(SqlSession& session);
[[nodiscard]] bool is_erased(SqlSession& session, const std::string& client);
/// Within the caller's transaction.
void add_erasure(SqlSession& session, const std::string& client, Timestamp at);

/// The copy beside records and backups, which needs no key: the file erased.list. Throws Error Io when it is damaged.
[[nodiscard]] ErasedClients read_erasure_file(const std::filesystem::path& folder);
/// Adds to what the file of the folder lists. Throws Error.
void add_to_erasure_file(const std::filesystem::path& folder, const ErasedClients& clients);

}  // namespace palpate::detail
