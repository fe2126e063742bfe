#pragma once

#include "anatomy/structure.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace palpate::detail {

// Systems and codes of the bundle, each with the source it was read in: HL7's pain questionnaire and symptom guides for
// LOINC, the value sets of FHIR R4 for sides, HL7's list of quality words for SNOMED CT. FMA goes by the OID of HL7 and
// DICOM with the bare number, and is never sided: the side stands beside it.

inline constexpr const char* k_loinc = "http://loinc.org";
inline constexpr const char* k_snomed = "http://snomed.info/sct";
inline constexpr const char* k_ucum = "http://unitsofmeasure.org";
inline constexpr const char* k_fma = "urn:oid:2.16.840.1.113883.6.119";
/// Of our own names. A domain that is reserved for examples, so that it can never become somebody else's.
inline constexpr const char* k_own = "https://palpate.example.org/fhir";
inline constexpr const char* k_own_codes = "https://palpate.example.org/fhir/CodeSystem/palpate";
inline constexpr const char* k_record_extension = "https://palpate.example.org/fhir/StructureDefinition/record";
inline constexpr const char* k_surface_extension =
    "https://palpate.example.org/fhir/StructureDefinition/surface-region";
inline constexpr const char* k_body_site_extension = "http://hl7.org/fhir/StructureDefinition/bodySite";

inline constexpr std::string_view k_loinc_pain_now = "72514-3";
inline constexpr std::string_view k_loinc_pain_any = "38208-5";  ///< of older guides; read, not written
inline constexpr std::string_view k_loinc_pain_panel = "97339-6";
inline constexpr std::string_view k_loinc_quality = "32419-4";
inline constexpr std::string_view k_loinc_duration = "38207-7";
inline constexpr std::string_view k_loinc_pattern = "38206-9";
inline constexpr std::string_view k_loinc_radiation = "38205-1";
inline constexpr std::string_view k_loinc_worse = "38209-3";
inline constexpr std::string_view k_loinc_better = "38210-1";

inline constexpr std::string_view k_snomed_left = "419161000";
inline constexpr std::string_view k_snomed_right = "419465000";
inline constexpr std::string_view k_snomed_both = "51440002";
inline constexpr std::string_view k_snomed_massage = "387854002";

struct SnomedWord {
    std::string_view word;
    std::string_view code;
    std::string_view display;
};
/// The quality words whose ids we have a source for.
inline constexpr std::array k_snomed_qualities{
    SnomedWord{"ache", "27635008", "Aching"}, SnomedWord{"burning", "36349006", "Burning"},
    SnomedWord{"cramping", "279093005", "Cramping"}, SnomedWord{"dull", "83644001", "Dull"}};

struct SectionCode {
    std::string_view code;
    std::string_view title;
};
/// Of a note's parts in their order.
inline constexpr std::array k_note_sections{
    SectionCode{"61150-9", "Subjective Narrative"}, SectionCode{"61149-1", "Objective Narrative"},
    SectionCode{"51848-0", "Evaluation note"}, SectionCode{"18776-5", "Plan of care note"}};

/// A UUID made of a kind and an id: the same for the same, and nothing can be read from it.
[[nodiscard]] std::string uuid_of(std::string_view kind, std::string_view id);

/// What a FHIR code allows: blanks become hyphens.
[[nodiscard]] std::string as_code(std::string_view id);

}  // namespace palpate::detail
