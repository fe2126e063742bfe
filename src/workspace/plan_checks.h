#pragma once

#include "casebook/plan_item.h"
#include "matching/case_match.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

class Workspace;

/// What speaks against a technique at these places (none: the person as a whole): what stops everything, else the first
/// rule that protects one of them. O(places x rules), some 20 us each.
[[nodiscard]] std::optional<Refusal> find_refusal(const Workspace& workspace, const Technique& technique,
                                                  const std::vector<StructureId>& structures);
/// How firm these places allow at most, with what the marks there say of themselves.
[[nodiscard]] Refusal firmest_allowed(const Workspace& workspace, const std::vector<StructureId>& structures);
/// Set where the item presses harder than that. A technique that touches nothing presses nowhere.
[[nodiscard]] std::optional<Refusal> find_refusal_of_pressure(const Workspace& workspace, const PlanItem& item);
/// What the rules say of a step now, also where the client said more after it was planned; nullopt where nothing does, or
/// where the therapist went on against that very rule.
[[nodiscard]] std::optional<Refusal> find_objection(const Workspace& workspace, const PlanItem& item);

}  // namespace palpate
