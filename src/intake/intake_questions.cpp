#include "intake/intake_questions.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr const char* k_face_to_face = "consent";
constexpr const char* k_of_pregnancy = "pregnancy";

}  // namespace

std::vector<const Contraindication*> health_questions(const ClinicalCatalogue& clinical, bool pregnant) {
    std::vector<std::string> categories;
    for (const Contraindication& one : clinical.contraindications()) {
        const bool asked = one.category != k_face_to_face && (pregnant || one.category != k_of_pregnancy);
        if (asked && std::ranges::find(categories, one.category) == categories.end()) {
            categories.push_back(one.category);
        }
    }
    std::vector<const Contraindication*> questions;
    for (const std::string& category : categories) {
        for (const Contraindication& one : clinical.contraindications()) {
            if (one.category == category) {
                questions.push_back(&one);
            }
        }
    }
    return questions;
}

}  // namespace palpate
