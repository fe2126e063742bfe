#include "casebook/detail/plan_rules.h"

#include "casebook/detail/text_rules.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace palpate::detail {
namespace {

constexpr int k_longest_minutes = 240;
constexpr int k_highest_pressure = 5;
constexpr std::size_t k_most_structures = 200;

void check_structures(const std::vector<StructureId>& structures) {
    require(structures.size() <= k_most_structures, "error.edit.plan-places");
    for (auto place = structures.begin(); place != structures.end(); ++place) {
        check_id(place->text());
        require(std::find(structures.begin(), place, *place) == place, "error.edit.plan-places");
    }
}

void check_override(const PlanItem& item) {
    check_line(item.override_rule);
    check_note(item.override_reason);
    const bool has_reason = item.override_reason.find_first_not_of(" \t\n") != std::string::npos;
    require(item.override_rule.empty() || has_reason, "error.edit.plan-reason");
}

bool same_list(const PlanItem& a, const PlanItem& b) { return a.session == b.session && a.part == b.part; }

}  // namespace

void check_plan_item(const PlanItem& item) {
    check_id(item.id.text());
    require(!item.technique.empty(), "error.edit.plan-technique");
    check_line(item.technique);
    check_structures(item.structures);
    require(item.minutes >= 1 && item.minutes <= k_longest_minutes, "error.edit.plan-minutes");
    require(item.pressure >= 1 && item.pressure <= k_highest_pressure, "error.edit.plan-pressure");
    require(item.position >= 0, "error.edit.plan-position");
    check_note(item.note);
    check_override(item);
}

void order_plan(std::vector<PlanItem>& plan, const std::vector<Session>& sessions) {
    std::unordered_map<SessionId, std::size_t> session_order;
    for (const Session& session : sessions) {
        session_order.emplace(session.id, session_order.size());
    }
    const auto session_of = [&](const PlanItem& item) {
        const auto found = session_order.find(item.session);
        return found == session_order.end() ? sessions.size() : found->second;
    };
    std::ranges::sort(plan, [&](const PlanItem& a, const PlanItem& b) {
        const std::size_t session_a = session_of(a);
        const std::size_t session_b = session_of(b);
        return std::tie(session_a, a.part, a.position, a.id) < std::tie(session_b, b.part, b.position, b.id);
    });
    for (std::size_t i = 0; i < plan.size(); ++i) {
        plan[i].position = i > 0 && same_list(plan[i - 1], plan[i]) ? plan[i - 1].position + 1 : 0;
    }
}

void insert_into_plan(std::vector<PlanItem>& plan, const PlanItem& item) {
    const auto is_beside = [&](const PlanItem& other) { return same_list(other, item); };
    require(item.position >= 0 && item.position <= std::ranges::count_if(plan, is_beside), "error.edit.plan-position");
    for (PlanItem& other : plan) {
        if (is_beside(other) && other.position >= item.position) {
            ++other.position;
        }
    }
    plan.push_back(item);
}

}  // namespace palpate::detail
