#include "ui/body_walk.h"

#include "ui/panels.h"

namespace palpate {
namespace {

constexpr int k_step_px = 12;  // finer costs more and finds slips of muscle nobody aims at

/// One picture of the body, or nothing where several are on screen: there the pointer is quicker.
std::optional<NeighbourWalk> make_walk(const Workspace& workspace) {
    if (workspace.picker() == nullptr || workspace.view().panes == PaneMode::Four) {
        return std::nullopt;
    }
    return NeighbourWalk(visible_patches(*workspace.picker(), workspace.scene(), workspace.view().camera,
                                         workspace.camera_viewport(), k_step_px));
}

std::optional<std::size_t> selected_patch(const Workspace& workspace, const NeighbourWalk& walk) {
    const auto index = workspace.focus() ? workspace.atlas()->find_index(*workspace.focus()) : std::nullopt;
    return index ? walk.find_patch(*index) : std::nullopt;
}

}  // namespace

bool walk_to_neighbour(PanelContext& context, WalkDirection direction) {
    const Workspace& workspace = context.workspace;
    const auto walk = make_walk(workspace);
    const auto here = walk ? selected_patch(workspace, *walk) : std::nullopt;
    if (!here) {
        return false;
    }
    if (const auto next = walk->next(*here, direction)) {
        const StructureId id = workspace.atlas()->structures()[walk->patches()[*next].structure].id;
        context.state.draft.reset();
        context.run("view.select", {{"structure", id.text()}});
    }
    return true;
}

bool mark_selected_structure(PanelContext& context) {
    const Workspace& workspace = context.workspace;
    const auto walk = make_walk(workspace);
    const auto here = walk ? selected_patch(workspace, *walk) : std::nullopt;
    if (!here) {
        return false;
    }
    const glm::vec2 pixel = walk->patches()[*here].inside_px;
    const auto hit =
        workspace.picker()->pick(workspace.scene(), workspace.view().camera, workspace.camera_viewport(), pixel);
    if (!hit || !std::holds_alternative<StructureId>(hit->target)) {
        return false;
    }
    context.workspace.select_mark(std::nullopt);
    context.run("view.select", {{"structure", std::get<StructureId>(hit->target).text()}});
    context.state.draft = MarkDraft{std::get<StructureId>(hit->target), hit->point.position_mm, pixel};
    context.state.focus_editor = true;
    return true;
}

}  // namespace palpate
