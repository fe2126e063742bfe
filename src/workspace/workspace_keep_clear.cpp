// What to keep clear of, hatched on the body: areas the client's answers stop, and endangerment sites that a planned
// technique or the selected mark enters.

#include "anatomy/referral.h"
#include "matching/record_facts.h"
#include "workspace/detail/entered_areas.h"
#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

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
    const auto add = [&](std::string area) {
        areas.push_back(
            {.map = k_endangerment_map, .area = std::move(area), .name = site.name, .short_name = site.name});
    };
    for (const Side each : {Side::Left, Side::Right}) {
        if (side == each || side == Side::Mid) {
            add(site.id + "-" + std::string(name_of(each)));
        }
    }
    add(site.id);
}

/// A limb has one name, and so has each side where nobody has said which part of it.
std::string group_of(const AvoidArea& avoid, std::string_view area) {
    if (avoid.said && !avoid.whole_limb) {
        return {};
    }
    const char* side = area.ends_with("-left") ? " left" : area.ends_with("-right") ? " right" : "";
    return avoid.rule + " " + (avoid.said ? text_of(avoid.place) : std::string()) + side;
}

/// Round the spot where this body has it and the rule speaks of no more; else the whole part.
void add_avoided(std::vector<KeepClearArea>& areas, const AvoidArea& avoid, const std::string& what,
                 const Workspace& workspace) {
    const Translator& words = workspace.words();
    const KeepClearArea called{.name = words.tr({"workspace.keep-clear", {{"what", what}}}),
                               .short_name = words.tr("workspace.keep-clear-short")};
    const auto& spot = avoid.place.spot;
    if (spot && !avoid.whole_limb && workspace.require_atlas().find(spot->structure) != nullptr) {
        KeepClearArea round = called;
        round.spot = spot;
        round.radius_mm = static_cast<float>(avoid.radius_mm);
        areas.push_back(std::move(round));
        return;
    }
    for (std::string& area : areas_of(avoid, workspace.anatomy(), workspace.clinical())) {
        KeepClearArea part = called;
        part.map = k_region_map;
        part.area = std::move(area);
        part.group = group_of(avoid, part.area);
        areas.push_back(std::move(part));
    }
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
        add_avoided(areas, avoid, wished ? words().tr("match.rule." + rule->id) : rule->name, *this);
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
    for (const std::string& area : entered_.sites) {
        if (const EndangermentSite* site = find_site(area, clinical())) {
            areas.push_back({.map = k_endangerment_map, .area = area, .name = site->name, .short_name = site->name});
        }
    }
    // Spots, which are of no area, come first. Two rules may name one area, and one rule may say it twice.
    std::ranges::stable_sort(areas, {}, [](const KeepClearArea& area) { return std::tie(area.area, area.name); });
    areas.erase(std::ranges::unique(areas).begin(), areas.end());
    areas.resize(std::min(areas.size(), k_most_areas));
    return areas;
}

KeepClearKey Workspace::keep_clear_key() const {
    const Mark* mark = selected_mark();
    return {.matches = matches_wanted_, .selected = mark != nullptr ? mark->id : MarkId(), .entered = entered_.serial};
}

bool Workspace::keep_clear_due() const {
    // While the rules are asked anew what they said last stays on the body: nothing blinks at every edit.
    return keep_clear_.of != atlas_ || (!matching_ && keep_clear_.key != keep_clear_key());
}

void Workspace::start_due_keep_clear() {
    if (!keep_clear_due()) {
        return;
    }
    if (keep_clear_.of != atlas_) {
        keep_clear_ = {.key = {}, .areas = {}, .of = atlas_, .shapes = {}, .ticket = keep_clear_.ticket + 1};
        touch();
        return;  // what the rules say of this body is on its way
    }
    keep_clear_.key = keep_clear_key();
    std::vector<KeepClearArea> wanted = wanted_keep_clear();
    if (wanted == keep_clear_.areas) {
        return;
    }
    keep_clear_.areas = std::move(wanted);
    std::vector<KeepClearArea> missing;
    std::ranges::copy_if(keep_clear_.areas, std::back_inserter(missing), [&](const KeepClearArea& area) {
        return std::ranges::none_of(keep_clear_.shapes,
                                    [&](const KeepClearShape& shape) { return have_same_place(shape.area, area); });
    });
    const std::size_t ticket = ++keep_clear_.ticket;
    if (missing.empty()) {
        take_keep_clear({});
        return;
    }
    using Shapes = std::vector<KeepClearShape>;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_keep_clear,
        [atlas = atlas_, surface = skin_surface_, missing](JobContext& context) {
            return make_keep_clear(*atlas, missing, surface, context);
        },
        [this, ticket](Outcome<Shapes> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else if (auto* made = std::get_if<Shapes>(&outcome); made != nullptr && ticket == keep_clear_.ticket) {
                take_keep_clear(std::move(*made));
            }
        });
}

/// What was made, and of what was there already all that is still wanted, called as it is now.
void Workspace::take_keep_clear(std::vector<KeepClearShape> made) {
    std::ranges::move(keep_clear_.shapes, std::back_inserter(made));
    std::vector<KeepClearShape> shapes;
    for (const KeepClearArea& area : keep_clear_.areas) {
        const auto found =
            std::ranges::find_if(made, [&](const KeepClearShape& shape) { return have_same_place(shape.area, area); });
        if (found != made.end()) {
            shapes.push_back(*found);
            shapes.back().area = area;
        }
    }
    keep_clear_.shapes = std::move(shapes);
    touch();
}

void Workspace::note_entered() {
    const auto* shape = live_trace_ ? live_trace_->shape.get() : nullptr;
    EnteredAreas now;
    if (shape != nullptr && shape->painted != nullptr && history_) {
        now = find_entered(*atlas_, *shape->painted, keep_clear_.areas, clinical());
    }
    if (now.sites == entered_.sites && now.names == entered_.names) {
        return;
    }
    const bool more = !std::ranges::includes(entered_.names, now.names);
    entered_.sites = std::move(now.sites);
    entered_.names = std::move(now.names);
    ++entered_.serial;
    if (more && view_.mode != AppMode::Intake) {  // to clients it says nothing
        tell_entered();
    }
}

/// One message, with all the brush has come into so far; the next time it takes the place of this one.
void Workspace::tell_entered() {
    if (entered_.told) {
        dismiss(*entered_.told);
    }
    std::string names;
    for (const std::string& name : entered_.names) {
        names += (names.empty() ? "" : "; ") + name;
    }
    entered_.told = next_serial_;
    notify(Severity::Note, {"workspace.brush-enters", {{"places", names}}});
}

void Workspace::add_keep_clear(Scene& scene) const {
    for (const KeepClearShape& shape : keep_clear_.shapes) {
        scene.keep_clear.push_back(hatching_of(shape));
    }
}

void Workspace::add_keep_clear_names(std::vector<SeenName>& names, const OrbitCamera& camera) const {
    std::set<std::string> named;  // a limb of many areas is named once
    const std::string brief = words().tr("workspace.keep-clear-short");
    for (const KeepClearShape& shape : keep_clear_.shapes) {
        const bool faces = glm::dot(shape.normal, glm::vec3(camera.eye_mm()) - shape.place_mm) > 0.0F;
        // What a rule is called is a therapist's word; both looking read only what it means.
        const bool plain = view_.mode == AppMode::Explain;
        const std::string& group = shape.area.group;
        if (faces && (group.empty() || named.insert(group).second)) {
            names.push_back({plain ? brief : shape.area.name, plain ? brief : shape.area.short_name, shape.place_mm,
                             k_pressing, true});
        }
    }
}

}  // namespace palpate
