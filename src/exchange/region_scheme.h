#pragma once

#include "base/clock.h"
#include "base/text.h"
#include "casebook/case_document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class Atlas;
struct ImportedRecords;

/// How a body-map instrument calls its areas. The numbers of the CHOIR body map are a trap: its female drawing numbers
/// abdomen and left arm otherwise (112 to 117), while REDCap's keys follow the male order on both. A file does not say
/// which it is, so people do; nothing is guessed.
enum class RegionScheme {
    ChoirMale,    ///< "101" to "136" in front, "201" to "238" at the back; what the catalogue itself keeps
    ChoirFemale,  ///< the same with the female drawing's numbers
    Redcap,       ///< "f01" to "f36", "b01" to "b38"
    Michigan,     ///< area names of the Michigan body map: "jaw-left". Its numbers have no source we could check
    Wpi           ///< area names of the widespread pain index: "shoulder-girdle-left"
};

/// "choir-male", "choir-female", "redcap", "mbm", "wpi": what --scheme takes.
[[nodiscard]] std::string_view name_of(RegionScheme scheme);
[[nodiscard]] std::optional<RegionScheme> find_region_scheme(std::string_view name);
[[nodiscard]] const std::vector<RegionScheme>& all_region_schemes();

/// The scheme's id of an area of the skin map of its instrument, and back; nullopt where it has none.
[[nodiscard]] std::optional<std::string> scheme_id_of(RegionScheme scheme, std::string_view area);
[[nodiscard]] std::optional<std::string> find_area(RegionScheme scheme, std::string_view scheme_id);

/// A drawing says where, and nothing else.
struct RegionOrder {
    RegionScheme scheme = RegionScheme::ChoirMale;
    Client client{};           ///< who drew
    std::string date{};        ///< of lines without one: ISO
    std::optional<int> now{};  ///< the rating, 0 to 10, that all areas get: a drawing has none, and none is made up
};

/// What a drawing leaves out of a record.
struct RegionDrawings {
    std::string text{};
    std::size_t drawings = 0;
    std::size_t marks_left_out = 0;  ///< outside of all areas, or of a structure the body lacks
};

/// A line for each session that has marks, oldest first: the date, a blank, the areas in the scheme's order, with commas;
/// before them a line that names format and scheme. A mark counts where its place lies, seen from the skin; a painted area
/// with every place the brush was set, a line with every place of it. O(marks * vertices of the skin).
/// Throws Error InvalidContent for a body whose skin lacks the instrument's areas.
[[nodiscard]] RegionDrawings write_regions(const CaseDocument& document, RegionScheme scheme, const Atlas& atlas);

/// One session for each line, one mark for each area: a point in the area's middle, said by the client, "about there".
/// Lines that begin with # are passed over, but one that names another scheme than the order is refused.
/// Throws Error InvalidContent naming the line for an id the scheme does not have or has twice in a line; Usage where the
/// order has no rating, or no date for a line without one.
[[nodiscard]] ImportedRecords read_regions(std::string_view text, const RegionOrder& order, const Atlas& atlas,
                                           IdGenerator& ids, Timestamp now);

}  // namespace palpate
