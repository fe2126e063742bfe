#pragma once

#include "casebook/pending_intake.h"
#include "store/detail/sql_session.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate::detail {

// What clients say before a visit, and what lets them say it from home. Those that write do so within the caller's
// transaction and answer how many rows they changed.

[[nodiscard]] std::vector<PendingIntake> read_intakes(SqlSession& session);
std::int64_t write_intake(SqlSession& session, const PendingIntake& intake);
std::int64_t erase_intake(SqlSession& session, const IntakeId& id);

[[nodiscard]] std::vector<IntakeKey> read_intake_keys(SqlSession& session);
std::int64_t write_intake_key(SqlSession& session, const IntakeKey& key);

[[nodiscard]] std::optional<IntakeInvitation> read_invitation(SqlSession& session, const std::string& token_hash);
std::int64_t write_invitation(SqlSession& session, const IntakeInvitation& invitation);

}  // namespace palpate::detail
