#include "matching/detail/technique_fit.h"

#include "anatomy/anatomy_catalogue.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

namespace palpate::detail {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

/// Strings joined in one go: sentences and rules are written by the thousand.
std::string joined(std::string_view first, std::string_view second, std::string_view third = {}) {
    std::string whole;
    whole.reserve(first.size() + second.size() + third.size());
    whole += first;
    whole += second;
    whole += third;
    return whole;
}

/// A text with one argument, which is moved in.
Text said(const char* key, const char* argument, std::string value) {
    Text text{key, {}};
    text.arguments.emplace_back(argument, std::move(value));
    return text;
}

std::string joined_types(const std::vector<const MarkTypeRule*>& types) {
    std::string joined;
    for (const MarkTypeRule* type : types) {
        joined += joined.empty() ? "" : "+";
        joined += type->mark_type;
    }
    return joined;
}

std::uint64_t suited_bits(const Technique& technique, const MarkReading& reading) {
    return technique.suited_types & reading.type_bits;
}

/// The mark's types that the technique suits.
std::vector<const MarkTypeRule*> suited_types(const Technique& technique, const MarkReading& reading) {
    std::vector<const MarkTypeRule*> suited;
    std::ranges::copy_if(reading.types, std::back_inserter(suited),
                         [&](const MarkTypeRule* type) { return holds(technique.suits_mark_types, type->mark_type); });
    return suited;
}

/// Place of the best suited tissue in the reading's list; none when the technique reaches none of them.
std::optional<std::size_t> find_tissue(const Technique& technique, const MarkReading& reading) {
    for (std::size_t i = 0; i < reading.tissue.size(); ++i) {
        if (holds(technique.suits_tissue_depth, reading.tissue[i])) {
            return i;
        }
    }
    return std::nullopt;
}

using Question = std::optional<Exclusion> (*)(const CaseTechnique&, const FitContext&, const FitRule&);

/// The rule's id, and behind a colon what of it spoke: "acuity:acute".
Exclusion leave_out(const CaseTechnique& asked, const FitRule& rule, std::string_view detail, Text reason) {
    return {.technique = asked.technique->id,
            .stage = rule.stage,
            .rule = detail.empty() ? rule.id : joined(rule.id, ":", detail),
            .reason = std::move(reason)};
}

std::optional<Exclusion> info_only_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    if (!context.reading.info_only) {
        return std::nullopt;
    }
    return leave_out(asked, rule, {}, {"match.excluded.info-only", {}});
}

std::optional<Exclusion> site_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    for (const EndangermentSite* site : context.reading.sites_here) {
        if (holds(site->avoid_techniques, asked.technique->id.text())) {
            return leave_out(asked, rule, site->id, said("match.excluded.site", "site", site->name));
        }
    }
    return std::nullopt;
}

/// A type that needs questions first is only met by techniques made for it, whatever else the mark says.
std::optional<Exclusion> screen_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    for (const MarkTypeRule* type : context.reading.types) {
        if (type->needs_screen && !holds(asked.technique->suits_mark_types, type->mark_type)) {
            return leave_out(asked, rule, type->mark_type,
                             said("match.excluded.screen-first", "type", joined("@match.type.", type->mark_type)));
        }
    }
    return std::nullopt;
}

std::optional<Exclusion> pressure_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    const int needed = asked.technique->pressure.min;
    if (needed <= reading.pressure_ceiling) {
        return std::nullopt;
    }
    Text reason{"match.excluded.pressure", {}};
    reason.arguments.reserve(2);
    reason.arguments.emplace_back("needed", std::to_string(needed));
    reason.arguments.emplace_back("ceiling", std::to_string(reading.pressure_ceiling));
    return leave_out(asked, rule, reading.ceiling_rule, std::move(reason));
}

std::optional<Exclusion> type_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (!reading.about_a_mark || suited_bits(*asked.technique, reading) != 0) {
        return std::nullopt;
    }
    if (reading.types.empty()) {
        return leave_out(asked, rule, {}, {"match.excluded.no-type", {}});
    }
    return leave_out(asked, rule, joined_types(reading.types), said("match.excluded.type", "type", reading.type_words));
}

std::optional<Exclusion> acuity_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (reading.acuity.empty() || holds(asked.technique->suits_acuity, reading.acuity)) {
        return std::nullopt;
    }
    return leave_out(asked, rule, reading.acuity, {joined("match.excluded.acuity.", reading.acuity), {}});
}

std::optional<Exclusion> depth_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const MarkReading& reading = context.reading;
    if (asked.whole_person || find_tissue(*asked.technique, reading)) {
        return std::nullopt;
    }
    const std::string& tissue = reading.tissue.front();
    return leave_out(asked, rule, tissue, said("match.excluded.depth", "tissue", joined("@match.tissue.", tissue)));
}

std::optional<Exclusion> place_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const Technique& technique = *asked.technique;
    const Place& place = context.reading.place;
    const bool elsewhere = !technique.only_at.empty() && !technique.only_at.contains(place);
    if (!elsewhere && !technique.not_at.contains(place)) {
        return std::nullopt;
    }
    return leave_out(asked, rule, {}, {"match.excluded.place", {}});
}

std::optional<Exclusion> context_rule(const CaseTechnique& asked, const FitContext&, const FitRule& rule) {
    if (asked.context_known) {
        return std::nullopt;
    }
    const std::string& wanted = asked.technique->only_for.front();
    const std::string_view kind = wanted == "pregnancy" ? std::string_view(wanted) : "sport-event";
    return leave_out(asked, rule, wanted, {joined("match.excluded.context.", kind), {}});
}

std::optional<Exclusion> scope_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const std::string& scope = asked.technique->scope;
    if (context.facts.additional_training || scope != "additional-training") {
        return std::nullopt;
    }
    return leave_out(asked, rule, scope, {"match.excluded.scope", {}});
}

std::optional<Exclusion> home_caution_rule(const CaseTechnique& asked, const FitContext&, const FitRule& rule) {
    if (asked.home_caution == nullptr) {
        return std::nullopt;
    }
    const CaseRule& named = asked.home_caution->rule;
    return leave_out(asked, rule, named.id, said("match.excluded.home-caution", "name", named.name));
}

std::optional<Exclusion> time_rule(const CaseTechnique& asked, const FitContext& context, const FitRule& rule) {
    const int needed = asked.technique->minutes.min;
    if (!context.facts.minutes || needed <= *context.facts.minutes) {
        return std::nullopt;
    }
    const std::string minutes = std::to_string(needed);
    return leave_out(asked, rule, minutes, said("match.excluded.time", "minutes", minutes));
}

/// What the words of matching_rules.json ask; in the order of fit_questions().
constexpr std::array<Question, 12> k_questions{info_only_rule,    site_rule,  screen_rule,  pressure_rule,
                                               home_caution_rule, scope_rule, context_rule, type_rule,
                                               acuity_rule,       depth_rule, place_rule,   time_rule};

Exclusion left_out_by(const CaseTechnique& asked, const HeldRule& held, Text reason) {
    return {
        .technique = asked.technique->id, .stage = held.rule.stage, .rule = held.rule.id, .reason = std::move(reason)};
}

/// "Local to the knee": what a rule of the client says, in its own words.
Text rule_words(const char* key, const CaseRule& rule) {
    Text text{key, {}};
    text.arguments.reserve(2);
    text.arguments.emplace_back("name", rule.name);
    text.arguments.emplace_back("action", rule.what_to_do);
    return text;
}

Text stop_words(const CaseRule& rule) {
    return rule.source == RuleSource::Wish ? Text{"match.excluded.wish-area", {}}
                                           : rule_words("match.excluded.stop", rule);
}

/// The rules of the client that speak at this stage.
std::optional<Exclusion> find_held(const CaseTechnique& asked, const FitContext& context, Stage stage) {
    const RulesHere& here = context.here;
    if (here.stop != nullptr && here.stop->rule.stage == stage) {
        return left_out_by(asked, *here.stop, stop_words(here.stop->rule));
    }
    for (const HeldRule* held : here.where_asked) {
        if (held->rule.stage == stage && holds(asked.technique->cautions, held->rule.id)) {
            return left_out_by(asked, *held, said("match.excluded.ask-where", "name", held->rule.name));
        }
    }
    if (asked.left_out_by.empty()) {
        return std::nullopt;
    }
    for (const auto& [held, effect] : here.limits) {
        if (held->rule.stage == stage && std::ranges::find(asked.left_out_by, effect) != asked.left_out_by.end()) {
            return left_out_by(asked, *held, rule_words("match.excluded.left-out", held->rule));
        }
    }
    return std::nullopt;
}

std::optional<Exclusion> find_until(const CaseTechnique& asked, const FitContext& context, Stage last) {
    const std::vector<FitRule>& fit = context.clinical.rules().fit_rules;
    std::size_t next = 0;
    for (int stage = 0; stage <= static_cast<int>(last); ++stage) {
        if (auto exclusion = find_held(asked, context, static_cast<Stage>(stage))) {
            return exclusion;
        }
        for (; next < fit.size() && fit[next].stage == static_cast<Stage>(stage); ++next) {
            const Question question = k_questions.at(context.rules.questions[next]);
            if (auto exclusion = question(asked, context, fit[next])) {
                return exclusion;
            }
        }
    }
    return std::nullopt;
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

/// 1 where a condition of the client prefers the technique at this place.
double condition_share(const CaseTechnique& asked, const MarkReading& reading) {
    const bool preferred = std::ranges::any_of(asked.preferred_by, [&](const Condition* condition) {
        return condition->places.empty() || condition->places.contains(reading.place);
    });
    return preferred ? 1.0 : 0.0;
}

/// How much of the mark's types it suits.
double type_share(const Technique& technique, const MarkReading& reading) {
    return static_cast<double>(std::popcount(suited_bits(technique, reading))) /
           static_cast<double>(reading.types.size());
}

std::string how_key(const CaseTechnique& asked) {
    return joined("@match.how.",
                  asked.moves_a_joint ? std::string_view("moving-a-joint") : asked.technique->stroke_direction);
}

std::string suited_words(const Technique& technique, const MarkReading& reading) {
    return suited_bits(technique, reading) == reading.type_bits ? reading.type_words
                                                                : words_of(suited_types(technique, reading));
}

Text reason_of(const CaseTechnique& asked, const MarkReading& reading) {
    Text reason;
    reason.arguments.reserve(5);
    const bool since = reading.about_a_mark && !reading.acuity.empty();
    if (reading.about_a_mark) {
        reason.arguments.emplace_back("what", suited_words(*asked.technique, reading));
    }
    if (since) {
        reason.arguments.emplace_back("since", joined("@match.since.", reading.acuity));
    }
    const bool of_the_person = asked.whole_person || !reading.structure;
    std::string_view sentence = since ? "match.reason.mark-since" : "match.reason.mark";
    if (!reading.about_a_mark) {
        sentence = "match.reason.structure";
    }
    reason.key = joined(sentence, of_the_person ? ".whole-person" : "");
    if (!of_the_person) {
        reason.arguments.emplace_back("how", how_key(asked));
        reason.arguments.emplace_back("side", joined("@match.side.", name_of(reading.structure->side)));
        reason.arguments.emplace_back("structure", reading.said_name);
    }
    return reason;
}

std::vector<std::string> fired_rules(const CaseTechnique& asked, const FitContext& context) {
    const Technique& technique = *asked.technique;
    const MarkReading& reading = context.reading;
    std::vector<std::string> rules;
    rules.reserve(8);
    for (const MarkTypeRule* type : reading.types) {
        if (!holds(technique.suits_mark_types, type->mark_type)) {
            continue;
        }
        rules.push_back(joined("mark-type:", type->mark_type));
        if (type->needs_screen) {
            rules.push_back(joined("screen-first:", type->mark_type));
        }
    }
    if (!reading.acuity.empty()) {
        rules.push_back(joined("acuity:", reading.acuity));
    }
    if (const auto tissue = find_tissue(technique, reading)) {
        rules.push_back(joined("depth:", reading.tissue[*tissue]));
    }
    if (!technique.only_at.empty()) {
        rules.emplace_back("place");
    }
    if (technique.pressure.max > reading.pressure_ceiling) {
        rules.push_back(joined("pressure:", reading.ceiling_rule));
    }
    for (const Condition* condition : asked.preferred_by) {
        rules.push_back(joined("condition:", condition->id));
    }
    for (const std::string& goal : context.facts.goals) {
        if (holds(technique.goals, goal)) {
            rules.push_back(joined("goal:", goal));
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

std::optional<Exclusion> find_exclusion(const CaseTechnique& asked, const FitContext& context) {
    return find_until(asked, context, Stage::Fit);
}

std::optional<Exclusion> find_protection(const CaseTechnique& asked, const FitContext& context) {
    return find_until(asked, context, Stage::Caution);
}

std::vector<ScoreTerm> score_terms(const CaseTechnique& asked, const FitContext& context) {
    const Technique& technique = *asked.technique;
    const MarkReading& reading = context.reading;
    const ScoreWeights& weights = context.clinical.rules().weights;
    std::vector<ScoreTerm> terms;
    terms.reserve(12);
    if (reading.about_a_mark) {
        terms.push_back({"mark-type", weights.mark_type * type_share(technique, reading)});
        terms.push_back({"focus", weights.focus * focus_share(technique, reading)});
        terms.push_back({"acuity", reading.acuity.empty() ? 0.0 : weights.acuity});
    }
    const auto tissue = find_tissue(technique, reading);
    terms.push_back({"depth", tissue ? weights.depth / static_cast<double>(*tissue + 1) : 0.0});
    terms.push_back({"evidence", weights.evidence * asked.evidence_share});
    terms.push_back({"place", weights.place * asked.place_share});
    terms.push_back({"scope", technique.scope == "core" ? weights.scope : 0.0});
    const bool whole_session = technique.minutes.min >= weights.whole_session_from_minutes;
    terms.push_back({"whole-session", whole_session ? weights.whole_session : 0.0});
    if (!context.facts.conditions.empty()) {
        terms.push_back({"condition", weights.condition * condition_share(asked, reading)});
    }
    if (!technique.only_for.empty()) {
        terms.push_back({"made-for", weights.made_for});
    }
    if (asked.named_cautions > 0.0) {
        terms.push_back({"caution", weights.caution * asked.named_cautions});
    }
    if (!context.facts.goals.empty()) {
        terms.push_back({"goal", weights.goal * asked.goal_share});
    }
    return terms;
}

Match make_match(const CaseTechnique& asked, const FitContext& context, std::vector<ScoreTerm> terms) {
    const Technique& technique = *asked.technique;
    const MarkReading& reading = context.reading;
    Match match;
    match.technique = technique.id;
    for (const ScoreTerm& term : terms) {
        match.score += term.value;
    }
    match.terms = std::move(terms);
    match.reason = reason_of(asked, reading);
    match.pressure = {.min = technique.pressure.min, .max = std::min(technique.pressure.max, reading.pressure_ceiling)};
    match.minutes = technique.minutes;
    match.rules = fired_rules(asked, context);
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
