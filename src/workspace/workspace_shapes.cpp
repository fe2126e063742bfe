// What marks cover of the skin, and what is being painted on it.

#include "base/error.h"
#include "scene/skin_overlay.h"
#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <algorithm>

namespace palpate {

const std::shared_ptr<const SurfaceGraph>& Workspace::skin_surface() const {
    if (skin_surface_ == nullptr && atlas_ != nullptr) {
        if (const auto skin = find_skin(*atlas_)) {
            skin_surface_ = std::make_shared<const SurfaceGraph>(atlas_->structures()[*skin].mesh);
        }
    }
    return skin_surface_;
}

std::shared_ptr<const SurfaceGraph> Workspace::require_skin_surface() const {
    static_cast<void>(require_atlas());
    if (skin_surface() == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.no-skin", {{"atlas", atlas_->credit().name}}});
    }
    return skin_surface_;
}

void Workspace::start_skin_surface() {
    const auto skin = find_skin(*atlas_);
    if (!skin || skin_surface_ != nullptr) {
        return;
    }
    using Graph = std::shared_ptr<const SurfaceGraph>;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_skin_surface,
        [mesh = atlas_->structures()[*skin].mesh](JobContext&) -> Graph {
            return std::make_shared<const SurfaceGraph>(mesh);
        },
        [this, mesh = atlas_->structures()[*skin].mesh](Outcome<Graph> outcome) {
            const auto now = atlas_ ? find_skin(*atlas_) : std::nullopt;
            const bool still_here = now && atlas_->structures()[*now].mesh == mesh;
            if (auto* surface = std::get_if<Graph>(&outcome); surface != nullptr && still_here && !skin_surface_) {
                skin_surface_ = std::move(*surface);
            }
        });
}

void Workspace::refresh_mark_shapes() {
    if (document() == nullptr || atlas_ == nullptr || !find_skin(*atlas_)) {
        return;
    }
    std::vector<Mark> stale = shapes_.find_stale(*document());
    if (stale.empty()) {
        return;
    }
    using Made = std::vector<std::shared_ptr<const MarkShape>>;
    const auto skin = atlas_->structures()[*find_skin(*atlas_)].mesh;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_mark_shapes,
        [atlas = atlas_, skin, surface = skin_surface_, stale](JobContext& context) {
            const auto graph = surface != nullptr ? surface : std::make_shared<const SurfaceGraph>(skin);
            Made made;
            for (const Mark& mark : stale) {
                made.push_back(make_mark_shape(graph, *atlas, mark, context));
            }
            return made;
        },
        [this, stale, ticket = ++shapes_wanted_](Outcome<Made> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else if (auto* made = std::get_if<Made>(&outcome); made != nullptr && ticket == shapes_wanted_) {
                for (std::size_t i = 0; i < stale.size(); ++i) {
                    const Mark* now = document() != nullptr ? find_mark(*document(), stale[i].id) : nullptr;
                    if (now != nullptr && have_same_shape(*now, stale[i])) {
                        shapes_.put(*now, std::move((*made)[i]));
                    }
                }
                touch();
            }
        });
}

void Workspace::show_while_painting(std::optional<MarkTrace> trace) {
    if (!trace && !live_trace_) {
        return;
    }
    live_trace_ = std::move(trace);
    note_entered();
    touch();
}

void Workspace::offer_shape(Mark places, std::shared_ptr<const MarkShape> shape) {
    shapes_.offer(std::move(places), std::move(shape));
}

std::shared_ptr<const MarkShape> Workspace::find_shape(const MarkId& id) const {
    const auto found = shapes_.shapes().find(id);
    return found == shapes_.shapes().end() ? nullptr : found->second;
}

void Workspace::add_live_trace(Scene& scene) const {
    if (live_trace_) {
        std::erase_if(scene.traces, [&](const MarkTrace& trace) { return trace.id == live_trace_->id; });
        scene.traces.push_back(*live_trace_);
    }
}

void Workspace::set_tool(const ToolState& tool) {
    if (tool != tool_) {
        tool_ = tool;
        ++revision_;
    }
}

}  // namespace palpate
