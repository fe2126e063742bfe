#include "clinical/clinical_catalogue.h"

#include "anatomy/anatomy_catalogue.h"
#include "clinical/detail/clinical_files.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 4> k_certainty_names{"very-low", "low", "moderate", "high"};

const std::string& id_of(const Technique& technique) { return technique.id.text(); }
template <class T>
const std::string& id_of(const T& record) {
    return record.id;
}

/// Best certainty among the intervention studies; where studies of that certainty disagree the direction is "mixed".
EvidenceSummary summarise(const Technique& technique, const std::vector<Evidence>& evidence) {
    EvidenceSummary summary;
    int newest_year = 0;
    for (const std::string& id : technique.evidence) {
        const auto study = std::ranges::find(evidence, id, &Evidence::id);
        if (study == evidence.end() || study->kind != "intervention" || study->direction == "n/a" ||
            (!summary.direction.empty() && study->certainty < summary.certainty)) {
            continue;
        }
        if (summary.direction.empty() || study->certainty > summary.certainty) {
            summary = {.certainty = study->certainty, .direction = study->direction, .newest_id = id};
            newest_year = study->year;
            continue;
        }
        summary.direction = summary.direction == study->direction ? summary.direction : "mixed";
        if (study->year > newest_year) {
            newest_year = study->year;
            summary.newest_id = id;
        }
    }
    return summary;
}

/// A bit for the place of each type that the technique suits.
std::uint64_t suited_types(const Technique& technique, const std::vector<MarkTypeRule>& types) {
    PALPATE_ASSERT(types.size() <= 64);
    std::uint64_t suited = 0;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (std::ranges::find(technique.suits_mark_types, types[i].mark_type) != technique.suits_mark_types.end()) {
            suited |= std::uint64_t{1} << i;
        }
    }
    return suited;
}

/// Every place a mark can have: of each muscle and bone, and of the skin of each region.
std::vector<Place> all_places(const AnatomyCatalogue& anatomy) {
    std::vector<Place> places;
    const auto add = [&](const std::string& id) {
        if (const auto structure = describe_structure(anatomy, id, "", Side::Left)) {
            places.push_back(place_of(*structure, anatomy));
        }
    };
    for (const MuscleEntry& muscle : anatomy.muscles()) {
        add(muscle.id);
    }
    for (const BoneEntry& bone : anatomy.bones()) {
        add(bone.id);
    }
    for (const RegionEntry& region : anatomy.regions()) {
        places.push_back({.entry = std::string(k_skin_id), .group = {}, .area = {}, .region = region.id});
    }
    return places;
}

ClinicalContent read_content(detail::Reading& reading, const AnatomyCatalogue& anatomy) {
    reading.references.declare(anatomy);
    ClinicalContent content;
    content.rules = detail::read_matching_rules(reading);
    content.mark_types = detail::read_mark_types(reading, content.rules);
    content.techniques = detail::read_techniques(reading);
    content.evidence = detail::read_evidence(reading);
    content.claims = detail::read_claims(reading);
    content.contraindications = detail::read_contraindications(reading);
    content.red_flags = detail::read_red_flags(reading);
    content.sites = detail::read_endangerment_sites(reading);
    content.conditions = detail::read_conditions(reading);
    detail::PlanFile plans = detail::read_session_plans(reading);
    content.plans = std::move(plans.plans);
    content.stages = std::move(plans.stages);
    detail::MeasureFile measures = detail::read_outcome_measures(reading);
    content.measures = std::move(measures.measures);
    content.norms = std::move(measures.norms);
    content.thresholds = std::move(measures.thresholds);
    content.benefits = std::move(measures.benefits);
    content.questions = detail::read_client_questions(reading);
    for (Technique& technique : content.techniques) {
        technique.studies = summarise(technique, content.evidence);
        technique.suited_types = suited_types(technique, content.mark_types);
    }
    reading.references.check([&](const std::function<void()>& step) { reading.attempt(step); });
    const std::vector<Place> places = all_places(anatomy);
    for (const auto& check : reading.later) {
        reading.attempt([&] { check(content.techniques, places); });
    }
    return content;
}

detail::Reading make_reading(const std::filesystem::path& folder, std::string_view language, detail::OnFault on_fault) {
    return {.folder = {.rules = folder, .words = folder / "text" / language},
            .references = {},
            .on_fault = std::move(on_fault)};
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

const std::vector<std::string>& five_benefits() {
    static const std::vector<std::string> benefits{"pain-relief", "circulation", "stress-reduction", "mobility",
                                                   "sleep"};
    return benefits;
}

ClinicalCatalogue::ClinicalCatalogue(ClinicalContent content) : content_(std::move(content)) {
    const auto add = [&](const auto& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            index_.emplace(id_of(list[i]), i);
        }
    };
    add(content_.techniques);
    add(content_.evidence);
    add(content_.claims);
    add(content_.contraindications);
    add(content_.red_flags);
    add(content_.sites);
    add(content_.conditions);
    add(content_.plans);
    add(content_.stages);
    add(content_.measures);
}

ClinicalCatalogue ClinicalCatalogue::load(const std::filesystem::path& clinical_folder, std::string_view language,
                                          const AnatomyCatalogue& anatomy) {
    detail::Reading reading = make_reading(clinical_folder, language, [](const Error& error) { throw Error(error); });
    return ClinicalCatalogue(read_content(reading, anatomy));
}

std::vector<Error> ClinicalCatalogue::check(const std::filesystem::path& clinical_folder, std::string_view language,
                                            const AnatomyCatalogue& anatomy) {
    std::vector<Error> faults;
    detail::Reading reading =
        make_reading(clinical_folder, language, [&](const Error& error) { faults.push_back(error); });
    reading.attempt([&] { (void)read_content(reading, anatomy); });
    return faults;
}

template <class T>
const T* ClinicalCatalogue::find(const std::vector<T>& list, std::string_view id) const {
    const auto found = index_.find(std::string(id));
    const bool here = found != index_.end() && found->second < list.size() && id_of(list[found->second]) == id;
    return here ? &list[found->second] : nullptr;
}

const Technique* ClinicalCatalogue::find_technique(const TechniqueId& id) const {
    return find(content_.techniques, id.text());
}

const Technique* ClinicalCatalogue::find_technique(std::string_view id) const { return find(content_.techniques, id); }

const Evidence* ClinicalCatalogue::find_evidence(std::string_view id) const { return find(content_.evidence, id); }

const Claim* ClinicalCatalogue::find_claim(std::string_view id) const { return find(content_.claims, id); }

const MarkTypeRule* ClinicalCatalogue::find_mark_type_rule(std::string_view mark_type) const {
    const auto found = std::ranges::find(content_.mark_types, mark_type, &MarkTypeRule::mark_type);
    return found == content_.mark_types.end() ? nullptr : &*found;
}

const EndangermentSite* ClinicalCatalogue::find_endangerment_site(std::string_view id) const {
    return find(content_.sites, id);
}

const Contraindication* ClinicalCatalogue::find_contraindication(std::string_view id) const {
    return find(content_.contraindications, id);
}

const RedFlag* ClinicalCatalogue::find_red_flag(std::string_view id) const { return find(content_.red_flags, id); }

const Condition* ClinicalCatalogue::find_condition(std::string_view id) const { return find(content_.conditions, id); }

const SessionPlan* ClinicalCatalogue::find_plan(std::string_view id) const { return find(content_.plans, id); }

const EventStage* ClinicalCatalogue::find_event_stage(std::string_view id) const { return find(content_.stages, id); }

const OutcomeMeasure* ClinicalCatalogue::find_measure(std::string_view id) const { return find(content_.measures, id); }

std::string ClinicalCatalogue::caution_text(std::string_view contraindication_id) const {
    const Contraindication* found = find_contraindication(contraindication_id);
    return found == nullptr ? std::string() : found->screen_question;
}

}  // namespace palpate
