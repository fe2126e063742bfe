#include "matching/detail/session_match.h"

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

/// Left out at some mark, or for everything, by a rule that protects.
bool is_protected_from(const Technique& technique, const CaseMatch& result) {
    return result.find_stop() != nullptr || std::ranges::any_of(result.marks, [&](const MarkMatches& mark) {
               const auto found = std::ranges::lower_bound(mark.excluded, technique.id, {}, &Exclusion::technique);
               return found != mark.excluded.end() && found->technique == technique.id && found->stage != Stage::Fit;
           });
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
    SessionMatch together{.technique = technique.id,
                          .score = 0.0,
                          .marks = {},
                          .reason = best_of(voices).match->reason,
                          .pressure = technique.pressure,
                          .minutes = technique.minutes};
    for (const Voice& voice : voices) {
        shares.push_back(voice.weight * voice.match->score / all_weights);
        together.marks.push_back(voice.mark->mark);
        together.pressure.max = std::min(together.pressure.max, voice.match->pressure.max);
    }
    together.score = sum_of(std::move(shares));
    return together;
}

/// Of each technique the rule of the earliest stage, whatever order the marks come in.
std::vector<Exclusion> protections_of(std::span<const MarkMatches* const> matches) {
    std::map<TechniqueId, Exclusion> protections;
    for (const MarkMatches* match : matches) {
        for (const Exclusion& exclusion : match->excluded) {
            if (exclusion.stage == Stage::Fit) {
                continue;
            }
            const auto [kept, added] = protections.emplace(exclusion.technique, exclusion);
            if (!added && std::tie(exclusion.stage, exclusion.rule) < std::tie(kept->second.stage, kept->second.rule)) {
                kept->second = exclusion;
            }
        }
    }
    std::vector<Exclusion> list;
    std::ranges::transform(protections, std::back_inserter(list), [](const auto& entry) { return entry.second; });
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

std::vector<SessionMatch> match_home(const CaseMatch& result, const ClinicalCatalogue& clinical) {
    std::set<std::string> given;
    for (const std::string& plan : result.plans) {
        const auto& home = clinical.find_plan(plan)->home_plan;
        given.insert(home.begin(), home.end());
    }
    std::vector<SessionMatch> home;
    for (const Technique& technique : clinical.techniques()) {
        if (!technique.self_care || is_protected_from(technique, result)) {
            continue;
        }
        const bool from_plan = given.contains(technique.id.text());
        const auto found = std::ranges::find(result.session, technique.id, &SessionMatch::technique);
        if (found != result.session.end()) {
            home.push_back(*found);
        } else if (from_plan) {
            home.push_back({.technique = technique.id,
                            .score = 0.0,
                            .marks = {},
                            .reason = {"match.reason.home-plan", {}},
                            .pressure = technique.pressure,
                            .minutes = technique.minutes});
        } else {
            continue;
        }
        home.back().score += from_plan ? clinical.rules().weights.home_plan : 0.0;
    }
    std::ranges::sort(home, better);
    return home;
}

std::vector<GroupMatches> match_groups(std::span<const MarkMatches* const> matches, std::span<const Mark* const> marks,
                                       const ClinicalCatalogue& clinical) {
    struct Members {
        std::vector<const MarkMatches*> matches;
        std::vector<const Mark*> marks;
    };
    std::map<std::string, Members> groups;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        groups[matches[i]->group].matches.push_back(matches[i]);
        groups[matches[i]->group].marks.push_back(marks[i]);
    }
    std::vector<GroupMatches> results;
    for (const auto& [group, members] : groups) {
        results.push_back({.group = group,
                           .marks = {},
                           .techniques = match_together(members.matches, members.marks, clinical),
                           .excluded = protections_of(members.matches)});
        std::ranges::transform(members.matches, std::back_inserter(results.back().marks), &MarkMatches::mark);
    }
    return results;
}

}  // namespace palpate::detail
