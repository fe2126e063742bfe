#pragma once

#include <string>
#include <string_view>

namespace palpate {

class ClinicalCatalogue;
class Translator;

/// What a measurement is of, besides its measure: "neck, rotation, your left" of "neck-rotation.left"; words of one's own
/// as they are.
[[nodiscard]] std::string measured_item_words(std::string_view item, const ClinicalCatalogue& clinical,
                                              const Translator& words);
/// "Range of motion (neck, rotation, your left, passive)". A measure the content does not know is told by its id.
[[nodiscard]] std::string measured_words(std::string_view measure, std::string_view item, bool passive,
                                         const ClinicalCatalogue& clinical, const Translator& words);
/// "points", empty where the measure has no unit.
[[nodiscard]] std::string measure_unit_words(std::string_view measure, const ClinicalCatalogue& clinical,
                                             const Translator& words);

}  // namespace palpate
