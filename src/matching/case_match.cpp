#include "matching/case_match.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "anatomy/referral.h"
#include "base/error.h"
#include "matching/detail/mark_reading.h"
#include "matching/detail/session_match.h"
#include "matching/detail/sort_techniques.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 5> k_source_names{"red-flag", "contraindication", "condition", "event-stage",
                                                         "wish"};

/// What is worked out once for all marks of a case. Borrows the facts and what is known.
class Case {
public:
    Case(const CaseFacts& facts, const Knowledge& knowledge)
        : facts_(facts),
          knowledge_(knowledge),
          rules_(detail::gather_rules(facts, knowledge)),
          techniques_(detail::note_techniques(rules_, facts, knowledge.clinical)) {}
    Case(const Case&) = delete;  // the techniques point into the rules
    Case& operator=(const Case&) = delete;

    [[nodiscard]] const detail::CaseRules& rules() const { return rules_; }
    [[nodiscard]] const std::vector<detail::CaseTechnique>& techniques() const { return techniques_; }
    /// Of the marks matched so far, each once.
    [[nodiscard]] const std::vector<Place>& places() const { return places_; }

    [[nodiscard]] MarkMatches match(const Mark& mark);

private:
    using Muscles = std::vector<const MuscleEntry*>;

    /// Muscles whose pain is felt in the region, looked up once for all marks there.
    const Muscles& referring(const std::string& region);
    std::vector<std::string> worth_palpating(const Place& place);

    const CaseFacts& facts_;
    const Knowledge& knowledge_;
    detail::CaseRules rules_;
    std::vector<detail::CaseTechnique> techniques_;
    std::vector<Place> places_;
    std::unordered_map<std::string, Muscles> referring_;
};

const Case::Muscles& Case::referring(const std::string& region) {
    const auto [found, added] = referring_.try_emplace(region);
    if (added) {
        found->second = find_referring_muscles(knowledge_.anatomy, region);
    }
    return found->second;
}

std::vector<std::string> Case::worth_palpating(const Place& place) {
    const Muscles& muscles = referring(place.region);
    std::vector<std::string> entries;
    entries.reserve(muscles.size());
    for (const MuscleEntry* muscle : muscles) {
        if (muscle->id != place.entry) {
            entries.push_back(muscle->id);
        }
    }
    return entries;
}

MarkMatches Case::match(const Mark& mark) {
    const ClinicalCatalogue& clinical = knowledge_.clinical;
    detail::MarkReading reading = detail::read_mark(mark, knowledge_.atlas, knowledge_.anatomy, clinical);
    const detail::BodyExtent extent =
        rules_.has_spots ? detail::extent_of(mark, knowledge_.atlas) : detail::BodyExtent();
    const detail::RulesHere here = detail::rules_at(reading.place, extent, rules_, clinical);
    detail::lower_ceiling(reading, here);
    if (std::ranges::find(places_, reading.place) == places_.end()) {
        places_.push_back(reading.place);
    }
    MarkMatches result{.mark = mark.id,
                       .structure = mark.anchor.structure,
                       .place = reading.structure ? reading.structure->id : StructureId(),
                       .group = reading.place.group,
                       .mark_types = {},
                       .acuity = reading.acuity,
                       .stopped_by = here.stop != nullptr ? here.stop->rule.id : std::string(),
                       .pressure_ceiling = reading.pressure_ceiling,
                       .ceiling_rule = reading.ceiling_rule,
                       .needs_screen = reading.needs_screen(),
                       .sites = {},
                       .notices = detail::notices_of(reading, knowledge_.anatomy),
                       .matches = {},
                       .excluded = {},
                       .worth_palpating = worth_palpating(reading.place)};
    for (const MarkTypeRule* type : reading.types) {
        result.mark_types.push_back(type->mark_type);
    }
    for (const EndangermentSite* site : reading.sites_here) {
        result.sites.push_back(site->id);
    }
    detail::Sorting sorting = detail::sort_techniques(techniques_, {reading, rules_, here, facts_, clinical});
    result.matches = std::move(sorting.matches);
    result.excluded = std::move(sorting.excluded);
    return result;
}

/// Plans for what the calendar says come first, then those for the client's conditions; nearest to the time there is.
std::vector<std::string> fitting_plans(const CaseFacts& facts, const detail::CaseRules& rules,
                                       const ClinicalCatalogue& clinical) {
    struct Choice {
        int rank = 0;
        int minutes_off = 0;
        std::string id;
    };
    std::vector<Choice> choices;
    const int minutes = facts.minutes.value_or(60);
    for (const SessionPlan& plan : clinical.plans()) {
        const bool staged = std::ranges::any_of(rules.calendar, [&](const CalendarAdvice& advice) {
            const auto& plans = clinical.find_event_stage(advice.stage)->plans;
            return std::ranges::find(plans, plan.id) != plans.end();
        });
        const bool conditioned = std::ranges::any_of(plan.conditions, [&](const std::string& id) {
            return std::ranges::find(facts.conditions, id) != facts.conditions.end();
        });
        if (staged || conditioned) {
            choices.push_back({staged ? 0 : 1, std::abs(plan.total_minutes - minutes), plan.id});
        }
    }
    std::ranges::stable_sort(choices, [](const Choice& a, const Choice& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.minutes_off < b.minutes_off;
    });
    std::vector<std::string> plans;
    std::ranges::transform(choices, std::back_inserter(plans), &Choice::id);
    return plans;
}

/// What speaks at a structure where nothing is marked.
template <class Use>
auto with_context(const Structure* structure, const CaseFacts& facts, const Knowledge& knowledge, Use use) {
    const detail::CaseRules rules = detail::gather_rules(facts, knowledge);
    detail::MarkReading reading;
    detail::BodyExtent extent;
    reading.about_a_mark = false;
    if (structure != nullptr) {
        reading = detail::read_structure(*structure, knowledge.anatomy, knowledge.clinical);
        extent = detail::extent_of(*structure);
    }
    const detail::RulesHere here = detail::rules_at(reading.place, extent, rules, knowledge.clinical);
    detail::lower_ceiling(reading, here);
    return use(detail::FitContext{reading, rules, here, facts, knowledge.clinical});
}

}  // namespace

std::string_view name_of(RuleSource source) { return k_source_names[static_cast<std::size_t>(source)]; }

const CaseRule* CaseMatch::find_stop() const {
    const auto found = std::ranges::find_if(rules, &CaseRule::stops_everything);
    return found == rules.end() ? nullptr : &*found;
}

const CaseRule* CaseMatch::find_rule(std::string_view id) const {
    const auto found = std::ranges::find(rules, id, &CaseRule::id);
    return found == rules.end() ? nullptr : &*found;
}

CaseMatch match_case(const CaseFacts& facts, std::span<const Mark* const> marks, const Knowledge& knowledge) {
    Case one(facts, knowledge);
    const detail::CaseRules& rules = one.rules();
    CaseMatch result;
    result.marks.reserve(marks.size());
    for (const Mark* mark : marks) {
        result.marks.push_back(one.match(*mark));
    }
    for (const detail::HeldRule& held : rules.held) {
        result.rules.push_back(held.rule);
    }
    result.ask_first = detail::open_questions(facts, rules, one.places(), knowledge.clinical);
    result.calendar = rules.calendar;
    result.avoid_areas = detail::avoid_areas(rules);
    std::vector<const MarkMatches*> of_marks;
    std::ranges::transform(result.marks, std::back_inserter(of_marks), [](const MarkMatches& match) { return &match; });
    result.groups = detail::match_groups(of_marks, marks, knowledge.clinical);
    result.plans = fitting_plans(facts, rules, knowledge.clinical);
    result.session = detail::match_together(of_marks, marks, knowledge.clinical);
    result.home = detail::match_home(result, facts, rules, one.techniques(), knowledge.clinical);
    std::erase_if(result.session, [&](const SessionMatch& match) {
        return knowledge.clinical.find_technique(match.technique)->scope == "self-care";
    });
    return result;
}

CaseMatch match_session(const CaseDocument& document, const SessionId& session, const CaseFacts& facts,
                        const Knowledge& knowledge) {
    if (find_session(document, session) == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.match.no-session", {{"session", session.text()}}});
    }
    return match_case(facts, marks_of(document, session), knowledge);
}

StructureMatches match_structure(const Structure& structure, const CaseFacts& facts, const Knowledge& knowledge) {
    return with_context(&structure, facts, knowledge, [](const detail::FitContext& context) {
        const auto techniques = detail::note_techniques(context.rules, context.facts, context.clinical);
        detail::Sorting sorting = detail::sort_techniques(techniques, context);
        std::erase_if(sorting.excluded, [](const Exclusion& exclusion) { return exclusion.stage == Stage::Fit; });
        return StructureMatches{.stopped_by = context.here.stop != nullptr ? context.here.stop->rule.id : std::string(),
                                .matches = std::move(sorting.matches),
                                .protected_from = std::move(sorting.excluded)};
    });
}

std::optional<Refusal> find_refusal(const Technique& technique, const Structure* structure, const CaseFacts& facts,
                                    const Knowledge& knowledge) {
    return with_context(structure, facts, knowledge, [&](const detail::FitContext& context) -> std::optional<Refusal> {
        auto exclusion =
            detail::find_protection(detail::note_technique(technique, context.rules, context.facts), context);
        if (!exclusion) {
            return std::nullopt;
        }
        return Refusal{.rule = std::move(exclusion->rule),
                       .stage = exclusion->stage,
                       .reason = std::move(exclusion->reason),
                       .pressure_ceiling = context.reading.pressure_ceiling};
    });
}

Refusal find_ceiling(const Structure* structure, const CaseFacts& facts, const Knowledge& knowledge) {
    return with_context(structure, facts, knowledge, [](const detail::FitContext& context) {
        return Refusal{.rule = context.reading.ceiling_rule,
                       .stage = Stage::Caution,
                       .reason = {},
                       .pressure_ceiling = context.reading.pressure_ceiling};
    });
}

}  // namespace palpate
