// The atlas on screen: its jobs, its picker, and what depends on it.

#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <utility>

namespace palpate {

void Workspace::load_atlas(const std::string& name, const BodyForm& form) {
    atlas_asked_for_ = name;
    form_ = form;
    if (atlas_job_) {
        jobs_.cancel(*atlas_job_);
    }
    using AtlasPointer = std::shared_ptr<const Atlas>;
    atlas_job_ = jobs_.start(
        JobQueue::Lane::Compute, k_job_atlas,
        [make_source = services_.make_source, name, form](JobContext& context) -> AtlasPointer {
            return make_source(name, form)->build(context);
        },
        [this, name, ticket = ++atlas_wanted_](Outcome<AtlasPointer> outcome) {
            if (ticket != atlas_wanted_) {
                return;  // another atlas was asked for meanwhile
            }
            atlas_job_.reset();
            if (auto* atlas = std::get_if<AtlasPointer>(&outcome)) {
                take_atlas(std::move(*atlas), name);
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else {
                notify(Severity::Note, {"workspace.atlas-stopped", {}});
            }
        });
    ++revision_;
}

void Workspace::set_body_form(const BodyForm& form) {
    if (form == form_) {
        return;
    }
    if (atlas_asked_for_.empty()) {
        form_ = form;
        ++revision_;
        return;
    }
    load_atlas(atlas_asked_for_, form);
}

/// The picture keeps its frame when the body grows: the same part of it stays in the middle, equally large.
void Workspace::move_camera_with(const Atlas& before) {
    const Box& old_box = before.bounds();
    const Box& new_box = atlas_->bounds();
    const float growth = new_box.size().y / old_box.size().y;
    view_.camera.target_mm.y = new_box.low.y + (view_.camera.target_mm.y - old_box.low.y) * growth;
    view_.camera.distance_mm *= growth;
}

void Workspace::take_atlas(std::shared_ptr<const Atlas> atlas, const std::string& name) {
    const auto before = std::exchange(atlas_, std::move(atlas));
    const bool first = before == nullptr;
    atlas_name_ = name;
    picker_.reset();
    if (first) {
        view_.camera = fit_camera(atlas_->bounds(), 0.0F, 0.0F, viewport_);
    }
    if (!first && before->topology() == atlas_->topology()) {
        move_camera_with(*before);
    }
    touch();
    start_picker();  // after the atlas is on screen: the picture comes first, clicks a moment later
    start_matching();
    try_start();
}

void Workspace::start_picker() {
    if (!services_.clicks) {
        return;
    }
    jobs_.start(
        JobQueue::Lane::Compute, k_job_picker,
        [atlas = atlas_](JobContext&) { return std::make_unique<Picker>(atlas); },
        [this](Outcome<std::unique_ptr<Picker>> outcome) {
            if (auto* picker = std::get_if<std::unique_ptr<Picker>>(&outcome)) {
                if (&(*picker)->atlas() == atlas_.get()) {  // else another atlas came meanwhile
                    picker_ = std::move(*picker);
                    touch();
                }
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            }
        });
}

const Atlas& Workspace::require_atlas() const {
    if (!atlas_) {
        throw Error(ErrorCode::NotFound, {"workspace.no-atlas", {}});
    }
    return *atlas_;
}

std::optional<float> Workspace::place_error_mm(const Mark& mark) const {
    const auto place = atlas_ ? resolve(mark.anchor, *atlas_) : std::nullopt;
    return place ? std::optional<float>(place->error_mm) : std::nullopt;
}

}  // namespace palpate
