#include "matching/match.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/error.h"
#include "matching/detail/mark_reading.h"
#include "matching/detail/technique_fit.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

struct Sorting {
    std::vector<Match> matches;
    std::vector<Exclusion> excluded;
};

Sorting sort_techniques(const detail::MarkReading& reading, const ClinicalCatalogue& clinical) {
    Sorting sorting;
    for (const Technique& technique : clinical.techniques()) {
        if (auto exclusion = detail::find_exclusion(technique, reading)) {
            sorting.excluded.push_back(std::move(*exclusion));
        } else {
            sorting.matches.push_back(detail::make_match(technique, reading, clinical));
        }
    }
    std::ranges::sort(sorting.matches, [](const Match& a, const Match& b) {
        return a.score != b.score ? a.score > b.score : a.technique < b.technique;
    });
    std::ranges::sort(sorting.excluded, {}, &Exclusion::technique);
    return sorting;
}

MarkMatches match_mark(const Mark& mark, const Atlas& atlas, const AnatomyCatalogue& anatomy,
                       const ClinicalCatalogue& clinical) {
    const detail::MarkReading reading = detail::read_mark(mark, atlas, anatomy, clinical);
    MarkMatches result{.mark = mark.id,
                       .structure = mark.anchor.structure,
                       .place = reading.structure ? reading.structure->id : StructureId(),
                       .mark_types = {},
                       .acuity = reading.acuity,
                       .pressure_ceiling = reading.pressure_ceiling,
                       .needs_screen = reading.needs_screen(),
                       .sites = {},
                       .notices = detail::notices_of(reading, anatomy),
                       .matches = {},
                       .excluded = {}};
    for (const MarkTypeRule* type : reading.types) {
        result.mark_types.push_back(type->mark_type);
    }
    for (const EndangermentSite* site : reading.sites_here) {
        result.sites.push_back(site->id);
    }
    Sorting sorting = sort_techniques(reading, clinical);
    result.matches = std::move(sorting.matches);
    result.excluded = std::move(sorting.excluded);
    return result;
}

}  // namespace

std::vector<MarkMatches> match(const CaseDocument& document, const SessionId& session, const Atlas& atlas,
                               const AnatomyCatalogue& anatomy, const ClinicalCatalogue& clinical) {
    if (find_session(document, session) == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.match.no-session", {{"session", session.text()}}});
    }
    std::vector<MarkMatches> results;
    for (const Mark* mark : marks_of(document, session)) {
        results.push_back(match_mark(*mark, atlas, anatomy, clinical));
    }
    return results;
}

std::vector<Match> match_structure(const Structure& structure, const AnatomyCatalogue& anatomy,
                                   const ClinicalCatalogue& clinical) {
    return sort_techniques(detail::read_structure(structure, anatomy, clinical), clinical).matches;
}

Text evidence_words(const Match& match, const ClinicalCatalogue& clinical) {
    const Evidence* newest = clinical.find_evidence(match.evidence_id);
    if (newest == nullptr) {
        return {"match.evidence.none", {}};
    }
    return {"match.evidence.chip",
            {{"certainty", "@match.certainty." + std::string(name_of(match.certainty))},
             {"direction", detail::direction_key(match.direction)},
             {"year", std::to_string(newest->year)}}};
}

}  // namespace palpate
