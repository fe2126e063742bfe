#include "matching/match.h"

#include "matching/detail/technique_fit.h"

namespace palpate {
namespace {

Text evidence_text(Certainty certainty, const std::string& direction, const std::string& newest_id,
                   const ClinicalCatalogue& clinical) {
    const Evidence* newest = clinical.find_evidence(newest_id);
    if (newest == nullptr) {
        return {"match.evidence.none", {}};
    }
    return {"match.evidence.chip",
            {{"certainty", "@match.certainty." + std::string(name_of(certainty))},
             {"direction", detail::direction_key(direction)},
             {"year", std::to_string(newest->year)}}};
}

}  // namespace

Text evidence_words(const Match& match, const ClinicalCatalogue& clinical) {
    return evidence_text(match.certainty, match.direction, match.evidence_id, clinical);
}

Text evidence_words(const Technique& technique, const ClinicalCatalogue& clinical) {
    const EvidenceSummary& studies = technique.studies;
    return evidence_text(studies.certainty, studies.direction, studies.newest_id, clinical);
}

}  // namespace palpate
