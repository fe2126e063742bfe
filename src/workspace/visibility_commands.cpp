// view.peel, view.isolate, view.section and their like: what of the body is seen, and the way back.

#include "base/error.h"
#include "scene/visibility.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

bool has_selection(const Workspace& workspace) { return !workspace.view().settings.selected.empty(); }
bool has_group(const Workspace& workspace) {
    const Structure* structure =
        workspace.atlas() && workspace.focus() ? workspace.atlas()->find(*workspace.focus()) : nullptr;
    return structure != nullptr && !structure->group_id.empty();
}
bool has_section(const Workspace& workspace) { return workspace.view().settings.section.has_value(); }

template <class Change>
std::string change_settings(Workspace& workspace, const Change& change) {
    ViewState view = workspace.view();
    change(view.settings);
    workspace.set_view(view);
    return {};
}

// ---- peeling -------------------------------------------------------------------------------------------------------

std::string peel_to(Workspace& workspace, float level) {
    return change_settings(workspace, [&](ViewSettings& settings) { settings.layer_opacity = peeled_layers(level); });
}

std::string peel(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(required_argument(arguments, "level"));
    return peel_to(workspace, *find_number(arguments, "level", 0.0F, k_deepest_peel));
}

std::string peel_step(Workspace& workspace, bool deeper) {
    return peel_to(workspace, next_peel_level(peel_level(workspace.view().settings.layer_opacity), deeper));
}

// ---- one thing and the others --------------------------------------------------------------------------------------

/// "a,b", else what is selected. Throws Error where that is nothing, or names no structure.
std::unordered_set<StructureId> chosen_structures(const Workspace& workspace, const CommandArguments& arguments) {
    std::unordered_set<StructureId> chosen;
    if (const auto ids = find_argument(arguments, "structure")) {
        for (const std::string& id : split_list(*ids)) {
            chosen.insert(named_structure(workspace, id).id);
        }
    } else {
        chosen = workspace.view().settings.selected;
    }
    if (chosen.empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-structure-selected", {}});
    }
    return chosen;
}

std::string keep_only(Workspace& workspace, std::unordered_set<StructureId> kept, Others others) {
    return change_settings(workspace, [&](ViewSettings& settings) {
        const bool again = settings.kept == kept && settings.others == others;
        settings.others = again ? Others::Shown : others;  // the same key leads back
        std::erase_if(settings.hidden, [&](const StructureId& id) { return kept.contains(id); });
        settings.kept = again ? std::unordered_set<StructureId>{} : std::move(kept);
    });
}

std::string isolate(Workspace& workspace, const CommandArguments& arguments) {
    return keep_only(workspace, chosen_structures(workspace, arguments), Others::Hidden);
}

std::string ghost_others(Workspace& workspace, const CommandArguments& arguments) {
    return keep_only(workspace, chosen_structures(workspace, arguments), Others::Ghosted);
}

std::string show_group(Workspace& workspace, const CommandArguments& arguments) {
    std::unordered_set<std::string> groups;
    for (const StructureId& id : chosen_structures(workspace, arguments)) {
        if (const Structure* structure = workspace.require_atlas().find(id)) {
            groups.insert(structure->group_id);
        }
    }
    std::unordered_set<StructureId> kept;
    for (const Structure& structure : workspace.require_atlas().structures()) {
        if (!structure.group_id.empty() && groups.contains(structure.group_id)) {
            kept.insert(structure.id);
        }
    }
    if (kept.empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-group", {}});
    }
    return keep_only(workspace, std::move(kept), Others::Hidden);
}

std::string hide(Workspace& workspace, const CommandArguments& arguments) {
    const auto chosen = chosen_structures(workspace, arguments);
    return change_settings(workspace,
                           [&](ViewSettings& settings) { settings.hidden.insert(chosen.begin(), chosen.end()); });
}

std::string show(Workspace& workspace, const CommandArguments& arguments) {
    const auto chosen = chosen_structures(workspace, arguments);
    return change_settings(workspace, [&](ViewSettings& settings) {
        std::erase_if(settings.hidden, [&](const StructureId& id) { return chosen.contains(id); });
    });
}

std::string show_all(Workspace& workspace, const CommandArguments&) {
    return change_settings(workspace, [](ViewSettings& settings) {
        settings.hidden.clear();
        settings.kept.clear();
        settings.others = Others::Shown;
    });
}

/// Adds a structure to what is selected, or takes it out again.
std::string select_also(Workspace& workspace, const CommandArguments& arguments) {
    const StructureId id = named_structure(workspace, required_argument(arguments, "structure")).id;
    std::unordered_set<StructureId> selected = workspace.view().settings.selected;
    if (selected.erase(id) == 0) {
        selected.insert(id);
        workspace.select_mark(std::nullopt);
        workspace.focus_on(id);
    } else if (workspace.focus() == id) {
        workspace.focus_on(selected.empty() ? std::nullopt : std::optional(*selected.begin()));
    }
    return change_settings(workspace, [&](ViewSettings& settings) { settings.selected = std::move(selected); });
}

std::string switch_names(Workspace& workspace, const CommandArguments&) {
    return change_settings(workspace, [](ViewSettings& settings) { settings.show_names = !settings.show_names; });
}

std::string switch_flag(Workspace& workspace, bool ViewState::*flag) {
    ViewState view = workspace.view();
    view.*flag = !(view.*flag);
    workspace.set_view(view);
    return {};
}

// ---- the way back --------------------------------------------------------------------------------------------------

std::string step_visibility(Workspace& workspace, bool forward) {
    if (!workspace.can_step_visibility(forward)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-visibility-step", {}});
    }
    workspace.step_visibility(forward);
    return {};
}

// ---- cutting open --------------------------------------------------------------------------------------------------

/// Through the middle of what is selected, else of the body.
float middle_of(const Workspace& workspace, SectionAxis axis) {
    Box box;
    for (const StructureId& id : workspace.view().settings.selected) {
        if (const Structure* structure = workspace.require_atlas().find(id)) {
            box.add(bounds(*structure->mesh));
        }
    }
    return (box.empty() ? workspace.require_atlas().bounds() : box).centre()[coordinate_of(axis)];
}

std::string cut_open(Workspace& workspace, const CommandArguments& arguments) {
    const std::string axis_name = required_argument(arguments, "axis");
    const auto axis = find_section_axis(axis_name);
    if (!axis) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-section", {{"axis", axis_name}}});
    }
    const Box& body = workspace.require_atlas().bounds();
    const int coordinate = coordinate_of(*axis);
    const auto at = find_number(arguments, "at", body.low[coordinate], body.high[coordinate]);
    const bool flipped = find_integer(arguments, "flipped", 0, 1).value_or(0) == 1;
    return change_settings(workspace, [&](ViewSettings& settings) {
        settings.section = SectionPlane{*axis, at.value_or(middle_of(workspace, *axis)), flipped};
    });
}

/// Sagittal, frontal, transverse, none.
std::string cut_next(Workspace& workspace, const CommandArguments&) {
    const auto now = workspace.view().settings.section;
    const std::size_t next = now ? static_cast<std::size_t>(now->axis) + 1 : 0;
    return change_settings(workspace, [&](ViewSettings& settings) {
        settings.section.reset();
        if (next < k_section_axes.size()) {
            settings.section = SectionPlane{k_section_axes[next], middle_of(workspace, k_section_axes[next]), false};
        }
    });
}

const SectionPlane& require_section(const Workspace& workspace) {
    if (!has_section(workspace)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-section", {}});
    }
    return *workspace.view().settings.section;
}

std::string flip_section(Workspace& workspace, const CommandArguments&) {
    SectionPlane section = require_section(workspace);
    section.flipped = !section.flipped;
    return change_settings(workspace, [&](ViewSettings& settings) { settings.section = section; });
}

std::string move_section(Workspace& workspace, float step_mm) {
    SectionPlane section = require_section(workspace);
    const Box& body = workspace.require_atlas().bounds();
    const int coordinate = coordinate_of(section.axis);
    section.at_mm = std::clamp(section.at_mm + step_mm, body.low[coordinate], body.high[coordinate]);
    return change_settings(workspace, [&](ViewSettings& settings) { settings.section = section; });
}

/// The client's map, the therapist's, or both over each other; without a word the next of the three.
std::string show_author(Workspace& workspace, const CommandArguments& arguments) {
    const std::optional<Author> now = workspace.view().settings.author;
    std::optional<Author> wanted = !now                     ? std::optional(Author::Client)
                                   : *now == Author::Client ? std::optional(Author::Therapist)
                                                            : std::nullopt;
    if (const auto word = find_argument(arguments, "author")) {
        wanted = find_author(*word);
        if (!wanted && *word != "both") {
            throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "author"}, {"value", *word}}});
        }
    }
    return change_settings(workspace, [&](ViewSettings& settings) { settings.author = wanted; });
}

std::string close_section(Workspace& workspace, const CommandArguments&) {
    static_cast<void>(require_section(workspace));
    return change_settings(workspace, [](ViewSettings& settings) { settings.section.reset(); });
}

using Act = std::string (*)(Workspace&, const CommandArguments&);
Command command(const std::string& id, std::string shortcut, std::vector<std::string> parameters,
                bool (*enabled)(const Workspace&), Act act) {
    return {id, "command." + id, std::move(shortcut), std::move(parameters), enabled, act};
}

/// A command that does one of two opposite things.
template <class Value>
Command either(const std::string& id, std::string shortcut, bool (*enabled)(const Workspace&),
               std::string (*act)(Workspace&, Value), Value value) {
    return {id,
            "command." + id,
            std::move(shortcut),
            {},
            enabled,
            [act, value](Workspace& workspace, const CommandArguments&) { return act(workspace, value); }};
}

std::vector<Command> section_commands() {
    constexpr float k_section_step_mm = 10.0F;
    return {
        command("view.section", "", {"axis", "at", "flipped"}, has_atlas, cut_open),
        command("view.section-next", "K", {}, has_atlas, cut_next),
        command("view.section-flip", "Shift+K", {}, has_section, flip_section),
        either<float>("view.section-further", "PageUp", has_section, move_section, k_section_step_mm),
        either<float>("view.section-back", "PageDown", has_section, move_section, -k_section_step_mm),
        command("view.section-off", "", {}, has_section, close_section),
    };
}

}  // namespace

std::vector<Command> visibility_commands() {
    std::vector<Command> commands{
        command("view.peel", "", {"level"}, always, peel),
        either<bool>("view.peel-deeper", ".", always, peel_step, true),
        either<bool>("view.peel-back", ",", always, peel_step, false),
        command("view.isolate", "I", {"structure"}, has_selection, isolate),
        command("view.ghost-others", "G", {"structure"}, has_selection, ghost_others),
        command("view.show-group", "Shift+G", {"structure"}, has_group, show_group),
        command("view.hide", "H", {"structure"}, has_selection, hide),
        command(
            "view.show", "", {"structure"},
            [](const Workspace& workspace) { return !workspace.view().settings.hidden.empty(); }, show),
        command("view.show-all", "Shift+H", {}, hides_something, show_all),
        command("view.names", "N", {}, always, switch_names),
        command("view.author", "", {"author"}, has_session, show_author),
        either<bool ViewState::*>("view.mini-map", "Shift+N", always, switch_flag, &ViewState::mini_map),
        either<bool ViewState::*>("app.reduce-motion", "", always, switch_flag, &ViewState::reduce_motion),
        command("view.select-also", "", {"structure"}, has_atlas, select_also),
        either<bool>(
            "view.visibility-undo", "Alt+Z",
            [](const Workspace& workspace) { return workspace.can_step_visibility(false); }, step_visibility, false),
        either<bool>(
            "view.visibility-redo", "Alt+Shift+Z",
            [](const Workspace& workspace) { return workspace.can_step_visibility(true); }, step_visibility, true),
    };
    std::ranges::move(section_commands(), std::back_inserter(commands));
    return commands;
}

}  // namespace palpate
