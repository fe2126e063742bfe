// The atlas on screen: its jobs, its picker, and what depends on it.

#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

/// An imported body has no maps: there the skin stays plain whatever the view asks for.
bool has_map(const Atlas& atlas, const std::string& map_id) {
    return std::ranges::find(atlas.skin_maps(), map_id, &SkinMap::id) != atlas.skin_maps().end();
}

}  // namespace

void Workspace::load_atlas(const std::string& name, const BodyForm& form) {
    atlas_asked_for_ = name;
    form_ = form;
    if (atlas_job_) {
        jobs_.cancel(*atlas_job_);
    }
    cancel_skin_map();  // it would be drawn on a body that goes
    atlas_job_ = jobs_.start(
        JobQueue::Lane::Compute, k_job_atlas,
        [make_source = services_.make_source, name, form, map = view_.settings.skin_map](JobContext& context) {
            DressedAtlas dressed{make_source(name, form)->build(context), nullptr};
            if (has_map(*dressed.atlas, map)) {
                dressed.overlay = make_skin_overlay(*dressed.atlas, map, context);
            }
            return dressed;
        },
        [this, name, ticket = ++atlas_wanted_](Outcome<DressedAtlas> outcome) {
            if (ticket != atlas_wanted_) {
                return;  // another atlas was asked for meanwhile
            }
            atlas_job_.reset();
            if (auto* dressed = std::get_if<DressedAtlas>(&outcome)) {
                take_atlas(std::move(*dressed), name);
                return;
            }
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else {
                notify(Severity::Note, {"workspace.atlas-stopped", {}});
            }
            refresh_skin_map();  // the body stays, and what was asked for it
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

void Workspace::take_atlas(DressedAtlas dressed, const std::string& name) {
    const auto before = std::exchange(atlas_, std::move(dressed.atlas));
    overlay_ = std::move(dressed.overlay);
    const bool first = before == nullptr;
    atlas_name_ = name;
    picker_.reset();
    skin_surface_.reset();
    shapes_.clear();
    ++shapes_wanted_;
    live_trace_.reset();
    note_entered();
    restart_strokes();
    refresh_mark_shapes();
    if (first) {
        view_.camera = fit_camera(atlas_->bounds(), 0.0F, 0.0F, viewport_);
    }
    if (!first && before->topology() == atlas_->topology()) {
        move_camera_with(*before);
    }
    touch();
    refresh_skin_map();  // where another map was asked for meanwhile
    picker_due_ = services_.clicks;
    start_matching();
    try_start();
}

void Workspace::start_due_picker() {
    if (!std::exchange(picker_due_, false)) {
        return;
    }
    start_skin_surface();
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

bool Workspace::skin_map_loading() const {
    const std::string& wanted = view_.settings.skin_map;
    return atlas_ != nullptr && has_map(*atlas_, wanted) && (overlay_ == nullptr || overlay_->map_id != wanted);
}

void Workspace::cancel_skin_map() {
    ++overlay_wanted_;
    if (overlay_job_) {
        jobs_.cancel(*std::exchange(overlay_job_, std::nullopt));
    }
}

void Workspace::refresh_skin_map() {
    cancel_skin_map();
    if (!skin_map_loading()) {
        if (overlay_ != nullptr && overlay_->map_id != view_.settings.skin_map) {
            overlay_.reset();
            touch();
        }
        return;
    }
    using OverlayPointer = std::shared_ptr<const SkinOverlay>;
    overlay_job_ = jobs_.start(
        JobQueue::Lane::Compute, k_job_skin_map,
        [atlas = atlas_, map = view_.settings.skin_map](JobContext& context) {
            return make_skin_overlay(*atlas, map, context);
        },
        [this, ticket = overlay_wanted_](Outcome<OverlayPointer> outcome) {
            if (ticket != overlay_wanted_) {
                return;  // another map or body was asked for meanwhile
            }
            overlay_job_.reset();
            if (auto* overlay = std::get_if<OverlayPointer>(&outcome)) {
                overlay_ = std::move(*overlay);
            } else {
                give_up_skin_map();
                if (const auto* failure = std::get_if<Failure>(&outcome)) {
                    fail(*failure);
                }
            }
            touch();
        });
}

void Workspace::give_up_skin_map() {
    view_.settings.skin_map = overlay_ != nullptr ? overlay_->map_id : std::string();
    view_.settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] = skin_opacity_before_map_;
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
