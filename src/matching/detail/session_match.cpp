#include "matching/detail/session_match.h"

#include "matching/detail/technique_fit.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

namespace palpate::detail {
namespace {

/// One mark's say on a technique.
struct Voice {
    const MarkMatches* mark = nullptr;
    const Match* match = nullptr;
    double weight = 0.0;
};

double weight_of(const Mark& mark) { return 1.0 + mark.now; }

/// Summed from the smallest on: the same in whatever order the marks come.
double sum_of(std::vector<double> values) {
    std::ranges::sort(values);
    return std::accumulate(values.begin(), values.end(), 0.0);
}

bool better(const SessionMatch& a, const SessionMatch& b) {
    return a.score != b.score ? a.score > b.score : a.technique < b.technique;
}

std::set<std::string> given_to_take_home(const CaseMatch& result, const ClinicalCatalogue& clinical) {
    std::set<std::string> given;
    for (const std::string& plan : result.plans) {
        const auto& home = clinical.find_plan(plan)->home_plan;
        given.insert(home.begin(), home.end());
    }
    return given;
}

SessionMatch of_a_plan(const Technique& technique, int pressure_ceiling) {
    return {.technique = technique.id,
            .score = 0.0,
            .marks = {},
            .reason = {"match.reason.home-plan", {}},
            .pressure = {technique.pressure.min, std::min(technique.pressure.max, pressure_ceiling)},
            .minutes = technique.minutes};
}

const Voice& best_of(const std::vector<Voice>& voices) {
    return *std::ranges::min_element(voices, [](const Voice& a, const Voice& b) {
        if (a.match->score != b.match->score) {
            return a.match->score > b.match->score;
        }
        return a.weight != b.weight ? a.weight > b.weight : a.mark->structure < b.mark->structure;
    });
}

SessionMatch combine(const Technique& technique, const std::vector<Voice>& voices, double all_weights) {
    std::vector<double> shares;
    shares.reserve(voices.size());
    SessionMatch together{.technique = technique.id,
                          .score = 0.0,
                          .marks = {},
                          .reason = best_of(voices).match->reason,
                          .pressure = {technique.pressure.min, 0},
                          .minutes = technique.minutes};
    together.marks.reserve(voices.size());
    for (const Voice& voice : voices) {
        shares.push_back(voice.weight * voice.match->score / all_weights);
        together.marks.push_back(voice.mark->mark);
        together.pressure.max = std::max(together.pressure.max, voice.match->pressure.max);
    }
    together.score = sum_of(std::move(shares));
    return together;
}

/// Of each technique the rule of the earliest stage, whatever order the marks come in.
std::vector<Exclusion> protections_of(std::span<const MarkMatches* const> matches) {
    std::map<std::string_view, const Exclusion*> protections;  // copied once it is known which one counts
    for (const MarkMatches* match : matches) {
        for (const Exclusion& exclusion : match->excluded) {
            if (exclusion.stage == Stage::Fit) {
                continue;
            }
            const auto [kept, added] = protections.try_emplace(exclusion.technique.text(), &exclusion);
            if (!added &&
                std::tie(exclusion.stage, exclusion.rule) < std::tie(kept->second->stage, kept->second->rule)) {
                kept->second = &exclusion;
            }
        }
    }
    std::vector<Exclusion> list;
    list.reserve(protections.size());
    std::ranges::transform(protections, std::back_inserter(list), [](const auto& entry) { return *entry.second; });
    return list;
}

}  // namespace

std::vector<SessionMatch> match_together(std::span<const MarkMatches* const> matches,
                                         std::span<const Mark* const> marks, const ClinicalCatalogue& clinical) {
    std::unordered_map<std::string_view, std::vector<Voice>> voices;
    std::vector<double> weights;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        weights.push_back(weight_of(*marks[i]));
        for (const Match& match : matches[i]->matches) {
            voices[match.technique.text()].push_back({matches[i], &match, weights.back()});
        }
    }
    const double all_weights = sum_of(weights);
    std::vector<SessionMatch> together;
    for (const Technique& technique : clinical.techniques()) {
        if (const auto found = voices.find(technique.id.text()); found != voices.end()) {
            together.push_back(combine(technique, found->second, all_weights));
        }
    }
    std::ranges::sort(together, better);
    return together;
}

std::vector<SessionMatch> match_home(const CaseMatch& result, const CaseFacts& facts, const CaseRules& rules,
                                     std::span<const CaseTechnique> techniques, const ClinicalCatalogue& clinical) {
    const RulesHere everywhere = rules_at({}, {}, rules, clinical);
    MarkReading no_place;
    no_place.about_a_mark = false;
    lower_ceiling(no_place, everywhere);
    int lowest_ceiling = no_place.pressure_ceiling;  // for what a plan gives without saying where
    for (const MarkMatches& mark : result.marks) {
        lowest_ceiling = std::min(lowest_ceiling, mark.pressure_ceiling);
    }
    const FitContext at_home{no_place, rules, everywhere, facts, clinical};
    const std::set<std::string> given = given_to_take_home(result, clinical);
    std::vector<SessionMatch> home;
    for (const CaseTechnique& asked : techniques) {
        const Technique& technique = *asked.technique;
        if (!technique.self_care || find_protection(asked, at_home)) {
            continue;
        }
        const auto fits = std::ranges::find(result.session, technique.id, &SessionMatch::technique);
        if (fits != result.session.end()) {
            home.push_back(*fits);
        } else if (given.contains(technique.id.text()) && technique.pressure.min <= lowest_ceiling) {
            home.push_back(of_a_plan(technique, lowest_ceiling));
        }
    }
    std::ranges::sort(home, [&](const SessionMatch& a, const SessionMatch& b) {
        const bool a_given = given.contains(a.technique.text());
        return a_given != given.contains(b.technique.text()) ? a_given : better(a, b);
    });
    return home;
}

std::vector<GroupMatches> match_groups(std::span<const MarkMatches* const> matches, std::span<const Mark* const> marks,
                                       const ClinicalCatalogue& clinical) {
    struct Members {
        std::vector<const MarkMatches*> matches;
        std::vector<const Mark*> marks;
    };
    std::map<std::string_view, Members> groups;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        Members& members = groups[matches[i]->group];
        members.matches.push_back(matches[i]);
        members.marks.push_back(marks[i]);
    }
    std::vector<GroupMatches> results;
    for (const auto& [group, members] : groups) {
        results.push_back({.group = std::string(group),
                           .marks = {},
                           .techniques = match_together(members.matches, members.marks, clinical),
                           .excluded = protections_of(members.matches)});
        std::ranges::transform(members.matches, std::back_inserter(results.back().marks), &MarkMatches::mark);
    }
    return results;
}

}  // namespace palpate::detail
