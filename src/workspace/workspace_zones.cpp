// Soft zones on the skin: where a muscle's pain may be felt, and how strong or how often it was marked.

#include "scene/soft_zones.h"
#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

using OverlayPointer = std::shared_ptr<const SkinOverlay>;

}  // namespace

std::map<SessionId, ZonesRequest> Workspace::wanted_zones() const {
    std::map<SessionId, ZonesRequest> wanted;
    const SoftZones zones = shown_zones();
    if (zones == SoftZones::None || !atlas_ || !find_skin(*atlas_)) {
        return wanted;
    }
    ZonesRequest request{zones, atlas_.get(), {}, {}, 0};
    if (zones == SoftZones::Referral) {
        const Structure* structure = focus_ ? atlas_->find(*focus_) : nullptr;
        const MuscleEntry* muscle = structure != nullptr ? anatomy().find_muscle(structure->catalogue_id) : nullptr;
        const bool has_regions =
            std::ranges::find(atlas_->skin_maps(), k_region_map, &SkinMap::id) != atlas_->skin_maps().end();
        if (muscle != nullptr && muscle->referral_mapped && has_regions) {
            request.muscle = *focus_;
            wanted.emplace(SessionId{}, request);
        }
        return wanted;
    }
    if (!history_) {
        return wanted;
    }
    if (zones != SoftZones::HeatNow) {
        const auto counted = zones_document();
        request.sessions = counted->sessions.size();
        request.marks = counted->marks;
        wanted.emplace(SessionId{}, request);
        return wanted;
    }
    request.sessions = document()->sessions.size();
    for (const SessionPane& pane : panes()) {
        ZonesRequest& of_session = wanted.emplace(pane.session, request).first->second;
        of_session.marks.clear();
        for (const Mark* mark : marks_of(*document(), pane.session)) {
            of_session.marks.push_back(*mark);
        }
    }
    return wanted;
}

bool Workspace::zones_due() const {
    const auto wanted = wanted_zones();
    return !std::ranges::equal(wanted, zones_, [](const auto& asked, const auto& made) {
        return asked.first == made.first && asked.second == made.second.request;
    });
}

void Workspace::start_due_zones() {
    if (shown_zones() == SoftZones::None && zones_.empty()) {
        return;
    }
    const auto wanted = wanted_zones();
    const std::size_t gone = std::erase_if(zones_, [&](auto& entry) {
        const bool unwanted = !wanted.contains(entry.first);
        if (unwanted && entry.second.job) {
            jobs_.cancel(*entry.second.job);
        }
        return unwanted;
    });
    if (gone > 0) {
        touch();
    }
    for (const auto& [session, request] : wanted) {
        ZonesOnSkin& on_skin = zones_[session];
        if (on_skin.request != request) {
            start_zones(on_skin, session, request);
        }
    }
}

void Workspace::start_zones(ZonesOnSkin& on_skin, const SessionId& session, const ZonesRequest& request) {
    if (on_skin.job) {
        jobs_.cancel(*on_skin.job);
    }
    if (on_skin.request.atlas != request.atlas || on_skin.request.muscle != request.muscle) {
        on_skin.overlay.reset();  // another body's, or another muscle's: wrong, not only old
        touch();
    }
    on_skin.request = request;
    const Structure* muscle = atlas_->find(request.muscle);
    on_skin.job = jobs_.start(
        JobQueue::Lane::Compute, k_job_soft_zones,
        [atlas = atlas_, catalogue = services_.anatomy, zones = request.zones, session,
         muscle = muscle != nullptr ? muscle->catalogue_id : std::string(),
         side = muscle != nullptr ? muscle->side : Side::Mid,
         document = zones_document()](JobContext& context) -> OverlayPointer {
            if (zones == SoftZones::Referral) {
                return make_referral_overlay(*atlas, *catalogue, *catalogue->find_muscle(muscle), side, context);
            }
            return make_heat_overlay(*atlas, *document, session, zones, context);
        },
        [this, session, request](Outcome<OverlayPointer> outcome) {
            const auto found = zones_.find(session);
            if (found == zones_.end() || found->second.request != request) {
                return;  // something else was asked for meanwhile
            }
            found->second.job.reset();
            if (auto* overlay = std::get_if<OverlayPointer>(&outcome)) {
                found->second.overlay = std::move(*overlay);
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            }
            touch();
        });
}

const SkinOverlay* Workspace::overlay_of(const SessionId& session) const {
    for (const SessionId& key : {session, SessionId{}}) {
        const auto zones = zones_.find(key);
        if (zones != zones_.end() && zones->second.overlay && zones->second.request.atlas == atlas_.get()) {
            return zones->second.overlay.get();
        }
    }
    return overlay_.get();
}

}  // namespace palpate
