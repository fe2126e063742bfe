// What to keep clear of, hatched on the body: areas the client's answers stop, and endangerment sites that a planned
// technique or the selected mark enters.

#include "anatomy/referral.h"
#include "matching/record_facts.h"
#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <set>

namespace palpate {
namespace {

constexpr std::size_t k_most_areas = 80;
constexpr float k_pressing = 1000.0F;  // before all other names

/// The map's areas of a region; of the whole limb where the rule speaks of it.
std::vector<std::string> areas_of(const AvoidArea& avoid, const AnatomyCatalogue& anatomy,
                                  const ClinicalCatalogue& clinical) {
    std::vector<std::string> regions{avoid.place.region};
    for (const Limb& limb : clinical.questions().limbs) {
        if (avoid.whole_limb &&
            std::ranges::find(limb.places.regions, avoid.place.region) != limb.places.regions.end()) {
            regions = limb.places.regions;
        }
    }
    std::vector<std::string> areas;
    for (const std::string& region : regions) {
        std::ranges::move(region_areas(anatomy, region, avoid.place.side), std::back_inserter(areas));
    }
    return areas;
}

/// Both names an area of a site can have: with the side, and without one in the middle of the body.
void add_site(std::vector<KeepClearArea>& areas, const EndangermentSite& site, Side side) {
    for (const Side each : {Side::Left, Side::Right}) {
        if (side == each || side == Side::Mid) {
            areas.push_back({k_endangerment_map, site.id + "-" + std::string(name_of(each)), site.name, site.name});
        }
    }
    areas.push_back({k_endangerment_map, site.id, site.name, site.name});
}

}  // namespace

std::vector<KeepClearArea> Workspace::wanted_keep_clear() const {
    std::vector<KeepClearArea> areas;
    if (!atlas_ || !history_ || session_.empty()) {
        return areas;
    }
    for (const AvoidArea& avoid : case_match_.avoid_areas) {
        const CaseRule* rule = case_match_.find_rule(avoid.rule);
        const bool wished = rule->source == RuleSource::Wish;
        const std::string what = wished ? words().tr("match.rule." + rule->id) : rule->name;
        for (std::string& area : areas_of(avoid, anatomy(), clinical())) {
            areas.push_back({k_region_map, std::move(area), words().tr({"workspace.keep-clear", {{"what", what}}}),
                             words().tr("workspace.keep-clear-short")});
        }
    }
    std::set<StructureId> entered;
    for (const PlanItem* item : plan_of(*document(), session_, PlanPart::Session)) {
        entered.insert(item->structures.begin(), item->structures.end());
    }
    if (const Mark* mark = selected_mark()) {
        const MarkMatches* matches = matches_for(mark->id);
        if (matches != nullptr) {
            entered.insert(matches->place);
        }
    }
    for (const StructureId& id : entered) {
        const Structure* structure = atlas_->find(id);
        for (const EndangermentSite& site : clinical().endangerment_sites()) {
            if (structure != nullptr && site.covers.contains(palpate::place_of(*structure, anatomy()))) {
                add_site(areas, site, structure->side);
            }
        }
    }
    std::ranges::sort(areas, {}, &KeepClearArea::area);
    areas.erase(std::ranges::unique(areas).begin(), areas.end());
    areas.resize(std::min(areas.size(), k_most_areas));
    return areas;
}

bool Workspace::keep_clear_due() const {
    // While the rules are asked anew what they said last stays on the body: nothing blinks at every edit.
    const bool asking = case_match_.marks.empty() && history_ && !marks_of(*document(), session_).empty();
    return keep_clear_.of != atlas_ || (!asking && wanted_keep_clear() != keep_clear_.areas);
}

void Workspace::start_due_keep_clear() {
    if (!keep_clear_due()) {
        return;
    }
    keep_clear_.areas = wanted_keep_clear();
    keep_clear_.of = atlas_;
    const std::size_t ticket = ++keep_clear_.ticket;
    if (keep_clear_.areas.empty()) {
        keep_clear_.shapes.clear();
        touch();
        return;
    }
    using Shapes = std::vector<KeepClearShape>;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_keep_clear,
        [atlas = atlas_, areas = keep_clear_.areas](JobContext& context) {
            return make_keep_clear(*atlas, areas, context);
        },
        [this, ticket](Outcome<Shapes> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else if (auto* shapes = std::get_if<Shapes>(&outcome);
                       shapes != nullptr && ticket == keep_clear_.ticket) {
                keep_clear_.shapes = std::move(*shapes);
                touch();
            }
        });
}

void Workspace::add_keep_clear(Scene& scene) const {
    for (const KeepClearShape& shape : keep_clear_.shapes) {
        scene.keep_clear.push_back(hatching_of(shape));
    }
}

void Workspace::add_keep_clear_names(std::vector<SeenName>& names, const OrbitCamera& camera) const {
    std::set<std::string> named;  // a limb of many areas is named once
    for (const KeepClearShape& shape : keep_clear_.shapes) {
        const bool faces = glm::dot(shape.normal, glm::vec3(camera.eye_mm()) - shape.place_mm) > 0.0F;
        // What a rule is called is a therapist's word; both looking read only what it means.
        const std::string brief = words().tr("workspace.keep-clear-short");
        const bool plain = view_.mode == AppMode::Explain;
        if (faces && named.insert(plain ? brief : shape.name).second) {
            names.push_back(
                {plain ? brief : shape.name, plain ? brief : shape.short_name, shape.place_mm, k_pressing, true});
        }
    }
}

}  // namespace palpate
