#include "ui/panels.h"
#include "ui/widgets.h"

#include <algorithm>

namespace palpate {
namespace {

void change_settings(PanelContext& context, const ViewSettings& settings) {
    ViewState view = context.workspace.view();
    view.settings = settings;
    context.workspace.set_view(view);
}

void draw_skin_slider(PanelContext& context) {
    ViewSettings settings = context.workspace.view().settings;
    float percent = settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] * 100.0F;
    ImGui::TextUnformatted(context.tr("layer.skin").c_str());
    ImGui::SetNextItemWidth(-1);
    if (ImGui::SliderFloat("##skin", &percent, 0.0F, 100.0F, "%.0f %%", ImGuiSliderFlags_AlwaysClamp)) {
        settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] = percent / 100.0F;
        change_settings(context, settings);
    }
}

void draw_layer_switches(PanelContext& context) {
    for (const Layer layer : {Layer::Superficial, Layer::Intermediate, Layer::Deep, Layer::Bones}) {
        ViewSettings settings = context.workspace.view().settings;
        float& opacity = settings.layer_opacity[static_cast<std::size_t>(layer)];
        bool shown = opacity > 0;
        if (ImGui::Checkbox(context.tr("layer." + std::string(name_of(layer))).c_str(), &shown)) {
            opacity = shown ? 1.0F : 0.0F;
            change_settings(context, settings);
        }
    }
}

}  // namespace

void draw_layers_panel(PanelContext& context) {
    heading(context.theme, context.tr("ui.layers.title"));
    draw_skin_slider(context);
    draw_layer_switches(context);
    ViewSettings settings = context.workspace.view().settings;
    bool changed = ImGui::Checkbox(context.tr("ui.layers.marks").c_str(), &settings.show_marks);
    changed |= ImGui::Checkbox(context.tr("ui.layers.sides").c_str(), &settings.show_side_letters);
    if (changed) {
        change_settings(context, settings);
    }
    if (const std::size_t hidden = settings.hidden.size(); hidden > 0) {
        if (quiet_button(context.tr({"ui.layers.show-hidden", {{"count", std::to_string(hidden)}}}) +
                         "##show hidden")) {
            context.run("view.show-all");
        }
    }
}

}  // namespace palpate
