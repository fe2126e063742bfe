#include "ui/overlays_panel.h"

#include "anatomy/anatomy_names.h"
#include "anatomy/referral.h"
#include "scene/soft_zones.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <array>

namespace palpate {
namespace {

constexpr std::array k_heat_choices{SoftZones::None, SoftZones::HeatNow, SoftZones::HeatOften,
                                    SoftZones::HeatStrongest};
constexpr int k_steps = 5;

/// Five swatches in the palette's colours with their numbers, so that colour is not the only sign.
void draw_legend(PanelContext& context, bool often) {
    const Theme& theme = context.theme;
    const CaseDocument* document = context.workspace.document();
    const std::string count = std::to_string(document != nullptr ? document->sessions.size() : 0);
    muted_text(theme, often ? context.tr({"ui.heat.legend-often", {{"count", count}}}) : context.tr("ui.heat.legend"));
    const float width = (ImGui::GetContentRegionAvail().x - 4 * theme.px(4)) / k_steps;
    const float height = theme.px(22);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 start = ImGui::GetCursorScreenPos();
    for (int step = 0; step < k_steps; ++step) {
        const RatingColours colours = rating_colours(2 * step + 1);
        const std::string words =
            often ? fmt::format("{} %", 20 * (step + 1)) : fmt::format("{}\u2013{}", 2 * step + 1, 2 * step + 2);
        const ImVec2 low{start.x + static_cast<float>(step) * (width + theme.px(4)), start.y};
        const ImVec2 high{low.x + width, low.y + height};
        draw.AddRectFilled(low, high, ImGui::GetColorU32({colours.fill.r, colours.fill.g, colours.fill.b, 1.0F}),
                           theme.px(4));
        draw.AddRect(low, high, ImGui::GetColorU32(theme.outline), theme.px(4));
        const ImVec2 size = ImGui::CalcTextSize(words.c_str());
        draw.AddText({low.x + 0.5F * (width - size.x), low.y + 0.5F * (height - size.y)},
                     ImGui::GetColorU32({colours.ink.r, colours.ink.g, colours.ink.b, 1.0F}), words.c_str());
    }
    ImGui::Dummy({ImGui::GetContentRegionAvail().x, height});
}

std::string chosen_side(const WindowState& state) {
    return state.clicked_side == Side::Mid ? "mid" : std::string(name_of(state.clicked_side));
}

/// The muscle on the clicked side, as the atlas has it.
const Structure* find_muscle_at(const PanelContext& context, const MuscleEntry& muscle) {
    for (const Structure& structure : context.workspace.require_atlas().structures()) {
        const Side side = context.state.clicked_side;
        if (structure.catalogue_id == muscle.id &&
            (side == Side::Mid || structure.side == Side::Mid || structure.side == side)) {
            return &structure;
        }
    }
    return nullptr;
}

}  // namespace

void draw_heat_choice(PanelContext& context) {
    if (context.workspace.document() == nullptr) {
        return;
    }
    heading(context.theme, context.tr("ui.heat.title"));
    const SoftZones shown = context.workspace.view().settings.soft_zones;
    const auto label = [&](std::size_t i) { return context.tr("ui.heat." + std::string(name_of(k_heat_choices[i]))); };
    const auto chosen = [&](std::size_t i) {
        return k_heat_choices[i] == shown || (i == 0 && shown == SoftZones::Referral);
    };
    if (const auto pressed = chip_row(context.theme, k_heat_choices.size(), label, chosen)) {
        context.run("view.heat", {{"show", std::string(name_of(k_heat_choices[*pressed]))}});
    }
    if (is_heat(shown)) {
        draw_legend(context, shown == SoftZones::HeatOften);
        muted_text(context.theme, context.tr("ui.heat.what"));
    }
}

void draw_referral(PanelContext& context, const Structure& structure) {
    const MuscleEntry* muscle = context.workspace.anatomy().find_muscle(structure.catalogue_id);
    if (muscle == nullptr || referral_regions(*muscle).empty()) {
        return;
    }
    heading(context.theme, context.tr("ui.referral.may"));
    body_text(muscle->referral_text);
    bool shown = context.workspace.view().settings.soft_zones == SoftZones::Referral;
    if (ImGui::Checkbox(context.tr("ui.referral.show").c_str(), &shown)) {
        context.run("view.referral", {{"show", shown ? "yes" : "no"}});
    }
    ImGui::Spacing();
}

void draw_felt_from(PanelContext& context) {
    const RegionEntry* region = context.workspace.anatomy().find_region(context.state.clicked_region);
    if (region == nullptr) {
        return;
    }
    heading(context.theme, context.tr("ui.referral.felt-from"));
    muted_text(context.theme, with_capital(shown_name(context.workspace.words(), *region)));
    bool any = false;
    for (const MuscleEntry* muscle : find_referring_muscles(context.workspace.anatomy(), region->id)) {
        const Structure* structure = find_muscle_at(context, *muscle);
        if (structure == nullptr) {
            continue;
        }
        any = true;
        const std::string label = context.workspace.title_of(*structure) + "##felt from " + structure->id.text();
        if (ImGui::Selectable(label.c_str(), context.workspace.focus() == structure->id, 0,
                              {0, ImGui::GetFrameHeight()})) {
            context.run("view.select", {{"structure", structure->id.text()}});
        }
    }
    if (!any) {
        muted_text(context.theme, context.tr("ui.referral.none"));
        return;
    }
    bool lit = !context.workspace.view().settings.lit.empty();
    if (ImGui::Checkbox(context.tr("ui.referral.light").c_str(), &lit)) {
        context.run("view.felt-from", {{"region", lit ? region->id : ""}, {"side", chosen_side(context.state)}});
    }
    muted_text(context.theme, context.tr("ui.referral.felt-from-what"));
    ImGui::Spacing();
}

}  // namespace palpate
