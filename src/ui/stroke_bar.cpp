// What plays on the body, over its foot: the technique, pause, speed, end.

#include "ui/knowledge_panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<double, 4> k_rates{0.5, 1.0, 2.0, 4.0};
constexpr float k_bar_width_px = 420.0F;
constexpr float k_above_foot_px = 12.0F;

void draw_speed(PanelContext& context, double rate) {
    const auto pressed = chip_row(
        context.theme, k_rates.size(), [&](std::size_t i) { return fmt::format("{}\u00d7", k_rates[i]); },
        [&](std::size_t i) { return rate == k_rates[i]; });
    if (pressed) {
        context.run("stroke.rate", {{"rate", fmt::format("{}", k_rates[*pressed])}});
    }
}

void draw_bar(PanelContext& context, const StrokePlay& play) {
    const Technique* technique = context.workspace.clinical().find_technique(play.technique_id);
    const Structure* structure = context.workspace.require_atlas().find(play.structure);
    heading(context.theme, technique != nullptr ? technique->name : play.technique_id);
    if (structure != nullptr) {
        muted_text(context.theme, context.workspace.title_of(*structure));
    }
    if (technique != nullptr) {
        body_text(technique->client_explanation);
    }
    draw_stroke_controls(context);
    muted_text(context.theme, context.tr("ui.strokes.design"));
}

}  // namespace

void draw_stroke_controls(PanelContext& context) {
    if (!context.workspace.stroke_play()) {
        return;
    }
    const StrokePlay play = *context.workspace.stroke_play();  // a copy: buttons change it
    if (accent_button(context.theme, context.tr(play.playing ? "ui.strokes.pause" : "ui.strokes.play") + "##pause")) {
        context.run("stroke.pause");
    }
    ImGui::SameLine();
    if (ImGui::Button((context.tr("ui.strokes.stop") + "##stop").c_str())) {
        context.run("stroke.stop");
    }
    ImGui::SameLine();
    draw_speed(context, play.rate);
}

void show_on_body(PanelContext& context, const std::string& technique_id, const StructureId& structure) {
    if (structure.empty()) {
        return;
    }
    const Technique* technique = context.workspace.clinical().find_technique(technique_id);
    if (technique != nullptr && technique->strokes.contact != "none") {
        context.run("stroke.play", {{"technique", technique_id}, {"structure", structure.text()}});
    }
    const std::string& text = structure.text();
    const std::size_t dot = text.rfind('.');
    context.run("view.fly-to", {{"kind", "structure"}, {"id", text.substr(0, dot)}, {"side", text.substr(dot + 1)}});
}

void draw_stroke_bar(PanelContext& context, const PanelBox& room) {
    if (!context.workspace.stroke_play() || room.empty() || explains(context)) {  // there the column has it
        return;
    }
    const StrokePlay play = *context.workspace.stroke_play();  // a copy: buttons change it
    const Theme& theme = context.theme;
    const float width = std::min(theme.px(k_bar_width_px), room.size.x - theme.px(24));
    ImGui::SetNextWindowPos(
        {room.position.x + 0.5F * room.size.x, room.position.y + room.size.y - theme.px(60 + k_above_foot_px)},
        ImGuiCond_Always, {0.5F, 1.0F});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.card);
    ImGui::Begin("##stroke bar", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
    draw_bar(context, play);
    ImGui::End();
    ImGui::PopStyleColor();
}

}  // namespace palpate
