#include "matching/detail/case_technique.h"

#include <algorithm>
#include <string_view>

namespace palpate::detail {
namespace {

constexpr std::string_view k_no_tissue = "none";  ///< works on the whole person: breathing, relaxation

bool holds(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

double evidence_share(const EvidenceSummary& summary) {
    const double sureness = (static_cast<double>(summary.certainty) + 1.0) / 4.0;
    if (summary.direction == "+") {
        return sureness;
    }
    if (summary.direction == "mixed") {
        return 0.5 * sureness;
    }
    return summary.direction == "-" ? -sureness : 0.0;
}

/// 1 for a technique of one place, less the more places it has, 0 for one that is done anywhere.
double place_share(const PlaceList& only_at) {
    const std::size_t count =
        only_at.areas.size() + only_at.groups.size() + only_at.regions.size() + only_at.entries.size();
    return count == 0 ? 0.0 : 1.0 / static_cast<double>(count);
}

/// 1 for a technique used for what the client wants most, less for what comes later.
double goal_share(const Technique& technique, const CaseFacts& facts) {
    for (std::size_t i = 0; i < facts.goals.size(); ++i) {
        if (holds(technique.goals, facts.goals[i])) {
            return 1.0 / static_cast<double>(i + 1);
        }
    }
    return 0.0;
}

/// The contraindications of the client that the technique names, and what else of the rules names it.
void note_rules(CaseTechnique& note, const Technique& technique, const CaseRules& rules) {
    for (const HeldRule& held : rules.held) {
        if (held.rule.source == RuleSource::Contraindication && holds(technique.cautions, held.rule.id)) {
            // Nobody watches over what a client does alone.
            if (technique.scope == "self-care" && note.home_caution == nullptr) {
                note.home_caution = &held;
            }
            // What is made for a state, such as a pregnancy, names it among its cautions by nature.
            note.named_cautions += technique.only_for.empty() ? 1.0 : 0.0;
        }
        for (const Effect& effect : held.effects) {
            if (effect.leaves_out(technique.id.text(), technique.family)) {
                note.left_out_by.push_back(&effect);
            }
        }
    }
}

}  // namespace

CaseTechnique note_technique(const Technique& technique, const CaseRules& rules, const CaseFacts& facts) {
    CaseTechnique note{
        .technique = &technique,
        .whole_person = holds(technique.suits_tissue_depth, k_no_tissue),
        .moves_a_joint = technique.suits_tissue_depth.size() == 1 && technique.suits_tissue_depth.front() == "joint",
        .context_known = technique.only_for.empty() ||
                         std::ranges::any_of(technique.only_for,
                                             [&](const std::string& wanted) { return holds(rules.contexts, wanted); }),
        .evidence_share = evidence_share(technique.studies),
        .place_share = place_share(technique.only_at),
        .goal_share = goal_share(technique, facts),
        .preferred_by = {},
        .left_out_by = {}};
    note_rules(note, technique, rules);
    for (const Condition* condition : rules.conditions) {
        if (holds(condition->preferred_techniques, technique.id.text())) {
            note.preferred_by.push_back(condition);
        }
    }
    return note;
}

std::vector<CaseTechnique> note_techniques(const CaseRules& rules, const CaseFacts& facts,
                                           const ClinicalCatalogue& clinical) {
    std::vector<CaseTechnique> notes;
    notes.reserve(clinical.techniques().size());
    for (const Technique& technique : clinical.techniques()) {
        notes.push_back(note_technique(technique, rules, facts));
    }
    std::ranges::sort(notes, {}, [](const CaseTechnique& note) -> const TechniqueId& { return note.technique->id; });
    return notes;
}

}  // namespace palpate::detail
