// progress.range, progress.show, progress.author, progress.place: what is compared, and how the body shows it.

#include "base/error.h"
#include "scene/visibility.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

bool has_two_sessions(const Workspace& workspace) { return workspace.progress_range().has_value(); }

bool has_places(const Workspace& workspace) {
    return workspace.view().mode == AppMode::Progress && !workspace.progress_places().empty();
}

void require_two_sessions(const Workspace& workspace) {
    static_cast<void>(workspace.require_document());
    if (!has_two_sessions(workspace)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.nothing-to-compare", {}});
    }
}

/// "from=2 to=5"; what is left out is the first and the last.
std::string set_range(Workspace& workspace, const CommandArguments& arguments) {
    require_two_sessions(workspace);
    ViewState view = workspace.view();
    const auto named = [&](std::string_view argument) {
        const auto asked = find_argument(arguments, argument);
        return asked ? named_session(workspace, *asked).id : SessionId();
    };
    view.progress.from = named("from");
    view.progress.to = named("to");
    const CaseDocument& document = workspace.require_document();
    const auto number = [&](const SessionId& asked, const Session& otherwise) {
        return session_number(document, asked.empty() ? otherwise.id : asked);
    };
    if (number(view.progress.from, document.sessions.front()) >= number(view.progress.to, document.sessions.back())) {
        throw Error(ErrorCode::Usage, {"error.change.order", {}});
    }
    workspace.set_view(view);
    return {};
}

/// Without `what` the next one. Opens Progress where it is not open.
std::string show(Workspace& workspace, const CommandArguments& arguments) {
    require_two_sessions(workspace);
    const auto asked = find_argument(arguments, "what");
    ProgressShow wanted = workspace.view().progress.show;
    if (asked) {
        const auto known = find_progress_show(*asked);
        if (!known) {
            throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "what"}, {"value", *asked}}});
        }
        wanted = *known;
    } else if (workspace.view().mode == AppMode::Progress) {
        wanted = k_all_progress_shows[(static_cast<std::size_t>(wanted) + 1) % k_all_progress_shows.size()];
    }
    if (workspace.view().mode != AppMode::Progress) {
        workspace.run("app.mode", {{"mode", "progress"}});
    }
    ViewState view = workspace.view();
    if ((wanted == ProgressShow::SideBySide) != (view.progress.show == ProgressShow::SideBySide)) {
        // Signs lie on muscles, as the therapist sees them else; all other is coloured on the skin.
        const bool as_before = wanted == ProgressShow::SideBySide && view.before_handover;
        view.settings.layer_opacity = as_before ? view.before_handover->layer_opacity : peeled_layers(0.0F);
    }
    view.progress.show = wanted;
    view.panes = wanted == ProgressShow::SideBySide ? PaneMode::Single : view.panes;  // the pair takes all the room
    workspace.set_view(view);
    return std::string(name_of(wanted));
}

/// Without `author` the other one.
std::string set_author(Workspace& workspace, const CommandArguments& arguments) {
    ViewState view = workspace.view();
    const Author other = view.progress.author == Author::Client ? Author::Therapist : Author::Client;
    const auto asked = find_argument(arguments, "author");
    const auto known = asked ? find_author(*asked) : std::optional(other);
    if (!known) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "author"}, {"value", *asked}}});
    }
    view.progress.author = *known;
    view.progress.place.clear();
    workspace.set_view(view);
    return std::string(name_of(*known));
}

/// The side from which a place is seen best; the camera as it is where that sees it well.
OrbitCamera turned_to(const Workspace& workspace, const SurfacePoint& point) {
    constexpr float k_seen_well = 0.35F;  // cosine between the skin's normal and the way to the eye
    constexpr std::array<std::string_view, 4> k_sides{"front", "back", "left", "right"};
    const OrbitCamera& camera = workspace.view().camera;
    const auto facing = [&](const OrbitCamera& from) {
        return glm::dot(point.normal, glm::normalize(from.eye_mm() - point.position_mm));
    };
    const auto pixel = camera.project(point.position_mm, workspace.camera_viewport());
    const Viewport& viewport = workspace.camera_viewport();
    const bool inside = pixel && pixel->x >= 0.0F && pixel->y >= 0.0F &&
                        pixel->x < static_cast<float>(viewport.width_px) &&
                        pixel->y < static_cast<float>(viewport.height_px);
    if (inside && facing(camera) >= k_seen_well) {
        return camera;
    }
    std::array<OrbitCamera, k_sides.size()> from;
    for (std::size_t i = 0; i < k_sides.size(); ++i) {
        const auto angles = *find_view_angles_rad(k_sides[i]);
        from[i] = fit_camera(workspace.require_atlas().bounds(), angles.x, angles.y, viewport);
    }
    return *std::ranges::max_element(from, {}, facing);
}

bool is_compared(const Workspace& workspace, const std::string& place) {
    const auto report = workspace.progress_report();
    const AuthorProgress* said = report != nullptr ? find_progress(*report, workspace.view().progress.author) : nullptr;
    const auto speaks = [&](const PlaceChange& change) { return change.place.id == place; };
    return said != nullptr &&
           (std::ranges::any_of(said->changes, speaks) ||
            std::ranges::find(said->often.places, place, &MarkedOften::id) != said->often.places.end());
}

/// Speaks of one place of the comparison, and turns the body to it. Without one, of the next; "place=none": of nothing.
std::string choose_place(Workspace& workspace, const CommandArguments& arguments) {
    const auto& places = workspace.progress_places();
    ViewState view = workspace.view();
    const auto asked = find_argument(arguments, "place");
    if (asked == "none") {
        view.progress.place.clear();
        workspace.set_view(view);
        return {};
    }
    auto wanted = std::ranges::find(places, asked.value_or(view.progress.place), &ProgressPlace::id);
    if (!asked && !places.empty()) {
        wanted = wanted == places.end() || std::next(wanted) == places.end() ? places.begin() : std::next(wanted);
    }
    const bool in_words = asked && is_compared(workspace, *asked);  // it may have no place on this body
    if (wanted == places.end() && !in_words) {
        throw Error(ErrorCode::NotFound, {"workspace.unknown-progress-place", {{"place", asked.value_or("")}}});
    }
    view.progress.place = asked.value_or(wanted != places.end() ? wanted->id : std::string());
    if (wanted != places.end() && find_argument(arguments, "turn") != "no") {
        view.camera = turned_to(workspace, wanted->point);
    }
    workspace.set_view(view);
    return view.progress.place;
}

}  // namespace

std::vector<Command> progress_commands() {
    return {
        {"progress.show", "command.progress.show", "Shift+F4", {"what"}, has_two_sessions, show},
        {"progress.range", "command.progress.range", "", {"from", "to"}, has_two_sessions, set_range},
        {"progress.author", "command.progress.author", "", {"author"}, has_two_sessions, set_author},
        {"progress.place", "command.progress.place", "Alt+N", {"place", "turn"}, has_places, choose_place},
    };
}

}  // namespace palpate
