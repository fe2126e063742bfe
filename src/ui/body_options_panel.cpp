#include "base/locale_words.h"
#include "ui/overlays_panel.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <cmath>

namespace palpate {
namespace {

constexpr float k_mm_per_m = 1000.0F;

/// Makes the body of that form; while one is being made the next waits, so that a drag shows what it passes.
void ask_for(PanelContext& context, const BodyForm& form, bool at_once) {
    if (at_once || !context.workspace.atlas_loading()) {
        context.state.draft.reset();  // its place is one of the body that goes
        const BodyFormWords words = to_words(form);
        context.run("body.form", {{"shape", *words.shape}, {"stature", *words.stature}, {"build", *words.build}});
    }
}

void draw_shapes(PanelContext& context) {
    const BodyForm form = context.workspace.body_form();
    const auto label = [&](std::size_t i) {
        return context.tr("form.shape." + std::string(name_of(k_body_shapes[i])));
    };
    const auto chosen = [&](std::size_t i) { return k_body_shapes[i] == form.shape; };
    if (const auto pressed = chip_row(context.theme, k_body_shapes.size(), label, chosen)) {
        ask_for(context, {k_body_shapes[*pressed], form.stature_mm, form.build}, true);
    }
}

/// A slider over the whole width. True with each new value; `let_go` with the last one.
bool wide_slider(const std::string& words, const char* id, float* value, float low, float high,
                 const std::string& shown, bool* let_go) {
    ImGui::TextUnformatted(words.c_str());
    ImGui::SameLine();
    ImGui::TextDisabled("%s", shown.c_str());  // not in the slider, where its knob would cover it
    ImGui::SetNextItemWidth(-1);
    const bool moved = ImGui::SliderFloat(id, value, low, high, "", ImGuiSliderFlags_AlwaysClamp);
    *let_go = ImGui::IsItemDeactivatedAfterEdit();
    return moved;
}

void draw_stature(PanelContext& context) {
    BodyForm& form = context.state.wanted_form;
    const float height_mm = context.workspace.atlas()->bounds().size().y;
    float metres = form.stature_mm.value_or(height_mm) / k_mm_per_m;
    bool let_go = false;
    const bool moved = wide_slider(context.tr("ui.form.height"), "##height", &metres, k_least_stature_mm / k_mm_per_m,
                                   k_greatest_stature_mm / k_mm_per_m,
                                   shown_number(context.workspace.words(), metres, 2) + " m", &let_go);
    if (moved) {
        form.stature_mm = metres * k_mm_per_m;
    }
    if (moved || let_go) {
        ask_for(context, form, let_go);
    }
}

/// "slim", "usual", "heavy" and what lies between.
std::string build_words(const PanelContext& context, float build) {
    constexpr float k_usual_below = 0.15F;
    constexpr float k_strong_from = 0.6F;
    if (std::abs(build) < k_usual_below) {
        return context.tr("ui.form.build-usual");
    }
    if (std::abs(build) < k_strong_from) {
        return context.tr(build < 0 ? "ui.form.build-slimmer" : "ui.form.build-fuller");
    }
    return context.tr(build < 0 ? "ui.form.build-slim" : "ui.form.build-heavy");
}

void draw_build(PanelContext& context) {
    BodyForm& form = context.state.wanted_form;
    bool let_go = false;
    const bool moved = wide_slider(context.tr("ui.form.build"), "##build", &form.build, -1.0F, 1.0F,
                                   build_words(context, form.build), &let_go);
    if (moved || let_go) {
        ask_for(context, form, let_go);
    }
}

/// A square of the tone; the chosen one has a ring.
bool tone_button(const PanelContext& context, SkinTone tone, bool chosen) {
    const glm::vec3 colour = colour_of(tone);
    const float side = ImGui::GetFrameHeight();
    const std::string id = "##" + std::string(name_of(tone));
    for (const ImGuiCol part : {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive}) {
        ImGui::PushStyleColor(part, {colour.r, colour.g, colour.b, 1.0F});
    }
    const bool pressed = ImGui::Button(id.c_str(), {side, side});
    ImGui::PopStyleColor(3);
    if (chosen) {
        const float gap = context.theme.px(2);
        const ImVec2 low = ImGui::GetItemRectMin();
        const ImVec2 high = ImGui::GetItemRectMax();
        ImGui::GetWindowDrawList()->AddRect({low.x - gap, low.y - gap}, {high.x + gap, high.y + gap},
                                            ImGui::GetColorU32(context.theme.text), context.theme.px(5), 0,
                                            context.theme.px(2));
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr(words_for(tone)).c_str());
    }
    return pressed;
}

void draw_tones(PanelContext& context) {
    ViewState view = context.workspace.view();
    ImGui::TextUnformatted(context.tr("ui.form.tone").c_str());
    ImGui::SameLine();
    ImGui::TextDisabled("%s", context.tr(words_for(view.settings.skin_tone)).c_str());
    for (const SkinTone tone : k_skin_tones) {
        if (tone != k_skin_tones.front()) {
            ImGui::SameLine(0, context.theme.px(10));
        }
        if (tone_button(context, tone, tone == view.settings.skin_tone)) {
            view.settings.skin_tone = tone;
            context.workspace.set_view(view);
            context.settings.skin_tone = tone;
            context.settings_changed = true;
        }
    }
}

/// A map needs a skin that is not looked through; without one the skin is as it was. Zones make way.
void show_map(PanelContext& context, const std::string& id) {
    ViewState view = context.workspace.view();
    view.settings.soft_zones = SoftZones::None;
    float& opacity = view.settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)];
    if (view.settings.skin_map.empty()) {
        context.state.opacity_before_map = opacity;
    }
    view.settings.skin_map = id;
    opacity = id.empty() ? context.state.opacity_before_map : 1.0F;
    context.workspace.set_view(view);
}

void draw_maps(PanelContext& context) {
    const std::vector<SkinMap>& maps = context.workspace.atlas()->skin_maps();
    if (maps.empty()) {
        return;  // an imported body has none
    }
    heading(context.theme, context.tr("ui.maps.title"));
    const std::string shown = context.workspace.view().settings.skin_map;
    const auto id = [&](std::size_t i) { return i == 0 ? std::string() : maps[i - 1].id; };
    const auto label = [&](std::size_t i) {
        return context.tr(i == 0 ? std::string("ui.maps.none") : "ui.map." + id(i));
    };
    const auto chosen = [&](std::size_t i) { return id(i) == shown; };
    if (const auto pressed = chip_row(context.theme, maps.size() + 1, label, chosen)) {
        show_map(context, id(*pressed));
    }
    if (!shown.empty()) {
        muted_text(context.theme, context.tr("ui.map.about." + shown));
    }
}

/// The volumes beneath the skin; to be seen whatever is drawn on it.
void draw_sites_switch(PanelContext& context) {
    if (context.workspace.atlas()->endangerment().empty()) {
        return;  // an imported body has none
    }
    ViewState view = context.workspace.view();
    if (ImGui::Checkbox(context.tr("ui.sites.show").c_str(), &view.settings.show_sites)) {
        context.workspace.set_view(view);
    }
    if (view.settings.show_sites) {
        muted_text(context.theme, context.tr("ui.sites.about"));
    }
}

void draw_form(PanelContext& context) {
    if (!ImGui::IsAnyItemActive()) {
        context.state.wanted_form = context.workspace.body_form();
    }
    heading(context.theme, context.tr("ui.form.title"));
    draw_shapes(context);
    draw_stature(context);
    draw_build(context);
    if (context.workspace.body_form().stature_mm || context.workspace.body_form().build != 0.0F) {
        if (quiet_button(context.tr("ui.form.own"))) {
            ask_for(context, {context.workspace.body_form().shape, std::nullopt, 0.0F}, true);
        }
    }
}

}  // namespace

void draw_body_options_panel(PanelContext& context) {
    const auto& atlas = context.workspace.atlas();
    if (atlas == nullptr) {
        return;
    }
    if (atlas->form()) {  // an imported body has the one form it came in
        draw_form(context);
        ImGui::Spacing();
    }
    draw_tones(context);
    ImGui::Spacing();
    draw_maps(context);
    draw_sites_switch(context);
    ImGui::Spacing();
    draw_heat_choice(context);
    ImGui::Spacing();
    muted_text(context.theme, atlas->credit().attribution);
}

}  // namespace palpate
