#pragma once

#include "base/clock.h"
#include "exchange/import_plan.h"
#include "matching/case_match.h"

#include <string>
#include <string_view>

namespace palpate {

class AnatomyCatalogue;
class Translator;

/// What a bundle is made with; borrowed for the call.
struct FhirOrder {
    const Knowledge& knowledge;  ///< names of places, techniques and questions
    const Translator& words;     ///< the language of what people read in it
    Timestamp now{};
    bool snomed = true;  ///< SNOMED CT codes beside our own; without them nothing is lost but what others may match by
};

/// One client as a FHIR R4 bundle of type collection: Patient, Encounters, marks as BodyStructure and Observation with
/// the side in three places (qualifier, code, words), measurements, plans, notes, what is known, consents, and the exact
/// drawing as a DocumentReference. Ids are made of ours, so the same record gives the same bundle. Each resource also
/// carries, in an extension of ours, what FHIR has no place for; read_fhir() lets the standard elements win over it.
/// The code system of our codes is in the bundle. O(marks * vertices of the body) for marks on the skin.
[[nodiscard]] std::string write_fhir(const CaseDocument& document, const FhirOrder& order);

/// A bundle of ours: the record it was made of, with what has been changed in its standard elements since. Another one:
/// its patient, encounters, and pain ratings whose place and side are said; the rest is counted in `left_out`. A side is
/// never guessed. Throws Error InvalidContent for what is no R4 bundle of one patient or too large, naming the entry.
[[nodiscard]] ImportedRecords read_fhir(std::string_view json, const AnatomyCatalogue& anatomy, IdGenerator& ids,
                                        Timestamp now);

}  // namespace palpate
