// What Progress compares, on the body: found by a job, drawn as patches of the skin, as heat, or as two sessions.

#include "change/session_range.h"
#include "scene/build_scene.h"
#include "scene/skin_overlay.h"
#include "workspace/detail/job_names.h"
#include "workspace/progress_look.h"
#include "workspace/workspace.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr float k_patch_opacity = 0.62F;
constexpr float k_structure_tint = 0.6F;  ///< where the skin is peeled off, the structure itself is coloured

constexpr std::array<std::string_view, k_all_progress_shows.size()> k_show_names{"change", "side-by-side", "often"};

}  // namespace

std::string_view name_of(ProgressShow show) { return k_show_names[static_cast<std::size_t>(show)]; }

std::optional<ProgressShow> find_progress_show(std::string_view name) {
    const auto* const found = std::ranges::find(k_show_names, name);
    return found == k_show_names.end()
               ? std::nullopt
               : std::optional(k_all_progress_shows[static_cast<std::size_t>(found - k_show_names.begin())]);
}

std::optional<ProgressRange> find_progress_range(const CaseDocument& document, const ProgressView& view) {
    const auto& sessions = document.sessions;
    if (sessions.size() < 2) {
        return std::nullopt;
    }
    const auto known = [&](const SessionId& id) { return find_session(document, id) != nullptr; };
    ProgressRange range{known(view.from) ? view.from : sessions.front().id,
                        known(view.to) ? view.to : sessions.back().id};
    if (session_number(document, range.from) >= session_number(document, range.to)) {
        range = {sessions.front().id, sessions.back().id};
    }
    return range;
}

std::optional<ProgressRange> Workspace::progress_range() const {
    return document() != nullptr ? find_progress_range(*document(), view_.progress) : std::nullopt;
}

std::shared_ptr<const ProgressReport> Workspace::progress_report() const {
    const auto range = progress_range();
    if (!range) {
        return nullptr;
    }
    const auto snapshot = history_->snapshot();
    const auto& kept = progress_kept_.report;
    if (kept == nullptr || progress_kept_.document != snapshot || progress_kept_.atlas != atlas_.get() ||
        ProgressRange{kept->from, kept->to} != *range) {
        const BodyPlaces places(anatomy(), atlas_.get());
        progress_kept_ = {snapshot, atlas_.get(),
                          std::make_shared<const ProgressReport>(make_progress_report(
                              *snapshot, range->from, range->to, {.places = places, .rule = change_rule(clinical())}))};
    }
    return progress_kept_.report;
}

const std::vector<ProgressPlace>& Workspace::progress_places() const {
    static const std::vector<ProgressPlace> none;
    const ProgressOnSkin& kept = progress_on_skin_;
    const bool current = view_.mode == AppMode::Progress && atlas_ != nullptr && kept.report == progress_report() &&
                         kept.author == view_.progress.author && kept.show == view_.progress.show;
    return current ? kept.places : none;
}

std::vector<SeenPlace> Workspace::seen_progress_places(const SessionPane& pane) const {
    std::vector<SeenPlace> seen;
    const auto& places = progress_places();
    const Scene* scene = places.empty() ? nullptr : &scene_of(pane.session);
    const OrbitCamera& camera = pane.pane.camera;
    const Viewport& viewport = pane.pane.viewport;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const SurfacePoint& point = places[i].point;
        const auto pixel = camera.project(point.position_mm, viewport);
        const bool inside = pixel && pixel->x >= 0.0F && pixel->y >= 0.0F &&
                            pixel->x < static_cast<float>(viewport.width_px) &&
                            pixel->y < static_cast<float>(viewport.height_px);
        if (!inside) {
            continue;
        }
        const glm::vec3 to_eye = camera.eye_mm() - point.position_mm;
        const auto over = picker_ ? picker_->seen_at(*scene, camera, viewport, *pixel) : std::nullopt;
        const float gap_mm = over ? glm::length(to_eye) - over->distance_mm : 0.0F;
        const auto visibility = calc_sign_visibility(gap_mm, glm::dot(point.normal, glm::normalize(to_eye)));
        if (visibility != SignVisibility::Behind) {
            seen.push_back({i, *pixel, visibility});
        }
    }
    return seen;
}

std::string Workspace::progress_place_of(const MarkId& mark) const {
    const auto report = progress_report();
    for (const AuthorProgress& author : report != nullptr ? report->authors : std::vector<AuthorProgress>()) {
        for (const PlaceChange& change : author.changes) {
            if (change.before == mark || change.after == mark) {
                return change.place.id;
            }
        }
        const auto often = std::ranges::find(author.often.places, mark, &MarkedOften::latest);
        if (often != author.often.places.end()) {
            return often->id;
        }
    }
    return {};
}

bool Workspace::progress_due() const {
    if (view_.mode != AppMode::Progress || view_.progress.show == ProgressShow::SideBySide || atlas_ == nullptr) {
        return false;
    }
    const auto report = progress_report();
    const ProgressOnSkin& kept = progress_on_skin_;
    return report != nullptr &&
           (kept.report != report || kept.author != view_.progress.author || kept.show != view_.progress.show);
}

void Workspace::start_due_progress() {
    if (!progress_due()) {
        return;
    }
    progress_on_skin_ = {.report = progress_report(),
                         .author = view_.progress.author,
                         .show = view_.progress.show,
                         .places = {},
                         .ticket = progress_on_skin_.ticket + 1};
    touch();
    using Places = std::vector<ProgressPlace>;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_progress,
        [atlas = atlas_, surface = skin_surface_, document = progress_kept_.document,
         on_skin = progress_on_skin_](JobContext& context) -> Places {
            const AuthorProgress* progress = find_progress(*on_skin.report, on_skin.author);
            const auto skin = find_skin(*atlas);
            const auto graph = surface != nullptr || !skin
                                   ? surface
                                   : std::make_shared<const SurfaceGraph>(atlas->structures()[*skin].mesh);
            return progress != nullptr
                       ? make_progress_places(*atlas, *document, *progress, on_skin.show, graph, context)
                       : Places();
        },
        [this, ticket = progress_on_skin_.ticket](Outcome<Places> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else if (auto* made = std::get_if<Places>(&outcome);
                       made != nullptr && ticket == progress_on_skin_.ticket) {
                progress_on_skin_.places = std::move(*made);
                touch();
            }
        });
}

void Workspace::add_progress(Scene& scene) const {
    if (!view_.settings.show_marks) {
        return;
    }
    for (const ProgressPlace& place : progress_places()) {
        if (!place.outcome) {
            continue;
        }
        const ProgressLook& look = look_of(*place.outcome);
        for (Drawable& drawable : scene.drawables) {
            if (drawable.structure == place.structure && drawable.surface != Surface::Skin) {
                drawable.tint = glm::vec4(look.fill, k_structure_tint);
            }
        }
        if (place.shape != nullptr) {
            scene.traces.push_back({.id = place.mark,
                                    .shape = place.shape,
                                    .place_mm = place.point.position_mm,
                                    .fill = look.fill,
                                    .ink = look.ink,
                                    .pattern = look.pattern,
                                    .hollow = look.hollow,
                                    .selected = place.id == view_.progress.place,
                                    .opacity = k_patch_opacity});
        }
    }
    std::ranges::stable_partition(scene.traces, [](const MarkTrace& trace) { return !trace.selected; });
}

SoftZones Workspace::shown_zones() const {
    if (view_.mode != AppMode::Progress) {
        return view_.settings.soft_zones;
    }
    return shows_progress(ProgressShow::Often) ? SoftZones::HeatOften : SoftZones::None;
}

std::shared_ptr<const CaseDocument> Workspace::zones_document() const {
    if (!history_) {
        return nullptr;
    }
    auto snapshot = history_->snapshot();
    const auto range = progress_range();
    if (view_.mode != AppMode::Progress || !range) {
        return snapshot;
    }
    return std::make_shared<const CaseDocument>(
        counted_part(*snapshot, sessions_between(*snapshot, range->from, range->to), view_.progress.author));
}

}  // namespace palpate
