#include "clinical/measure_words.h"

#include "anatomy/structure.h"
#include "base/translator.h"
#include "clinical/clinical_catalogue.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {

std::string measured_item_words(std::string_view item, const ClinicalCatalogue& clinical, const Translator& words) {
    const std::size_t dot = item.rfind('.');
    const auto side = dot == std::string_view::npos ? std::nullopt : find_side(item.substr(dot + 1));
    const auto& norms = clinical.range_norms();
    const auto norm = std::ranges::find(norms, item.substr(0, dot), &RangeNorm::id);
    if (!side || norm == norms.end()) {
        return std::string(item);
    }
    const std::string name = fmt::format("{}, {}", norm->joint, norm->movement);
    return words.tr({"structure.title." + std::string(name_of(*side)), {{"name", name}}});
}

std::string measured_words(std::string_view measure, std::string_view item, bool passive,
                           const ClinicalCatalogue& clinical, const Translator& words) {
    const OutcomeMeasure* known = clinical.find_measure(measure);
    std::string what = known != nullptr ? known->name : std::string(measure);
    if (!item.empty()) {
        what += " (" + measured_item_words(item, clinical, words) +
                (passive ? ", " + words.tr("measure.passive") : std::string()) + ")";
    }
    return what;
}

std::string measure_unit_words(std::string_view measure, const ClinicalCatalogue& clinical, const Translator& words) {
    const OutcomeMeasure* known = clinical.find_measure(measure);
    return known != nullptr ? words.tr("measure.unit." + known->unit) : std::string();
}

}  // namespace palpate
