#include "matching/detail/mark_reading.h"

#include "anatomy/anatomy_catalogue.h"
#include "matching/marked_place.h"

#include <algorithm>

namespace palpate::detail {
namespace {

bool stands_for(const MarkTypeRule& type, const Mark& mark, const std::string& quality) {
    return quality.empty() ? std::ranges::find(type.kinds, mark.kind) != type.kinds.end()
                           : std::ranges::find(type.qualities, quality) != type.qualities.end();
}

/// Quality words first, as they say more than the kind; the type of a default kind only where no word names one.
std::vector<const MarkTypeRule*> types_of(const Mark& mark, const ClinicalCatalogue& clinical) {
    std::vector<const MarkTypeRule*> types;
    const auto add = [&](const std::string& quality) {
        for (const MarkTypeRule& type : clinical.mark_type_rules()) {
            if (stands_for(type, mark, quality) && std::ranges::find(types, &type) == types.end()) {
                types.push_back(&type);
            }
        }
    };
    std::ranges::for_each(mark.qualities, add);
    const auto& defaults = clinical.rules().default_kinds;
    if (types.empty() || std::ranges::find(defaults, mark.kind) == defaults.end()) {
        add({});
    }
    // Catalogue order: the same words in another order say the same.
    std::ranges::sort(types);
    return types;
}

std::string acuity_of(const Mark& mark, const MatchingRules& rules) {
    return mark.duration_days ? find_acuity(rules, *mark.duration_days) : std::string();
}

std::span<const std::string> tissue_of(Depth depth, Layer layer, const MatchingRules& rules) {
    const auto rule = std::ranges::find_if(rules.tissue_rules, [&](const TissueRule& r) {
        return r.depth == depth && std::ranges::find(r.layers, layer) != r.layers.end();
    });
    return rule->tissue;
}

/// "upper trapezius": lay names such as "between the shoulder blades" do not follow "your right". The name without what
/// stands behind it in brackets, its first letter small.
std::string name_inside_sentence(const Structure& structure) {
    std::string name = structure.name_english.empty() ? display_name(structure) : structure.name_english;
    if (const std::size_t bracket = name.find(" ("); bracket != std::string::npos && name.ends_with(')')) {
        name.erase(bracket);
    }
    const bool is_abbreviation = name.size() > 1 && name[1] >= 'A' && name[1] <= 'Z';
    if (!is_abbreviation && !name.empty() && name.front() >= 'A' && name.front() <= 'Z') {
        name.front() = static_cast<char>(name.front() - 'A' + 'a');
    }
    return name;
}

void read_types(MarkReading& reading, const Mark& mark, const ClinicalCatalogue& clinical) {
    reading.types = types_of(mark, clinical);
    reading.type_words = words_of(reading.types);
    for (const MarkTypeRule* type : reading.types) {
        reading.type_bits |= std::uint64_t{1} << static_cast<std::size_t>(type - clinical.mark_type_rules().data());
        lower_ceiling(reading, type->pressure_max, "mark-type:" + type->mark_type);
    }
}

void read_place(MarkReading& reading, Depth depth, const AnatomyCatalogue& anatomy, const ClinicalCatalogue& clinical) {
    if (!reading.structure) {
        reading.tissue = tissue_of(depth, Layer::Skin, clinical.rules());
        return;
    }
    const Structure& structure = *reading.structure;
    reading.said_name = name_inside_sentence(structure);
    reading.place = place_of(structure, anatomy);
    reading.tissue = tissue_of(depth, structure.layer, clinical.rules());
    if (const MuscleEntry* muscle = anatomy.find_muscle(structure.catalogue_id)) {
        reading.info_only = muscle->info_only;
    }
    for (const EndangermentSite& site : clinical.endangerment_sites()) {
        if (site.covers.contains(reading.place)) {
            reading.sites_here.push_back(&site);
            lower_ceiling(reading, site.pressure_max, "site:" + site.id);
        } else if (site.near.contains(reading.place)) {
            reading.sites_near.push_back(&site);
        }
    }
}

}  // namespace

void lower_ceiling(MarkReading& reading, int pressure_max, const std::string& rule) {
    if (pressure_max < reading.pressure_ceiling) {
        reading.pressure_ceiling = pressure_max;
        reading.ceiling_rule = rule;
    }
}

std::string words_of(std::span<const MarkTypeRule* const> types) {
    std::string words;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (i > 0) {
            words += i + 1 == types.size() ? " @list.and " : ", ";
        }
        words += "@match.type.";
        words += types[i]->mark_type;
    }
    return words;
}

bool MarkReading::needs_screen() const {
    return std::ranges::any_of(types, [](const MarkTypeRule* type) { return type->needs_screen; });
}

MarkReading read_mark(const Mark& mark, const Atlas& atlas, const AnatomyCatalogue& anatomy,
                      const ClinicalCatalogue& clinical) {
    MarkReading reading;
    reading.structure = marked_place(mark, atlas, anatomy);
    read_types(reading, mark, clinical);
    reading.acuity = acuity_of(mark, clinical.rules());
    read_place(reading, mark.depth, anatomy, clinical);
    return reading;
}

MarkReading read_structure(const Structure& structure, const AnatomyCatalogue& anatomy,
                           const ClinicalCatalogue& clinical) {
    MarkReading reading;
    reading.about_a_mark = false;
    if (structure.structure_class != StructureClass::Skin) {
        reading.structure = structure;
    }
    read_place(reading, Depth::Muscle, anatomy, clinical);
    return reading;
}

std::vector<Text> notices_of(const MarkReading& reading, const AnatomyCatalogue& anatomy) {
    std::vector<Text> notices;
    if (reading.info_only) {
        return {{"match.notice.info-only", {}}};
    }
    for (const MarkTypeRule* type : reading.types) {
        if (type->needs_screen) {
            notices.push_back({"match.notice.screen-first", {{"type", type->name}, {"rule", type->rule}}});
        }
    }
    for (const EndangermentSite* site : reading.sites_here) {
        notices.push_back({"match.notice.site-here", {{"site", site->name}, {"rule", site->rule}}});
    }
    for (const EndangermentSite* site : reading.sites_near) {
        notices.push_back({"match.notice.site-near", {{"site", site->name}, {"rule", site->rule}}});
    }
    if (const MuscleEntry* muscle = anatomy.find_muscle(reading.place.entry);
        muscle != nullptr && !muscle->endangerment.empty()) {
        notices.push_back({"match.notice.structure", {{"rule", muscle->endangerment}}});
    }
    for (const MarkTypeRule* type : reading.types) {
        if (!type->needs_screen) {
            notices.push_back({"match.notice.type", {{"type", type->name}, {"rule", type->rule}}});
        }
    }
    if (reading.about_a_mark && reading.types.empty()) {
        notices.push_back({"match.notice.say-how-it-feels", {}});
    } else if (reading.about_a_mark && reading.acuity.empty()) {
        notices.push_back({"match.notice.ask-since-when", {}});
    }
    return notices;
}

}  // namespace palpate::detail
