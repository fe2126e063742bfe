#include "workspace/plan_checks.h"

#include "matching/plan_proposal.h"
#include "matching/record_facts.h"
#include "workspace/workspace.h"

#include <algorithm>

namespace palpate {
namespace {

Knowledge knowledge_of(const Workspace& workspace) {
    return {workspace.require_atlas(), workspace.anatomy(), workspace.clinical()};
}

CaseFacts facts_of(const Workspace& workspace) {
    return case_facts_of(workspace.require_document(), workspace.session());
}

/// The rule as people know it.
std::string rule_title(const Workspace& workspace, const std::string& rule) {
    const std::string wish = "match.rule." + rule;
    if (workspace.words().has(wish)) {
        return workspace.words().tr(wish);
    }
    if (const CaseRule* held = workspace.case_match().find_rule(rule)) {
        return held->name;
    }
    if (const EndangermentSite* site = workspace.clinical().find_endangerment_site(rule)) {
        return site->name;
    }
    const MarkTypeRule* type = workspace.clinical().find_mark_type_rule(rule);
    return type != nullptr ? type->name : rule;
}

}  // namespace

std::optional<Refusal> find_refusal(const Workspace& workspace, const Technique& technique,
                                    const std::vector<StructureId>& structures) {
    if (const CaseRule* stop = workspace.case_match().find_stop()) {
        return Refusal{.rule = stop->id,
                       .stage = stop->stage,
                       .reason = {"match.excluded.stop", {{"name", stop->name}, {"action", stop->what_to_do}}}};
    }
    const CaseFacts facts = facts_of(workspace);
    if (structures.empty()) {
        return find_refusal(technique, nullptr, facts, knowledge_of(workspace));
    }
    for (const StructureId& id : structures) {
        const Structure& structure = workspace.require_atlas().structure(id);
        if (auto refusal = find_refusal(technique, &structure, facts, knowledge_of(workspace))) {
            return refusal;
        }
    }
    return std::nullopt;
}

Refusal firmest_allowed(const Workspace& workspace, const std::vector<StructureId>& structures) {
    Refusal lowest = find_lowest_ceiling(structures, facts_of(workspace), knowledge_of(workspace));
    for (const MarkMatches& mark : workspace.matches()) {
        const bool here = std::ranges::find(structures, mark.place) != structures.end();
        if (here && mark.pressure_ceiling < lowest.pressure_ceiling) {
            lowest.rule = mark.ceiling_rule;
            lowest.pressure_ceiling = mark.pressure_ceiling;
        }
    }
    return lowest;
}

std::optional<Refusal> find_refusal_of_pressure(const Workspace& workspace, const PlanItem& item) {
    const Technique* technique = workspace.clinical().find_technique(item.technique);
    Refusal lowest = firmest_allowed(workspace, item.structures);
    if (technique != nullptr && technique->strokes.contact == "none") {
        return std::nullopt;
    }
    if (item.pressure <= lowest.pressure_ceiling) {
        return std::nullopt;
    }
    lowest.reason = {
        "workspace.plan-too-firm",
        {{"ceiling", std::to_string(lowest.pressure_ceiling)}, {"rule", rule_title(workspace, lowest.rule)}}};
    return lowest;
}

std::optional<Refusal> find_objection(const Workspace& workspace, const PlanItem& item) {
    const Technique* technique = workspace.clinical().find_technique(item.technique);
    if (technique == nullptr || workspace.atlas() == nullptr) {
        return std::nullopt;
    }
    std::vector<StructureId> known;  // those this body has
    std::ranges::copy_if(item.structures, std::back_inserter(known),
                         [&](const StructureId& id) { return workspace.atlas()->find(id) != nullptr; });
    auto objection = find_refusal(workspace, *technique, known);
    if (!objection) {
        objection = find_refusal_of_pressure(workspace, item);
    }
    const bool overridden = objection && !item.override_rule.empty() && objection->rule == item.override_rule;
    return overridden ? std::nullopt : objection;
}

}  // namespace palpate
