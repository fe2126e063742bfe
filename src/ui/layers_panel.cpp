#include "scene/visibility.h"
#include "ui/command_widgets.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

void change_settings(PanelContext& context, const ViewSettings& settings) {
    ViewState view = context.workspace.view();
    view.settings = settings;
    context.workspace.set_view(view);
}

/// Beside the one before where there is room.
void next_button(PanelContext& context, const char* words_key, const char* command, bool chosen = false) {
    same_line_if_fits(button_width(context.tr(words_key)));
    command_button(context, command, {}, {.words_key = words_key, .chosen = chosen});
}

/// What is seen at a level of peeling: the skin, the skin to look through, or the layer that lies bare.
std::string peel_words(const PanelContext& context, float level) {
    if (level <= 0.0F) {
        return context.tr("ui.peel.skin");
    }
    if (level < 1.0F) {
        return context.tr("ui.peel.through-skin");
    }
    return context.tr("layer." + std::string(name_of(static_cast<Layer>(std::lround(std::floor(level))))));
}

void draw_peel(PanelContext& context) {
    ViewSettings settings = context.workspace.view().settings;
    float level = peel_level(settings.layer_opacity);
    ImGui::TextUnformatted(context.tr("ui.peel").c_str());
    ImGui::SameLine();
    ImGui::TextDisabled("%s", peel_words(context, level).c_str());
    ImGui::SetNextItemWidth(-1);
    if (ImGui::SliderFloat("##peel", &level, 0.0F, k_deepest_peel, "", ImGuiSliderFlags_AlwaysClamp)) {
        settings.layer_opacity = peeled_layers(level);
        change_settings(context, settings);
    }
    if (ImGui::IsItemActivated() || ImGui::IsItemDeactivated()) {
        context.workspace.settle_visibility();  // one drag, one step
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.peel.about").c_str());
    }
}

void draw_layer_switches(PanelContext& context) {
    constexpr float k_x_ray_opacity = 0.25F;
    for (const Layer layer : {Layer::Skin, Layer::Superficial, Layer::Intermediate, Layer::Deep, Layer::Bones}) {
        ViewSettings settings = context.workspace.view().settings;
        float& opacity = settings.layer_opacity[static_cast<std::size_t>(layer)];
        bool shown = opacity > 0;
        if (ImGui::Checkbox(context.tr("layer." + std::string(name_of(layer))).c_str(), &shown)) {
            const float when_shown = layer == Layer::Skin ? k_x_ray_opacity : 1.0F;
            context.workspace.settle_visibility();
            opacity = shown ? when_shown : 0.0F;
            change_settings(context, settings);
            context.workspace.settle_visibility();
        }
    }
}

void draw_selection_buttons(PanelContext& context) {
    const ViewSettings& settings = context.workspace.view().settings;
    const bool isolated = settings.others == Others::Hidden;
    const bool ghosts = settings.others == Others::Ghosted;
    ImGui::TextUnformatted(context.tr("ui.show.title").c_str());
    next_button(context, "ui.show.only", "view.isolate");
    next_button(context, "ui.show.ghosts", "view.ghost-others");
    next_button(context, "ui.show.group", "view.show-group");
    next_button(context, "ui.show.hide", "view.hide");
    next_button(context, "ui.show.fit", "view.zoom-to");
    next_button(context, "ui.show.all", "view.show-all", isolated || ghosts || !settings.hidden.empty());
    next_button(context, "ui.show.back", "view.visibility-undo");
    next_button(context, "ui.show.forward", "view.visibility-redo");
    if (const std::size_t hidden = settings.hidden.size(); hidden > 0) {
        muted_text(context.theme, context.tr({"ui.show.hidden", {{"count", std::to_string(hidden)}}}));
    }
}

void draw_section_slider(PanelContext& context) {
    ViewSettings settings = context.workspace.view().settings;
    const Box& body = context.workspace.atlas()->bounds();
    const int coordinate = coordinate_of(settings.section->axis);
    ImGui::SetNextItemWidth(-1);
    if (ImGui::SliderFloat("##section", &settings.section->at_mm, body.low[coordinate], body.high[coordinate],
                           "%.0f mm", ImGuiSliderFlags_AlwaysClamp)) {
        change_settings(context, settings);
    }
    if (ImGui::IsItemActivated() || ImGui::IsItemDeactivated()) {
        context.workspace.settle_visibility();
    }
    next_button(context, "ui.section.flip", "view.section-flip");
}

void draw_section(PanelContext& context) {
    ImGui::TextUnformatted(context.tr("ui.section.title").c_str());
    const auto section = context.workspace.view().settings.section;
    const auto label = [&](std::size_t i) {
        return context.tr(i == 0 ? std::string("ui.section.none")
                                 : "ui.section." + std::string(name_of(k_section_axes[i - 1])));
    };
    const auto chosen = [&](std::size_t i) {
        return i == 0 ? !section : section && section->axis == k_section_axes[i - 1];
    };
    if (const auto pressed = chip_row(context.theme, k_section_axes.size() + 1, label, chosen)) {
        if (*pressed == 0 && section) {
            context.run("view.section-off");
        } else if (*pressed != 0) {
            context.run("view.section", {{"axis", std::string(name_of(k_section_axes[*pressed - 1]))}});
        }
    }
    if (context.workspace.view().settings.section) {
        draw_section_slider(context);
    }
}

void draw_switch(PanelContext& context, const char* words_key, const char* command_id, bool on) {
    if (ImGui::Checkbox(context.tr(words_key).c_str(), &on)) {
        context.run(command_id);
    }
}

}  // namespace

void draw_layers_panel(PanelContext& context) {
    if (context.workspace.atlas() == nullptr) {
        return;
    }
    heading(context.theme, context.tr("ui.layers.title"));
    draw_peel(context);
    draw_layer_switches(context);
    ViewSettings settings = context.workspace.view().settings;
    bool changed = ImGui::Checkbox(context.tr("ui.layers.marks").c_str(), &settings.show_marks);
    changed |= ImGui::Checkbox(context.tr("ui.layers.names").c_str(), &settings.show_names);
    changed |= ImGui::Checkbox(context.tr("ui.layers.sides").c_str(), &settings.show_side_letters);
    if (changed) {
        change_settings(context, settings);
    }
    draw_switch(context, "ui.layers.mini-map", "view.mini-map", context.workspace.view().mini_map);
    draw_switch(context, "ui.layers.reduce-motion", "app.reduce-motion", context.workspace.view().reduce_motion);
    ImGui::Spacing();
    draw_selection_buttons(context);
    ImGui::Spacing();
    draw_section(context);
}

}  // namespace palpate
