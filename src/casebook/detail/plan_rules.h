#pragma once

#include "casebook/case_document.h"

#include <vector>

namespace palpate::detail {

/// Throws Error InvalidEdit, saying which rule of plan_item.h the item breaks. Looks at the item alone, not at whether
/// its session exists.
void check_plan_item(const PlanItem& item);

/// Puts the items into the order of their sessions, parts and positions and numbers these anew from 0: closes the gap
/// of a removed item, and parts what two programs put in one position. O(n log n).
void order_plan(std::vector<PlanItem>& plan, const std::vector<Session>& sessions);

/// Makes room at the item's position and puts it there. Throws Error InvalidEdit where the position is beyond the end.
/// The plan is ordered before, and not after.
void insert_into_plan(std::vector<PlanItem>& plan, const PlanItem& item);

}  // namespace palpate::detail
