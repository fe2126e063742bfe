#include "matching/match_json.h"

#include "anatomy/anatomy_catalogue.h"
#include "base/translator.h"

#include <nlohmann/json.hpp>

namespace palpate {
namespace {

using Json = nlohmann::ordered_json;

Json range_json(const IntRange& range) { return {{"min", range.min}, {"max", range.max}}; }

std::string technique_name(const TechniqueId& id, const ClinicalCatalogue& clinical) {
    const Technique* technique = clinical.find_technique(id);
    return technique == nullptr ? id.text() : technique->name;
}

Json cautions_json(const Match& match, const ClinicalCatalogue& clinical) {
    Json cautions = Json::array();
    for (const std::string& id : match.cautions) {
        cautions.push_back({{"id", id}, {"question", clinical.caution_text(id)}});
    }
    return cautions;
}

Json evidence_json(const Match& match, const ClinicalCatalogue& clinical, const Translator& translator) {
    Json json{{"words", translator.tr(evidence_words(match, clinical))}};
    if (const Evidence* study = clinical.find_evidence(match.evidence_id)) {
        json["certainty"] = name_of(match.certainty);
        json["direction"] = match.direction;
        json["newest"] = {{"id", study->id},          {"authors", study->authors}, {"year", study->year},
                          {"title", study->title},    {"journal", study->journal}, {"doi", study->doi},
                          {"finding", study->finding}};
    }
    return json;
}

Json match_json(const Match& match, const ClinicalCatalogue& clinical, const Translator& translator) {
    Json terms = Json::object();
    for (const ScoreTerm& term : match.terms) {
        terms[std::string(term.name)] = term.value;
    }
    return {{"technique", match.technique.text()},
            {"name", technique_name(match.technique, clinical)},
            {"reason", translator.tr(match.reason)},
            {"score", match.score},
            {"terms", terms},
            {"pressure", range_json(match.pressure)},
            {"minutes", range_json(match.minutes)},
            {"rules", match.rules},
            {"cautions", cautions_json(match, clinical)},
            {"evidence", evidence_json(match, clinical, translator)}};
}

Json exclusion_json(const Exclusion& exclusion, const ClinicalCatalogue& clinical, const Translator& translator) {
    return {{"technique", exclusion.technique.text()},
            {"name", technique_name(exclusion.technique, clinical)},
            {"stage", name_of(exclusion.stage)},
            {"rule", exclusion.rule},
            {"reason", translator.tr(exclusion.reason)}};
}

/// A structure of the atlas or the catalogue in words, with where its pain may be felt.
Json muscle_json(const std::string& entry, const AnatomyCatalogue& anatomy) {
    const MuscleEntry* muscle = anatomy.find_muscle(entry);
    return {{"id", entry}, {"name", muscle->name_english}, {"pattern", muscle->referral_text}};
}

Json mark_json(const MarkMatches& result, const Knowledge& knowledge, const Translator& translator) {
    const ClinicalCatalogue& clinical = knowledge.clinical;
    Json notices = Json::array();
    for (const Text& notice : result.notices) {
        notices.push_back(translator.tr(notice));
    }
    Json matches = Json::array();
    for (const Match& match : result.matches) {
        matches.push_back(match_json(match, clinical, translator));
    }
    Json excluded = Json::array();
    for (const Exclusion& exclusion : result.excluded) {
        excluded.push_back(exclusion_json(exclusion, clinical, translator));
    }
    Json worth_palpating = Json::array();
    for (const std::string& entry : result.worth_palpating) {
        worth_palpating.push_back(muscle_json(entry, knowledge.anatomy));
    }
    return {{"mark", result.mark.text()},
            {"structure", result.structure.text()},
            {"place", result.place.text()},
            {"group", result.group},
            {"mark_types", result.mark_types},
            {"acuity", result.acuity},
            {"stopped_by", result.stopped_by},
            {"pressure_ceiling", result.pressure_ceiling},
            {"ceiling_rule", result.ceiling_rule},
            {"needs_screen", result.needs_screen},
            {"sites", result.sites},
            {"notices", notices},
            {"matches", matches},
            {"excluded", excluded},
            {"worth_palpating", worth_palpating}};
}

Json rules_json(const CaseMatch& result, const Translator& translator) {
    Json rules = Json::array();
    for (const CaseRule& rule : result.rules) {
        rules.push_back({{"id", rule.id},
                         {"source", name_of(rule.source)},
                         {"stage", name_of(rule.stage)},
                         {"urgency", rule.urgency},
                         {"name", rule.source == RuleSource::Wish ? translator.tr("match.rule." + rule.id) : rule.name},
                         {"what_to_do", rule.what_to_do},
                         {"unsure", rule.unsure},
                         {"stops_everything", rule.stops_everything}});
    }
    return rules;
}

Json calendar_json(const CaseMatch& result, const ClinicalCatalogue& clinical) {
    Json calendar = Json::array();
    for (const CalendarAdvice& advice : result.calendar) {
        const EventStage* stage = clinical.find_event_stage(advice.stage);
        calendar.push_back({{"stage", advice.stage},
                            {"label", stage->label},
                            {"rule", stage->rule},
                            {"days", advice.days},
                            {"before_hard_day", advice.before_hard_day},
                            {"basis", stage->basis}});
    }
    return calendar;
}

Json areas_json(const CaseMatch& result) {
    Json areas = Json::array();
    for (const AvoidArea& area : result.avoid_areas) {
        areas.push_back({{"rule", area.rule},
                         {"region", area.place.region},
                         {"side", name_of(area.place.side)},
                         {"at_spot", area.place.spot.has_value()},
                         {"radius_mm", area.radius_mm},
                         {"whole_limb", area.whole_limb}});
    }
    return areas;
}

Json questions_json(const CaseMatch& result) {
    Json questions = Json::array();
    for (const OpenQuestion& open : result.ask_first) {
        questions.push_back(
            {{"id", open.id}, {"question", open.question}, {"urgency", open.urgency}, {"always", open.always}});
    }
    return questions;
}

Json ids_json(const std::vector<MarkId>& marks) {
    Json ids = Json::array();
    for (const MarkId& mark : marks) {
        ids.push_back(mark.text());
    }
    return ids;
}

Json together_json(const std::vector<SessionMatch>& matches, const ClinicalCatalogue& clinical,
                   const Translator& translator) {
    Json list = Json::array();
    for (const SessionMatch& match : matches) {
        list.push_back({{"technique", match.technique.text()},
                        {"name", technique_name(match.technique, clinical)},
                        {"reason", translator.tr(match.reason)},
                        {"score", match.score},
                        {"marks", ids_json(match.marks)},
                        {"pressure", range_json(match.pressure)},
                        {"minutes", range_json(match.minutes)}});
    }
    return list;
}

Json groups_json(const CaseMatch& result, const ClinicalCatalogue& clinical, const Translator& translator) {
    Json groups = Json::array();
    for (const GroupMatches& group : result.groups) {
        Json excluded = Json::array();
        for (const Exclusion& exclusion : group.excluded) {
            excluded.push_back(exclusion_json(exclusion, clinical, translator));
        }
        groups.push_back({{"group", group.group},
                          {"marks", ids_json(group.marks)},
                          {"techniques", together_json(group.techniques, clinical, translator)},
                          {"excluded", excluded}});
    }
    return groups;
}

}  // namespace

std::string to_json(const CaseMatch& result, const Knowledge& knowledge, const Translator& translator) {
    const ClinicalCatalogue& clinical = knowledge.clinical;
    Json marks = Json::array();
    for (const MarkMatches& match : result.marks) {
        marks.push_back(mark_json(match, knowledge, translator));
    }
    const CaseRule* stop = result.find_stop();
    const Json json{{"stopped_by", stop != nullptr ? Json(stop->id) : Json(nullptr)},
                    {"rules", rules_json(result, translator)},
                    {"ask_first", questions_json(result)},
                    {"calendar", calendar_json(result, clinical)},
                    {"avoid_areas", areas_json(result)},
                    {"marks", marks},
                    {"groups", groups_json(result, clinical, translator)},
                    {"session", together_json(result.session, clinical, translator)},
                    {"home", together_json(result.home, clinical, translator)},
                    {"plans", result.plans},
                    {"notice", translator.tr("match.safety-notice")}};
    // Free text may hold broken UTF-8; what cannot be written is replaced, never a reason to fail.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palpate
