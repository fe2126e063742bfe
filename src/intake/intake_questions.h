#pragma once

#include "clinical/clinical_catalogue.h"

#include <string>
#include <vector>

namespace palpate {

/// The contraindications that people are asked about before a visit, in the content's order, those of one category
/// together. Whether somebody consents or has drunk is seen and asked face to face; what is of pregnancy alone is asked where
/// there is one.
[[nodiscard]] std::vector<const Contraindication*> health_questions(const ClinicalCatalogue& clinical, bool pregnant);

}  // namespace palpate
