#include "matching/plan_proposal.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "matching/detail/known_structure.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace palpate {
namespace {

/// Calls use(structure) for each structure somebody knows, and use(nullptr) where none is named: the whole person.
template <class Use>
void for_each_place(const std::vector<StructureId>& structures, const Knowledge& knowledge, Use use) {
    if (structures.empty()) {
        use(nullptr);
    }
    for (const StructureId& id : structures) {
        if (const auto structure = detail::find_known_structure(id, knowledge)) {
            use(&*structure);
        }
    }
}

bool is_refused(const Technique& technique, const std::vector<StructureId>& structures, const CaseFacts& facts,
                const Knowledge& knowledge) {
    bool refused = false;
    for_each_place(structures, knowledge, [&](const Structure* structure) {
        refused = refused || find_refusal(technique, structure, facts, knowledge);
    });
    return refused;
}

/// The marked structures in these places, each once; all of them where the phase names no place.
std::vector<StructureId> marked_in(const PlaceList& places, const CaseMatch& match, const Knowledge& knowledge) {
    std::vector<StructureId> structures;
    for (const MarkMatches& mark : match.marks) {
        const auto structure = detail::find_known_structure(mark.place, knowledge);
        const bool here = structure && (places.empty() || places.contains(place_of(*structure, knowledge.anatomy)));
        if (here && mark.stopped_by.empty() && std::ranges::find(structures, mark.place) == structures.end()) {
            structures.push_back(mark.place);
        }
    }
    return structures;
}

/// The phase's first technique that no rule speaks against where it would be done, those that fit the marks first.
const Technique* choose_technique(const PlanPhase& phase, const std::vector<StructureId>& structures,
                                  const CaseMatch& match, const CaseFacts& facts, const Knowledge& knowledge) {
    const Technique* chosen = nullptr;
    double best = 0.0;
    for (const std::string& id : phase.techniques) {
        const Technique* technique = knowledge.clinical.find_technique(id);
        const bool trained = facts.additional_training || technique->scope != "additional-training";
        if (!trained || is_refused(*technique, structures, facts, knowledge)) {
            continue;
        }
        const auto fits = std::ranges::find(match.session, technique->id, &SessionMatch::technique);
        const double score = fits != match.session.end() ? fits->score : 0.0;
        if (chosen == nullptr || score > best) {
            chosen = technique;
            best = score;
        }
    }
    return chosen;
}

/// Spreads `minutes` over the steps by their shares, to whole minutes, at least one each; the longest take the rest.
void share_minutes(std::vector<ProposedStep>& steps, int minutes) {
    int asked = 0;
    for (const ProposedStep& step : steps) {
        asked += step.minutes;
    }
    if (asked == 0) {
        return;
    }
    int given = 0;
    for (ProposedStep& step : steps) {
        step.minutes = std::max(1, step.minutes * minutes / asked);
        given += step.minutes;
    }
    while (given < minutes) {
        ++std::ranges::max_element(steps, {}, &ProposedStep::minutes)->minutes;
        ++given;
    }
}

std::optional<Dose> find_dose(const CaseFacts& facts, const CaseMatch& match, const ClinicalCatalogue& clinical,
                              std::string& source) {
    for (const std::string& id : facts.conditions) {
        const Condition* condition = clinical.find_condition(id);
        if (condition != nullptr && condition->dose.sessions_per_week && condition->dose.sessions_per_week->min > 0.0) {
            source = id;
            return condition->dose;
        }
    }
    for (const std::string& id : match.plans) {
        const SessionPlan* plan = clinical.find_plan(id);
        if (plan->course.sessions_per_week && plan->course.sessions_per_week->min > 0.0) {
            source = id;
            return plan->course;
        }
    }
    return std::nullopt;
}

}  // namespace

ProposedStep propose_step(const Technique& technique, const std::vector<StructureId>& structures,
                          const CaseFacts& facts, const Knowledge& knowledge) {
    const int ceiling =
        std::min(technique.pressure.max, find_lowest_ceiling(structures, facts, knowledge).pressure_ceiling);
    return {.technique = technique.id.text(),
            .structures = structures,
            .minutes = (technique.minutes.min + technique.minutes.max) / 2,
            .pressure = std::max(1, ceiling),
            .phase = {}};
}

Refusal find_lowest_ceiling(const std::vector<StructureId>& structures, const CaseFacts& facts,
                            const Knowledge& knowledge) {
    Refusal lowest{.rule = {}, .stage = Stage::Caution, .reason = {}};
    for_each_place(structures, knowledge, [&](const Structure* structure) {
        Refusal here = find_ceiling(structure, facts, knowledge);
        if (here.pressure_ceiling < lowest.pressure_ceiling) {
            lowest = std::move(here);
        }
    });
    return lowest;
}

std::vector<ProposedStep> propose_session(const SessionPlan& plan, int minutes, const CaseMatch& match,
                                          const CaseFacts& facts, const Knowledge& knowledge) {
    std::vector<ProposedStep> steps;
    if (match.find_stop() != nullptr) {
        return steps;
    }
    int talk = 0;
    for (const PlanPhase& phase : plan.phases) {
        if (phase.techniques.empty()) {
            talk += phase.minutes;
            continue;
        }
        const std::vector<StructureId> structures = marked_in(phase.places, match, knowledge);
        const Technique* technique = choose_technique(phase, structures, match, facts, knowledge);
        if (technique == nullptr) {
            continue;
        }
        ProposedStep step = propose_step(*technique, structures, facts, knowledge);
        step.minutes = phase.minutes;
        step.pressure = std::clamp(step.pressure, 1, std::max(1, phase.pressure_max));
        step.phase = phase.name;
        steps.push_back(std::move(step));
    }
    share_minutes(steps, std::max<int>(minutes - talk, static_cast<int>(steps.size())));
    return steps;
}

std::optional<NextVisit> propose_next_visit(std::chrono::sys_days today, const CaseFacts& facts, const CaseMatch& match,
                                            const ClinicalCatalogue& clinical) {
    if (match.find_stop() != nullptr) {
        return std::nullopt;
    }
    NextVisit visit;
    const auto dose = find_dose(facts, match, clinical, visit.source);
    if (!dose) {
        return std::nullopt;
    }
    const auto days = [](double per_week) { return std::chrono::days(static_cast<int>(std::lround(7.0 / per_week))); };
    visit.from = today + days(dose->sessions_per_week->max.value_or(dose->sessions_per_week->min));
    visit.to = today + days(dose->sessions_per_week->min);
    visit.tested = dose->basis == "trial";
    return visit;
}

}  // namespace palpate
