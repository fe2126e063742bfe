#pragma once

#include "casebook/case_document.h"
#include "store/detail/sql_session.h"

#include <cstdint>
#include <vector>

namespace palpate::detail {

/// All plan items of a client in their order: rows of `plan_items`. Positions are counted anew, since programs that
/// planned for one session at once leave some twice and some out.
[[nodiscard]] std::vector<PlanItem> read_plan(SqlSession& session, const ClientId& client);

/// Writes one item over what was there. Returns the rows changed: 0 where the id is another client's. Throws
/// SqlConflict.
std::int64_t write_plan_item(SqlSession& session, const ClientId& client, const PlanItem& item);

/// Nothing happens where it is gone already.
void erase_plan_item(SqlSession& session, const ClientId& client, const PlanItemId& id);

}  // namespace palpate::detail
