#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/landmark.h"
#include "anatomy/structure.h"
#include "base/translator.h"

#include <string>
#include <string_view>

namespace palpate {

// Lay names in the language of the words. A language brings its names as texts by id ("structure.soleus",
// "structure-part.long-head", "region.heel", "group.calf", "landmark.acromion", "complaint.neck-pain"); the English ones
// are the catalogue's own, and stand in where a language lacks one. Without side words; not capitalised.

[[nodiscard]] std::string shown_name(const Translator& words, const Structure& structure);
[[nodiscard]] std::string shown_name(const Translator& words, const MuscleEntry& muscle);
[[nodiscard]] std::string shown_name(const Translator& words, const BoneEntry& bone);
[[nodiscard]] std::string shown_name(const Translator& words, const GroupEntry& group);
[[nodiscard]] std::string shown_name(const Translator& words, const RegionEntry& region);
[[nodiscard]] std::string shown_name(const Translator& words, const Landmark& landmark);
/// The name therapists use: in English the anatomical one, in a language with names of its own the Latin one.
[[nodiscard]] const std::string& anatomical_name(const Translator& words, const Structure& structure);
/// Of a complaint or activity of vocab.json.
[[nodiscard]] std::string shown_vocabulary_name(const Translator& words, const AnatomyCatalogue& catalogue,
                                                std::string_view id);

/// "Trapezmuskel" of "trapezmuskel", also where the first letter is an accented Latin one ("äußerer").
[[nodiscard]] std::string with_capital(std::string text);

}  // namespace palpate
