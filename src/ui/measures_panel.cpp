// What is measured in a session: ratings before and after, and any other measure the content has.

#include "ui/knowledge_panels.h"
#include "ui/widgets.h"
#include "workspace/note_draft.h"

#include <fmt/format.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

/// Asked of everyone: one press each.
constexpr std::array<const char*, 3> k_always{"nrs-pain", "stress-now", "sleep-quality"};
constexpr const char* k_movement = "rom";
constexpr const char* k_activity = "psfs";
constexpr const char* k_needs_licence = "permission-needed-for-commercial-use";

const Measurement* find_taken(const PanelContext& context, const std::string& measure, MeasureMoment moment) {
    for (const Measurement* taken : measurements_of(*context.workspace.document(), context.workspace.session())) {
        if (taken->measure == measure && taken->moment == moment) {
            return taken;
        }
    }
    return nullptr;
}

void draw_rating(PanelContext& context, const OutcomeMeasure& measure, MeasureMoment moment) {
    const Measurement* taken = find_taken(context, measure.id, moment);
    const auto rated = taken != nullptr ? std::optional(static_cast<int>(std::lround(taken->value))) : std::nullopt;
    ImGui::PushID(static_cast<int>(moment));
    if (moment != MeasureMoment::Anytime) {
        muted_text(context.theme,
                   context.tr(moment == MeasureMoment::Before ? "ui.measures.before" : "ui.measures.after"));
    }
    const auto pressed = small_rating_buttons(context.theme, rated, ImGui::GetContentRegionAvail().x);
    ImGui::PopID();
    if (!pressed) {
        return;
    }
    if (taken == nullptr) {
        context.run(
            "measure.add",
            {{"measure", measure.id}, {"value", std::to_string(*pressed)}, {"moment", std::string(name_of(moment))}});
    } else if (*pressed == rated) {
        context.run("measure.remove", {{"measurement", taken->id.text()}});
    } else {
        context.run("measure.edit", {{"measurement", taken->id.text()}, {"value", std::to_string(*pressed)}});
    }
}

void draw_ratings(PanelContext& context) {
    for (const char* id : k_always) {
        const OutcomeMeasure* measure = context.workspace.clinical().find_measure(id);
        if (measure == nullptr) {
            continue;
        }
        ImGui::PushID(id);
        body_text(measure->name);
        if (std::string_view(id) == "sleep-quality") {
            draw_rating(context, *measure, MeasureMoment::Anytime);
        } else {
            draw_rating(context, *measure, MeasureMoment::Before);
            draw_rating(context, *measure, MeasureMoment::After);
        }
        ImGui::PopID();
    }
}

bool is_rated_above(const std::string& measure) {
    return std::ranges::find(k_always, measure, [](const char* id) { return std::string_view(id); }) != k_always.end();
}

/// All other values of the session, in words.
void draw_taken(PanelContext& context, bool locked) {
    std::vector<Measurement> all;  // copies: a command replaces the document they stand in
    for (const Measurement* taken : measurements_of(*context.workspace.document(), context.workspace.session())) {
        if (locked || !is_rated_above(taken->measure)) {
            all.push_back(*taken);
        }
    }
    for (const Measurement& taken : all) {
        body_text(words_of(context.workspace, taken));
        if (!locked && ImGui::Button((context.tr("ui.measures.remove") + "##" + taken.id.text()).c_str())) {
            context.run("measure.remove", {{"measurement", taken.id.text()}});
        }
    }
}

std::string title_of(const RangeNorm& norm) { return norm.joint + ", " + norm.movement; }

void choose_measure(PanelContext& context) {
    MeasureDraft& draft = context.state.measure;
    const OutcomeMeasure* chosen = context.workspace.clinical().find_measure(draft.measure);
    const std::string shown = chosen != nullptr ? chosen->name : context.tr("ui.measures.other");
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##measure", shown.c_str())) {
        return;
    }
    for (const OutcomeMeasure& measure : context.workspace.clinical().measures()) {
        const bool ours = measure.licence_status != k_needs_licence;
        const std::string label =
            ours ? measure.name : context.tr({"ui.measures.not-ours", {{"measure", measure.name}}});
        if (ImGui::Selectable((label + "##" + measure.id).c_str(), measure.id == draft.measure,
                              ours ? ImGuiSelectableFlags_None : ImGuiSelectableFlags_Disabled)) {
            draft = {.measure = measure.id, .movement = {}, .item = {}, .value = measure.min.value_or(0.0)};
        }
    }
    ImGui::EndCombo();
}

void choose_movement(PanelContext& context) {
    MeasureDraft& draft = context.state.measure;
    const auto& norms = context.workspace.clinical().range_norms();
    const auto chosen = std::ranges::find(norms, draft.movement, &RangeNorm::id);
    ImGui::SetNextItemWidth(-1);
    const std::string shown = chosen != norms.end() ? title_of(*chosen) : context.tr("ui.measures.movement");
    if (ImGui::BeginCombo("##movement", shown.c_str())) {
        for (const RangeNorm& norm : norms) {
            if (ImGui::Selectable((title_of(norm) + "##" + norm.id).c_str(), norm.id == draft.movement)) {
                draft.movement = norm.id;
            }
        }
        ImGui::EndCombo();
    }
    constexpr std::array<Side, 3> k_sides{Side::Left, Side::Mid, Side::Right};
    const auto pressed = chip_row(
        context.theme, k_sides.size(),
        [&](std::size_t i) { return context.tr("match.side." + std::string(name_of(k_sides[i]))); },
        [&](std::size_t i) { return draft.side == k_sides[i]; });
    if (pressed) {
        draft.side = k_sides[*pressed];
    }
    ImGui::Checkbox(context.tr("ui.measures.passive").c_str(), &draft.passive);
}

std::string item_of(const MeasureDraft& draft) {
    return draft.measure == k_movement ? draft.movement + "." + std::string(name_of(draft.side)) : draft.item;
}

void draw_other(PanelContext& context) {
    MeasureDraft& draft = context.state.measure;
    choose_measure(context);
    const OutcomeMeasure* measure = context.workspace.clinical().find_measure(draft.measure);
    if (measure == nullptr) {
        return;
    }
    muted_text(context.theme, measure->how_to_record);
    if (draft.measure == k_movement) {
        choose_movement(context);
    } else if (draft.measure == k_activity) {
        ImGui::SetNextItemWidth(-1);
        ImGui::InputTextWithHint("##activity", context.tr("ui.measures.activity").c_str(), &draft.item);
    }
    ImGui::SetNextItemWidth(context.theme.px(120));
    ImGui::InputDouble("##value", &draft.value, 1.0, 5.0, "%g");
    same_line_if_fits(button_width(context.tr("ui.measures.take")));
    const bool complete = draft.measure != k_movement || !draft.movement.empty();
    if (quiet_button(context.tr("ui.measures.take"), complete)) {
        context.run("measure.add", {{"measure", draft.measure},
                                    {"value", fmt::format("{}", draft.value)},
                                    {"item", item_of(draft)},
                                    {"passive", draft.passive ? "yes" : "no"}});
    }
}

}  // namespace

void draw_measures(PanelContext& context, bool locked) {
    heading(context.theme, context.tr("ui.measures.title"));
    if (!locked) {
        draw_ratings(context);
    }
    draw_taken(context, locked);
    if (!locked) {
        draw_other(context);
    }
}

}  // namespace palpate
