// The pictures of the body that stand side by side, and what is under a pixel of them.

#include "anatomy/anatomy_names.h"
#include "scene/seen_names.h"
#include "workspace/workspace.h"

namespace palpate {
namespace {

/// True when `a` is the earlier visit: sessions are kept in the order of their dates.
bool is_before(const CaseDocument& document, const SessionId& a, const SessionId& b) {
    return session_number(document, a) < session_number(document, b);
}

}  // namespace

void Workspace::set_viewport(const Viewport& viewport, const PaneFrame& frame) {
    viewport_ = viewport;
    pane_frame_ = frame;
}

std::vector<SessionPane> Workspace::panes(const Viewport& whole, const PaneFrame& frame) const {
    std::vector<SessionPane> panes;
    if (!atlas_) {
        return panes;
    }
    const CaseDocument* shown = document();
    const auto range = view_.mode == AppMode::Progress ? progress_range() : std::nullopt;
    if (range && view_.progress.show == ProgressShow::SideBySide) {
        const auto pair = lay_out_pair(view_.camera, whole, frame);
        return {{pair[0], range->from, true}, {pair[1], range->to, true}};
    }
    const SessionId& session = range ? range->to : session_;
    if (view_.panes == PaneMode::Four) {
        for (const Pane& pane : lay_out_four(atlas_->bounds(), whole, frame, view_.zoomed)) {
            panes.push_back({pane, session, range.has_value()});
        }
        return panes;
    }
    if (range) {
        return {{{{0, 0}, whole, view_.camera}, session, true}};
    }
    const bool compares = view_.panes == PaneMode::Compare && shown != nullptr && !session_.empty() &&
                          view_.compared != session_ && find_session(*shown, view_.compared) != nullptr;
    if (!compares) {
        return {{{{0, 0}, whole, view_.camera}, session_}};
    }
    const bool other_first = is_before(*shown, view_.compared, session_);
    const auto pair = lay_out_pair(view_.camera, whole, frame);
    panes.push_back({pair[0], other_first ? view_.compared : session_, other_first});
    panes.push_back({pair[1], other_first ? session_ : view_.compared, !other_first});
    return panes;
}

Viewport Workspace::camera_viewport() const {
    if (view_.panes != PaneMode::Compare && !shows_progress(ProgressShow::SideBySide)) {
        return viewport_;
    }
    const std::vector<SessionPane> shown = panes();
    return shown.empty() ? viewport_ : shown.front().pane.viewport;
}

std::optional<PickHit> Workspace::pick_in(const SessionPane& pane, const glm::vec2& pixel, float ui_scale) const {
    return picker_ ? picker_->pick(scene_of(pane.session), pane.pane.camera, pane.pane.viewport, pixel, ui_scale)
                   : std::nullopt;
}

std::vector<SeenName> Workspace::names_in(const SessionPane& pane) const {
    if (!picker_) {
        return {};
    }
    const NameQuestion question{scene_of(pane.session), pane.pane.camera, pane.pane.viewport,
                                view_.settings.show_names};
    std::vector<SeenName> names = find_seen_names(*picker_, question, [this](const Structure& structure) {
        return WrittenName{title_of(structure), with_capital(shown_name(words(), structure))};
    });
    if (view_.mode != AppMode::Progress) {
        add_keep_clear_names(names, pane.pane.camera);
    }
    return names;
}

std::optional<PickHit> Workspace::pick(const Viewport& viewport, const glm::vec2& pixel, float ui_scale) const {
    for (const SessionPane& pane : panes(viewport)) {
        if (find_pane_at({pane.pane}, pixel)) {
            return pick_in(pane, pixel - glm::vec2(pane.pane.corner_px), ui_scale);
        }
    }
    return std::nullopt;
}

}  // namespace palpate
