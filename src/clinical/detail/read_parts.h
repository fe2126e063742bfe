#pragma once

#include "clinical/condition.h"
#include "clinical/detail/clinical_files.h"
#include "clinical/technique.h"

#include <array>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace palpate::detail {

inline constexpr int k_pressure_lowest = 1;
inline constexpr int k_pressure_highest = 5;
inline constexpr int k_minutes_most = 240;
inline constexpr int k_radius_most_mm = 500;
inline constexpr std::array<std::string_view, 7> k_goals{"pain-relief", "circulation", "stress-reduction", "mobility",
                                                         "sleep",       "performance", "recovery"};
inline constexpr std::array<std::string_view, 3> k_acuities{"acute", "subacute", "chronic"};
inline constexpr std::array<std::string_view, 5> k_tissues{"skin", "superficial", "deep", "joint", "none"};
inline constexpr std::array<std::string_view, 2> k_bases{"trial", "practice-opinion"};
inline constexpr std::array<std::string_view, 4> k_certainties{"very-low", "low", "moderate", "high"};
inline constexpr std::array<std::string_view, 2> k_yes_no{"yes", "no"};

[[nodiscard]] IntRange read_range(const Record& record, std::string_view field, int low, int high);
/// {"areas": [..], "groups": [..], "regions": [..], "entries": [..]}, each optional; none where the field is missing.
[[nodiscard]] PlaceList read_places(Reading& reading, const Record& record, std::string_view field);
/// The field "effects". Refuses an effect that could never change anything.
[[nodiscard]] std::vector<Effect> read_effects(Reading& reading, const Record& record);
[[nodiscard]] std::optional<DoseRange> read_dose_range(const Record& record, std::string_view field);

/// The records of `list` in a file, each with its words; `file` and `words` must outlive them. A record with a mistake
/// goes to on_fault and is left out.
void read_each(Reading& reading, const ClinicalFile& file, std::string_view list, const ClinicalWords& words,
               const std::function<void(const Record& record, const Record& words)>& read);

/// A file of rules, that of its words in the reading's language, kept until the references are checked.
struct FilePair {
    FilePair(const ClinicalFolder& folder, std::string_view name);
    ClinicalFile rules;
    ClinicalWords words;
};

}  // namespace palpate::detail
