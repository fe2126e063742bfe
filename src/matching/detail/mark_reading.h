#pragma once

#include "base/text.h"
#include "clinical/clinical_catalogue.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate {
class Atlas;
}

namespace palpate::detail {

/// A mark, or a bare structure, in the words the rules speak. Borrows the content. What many sentences about it repeat
/// is put into words once.
struct MarkReading {
    std::optional<Structure> structure;  ///< whose place counts; none where nobody knows it
    std::string said_name;               ///< of the structure, as it stands inside a sentence: "upper trapezius"
    Place place;
    bool info_only = false;
    std::vector<const MarkTypeRule*> types;  ///< in the order said; empty when nothing is marked or nothing was said
    std::uint64_t type_bits = 0;             ///< the same as Technique::suited_types says it
    std::string type_words;                  ///< "@match.type.ache @list.and @match.type.tension"
    bool about_a_mark = true;
    std::string acuity;                   ///< empty where nobody said since when
    std::span<const std::string> tissue;  ///< likeliest first
    int pressure_ceiling = 5;
    std::string ceiling_rule;  ///< id of the rule that set it; empty when none did
    std::vector<const EndangermentSite*> sites_here;
    std::vector<const EndangermentSite*> sites_near;

    [[nodiscard]] bool needs_screen() const;
};

/// "@match.type.ache @list.and @match.type.tension".
[[nodiscard]] std::string words_of(std::span<const MarkTypeRule* const> types);

[[nodiscard]] MarkReading read_mark(const Mark& mark, const Atlas& atlas, const AnatomyCatalogue& anatomy,
                                    const ClinicalCatalogue& clinical);
[[nodiscard]] MarkReading read_structure(const Structure& structure, const AnatomyCatalogue& anatomy,
                                         const ClinicalCatalogue& clinical);

/// Lowers the ceiling where `pressure_max` is below it, and notes the rule that did.
void lower_ceiling(MarkReading& reading, int pressure_max, const std::string& rule);

/// What to show above the list, most pressing first.
[[nodiscard]] std::vector<Text> notices_of(const MarkReading& reading, const AnatomyCatalogue& anatomy);

}  // namespace palpate::detail
