// A technique's strokes on the body: their ways are found by a job, then they play.

#include "base/error.h"
#include "scene/skin_overlay.h"
#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <utility>

namespace palpate {

void Workspace::play_stroke(StrokePlay play) {
    const Structure& structure = require_atlas().structure(play.structure);
    static_cast<void>(require_skin_surface());
    if (structure.structure_class == StructureClass::Skin) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-strokes-here", {{"structure", structure.name_common}}});
    }
    if (!touches_skin(play.style)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.nothing-touched", {{"technique", play.technique_id}}});
    }
    strokes_.start(std::move(play));
    start_strokes();
}

void Workspace::start_strokes() {
    const StrokePlay play = *strokes_.play();
    jobs_.start(
        JobQueue::Lane::Compute, k_job_strokes,
        [atlas = atlas_, skin = atlas_->structures()[*find_skin(*atlas_)].mesh, surface = skin_surface_,
         known = strokes_.ground(), play](JobContext& context) {
            StrokePlayer::Ways ways{known, nullptr};
            if (ways.ground == nullptr) {
                const auto graph = surface != nullptr ? surface : std::make_shared<const SurfaceGraph>(skin);
                ways.ground = std::make_shared<const StrokeGround>(*atlas, graph, context);
            }
            context.check_stop();
            if (auto route = make_stroke_route(*ways.ground, atlas->structure(play.structure), play.style)) {
                ways.route = std::make_shared<const StrokeRoute>(std::move(*route));
            }
            return ways;
        },
        [this, atlas = atlas_, ticket = strokes_.ticket()](Outcome<StrokePlayer::Ways> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
                strokes_.stop();
            } else if (auto* ways = std::get_if<StrokePlayer::Ways>(&outcome); ways != nullptr && atlas == atlas_) {
                strokes_.take(ticket, std::move(*ways));
            }
        });
}

void Workspace::restart_strokes() {
    strokes_.forget_body();
    if (!strokes_.play()) {
        return;
    }
    if (atlas_->find(strokes_.play()->structure) != nullptr && find_skin(*atlas_)) {
        start_strokes();
    } else {
        strokes_.stop();
    }
}

}  // namespace palpate
