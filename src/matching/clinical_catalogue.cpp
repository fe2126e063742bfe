#include "matching/clinical_catalogue.h"

#include "anatomy/anatomy_catalogue.h"
#include "base/error.h"
#include "matching/detail/clinical_files.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 4> k_certainty_names{"very-low", "low", "moderate", "high"};

[[noreturn]] void fail_unknown(std::string_view file, const std::string& record, const char* field,
                               const std::string& id) {
    throw Error(ErrorCode::InvalidContent,
                {"error.clinical.unknown-reference",
                 {{"file", std::string(file)}, {"record", record}, {"field", field}, {"id", id}}});
}

void check_places(const PlaceList& places, std::string_view file, const std::string& record, const char* field,
                  const AnatomyCatalogue& anatomy) {
    const auto check = [&](const std::vector<std::string>& ids, const auto& is_known) {
        for (const std::string& id : ids) {
            if (!is_known(id)) {
                fail_unknown(file, record, field, id);
            }
        }
    };
    check(places.areas, [&](const std::string& id) {
        const GroupEntry* area = anatomy.find_group(id);
        return area != nullptr && area->parent_id.empty();
    });
    check(places.groups, [&](const std::string& id) { return anatomy.find_group(id) != nullptr; });
    check(places.regions, [&](const std::string& id) { return anatomy.find_region(id) != nullptr; });
    check(places.entries, [&](const std::string& id) {
        return anatomy.find_muscle(id) != nullptr || anatomy.find_bone(id) != nullptr;
    });
}

}  // namespace

std::string_view name_of(Certainty certainty) { return k_certainty_names[static_cast<std::size_t>(certainty)]; }

std::optional<Certainty> find_certainty(std::string_view name) {
    const auto found = std::ranges::find(k_certainty_names, name);
    if (found == k_certainty_names.end()) {
        return std::nullopt;
    }
    return static_cast<Certainty>(found - k_certainty_names.begin());
}

ClinicalCatalogue ClinicalCatalogue::load(const std::filesystem::path& clinical_folder, std::string_view language,
                                          const AnatomyCatalogue& anatomy) {
    const detail::ClinicalFolder folder{.rules = clinical_folder, .words = clinical_folder / "text" / language};
    ClinicalCatalogue catalogue;
    catalogue.rules_ = detail::read_matching_rules(folder);
    catalogue.mark_type_rules_ = detail::read_mark_types(folder, catalogue.rules_);
    catalogue.techniques_ = detail::read_techniques(folder);
    catalogue.evidence_ = detail::read_evidence(folder);
    catalogue.cautions_ = detail::read_cautions(folder);
    catalogue.sites_ = detail::read_endangerment_sites(folder);
    for (std::size_t i = 0; i < catalogue.techniques_.size(); ++i) {
        catalogue.technique_index_.emplace(catalogue.techniques_[i].id.text(), i);
    }
    for (std::size_t i = 0; i < catalogue.evidence_.size(); ++i) {
        catalogue.evidence_index_.emplace(catalogue.evidence_[i].id, i);
    }
    catalogue.check_references(anatomy);
    return catalogue;
}

void ClinicalCatalogue::check_references(const AnatomyCatalogue& anatomy) const {
    for (const Technique& technique : techniques_) {
        const std::string& id = technique.id.text();
        for (const std::string& type : technique.suits_mark_types) {
            if (find_mark_type_rule(type) == nullptr) {
                fail_unknown(detail::k_techniques_file, id, "suits_mark_types", type);
            }
        }
        for (const std::string& caution : technique.cautions) {
            if (!cautions_.contains(caution)) {
                fail_unknown(detail::k_techniques_file, id, "cautions", caution);
            }
        }
        for (const std::string& source : technique.evidence) {
            if (find_evidence(source) == nullptr) {
                fail_unknown(detail::k_techniques_file, id, "evidence", source);
            }
        }
        check_places(technique.only_at, detail::k_techniques_file, id, "only_at", anatomy);
        check_places(technique.not_at, detail::k_techniques_file, id, "not_at", anatomy);
    }
    for (const EndangermentSite& site : sites_) {
        for (const std::string& technique : site.avoid_techniques) {
            if (find_technique(TechniqueId(technique)) == nullptr) {
                fail_unknown(detail::k_sites_file, site.id, "avoid_techniques", technique);
            }
        }
        check_places(site.covers, detail::k_sites_file, site.id, "covers", anatomy);
        check_places(site.near, detail::k_sites_file, site.id, "near", anatomy);
    }
}

const Technique* ClinicalCatalogue::find_technique(const TechniqueId& id) const {
    const auto found = technique_index_.find(id.text());
    return found == technique_index_.end() ? nullptr : &techniques_[found->second];
}

const Evidence* ClinicalCatalogue::find_evidence(std::string_view id) const {
    const auto found = evidence_index_.find(std::string(id));
    return found == evidence_index_.end() ? nullptr : &evidence_[found->second];
}

const MarkTypeRule* ClinicalCatalogue::find_mark_type_rule(std::string_view mark_type) const {
    const auto found = std::ranges::find(mark_type_rules_, mark_type, &MarkTypeRule::mark_type);
    return found == mark_type_rules_.end() ? nullptr : &*found;
}

const EndangermentSite* ClinicalCatalogue::find_endangerment_site(std::string_view id) const {
    const auto found = std::ranges::find(sites_, id, &EndangermentSite::id);
    return found == sites_.end() ? nullptr : &*found;
}

std::string ClinicalCatalogue::caution_text(std::string_view contraindication_id) const {
    const auto found = cautions_.find(std::string(contraindication_id));
    return found == cautions_.end() ? std::string() : found->second;
}

}  // namespace palpate
