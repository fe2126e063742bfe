#pragma once

#include "anatomy/structure.h"
#include "base/clock.h"
#include "base/ids.h"
#include "casebook/mark.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using PlanItemId = StrongId<struct PlanItemIdTag>;

/// Where an item is done: in the visit, or by the client at home.
enum class PlanPart { Session, Home };

/// "session", "home", as stored.
[[nodiscard]] std::string_view name_of(PlanPart part);
[[nodiscard]] std::optional<PlanPart> find_plan_part(std::string_view name);
[[nodiscard]] const std::vector<PlanPart>& all_plan_parts();

// Every member has an initialiser, so that designated ones may name only what matters.

/// One step of a session's plan: what is done, where, for how long and how firmly.
/// Invariant: a technique is named; 1 to 240 minutes; pressure 1 to 5; at most 200 structures, each once; where a rule
/// is named that spoke against the step, so is the reason. Positions within a session's part count from 0 without gaps
/// (case_document.h).
struct PlanItem {
    PlanItemId id{};
    SessionId session{};
    PlanPart part = PlanPart::Session;
    int position = 0;
    std::string technique{};                ///< id of the clinical content
    std::vector<StructureId> structures{};  ///< where; empty: the whole body
    int minutes = 0;
    int pressure = 1;
    std::string note{};  ///< up to 20,000 bytes
    bool done = false;
    std::string override_rule{};    ///< the rule that spoke against it; empty where none did
    std::string override_reason{};  ///< typed by the therapist, up to 20,000 bytes
    Timestamp created{};

    bool operator==(const PlanItem&) const = default;
};

}  // namespace palpate
