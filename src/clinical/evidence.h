#pragma once

#include "clinical/review.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// How sure research can be, as graded in assets/clinical/evidence.json.
enum class Certainty { VeryLow, Low, Moderate, High };
/// "very-low", "low", "moderate", "high".
[[nodiscard]] std::string_view name_of(Certainty certainty);
[[nodiscard]] std::optional<Certainty> find_certainty(std::string_view name);

/// One publication.
struct Evidence {
    std::string id;
    std::string kind;  ///< intervention, guideline, mechanism, safety, measure, context
    std::string authors;
    int year = 0;
    std::string title;
    std::string journal;
    std::string doi;   ///< empty where not sure
    std::string pmid;  ///< empty where not sure
    std::string design;
    std::string population;
    std::string finding;    ///< one honest sentence
    std::string direction;  ///< "+" favours, "0" no difference, "-" against, "mixed", "n/a"
    Certainty certainty = Certainty::VeryLow;
    bool verified = false;  ///< found in a public source, not only remembered
    std::string verified_how;
    Review review;
};

/// A popular claim and what research says of it.
struct Claim {
    std::string id;
    std::string group;    ///< five-benefits, deep-tissue, sport, ..
    std::string benefit;  ///< pain-relief, circulation, ..
    bool in_source_article = false;
    std::string grade;  ///< supported, partly-supported, uncertain, contradicted
    std::string article_claim;
    std::string plain_statement;
    std::string client_explanation;  ///< one honest sentence to show
    std::string app_wording;         ///< a short label
    std::vector<std::string> evidence;
    Review review;
};

/// What the studies of one technique say, taken together.
struct EvidenceSummary {
    Certainty certainty = Certainty::VeryLow;
    std::string direction;  ///< empty when there are none
    std::string newest_id;
};

}  // namespace palpate
