#pragma once

#include "base/clock.h"
#include "casebook/case_document.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class ClinicalCatalogue;

/// What reading answers from home needs. Borrowed for the call.
struct HomeAnswersOrder {
    const CaseDocument* known = nullptr;  ///< the record of who was invited; null for someone new
    /// Texts that can be agreed to as they are now. What was agreed to in another version is left out: it is asked again.
    std::vector<Consent> consents{};  ///< with text, version and words
    const AnatomyCatalogue& anatomy;
    const ClinicalCatalogue& clinical;
    /// Where a mark of an area of the map of lay regions is put: anatomy/area_middles.h.
    std::function<std::optional<SurfaceAnchor>(std::string_view area)> find_middle;
    std::string date{};  ///< of the visit they are for, ISO
    Timestamp now{};
    IdGenerator& ids;
};

/// The token inside the answers. Throws Error InvalidContent for what is no such answers, NewerVersion.
[[nodiscard]] std::string token_of_home_answers(std::string_view json);

/// The answers as a case of their own, as make_said_case() makes it. Places are whole lay regions, "about there".
/// Throws Error InvalidContent naming the member that is wrong: an unknown question, place, kind or word, a number out of
/// range, too much of something; InvalidEdit where it breaks a rule of records.
[[nodiscard]] CaseDocument read_home_answers(std::string_view json, const HomeAnswersOrder& order);

}  // namespace palpate
