// view.map, view.sites, view.referral, view.heat, view.felt-from: what is laid over the body.

#include "anatomy/referral.h"
#include "base/error.h"
#include "scene/soft_zones.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr float k_least_skin_for_zones = 0.15F;  // glass to lay them on
constexpr float k_usual_skin = 0.25F;

float& skin_opacity(ViewState& view) { return view.settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)]; }

/// "show=yes", "show=no"; the other way round without one.
bool wanted_switch(const CommandArguments& arguments, bool now) {
    const auto asked = find_argument(arguments, "show");
    if (asked && *asked != "yes" && *asked != "no") {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "show"}, {"value", *asked}}});
    }
    return asked ? *asked == "yes" : !now;
}

/// A map needs a skin that is not looked through.
std::string show_map(Workspace& workspace, const CommandArguments& arguments) {
    const std::string map = required_argument(arguments, "map");
    ViewState view = workspace.view();
    if (map == "none") {
        skin_opacity(view) = view.settings.skin_map.empty() ? skin_opacity(view) : k_usual_skin;
        view.settings.skin_map.clear();
    } else {
        static_cast<void>(require_skin_map(workspace.require_atlas(), map));
        view.settings.skin_map = map;
        view.settings.soft_zones = SoftZones::None;
        skin_opacity(view) = 1.0F;
    }
    workspace.set_view(view);
    return {};
}

std::string show_sites(Workspace& workspace, const CommandArguments& arguments) {
    ViewState view = workspace.view();
    view.settings.show_sites = wanted_switch(arguments, view.settings.show_sites);
    workspace.set_view(view);
    return {};
}

/// They take the place of a map.
void show_zones(Workspace& workspace, SoftZones zones) {
    ViewState view = workspace.view();
    view.settings.soft_zones = zones;
    if (zones != SoftZones::None) {
        skin_opacity(view) = std::max(skin_opacity(view), k_least_skin_for_zones);
        if (!view.settings.skin_map.empty()) {
            view.settings.skin_map.clear();
            skin_opacity(view) = k_usual_skin;
        }
    }
    workspace.set_view(view);
}

std::string show_referral(Workspace& workspace, const CommandArguments& arguments) {
    const bool now = workspace.view().settings.soft_zones == SoftZones::Referral;
    if (const auto id = find_argument(arguments, "structure")) {
        workspace.focus_on(named_structure(workspace, *id).id);
        show_zones(workspace, SoftZones::Referral);
    } else {
        show_zones(workspace, wanted_switch(arguments, now) ? SoftZones::Referral : SoftZones::None);
    }
    return {};
}

std::string show_heat(Workspace& workspace, const CommandArguments& arguments) {
    const auto asked = find_argument(arguments, "show");
    const bool now = is_heat(workspace.view().settings.soft_zones);
    const std::string word = asked.value_or(now ? "none" : "now");
    const auto zones = find_soft_zones(word);
    if (!zones || *zones == SoftZones::Referral) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "show"}, {"value", word}}});
    }
    if (*zones != SoftZones::None) {
        static_cast<void>(workspace.require_document());
    }
    show_zones(workspace, *zones);
    return {};
}

/// Lights the muscles that often refer to the region; those of both sides where none is said. Without a region the
/// lights go out. Returns the structures, with commas between.
std::string light_felt_from(Workspace& workspace, const CommandArguments& arguments) {
    ViewState view = workspace.view();
    view.settings.lit.clear();
    std::string lit;
    if (const std::string region = find_argument(arguments, "region").value_or(""); !region.empty()) {
        if (workspace.anatomy().find_region(region) == nullptr) {
            throw Error(ErrorCode::NotFound, {"workspace.unknown-region", {{"region", region}}});
        }
        const std::string side = find_argument(arguments, "side").value_or("mid");
        for (const MuscleEntry* muscle : find_referring_muscles(workspace.anatomy(), region)) {
            for (const Structure& structure : workspace.require_atlas().structures()) {
                const bool same_side = side == "mid" || structure.side == Side::Mid || name_of(structure.side) == side;
                if (structure.catalogue_id == muscle->id && same_side) {
                    view.settings.lit.insert(structure.id);
                    lit += (lit.empty() ? "" : ",") + structure.id.text();
                }
            }
        }
    }
    workspace.set_view(view);
    return lit;
}

}  // namespace

std::vector<Command> overlay_commands() {
    return {
        {"view.map", "command.view.map", "", {"map"}, has_atlas, show_map},
        {"view.sites", "command.view.sites", "", {"show"}, has_atlas, show_sites},
        {"view.referral", "command.view.referral", "Shift+R", {"show", "structure"}, has_atlas, show_referral},
        {"view.heat", "command.view.heat", "Shift+P", {"show"}, has_session, show_heat},
        {"view.felt-from", "command.view.felt-from", "", {"region", "side"}, has_atlas, light_felt_from},
    };
}

}  // namespace palpate
