#include "matching/match_json.h"

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
        terms[term.name] = term.value;
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

Json mark_json(const MarkMatches& result, const ClinicalCatalogue& clinical, const Translator& translator) {
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
        excluded.push_back({{"technique", exclusion.technique.text()},
                            {"name", technique_name(exclusion.technique, clinical)},
                            {"rule", exclusion.rule},
                            {"reason", translator.tr(exclusion.reason)}});
    }
    return {{"mark", result.mark.text()},
            {"structure", result.structure.text()},
            {"place", result.place.text()},
            {"mark_types", result.mark_types},
            {"acuity", result.acuity},
            {"pressure_ceiling", result.pressure_ceiling},
            {"needs_screen", result.needs_screen},
            {"sites", result.sites},
            {"notices", notices},
            {"matches", matches},
            {"excluded", excluded}};
}

}  // namespace

std::string to_json(const std::vector<MarkMatches>& results, const ClinicalCatalogue& clinical,
                    const Translator& translator) {
    Json marks = Json::array();
    for (const MarkMatches& result : results) {
        marks.push_back(mark_json(result, clinical, translator));
    }
    // Free text may hold broken UTF-8; what cannot be written is replaced, never a reason to fail.
    return Json{{"marks", marks}}.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palpate
