// plan.*: the techniques chosen for a session, and for home.

#include "base/error.h"
#include "matching/plan_proposal.h"
#include "matching/record_facts.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/plan_checks.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr int k_most_minutes = 240;

Knowledge knowledge_of(const Workspace& workspace) {
    return {workspace.require_atlas(), workspace.anatomy(), workspace.clinical()};
}

CaseFacts facts_of(const Workspace& workspace) {
    return case_facts_of(workspace.require_document(), workspace.session());
}

const Technique& named_technique(const Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = required_argument(arguments, "technique");
    const Technique* technique = workspace.clinical().find_technique(id);
    if (technique == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.no-such-technique", {{"technique", id}}});
    }
    return *technique;
}

PlanPart read_part(const CommandArguments& arguments) {
    const std::string word = find_argument(arguments, "part").value_or("session");
    const auto part = find_plan_part(word);
    if (!part) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "part"}, {"value", word}}});
    }
    return *part;
}

/// Those named; else the places of the session's marks that the technique fits; else what is selected.
std::vector<StructureId> chosen_structures(const Workspace& workspace, const CommandArguments& arguments,
                                           const Technique& technique) {
    std::vector<StructureId> structures;
    if (const auto named = find_argument(arguments, "structures")) {
        for (const std::string& id : split_list(*named)) {
            structures.push_back(named_structure(workspace, id).id);
        }
        return structures;
    }
    for (const MarkMatches& mark : workspace.matches()) {
        const bool fits = std::ranges::find(mark.matches, technique.id, &Match::technique) != mark.matches.end();
        if (fits && !mark.place.empty() && std::ranges::find(structures, mark.place) == structures.end()) {
            structures.push_back(mark.place);
        }
    }
    if (structures.empty() && workspace.focus()) {
        structures.push_back(*workspace.focus());
    }
    return structures;
}

PlanItem make_item(const Workspace& workspace, const ProposedStep& step, PlanPart part) {
    PlanItem item;
    item.id = PlanItemId(workspace.services().ids->make_id());
    item.session = workspace.session();
    item.part = part;
    item.position = static_cast<int>(plan_of(workspace.require_document(), item.session, part).size());
    item.technique = step.technique;
    item.structures = step.structures;
    item.minutes = step.minutes;
    item.pressure = step.pressure;
    item.note = step.phase;
    item.created = workspace.services().clock->now();
    return item;
}

/// What a rule speaks against is refused with the reason; a therapist who goes on says why, and that is kept.
void note_override(PlanItem& item, const Refusal& refusal, const CommandArguments& arguments, const Translator& words) {
    const std::string reason = find_argument(arguments, "reason").value_or("");
    if (reason.find_first_not_of(" \t\n") == std::string::npos) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.plan-refused", {{"reason", words.tr(refusal.reason)}}});
    }
    item.override_rule = refusal.rule;
    item.override_reason = reason;
}

std::string add_step(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(named_session(workspace, workspace.session().text()));
    const Technique& technique = named_technique(workspace, arguments);
    const std::vector<StructureId> structures = chosen_structures(workspace, arguments, technique);
    ProposedStep step = propose_step(technique, structures, facts_of(workspace), knowledge_of(workspace));
    step.minutes = find_integer(arguments, "minutes", 1, k_most_minutes).value_or(step.minutes);
    const int gentle = std::max(1, std::min(step.pressure, firmest_allowed(workspace, structures).pressure_ceiling));
    step.pressure = find_integer(arguments, "pressure", 1, 5).value_or(gentle);
    PlanItem item = make_item(workspace, step, read_part(arguments));
    if (const auto refusal = find_refusal(workspace, technique, structures)) {
        note_override(item, *refusal, arguments, workspace.words());
    } else if (const auto too_firm = find_refusal_of_pressure(workspace, item)) {
        note_override(item, *too_firm, arguments, workspace.words());
    }
    std::string id = item.id.text();
    workspace.commit(AddPlanItem{std::move(item)}, "command.plan.add");
    return id;
}

const PlanItem& named_item(const Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = required_argument(arguments, "item");
    const PlanItem* item = find_plan_item(workspace.require_document(), PlanItemId(id));
    if (item == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.no-such-step", {{"item", id}}});
    }
    return *item;
}

std::string edit_step(Workspace& workspace, const CommandArguments& arguments) {
    PlanItem item = named_item(workspace, arguments);
    item.minutes = find_integer(arguments, "minutes", 1, k_most_minutes).value_or(item.minutes);
    if (const auto pressure = find_integer(arguments, "pressure", 1, 5)) {
        const bool firmer = *pressure > item.pressure;
        item.pressure = *pressure;
        if (const auto too_firm = find_refusal_of_pressure(workspace, item); too_firm && firmer) {
            note_override(item, *too_firm, arguments, workspace.words());
        }
    }
    item.note = find_argument(arguments, "note").value_or(item.note);
    const int last = static_cast<int>(plan_of(*workspace.document(), item.session, item.part).size()) - 1;
    item.position = find_integer(arguments, "position", 0, last).value_or(item.position);
    if (const auto done = find_argument(arguments, "done")) {
        if (*done != "yes" && *done != "no") {
            throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "done"}, {"value", *done}}});
        }
        item.done = *done == "yes";
    }
    std::string id = item.id.text();
    workspace.commit(EditPlanItem{std::move(item)}, "command.plan.edit");
    return id;
}

std::string remove_step(Workspace& workspace, const CommandArguments& arguments) {
    workspace.commit(RemovePlanItem{named_item(workspace, arguments).id}, "command.plan.remove");
    return {};
}

/// How long the session is to last.
std::string set_length(Workspace& workspace, const CommandArguments& arguments) {
    Session session = named_session(workspace, workspace.session().text());
    session.planned_minutes = find_integer(arguments, "minutes", 10, k_most_minutes);
    workspace.commit(EditSession{session}, "command.plan.length");
    return session.id.text();
}

/// The steps of a session plan, fitted to this client; those there are stay before them.
std::string add_template(Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = required_argument(arguments, "plan");
    const SessionPlan* plan = workspace.clinical().find_plan(id);
    if (plan == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.no-such-plan", {{"plan", id}}});
    }
    const Session session = named_session(workspace, workspace.session().text());
    const std::vector<ProposedStep> steps =
        propose_session(*plan, session.planned_minutes.value_or(plan->total_minutes), workspace.case_match(),
                        facts_of(workspace), knowledge_of(workspace));
    if (steps.empty()) {
        const CaseRule* stop = workspace.case_match().find_stop();
        throw Error(ErrorCode::InvalidEdit,
                    {"workspace.plan-refused", {{"reason", stop != nullptr ? stop->what_to_do : plan->name}}});
    }
    std::vector<Edit> edits;
    for (const ProposedStep& step : steps) {
        PlanItem item = make_item(workspace, step, PlanPart::Session);
        item.position += static_cast<int>(edits.size());
        edits.emplace_back(AddPlanItem{std::move(item)});
    }
    workspace.commit(edits, "command.plan.template");
    return {};
}

bool can_plan(const Workspace& workspace) { return has_session(workspace) && has_atlas(workspace); }

}  // namespace

std::vector<Command> plan_commands() {
    return {
        {"plan.add",
         "command.plan.add",
         "",
         {"technique", "structures", "minutes", "pressure", "part", "reason"},
         can_plan,
         add_step},
        {"plan.edit",
         "command.plan.edit",
         "",
         {"item", "minutes", "pressure", "note", "position", "done", "reason"},
         has_session,
         edit_step},
        {"plan.remove", "command.plan.remove", "", {"item"}, has_session, remove_step},
        {"plan.length", "command.plan.length", "", {"minutes"}, has_session, set_length},
        {"plan.template", "command.plan.template", "", {"plan"}, can_plan, add_template},
    };
}

}  // namespace palpate
