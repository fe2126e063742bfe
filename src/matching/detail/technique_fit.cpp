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

using Rule = std::optional<Exclusion> (*)(const Technique&, const MarkReading&);

Exclusion leave_out(const Technique& technique, std::string rule, Text reason) {
    return {.technique = technique.id, .rule = std::move(rule), .reason = std::move(reason)};
}

std::optional<Exclusion> info_only_rule(const Technique& technique, const MarkReading& reading) {
    if (!reading.info_only) {
        return std::nullopt;
    }
    return leave_out(technique, "info-only", {"match.excluded.info-only", {}});
}

std::optional<Exclusion> site_rule(const Technique& technique, const MarkReading& reading) {
    for (const EndangermentSite* site : reading.sites_here) {
        if (holds(site->avoid_techniques, technique.id.text())) {
            return leave_out(technique, "site:" + site->id, {"match.excluded.site", {{"site", site->name}}});
        }
    }
    return std::nullopt;
}

/// A type that needs questions first is only met by techniques made for it, whatever else the mark says.
std::optional<Exclusion> screen_rule(const Technique& technique, const MarkReading& reading) {
    for (const MarkTypeRule* type : reading.types) {
        if (type->needs_screen && !holds(technique.suits_mark_types, type->mark_type)) {
            return leave_out(technique, "screen-first:" + type->mark_type,
                             {"match.excluded.screen-first", {{"type", "@match.type." + type->mark_type}}});
        }
    }
    return std::nullopt;
}

std::optional<Exclusion> pressure_rule(const Technique& technique, const MarkReading& reading) {
    if (technique.pressure.min <= reading.pressure_ceiling) {
        return std::nullopt;
    }
    return leave_out(
        technique, "pressure:" + reading.ceiling_rule,
        {"match.excluded.pressure",
         {{"needed", std::to_string(technique.pressure.min)}, {"ceiling", std::to_string(reading.pressure_ceiling)}}});
}

std::optional<Exclusion> type_rule(const Technique& technique, const MarkReading& reading) {
    if (!reading.about_a_mark || !suited_types(technique, reading).empty()) {
        return std::nullopt;
    }
    if (reading.types.empty()) {
        return leave_out(technique, "mark-type", {"match.excluded.no-type", {}});
    }
    return leave_out(technique, "mark-type:" + joined_types(reading.types),
                     {"match.excluded.type", {{"type", type_words(reading.types)}}});
}

std::optional<Exclusion> acuity_rule(const Technique& technique, const MarkReading& reading) {
    if (reading.acuity.empty() || holds(technique.suits_acuity, reading.acuity)) {
        return std::nullopt;
    }
    return leave_out(technique, "acuity:" + reading.acuity, {"match.excluded.acuity." + reading.acuity, {}});
}

std::optional<Exclusion> depth_rule(const Technique& technique, const MarkReading& reading) {
    if (works_on_whole_person(technique) || find_tissue(technique, reading)) {
        return std::nullopt;
    }
    const std::string& tissue = reading.tissue.front();
    return leave_out(technique, "depth:" + tissue, {"match.excluded.depth", {{"tissue", "@match.tissue." + tissue}}});
}

std::optional<Exclusion> place_rule(const Technique& technique, const MarkReading& reading) {
    const bool elsewhere = !technique.only_at.empty() && !technique.only_at.contains(reading.place);
    if (!elsewhere && !technique.not_at.contains(reading.place)) {
        return std::nullopt;
    }
    return leave_out(technique, "place", {"match.excluded.place", {}});
}

std::optional<Exclusion> context_rule(const Technique& technique, const MarkReading&) {
    if (technique.only_for.empty()) {
        return std::nullopt;
    }
    return leave_out(technique, "context:" + technique.only_for, {"match.excluded.context." + technique.only_for, {}});
}

constexpr std::array<Rule, 9> k_rules{info_only_rule, site_rule,  screen_rule, pressure_rule, type_rule,
                                      acuity_rule,    depth_rule, place_rule,  context_rule};

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

std::vector<ScoreTerm> score_terms(const Technique& technique, const MarkReading& reading,
                                   const EvidenceSummary& evidence, const ScoreWeights& weights) {
    std::vector<ScoreTerm> terms;
    if (reading.about_a_mark) {
        const auto suited = static_cast<double>(suited_types(technique, reading).size());
        terms.push_back({"mark-type", weights.mark_type * suited / static_cast<double>(reading.types.size())});
        terms.push_back({"focus", weights.focus * focus_share(technique, reading)});
        terms.push_back({"acuity", reading.acuity.empty() ? 0.0 : weights.acuity});
    }
    const auto tissue = find_tissue(technique, reading);
    terms.push_back({"depth", tissue ? weights.depth / static_cast<double>(*tissue + 1) : 0.0});
    terms.push_back({"evidence", weights.evidence * evidence_share(evidence)});
    terms.push_back({"place", weights.place * place_share(technique.only_at)});
    terms.push_back({"scope", technique.scope == "core" ? weights.scope : 0.0});
    const bool whole_session = technique.minutes.min >= weights.whole_session_from_minutes;
    terms.push_back({"whole-session", whole_session ? weights.whole_session : 0.0});
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

std::vector<std::string> fired_rules(const Technique& technique, const MarkReading& reading) {
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
    return rules;
}

}  // namespace

std::optional<Exclusion> find_exclusion(const Technique& technique, const MarkReading& reading) {
    for (const Rule rule : k_rules) {
        if (auto exclusion = rule(technique, reading)) {
            return exclusion;
        }
    }
    return std::nullopt;
}

Match make_match(const Technique& technique, const MarkReading& reading, const ClinicalCatalogue& clinical) {
    EvidenceSummary evidence = summarise_evidence(technique, clinical);
    Match match;
    match.technique = technique.id;
    match.terms = score_terms(technique, reading, evidence, clinical.rules().weights);
    for (const ScoreTerm& term : match.terms) {
        match.score += term.value;
    }
    match.reason = reason_of(technique, reading);
    match.pressure = {.min = technique.pressure.min, .max = std::min(technique.pressure.max, reading.pressure_ceiling)};
    match.minutes = technique.minutes;
    match.rules = fired_rules(technique, reading);
    match.cautions = technique.cautions;
    match.certainty = evidence.certainty;
    match.direction = std::move(evidence.direction);
    match.evidence_id = std::move(evidence.newest_id);
    return match;
}

EvidenceSummary summarise_evidence(const Technique& technique, const ClinicalCatalogue& clinical) {
    EvidenceSummary summary;
    int newest_year = 0;
    for (const std::string& id : technique.evidence) {
        const Evidence* study = clinical.find_evidence(id);
        if (study->kind != "intervention" || study->direction == "n/a" ||
            (!summary.direction.empty() && study->certainty < summary.certainty)) {
            continue;
        }
        if (summary.direction.empty() || study->certainty > summary.certainty) {
            summary = {.certainty = study->certainty, .direction = study->direction, .newest_id = id};
            newest_year = study->year;
            continue;
        }
        summary.direction = summary.direction == study->direction ? summary.direction : "mixed";
        if (study->year > newest_year) {
            newest_year = study->year;
            summary.newest_id = id;
        }
    }
    return summary;
}

std::string direction_key(std::string_view direction) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> k_keys{
        {{"+", "favours"}, {"0", "no-difference"}, {"-", "against"}, {"mixed", "mixed"}}};
    const auto found = std::ranges::find(k_keys, direction, &std::pair<std::string_view, std::string_view>::first);
    return "@match.direction." + std::string(found == k_keys.end() ? "mixed" : found->second);
}

}  // namespace palpate::detail
