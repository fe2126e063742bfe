#include "ui/parts_panel.h"

#include "anatomy/anatomy_names.h"
#include "ui/body_walk.h"
#include "ui/command_widgets.h"
#include "ui/widgets.h"

#include <imgui_internal.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t k_most_filtered = 40;

std::string key_of(const NamedPlace& place) {
    return std::string(name_of(place.kind)) + "." + place.id +
           (place.side ? "." + std::string(name_of(*place.side)) : std::string());
}

PartNode make_leaf(const Workspace& workspace, const Structure& structure) {
    const std::string id =
        structure.part.empty() ? structure.catalogue_id : structure.catalogue_id + "." + structure.part;
    return {{PlaceKind::Structure, id, structure.side}, workspace.title_of(structure), {structure.id}, {}};
}

void sort_by_name(std::vector<PartNode>& nodes) { std::ranges::stable_sort(nodes, {}, &PartNode::name); }

PartNode make_place(const Workspace& workspace, const NamedPlace& place) {
    PartNode node{place, workspace.title_of(place), {}, {}};
    node.structures = structures_of(place, *workspace.atlas(), workspace.anatomy());
    for (const StructureId& id : node.structures) {
        node.children.push_back(make_leaf(workspace, workspace.atlas()->structure(id)));
    }
    sort_by_name(node.children);
    return node;
}

/// An area: its muscle groups, and its bones under one line.
PartNode make_area(const Workspace& workspace, const GroupEntry& area) {
    PartNode node{{PlaceKind::Group, area.id, std::nullopt}, {}, {}, {}};
    node.name = workspace.title_of(node.place);
    for (const GroupEntry& group : workspace.anatomy().groups()) {
        if (group.parent_id == area.id) {
            PartNode child = make_place(workspace, {PlaceKind::Group, group.id, std::nullopt});
            node.structures.insert(node.structures.end(), child.structures.begin(), child.structures.end());
            node.children.push_back(std::move(child));
        }
    }
    PartNode bones{{PlaceKind::Group, area.id + ".bones", std::nullopt}, workspace.words().tr("layer.bones"), {}, {}};
    for (const Structure& structure : workspace.atlas()->structures()) {
        if (structure.layer == Layer::Bones && structure.group_id == area.id) {
            bones.children.push_back(make_leaf(workspace, structure));
            bones.structures.push_back(structure.id);
        }
    }
    if (!bones.children.empty()) {
        sort_by_name(bones.children);
        node.structures.insert(node.structures.end(), bones.structures.begin(), bones.structures.end());
        node.children.push_back(std::move(bones));
    }
    return node;
}

void make_trees(const Workspace& workspace, PartsState& parts) {
    if (parts.atlas == workspace.atlas() && parts.language == workspace.language()) {
        return;
    }
    parts.atlas = workspace.atlas();
    parts.language = workspace.language();
    parts.groups.clear();
    parts.regions.clear();
    for (const GroupEntry& group : workspace.anatomy().groups()) {
        if (group.parent_id.empty()) {
            parts.groups.push_back(make_area(workspace, group));
        }
    }
    for (const RegionEntry& region : workspace.anatomy().regions()) {
        for (const Side side : {Side::Left, Side::Right}) {
            if (region.sided) {
                parts.regions.push_back(make_place(workspace, {PlaceKind::Region, region.id, side}));
            }
        }
        if (!region.sided) {
            parts.regions.push_back(make_place(workspace, {PlaceKind::Region, region.id, Side::Mid}));
        }
    }
}

/// Shown, hidden, or some of each.
void draw_box(PanelContext& context, const PartNode& node) {
    const auto& hidden = context.workspace.view().settings.hidden;
    const auto count =
        std::ranges::count_if(node.structures, [&](const StructureId& id) { return hidden.contains(id); });
    const bool some = count > 0 && static_cast<std::size_t>(count) < node.structures.size();
    bool shown = count == 0;
    ImGui::PushItemFlag(ImGuiItemFlags_MixedValue, some);
    if (ImGui::Checkbox(("##shown " + key_of(node.place)).c_str(), &shown)) {
        std::string ids;
        for (const StructureId& id : node.structures) {
            ids += (ids.empty() ? "" : ",") + id.text();
        }
        context.run(shown || some ? "view.show" : "view.hide", {{"structure", ids}});
    }
    ImGui::PopItemFlag();
    ImGui::SetItemTooltip("%s", context.tr(shown ? "ui.parts.hide" : "ui.parts.show").c_str());
}

/// First there; the same once more marks it.
void choose(PanelContext& context, const NamedPlace& place) {
    PartsState& parts = context.state.parts;
    const bool again = parts.chosen == place;
    parts.chosen = again ? std::nullopt : std::optional(place);
    if (again) {
        if (place.kind == PlaceKind::Region || !mark_selected_structure(context)) {
            context.state.choose_in_the_middle = true;
        }
        return;
    }
    CommandArguments arguments{{"kind", std::string(name_of(place.kind))}, {"id", place.id}};
    if (place.side) {
        arguments["side"] = name_of(*place.side);
    }
    context.state.draft.reset();
    context.run("view.fly-to", arguments);
}

void draw_row(PanelContext& context, const PartNode& node, int depth) {
    PartsState& parts = context.state.parts;
    const std::string key = key_of(node.place);
    const bool open = parts.open.contains(key);
    const float step = context.theme.px(14);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + static_cast<float>(depth) * step);
    ImGui::BeginDisabled(node.structures.empty());
    draw_box(context, node);
    ImGui::EndDisabled();
    ImGui::SameLine();
    if (!node.children.empty()) {
        if (ImGui::ArrowButton(("##fold " + key).c_str(), open ? ImGuiDir_Down : ImGuiDir_Right)) {
            open ? static_cast<void>(parts.open.erase(key)) : static_cast<void>(parts.open.insert(key));
        }
        ImGui::SameLine();
    }
    const bool is_bones = node.place.id.ends_with(".bones");
    const float line = ImGui::GetFrameHeight();
    ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, {0.0F, 0.5F});
    ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset = 0.0F;  // the line is as high as the box; its middle counts
    if (ImGui::Selectable((node.name + "##" + key).c_str(), parts.chosen == node.place, 0, {0, line})) {
        if (is_bones) {
            open ? static_cast<void>(parts.open.erase(key)) : static_cast<void>(parts.open.insert(key));
        } else {
            choose(context, node.place);
        }
    }
    ImGui::PopStyleVar();
    if (open) {
        for (const PartNode& child : node.children) {
            draw_row(context, child, depth + 1);
        }
    }
}

void draw_filtered(PanelContext& context) {
    const Workspace& workspace = context.workspace;
    bool any = false;
    for (const SearchHit& hit : workspace.search_index().search(context.state.parts.filter, k_most_filtered)) {
        const bool wanted = context.state.parts.by_region
                                ? hit.place.kind == PlaceKind::Region
                                : hit.place.kind == PlaceKind::Group || hit.place.kind == PlaceKind::Structure;
        if (wanted) {
            any = true;
            draw_row(context, make_place(workspace, hit.place), 0);
        }
    }
    if (!any) {
        muted_text(context.theme, context.tr({"workspace.nothing-found", {{"words", context.state.parts.filter}}}));
    }
}

}  // namespace

void draw_parts_panel(PanelContext& context) {
    PartsState& parts = context.state.parts;
    if (context.workspace.atlas() == nullptr) {
        return;
    }
    make_trees(context.workspace, parts);
    const auto label = [&](std::size_t i) { return context.tr(i == 0 ? "ui.parts.by-group" : "ui.parts.by-region"); };
    if (const auto pressed =
            chip_row(context.theme, 2, label, [&](std::size_t i) { return (i == 1) == parts.by_region; })) {
        parts.by_region = *pressed == 1;
    }
    ImGui::SetNextItemWidth(-1);
    if (std::exchange(parts.take_focus, false)) {
        focus_next_control();
    }
    ImGui::InputTextWithHint("##part words", context.tr("ui.parts.hint").c_str(), &parts.filter,
                             ImGuiInputTextFlags_AutoSelectAll);
    muted_text(context.theme, context.tr("ui.parts.about"));
    if (!parts.filter.empty()) {
        draw_filtered(context);
        return;
    }
    for (const PartNode& node : parts.by_region ? parts.regions : parts.groups) {
        draw_row(context, node, 0);
    }
}

}  // namespace palpate
