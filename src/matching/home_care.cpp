#include "matching/home_care.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/translator.h"
#include "matching/detail/known_structure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace palpate {
namespace {

std::string whole(double number) { return std::to_string(std::lround(number)); }

/// Paths on which a person counts how often they hold still; all others go to and fro as long as the minutes last.
constexpr std::array<std::string_view, 3> k_held_paths{"press", "hold", "tremble"};

std::optional<Text> holds(const StrokeFigure& strokes) {
    const auto seconds = std::pair{std::string("seconds"), whole(strokes.hold_s)};
    if (strokes.repeats == 1) {
        return Text{"home-care.holds-once", {seconds}};
    }
    return Text{"home-care.holds", {{"repeats", std::to_string(strokes.repeats)}, seconds}};
}

/// What the figure of the strokes says beyond the minutes; nullopt where that is nothing to go by.
std::optional<Text> repeats_of(const StrokeFigure& strokes) {
    const std::string repeats = std::to_string(strokes.repeats);
    if (strokes.path == "swing" && strokes.contact == "none") {
        return Text{"home-care.moves", {{"repeats", repeats}}};
    }
    if (strokes.hold_s < 1.0) {
        return std::nullopt;
    }
    if (strokes.path == "breathe") {
        return Text{"home-care.breaths", {{"seconds", whole(strokes.hold_s)}}};
    }
    if (strokes.path == "tense-release") {
        return Text{"home-care.tense", {{"repeats", repeats}, {"seconds", whole(strokes.hold_s)}}};
    }
    const bool held = std::ranges::find(k_held_paths, strokes.path) != k_held_paths.end();
    return held ? holds(strokes) : std::nullopt;
}

/// "2 to 3", "4", "5 or more", "up to 2".
std::string range_words(const DoseRange& range, const Translator& words) {
    if (!range.max) {
        return words.tr(Text{"home-care.at-least", {{"min", whole(range.min)}}});
    }
    if (range.min <= 0.0) {
        return words.tr(Text{"home-care.at-most", {{"max", whole(*range.max)}}});
    }
    if (*range.max == range.min) {
        return whole(range.min);
    }
    return words.tr(Text{"home-care.range", {{"min", whole(range.min)}, {"max", whole(*range.max)}}});
}

/// A part of the body a step is done at, and on which sides.
struct StepPlace {
    std::string region;  ///< empty: the skin, somewhere
    bool known = true;
    bool left = false;
    bool right = false;
};

std::vector<StepPlace> places_of(std::span<const StructureId> structures, const Knowledge& knowledge) {
    std::vector<StepPlace> places;
    for (const StructureId& id : structures) {
        const auto structure = detail::find_known_structure(id, knowledge);
        const std::string region = structure ? structure->region_id : std::string();
        const bool known = structure.has_value();
        auto place = std::ranges::find_if(
            places, [&](const StepPlace& other) { return other.region == region && other.known == known; });
        if (place == places.end()) {
            place = places.insert(places.end(), {.region = region, .known = known});
        }
        place->left = place->left || (structure && structure->side == Side::Left);
        place->right = place->right || (structure && structure->side == Side::Right);
    }
    return places;
}

std::string words_of(const StepPlace& place, const Translator& words) {
    const char* side = place.left && place.right ? "@home-care.side.both"
                       : place.left              ? "@home-care.side.left"
                       : place.right             ? "@home-care.side.right"
                                                 : "@home-care.side.mid";
    const std::string region = place.region.empty() ? "skin" : place.region;
    return words.tr(
        Text{"home-care.place",
             {{"side", side}, {"place", place.known ? "@read-back.place." + region : "@read-back.place.unknown"}}});
}

void add_once(std::vector<std::string>& sentences, const std::string& sentence) {
    if (!sentence.empty() && std::ranges::find(sentences, sentence) == sentences.end()) {
        sentences.push_back(sentence);
    }
}

}  // namespace

std::vector<Text> home_dose(const Technique& technique, int minutes) {
    std::vector<Text> sentences;
    sentences.push_back(minutes == 1 ? Text{"home-care.minute", {}}
                                     : Text{"home-care.minutes", {{"minutes", std::to_string(minutes)}}});
    if (auto repeats = repeats_of(technique.strokes)) {
        sentences.push_back(std::move(*repeats));
    }
    return sentences;
}

std::string course_words(const Dose& course, const Translator& words) {
    if (!course.sessions_per_week || course.sessions_per_week->max == 0.0) {
        return {};
    }
    const DoseRange& visits = *course.sessions_per_week;
    const bool one = visits.max == 1.0;
    const char* often = !one ? "home-care.visits" : visits.min == 1.0 ? "home-care.visit" : "home-care.visit-at-most";
    const std::string visits_words = words.tr(Text{often, {{"visits", range_words(visits, words)}}});
    const bool for_weeks = course.weeks && course.weeks->max.value_or(course.weeks->min) > 1.0;
    if (!for_weeks) {
        return visits_words;
    }
    return words.tr(Text{"home-care.course", {{"visits", visits_words}, {"weeks", range_words(*course.weeks, words)}}});
}

std::string step_place_words(std::span<const StructureId> structures, const Knowledge& knowledge,
                             const Translator& words) {
    if (structures.empty()) {
        return words.tr("home-care.whole-body");
    }
    std::string all;
    for (const StepPlace& place : places_of(structures, knowledge)) {
        all += (all.empty() ? "" : "; ") + words_of(place, words);
    }
    return all;
}

bool is_for_whole_person(const Technique& technique) {
    return std::ranges::all_of(technique.suits_tissue_depth, [](const std::string& depth) { return depth == "none"; });
}

std::vector<std::string> when_to_see_a_doctor(const CaseFacts& facts, const CaseMatch& match,
                                              const ClinicalCatalogue& clinical) {
    std::vector<std::string> sentences;
    for (const std::string& id : facts.conditions) {
        if (const Condition* condition = clinical.find_condition(id)) {
            add_once(sentences, condition->referral);
        }
    }
    if (sentences.empty() && !match.plans.empty()) {
        add_once(sentences, clinical.find_plan(match.plans.front())->review_or_stop);
    }
    return sentences;
}

bool may_be_done_at_home(const PlanItem& item, const CaseMatch& match, const CaseFacts& facts,
                         const Knowledge& knowledge) {
    const Technique* technique = knowledge.clinical.find_technique(item.technique);
    if (technique == nullptr) {
        return false;
    }
    const auto allows = [&](const std::string& rule) { return rule.empty() || rule == item.override_rule; };
    if (const CaseRule* stop = match.find_stop(); stop != nullptr && !allows(stop->id)) {
        return false;
    }
    const auto refused = [&](const Structure* structure) {
        const auto refusal = find_refusal(*technique, structure, facts, knowledge);
        return refusal && !allows(refusal->rule);
    };
    if (item.structures.empty()) {
        return !refused(nullptr);
    }
    return std::ranges::none_of(item.structures, [&](const StructureId& id) {
        const auto structure = detail::find_known_structure(id, knowledge);
        return structure && refused(&*structure);
    });
}

}  // namespace palpate
