#include "matching/detail/technique_fit.h"

#include "anatomy/anatomy_catalogue.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace palpate::detail {
namespace {

constexpr std::string_view k_no_tissue = "none";  ///< works on the whole person: breathing, relaxation

bool holds(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

std::string joined_types(const std::vector<const MarkTypeRule*>& types) {
    std::string joined;
    for (const MarkTypeRule* type : types) {
        joined += (joined.empty() ? "" : "+") + type->mark_type;
    }
    return joined;
}

/// "@match.type.ache @list.and @match.type.tension"
std::string type_words(const std::vector<const MarkTypeRule*>& types) {
    std::string words;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (i > 0) {
            words += i + 1 == types.size() ? " @list.and " : ", ";
        }
        words += "@match.type." + types[i]->mark_type;
    }
    return words;
}

std::vector<const MarkTypeRule*> suited_types(const Technique& technique, const MarkReading& reading) {
    std::vector<const MarkTypeRule*> suited;
    std::ranges::copy_if(reading.types, std::back_inserter(suited),
                         [&](const MarkTypeRule* type) { return holds(technique.suits_mark_types, type->mark_type); });
    return suited;
}

bool works_on_whole_person(const Technique& technique) { return holds(technique.suits_tissue_depth, k_no_tissue); }

/// Place of the best suited tissue in the reading's list; none when the technique reaches none of them.
std::optional<std::size_t> find_tissue(const Technique& technique, const MarkReading& reading) {
    for (std::size_t i = 0; i < reading.tissue.size(); ++i) {
        if (holds(technique.suits_tissue_depth, reading.tissue[i])) {
            return i;
        }
    }
    return std::nullopt;
}

using Question = std::optional<Exclusion> (*)(const Technique&, const FitContext&, const FitRule&);

/// The rule's id, and behind a colon what of it spoke: "acuity:acute".
Exclusion leave_out(const Technique& technique, const FitRule& rule, std::string_view detail, Text reason) {
    return {.technique = technique.id,
            .stage = rule.stage,
            .rule = detail.empty() ? rule.id : rule.id + ":" + std::string(detail),
            .reason = std::move(reason)};
}

std::optional<Exclusion> info_only_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (!reading.info_only) {
        return std::nullopt;
    }
    return leave_out(technique, rule, {}, {"match.excluded.info-only", {}});
}

std::optional<Exclusion> site_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    for (const EndangermentSite* site : reading.sites_here) {
        if (holds(site->avoid_techniques, technique.id.text())) {
            return leave_out(technique, rule, site->id, {"match.excluded.site", {{"site", site->name}}});
        }
    }
    return std::nullopt;
}

/// A type that needs questions first is only met by techniques made for it, whatever else the mark says.
std::optional<Exclusion> screen_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    for (const MarkTypeRule* type : reading.types) {
        if (type->needs_screen && !holds(technique.suits_mark_types, type->mark_type)) {
            return leave_out(technique, rule, type->mark_type,
                             {"match.excluded.screen-first", {{"type", "@match.type." + type->mark_type}}});
        }
    }
    return std::nullopt;
}

std::optional<Exclusion> pressure_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (technique.pressure.min <= reading.pressure_ceiling) {
        return std::nullopt;
    }
    return leave_out(
        technique, rule, reading.ceiling_rule,
        {"match.excluded.pressure",
         {{"needed", std::to_string(technique.pressure.min)}, {"ceiling", std::to_string(reading.pressure_ceiling)}}});
}

std::optional<Exclusion> type_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (!reading.about_a_mark || !suited_types(technique, reading).empty()) {
        return std::nullopt;
    }
    if (reading.types.empty()) {
        return leave_out(technique, rule, {}, {"match.excluded.no-type", {}});
    }
    return leave_out(technique, rule, joined_types(reading.types),
                     {"match.excluded.type", {{"type", type_words(reading.types)}}});
}

std::optional<Exclusion> acuity_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (reading.acuity.empty() || holds(technique.suits_acuity, reading.acuity)) {
        return std::nullopt;
    }
    return leave_out(technique, rule, reading.acuity, {"match.excluded.acuity." + reading.acuity, {}});
}

std::optional<Exclusion> depth_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (works_on_whole_person(technique) || find_tissue(technique, reading)) {
        return std::nullopt;
    }
    const std::string& tissue = reading.tissue.front();
    return leave_out(technique, rule, tissue, {"match.excluded.depth", {{"tissue", "@match.tissue." + tissue}}});
}

std::optional<Exclusion> place_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    const bool elsewhere = !technique.only_at.empty() && !technique.only_at.contains(reading.place);
    if (!elsewhere && !technique.not_at.contains(reading.place)) {
        return std::nullopt;
    }
    return leave_out(technique, rule, {}, {"match.excluded.place", {}});
}

std::optional<Exclusion> context_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    if (technique.only_for.empty() || std::ranges::any_of(technique.only_for, [&](const std::string& wanted) {
            return holds(context.rules.contexts, wanted);
        })) {
        return std::nullopt;
    }
    const std::string& wanted = technique.only_for.front();
    const std::string kind = wanted == "pregnancy" ? wanted : "sport-event";
    return leave_out(technique, rule, wanted, {"match.excluded.context." + kind, {}});
}

std::optional<Exclusion> scope_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    if (context.facts.additional_training || technique.scope != "additional-training") {
        return std::nullopt;
    }
    return leave_out(technique, rule, technique.scope, {"match.excluded.scope", {}});
}

/// The first contraindication of the client that the technique names; null where there is none.
const HeldRule* find_named_caution(const Technique& technique, const CaseRules& rules) {
    const auto found = std::ranges::find_if(rules.held, [&](const HeldRule& held) {
        return held.rule.source == RuleSource::Contraindication && holds(technique.cautions, held.rule.id);
    });
    return found == rules.held.end() ? nullptr : &*found;
}

/// Nobody watches over what a client does alone.
std::optional<Exclusion> home_caution_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    const HeldRule* named = technique.scope == "self-care" ? find_named_caution(technique, context.rules) : nullptr;
    if (named == nullptr) {
        return std::nullopt;
    }
    return leave_out(technique, rule, named->rule.id, {"match.excluded.home-caution", {{"name", named->rule.name}}});
}

std::optional<Exclusion> time_rule(const Technique& technique, const FitContext& context, const FitRule& rule) {
    if (!context.facts.minutes || technique.minutes.min <= *context.facts.minutes) {
        return std::nullopt;
    }
    return leave_out(technique, rule, std::to_string(technique.minutes.min),
                     {"match.excluded.time", {{"minutes", std::to_string(technique.minutes.min)}}});
}

/// What the words of matching_rules.json ask; in the order of fit_questions().
constexpr std::array<Question, 12> k_questions{info_only_rule,    site_rule,  screen_rule,  pressure_rule,
                                               home_caution_rule, scope_rule, context_rule, type_rule,
                                               acuity_rule,       depth_rule, place_rule,   time_rule};

Exclusion left_out_by(const Technique& technique, const HeldRule& held, Text reason) {
    return {.technique = technique.id, .stage = held.rule.stage, .rule = held.rule.id, .reason = std::move(reason)};
}

/// "Local to the knee": what a rule of the client says, in its own words.
Text stop_words(const HeldRule& held) {
    if (held.rule.source == RuleSource::Wish) {
        return {"match.excluded.wish-area", {}};
    }
    return {"match.excluded.stop", {{"name", held.rule.name}, {"action", held.rule.what_to_do}}};
}

/// The rules of the client that speak at this stage.
std::optional<Exclusion> find_held(const Technique& technique, const FitContext& context, Stage stage) {
    const RulesHere& here = context.here;
    if (here.stop != nullptr && here.stop->rule.stage == stage) {
        return left_out_by(technique, *here.stop, stop_words(*here.stop));
    }
    for (const HeldRule* held : here.where_asked) {
        if (held->rule.stage == stage && holds(technique.cautions, held->rule.id)) {
            return left_out_by(technique, *held, {"match.excluded.ask-where", {{"name", held->rule.name}}});
        }
    }
    for (const auto& [held, effect] : here.limits) {
        if (held->rule.stage == stage && effect->leaves_out(technique.id.text(), technique.family)) {
            return left_out_by(
                technique, *held,
                {"match.excluded.left-out", {{"name", held->rule.name}, {"action", held->rule.what_to_do}}});
        }
    }
    return std::nullopt;
}

std::optional<Exclusion> find_until(const Technique& technique, const FitContext& context, Stage last) {
    const std::vector<FitRule>& fit = context.clinical.rules().fit_rules;
    std::size_t next = 0;
    for (int stage = 0; stage <= static_cast<int>(last); ++stage) {
        if (auto exclusion = find_held(technique, context, static_cast<Stage>(stage))) {
            return exclusion;
        }
        for (; next < fit.size() && fit[next].stage == static_cast<Stage>(stage); ++next) {
            const Question question = k_questions.at(context.rules.questions[next]);
            if (auto exclusion = question(technique, context, fit[next])) {
                return exclusion;
            }
        }
    }
    return std::nullopt;
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

/// 1 where the technique names one of the mark's types first, as what it is made for; less the later it names it.
double focus_share(const Technique& technique, const MarkReading& reading) {
    for (std::size_t i = 0; i < technique.suits_mark_types.size(); ++i) {
        if (std::ranges::find(reading.types, technique.suits_mark_types[i], &MarkTypeRule::mark_type) !=
            reading.types.end()) {
            return 1.0 / static_cast<double>(i + 1);
        }
    }
    return 0.0;
}

/// 1 for a technique of one place, less the more places it has, 0 for one that is done anywhere.
double place_share(const PlaceList& only_at) {
    const std::size_t count =
        only_at.areas.size() + only_at.groups.size() + only_at.regions.size() + only_at.entries.size();
    return count == 0 ? 0.0 : 1.0 / static_cast<double>(count);
}

/// 1 where a condition of the client prefers the technique at this place.
double condition_share(const Technique& technique, const FitContext& context) {
    const bool preferred = std::ranges::any_of(context.rules.conditions, [&](const Condition* condition) {
        return holds(condition->preferred_techniques, technique.id.text()) &&
               (condition->places.empty() || condition->places.contains(context.reading.place));
    });
    return preferred ? 1.0 : 0.0;
}

/// What is made for a state, such as a pregnancy, names it among its cautions by nature: that does not count against it.
double count_named_cautions(const Technique& technique, const CaseRules& rules) {
    if (!technique.only_for.empty()) {
        return 0.0;
    }
    return static_cast<double>(std::ranges::count_if(rules.held, [&](const HeldRule& held) {
        return held.rule.source == RuleSource::Contraindication && holds(technique.cautions, held.rule.id);
    }));
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

std::vector<ScoreTerm> score_terms(const Technique& technique, const FitContext& context) {
    const MarkReading& reading = context.reading;
    const ScoreWeights& weights = context.clinical.rules().weights;
    std::vector<ScoreTerm> terms;
    terms.reserve(10);
    if (reading.about_a_mark) {
        const auto suited = static_cast<double>(suited_types(technique, reading).size());
        terms.push_back({"mark-type", weights.mark_type * suited / static_cast<double>(reading.types.size())});
        terms.push_back({"focus", weights.focus * focus_share(technique, reading)});
        terms.push_back({"acuity", reading.acuity.empty() ? 0.0 : weights.acuity});
    }
    const auto tissue = find_tissue(technique, reading);
    terms.push_back({"depth", tissue ? weights.depth / static_cast<double>(*tissue + 1) : 0.0});
    terms.push_back({"evidence", weights.evidence * evidence_share(technique.studies)});
    terms.push_back({"place", weights.place * place_share(technique.only_at)});
    terms.push_back({"scope", technique.scope == "core" ? weights.scope : 0.0});
    const bool whole_session = technique.minutes.min >= weights.whole_session_from_minutes;
    terms.push_back({"whole-session", whole_session ? weights.whole_session : 0.0});
    if (!context.facts.conditions.empty()) {
        terms.push_back({"condition", weights.condition * condition_share(technique, context)});
    }
    if (!technique.only_for.empty()) {
        terms.push_back({"made-for", weights.made_for});
    }
    if (const double cautions = count_named_cautions(technique, context.rules); cautions > 0.0) {
        terms.push_back({"caution", weights.caution * cautions});
    }
    if (!context.facts.goals.empty()) {
        terms.push_back({"goal", weights.goal * goal_share(technique, context.facts)});
    }
    return terms;
}

/// "upper trapezius": lay names such as "between the shoulder blades" do not follow "your right". The name without what
/// stands behind it in brackets, its first letter small.
std::string name_inside_sentence(const Structure& structure) {
    std::string name = structure.name_english.empty() ? display_name(structure) : structure.name_english;
    if (const std::size_t bracket = name.find(" ("); bracket != std::string::npos && name.ends_with(')')) {
        name.erase(bracket);
    }
    const bool is_abbreviation = name.size() > 1 && name[1] >= 'A' && name[1] <= 'Z';
    if (!is_abbreviation && !name.empty() && name.front() >= 'A' && name.front() <= 'Z') {
        name.front() = static_cast<char>(name.front() - 'A' + 'a');
    }
    return name;
}

std::string how_key(const Technique& technique) {
    const bool moves_a_joint = technique.suits_tissue_depth == std::vector<std::string>{"joint"};
    return "@match.how." + (moves_a_joint ? std::string("moving-a-joint") : technique.stroke_direction);
}

Text reason_of(const Technique& technique, const MarkReading& reading) {
    Text reason;
    if (reading.about_a_mark) {
        reason.key = reading.acuity.empty() ? "match.reason.mark" : "match.reason.mark-since";
        reason.arguments.emplace_back("what", type_words(suited_types(technique, reading)));
        if (!reading.acuity.empty()) {
            reason.arguments.emplace_back("since", "@match.since." + reading.acuity);
        }
    } else {
        reason.key = "match.reason.structure";
    }
    if (works_on_whole_person(technique) || !reading.structure) {
        reason.key += ".whole-person";
        return reason;
    }
    const Structure& structure = *reading.structure;
    reason.arguments.emplace_back("how", how_key(technique));
    reason.arguments.emplace_back("side", "@match.side." + std::string(name_of(structure.side)));
    reason.arguments.emplace_back("structure", name_inside_sentence(structure));
    return reason;
}

std::vector<std::string> fired_rules(const Technique& technique, const FitContext& context) {
    const MarkReading& reading = context.reading;
    std::vector<std::string> rules;
    for (const MarkTypeRule* type : suited_types(technique, reading)) {
        rules.push_back("mark-type:" + type->mark_type);
        if (type->needs_screen) {
            rules.push_back("screen-first:" + type->mark_type);
        }
    }
    if (!reading.acuity.empty()) {
        rules.push_back("acuity:" + reading.acuity);
    }
    if (const auto tissue = find_tissue(technique, reading)) {
        rules.push_back("depth:" + reading.tissue[*tissue]);
    }
    if (!technique.only_at.empty()) {
        rules.emplace_back("place");
    }
    if (technique.pressure.max > reading.pressure_ceiling) {
        rules.push_back("pressure:" + reading.ceiling_rule);
    }
    for (const Condition* condition : context.rules.conditions) {
        if (holds(condition->preferred_techniques, technique.id.text())) {
            rules.push_back("condition:" + condition->id);
        }
    }
    for (const std::string& goal : context.facts.goals) {
        if (holds(technique.goals, goal)) {
            rules.push_back("goal:" + goal);
        }
    }
    return rules;
}

}  // namespace

void lower_ceiling(MarkReading& reading, const RulesHere& here) {
    for (const auto& [held, effect] : here.limits) {
        lower_ceiling(reading, effect->pressure_max, held->rule.id);
    }
}

std::optional<Exclusion> find_exclusion(const Technique& technique, const FitContext& context) {
    return find_until(technique, context, Stage::Fit);
}

std::optional<Exclusion> find_protection(const Technique& technique, const FitContext& context) {
    return find_until(technique, context, Stage::Caution);
}

Match make_match(const Technique& technique, const FitContext& context) {
    const MarkReading& reading = context.reading;
    Match match;
    match.technique = technique.id;
    match.terms = score_terms(technique, context);
    for (const ScoreTerm& term : match.terms) {
        match.score += term.value;
    }
    match.reason = reason_of(technique, reading);
    match.pressure = {.min = technique.pressure.min, .max = std::min(technique.pressure.max, reading.pressure_ceiling)};
    match.minutes = technique.minutes;
    match.rules = fired_rules(technique, context);
    match.cautions = technique.cautions;
    match.certainty = technique.studies.certainty;
    match.direction = technique.studies.direction;
    match.evidence_id = technique.studies.newest_id;
    return match;
}

std::string direction_key(std::string_view direction) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> k_keys{
        {{"+", "favours"}, {"0", "no-difference"}, {"-", "against"}, {"mixed", "mixed"}}};
    const auto found = std::ranges::find(k_keys, direction, &std::pair<std::string_view, std::string_view>::first);
    return "@match.direction." + std::string(found == k_keys.end() ? "mixed" : found->second);
}

}  // namespace palpate::detail
