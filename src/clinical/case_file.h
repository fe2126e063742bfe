#pragma once

#include "casebook/mark.h"
#include "clinical/case_facts.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class ClinicalCatalogue;

/// A whole case without a store: what `palpate match --case` reads.
struct CaseFile {
    CaseFacts facts;
    std::vector<Mark> marks;  ///< "mark-1", "mark-2", ..; of no session
};

/// Reads a case as assets/clinical/match.schema.json describes it. Throws Error InvalidContent naming file, line, record
/// and field for a field or an id that is not known, a number out of range or text that is no JSON; NotFound for a
/// missing file.
[[nodiscard]] CaseFile read_case_file(const std::filesystem::path& file, const AnatomyCatalogue& anatomy,
                                      const ClinicalCatalogue& clinical);
/// The same for text; `name` is what messages call it.
[[nodiscard]] CaseFile read_case(const std::string& json, const std::string& name, const AnatomyCatalogue& anatomy,
                                 const ClinicalCatalogue& clinical);

}  // namespace palpate
