#include "ui/mark_fields.h"

#include "matching/matching_rules.h"
#include "ui/widgets.h"

#include <imgui.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <string>

namespace palpate {
namespace {

/// Chips for the values of an enumeration, of which one holds.
template <class Value>
std::optional<Value> choose(PanelContext& context, const char* key_start, const std::vector<Value>& values,
                            const std::optional<Value>& chosen) {
    const auto pressed = chip_row(
        context.theme, values.size(),
        [&](std::size_t i) { return context.tr(key_start + std::string(name_of(values[i]))) + "##" + key_start; },
        [&](std::size_t i) { return chosen == values[i]; });
    return pressed ? std::optional(values[*pressed]) : std::nullopt;
}

/// The value pressed, or nothing where it was the chosen one: pressed twice means taken back.
template <class Value>
std::optional<Value> toggled(const std::optional<Value>& chosen, const Value& pressed) {
    return chosen == pressed ? std::nullopt : std::optional(pressed);
}

/// Chips for words, any number of which hold. True when one was pressed and `words` has changed.
bool choose_words(PanelContext& context, const std::string& key_start, const char* id,
                  const std::vector<std::string>& vocabulary, std::vector<std::string>& words) {
    const auto has = [&](std::size_t i) { return std::ranges::find(words, vocabulary[i]) != words.end(); };
    const auto pressed = chip_row(
        context.theme, vocabulary.size(), [&](std::size_t i) { return context.tr(key_start + vocabulary[i]) + id; },
        has);
    if (!pressed) {
        return false;
    }
    if (has(*pressed)) {
        std::erase(words, vocabulary[*pressed]);
    } else {
        words.push_back(vocabulary[*pressed]);
    }
    return true;
}

void choose_rating(PanelContext& context, const Mark& mark, const char* argument, std::optional<int> Mark::*rating,
                   const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor." + std::string(argument)));
    ImGui::PushID(argument);
    const auto pressed = small_rating_buttons(context.theme, mark.*rating, ImGui::GetContentRegionAvail().x);
    ImGui::PopID();
    if (pressed) {
        Mark changed = mark;
        changed.*rating = toggled(mark.*rating, *pressed);
        change(changed, argument);
    }
}

/// What was typed of another mark is not this one's.
void start_typing(WindowState& state, const Mark& mark) {
    if (state.edited_mark != mark.id) {
        state.edited_mark = mark.id;
        state.note_text = mark.note;
        state.radiates_text = mark.radiates_to;
    }
}

/// After a text field: its words when it was left, once.
void report_typed(const Mark& mark, std::string& typed, std::string Mark::*words, const char* argument,
                  const ChangeMark& change) {
    if (ImGui::IsItemDeactivatedAfterEdit() && typed != mark.*words) {
        Mark changed = mark;
        changed.*words = typed;
        change(changed, argument);
    } else if (!ImGui::IsItemActive()) {
        typed = mark.*words;  // undo may have changed it
    }
}

}  // namespace

void draw_kind_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.kind"));
    if (const auto kind = choose(context, "mark.kind.", all_mark_kinds(), std::optional(mark.kind))) {
        Mark changed = mark;
        changed.kind = *kind;
        change(changed, "kind");
    }
}

void draw_quality_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.quality"));
    Mark changed = mark;
    if (choose_words(context, "mark.quality.", "##quality", quality_words(), changed.qualities)) {
        change(changed, "quality");
    }
}

void draw_depth_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.depth"));
    if (const auto depth = choose(context, "mark.depth.", all_depths(), std::optional(mark.depth))) {
        Mark changed = mark;
        changed.depth = *depth;
        change(changed, "depth");
    }
}

void draw_other_ratings(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    choose_rating(context, mark, "usual", &Mark::usual, change);
    choose_rating(context, mark, "worst", &Mark::worst, change);
}

void draw_onset_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    std::string words = context.tr("ui.editor.since");
    if (mark.duration_days) {
        words +=
            " " + context.tr("mark.acuity." + find_acuity(context.workspace.clinical().rules(), *mark.duration_days));
    }
    muted_text(context.theme, words);
    const auto onset = mark.duration_days ? std::optional(onset_of(*mark.duration_days)) : std::nullopt;
    if (const auto pressed = choose(context, "mark.onset.", all_onsets(), onset)) {
        Mark changed = mark;
        const auto kept = toggled(onset, *pressed);
        changed.duration_days = kept ? std::optional(days_of(*kept)) : std::nullopt;
        change(changed, "days");
    }
}

void draw_constancy_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.constancy"));
    if (const auto pressed = choose(context, "mark.constancy.", all_constancies(), mark.constancy)) {
        Mark changed = mark;
        changed.constancy = toggled(mark.constancy, *pressed);
        change(changed, "constancy");
    }
}

void draw_influence_fields(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    Mark changed = mark;
    muted_text(context.theme, context.tr("ui.editor.better"));
    if (choose_words(context, "mark.influence.", "##better", influence_words(), changed.better_with)) {
        change(changed, "better");
    }
    muted_text(context.theme, context.tr("ui.editor.worse"));
    if (choose_words(context, "mark.influence.", "##worse", influence_words(), changed.worse_with)) {
        change(changed, "worse");
    }
}

void draw_confidence_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.confidence"));
    if (const auto pressed = choose(context, "mark.confidence.", all_confidences(), mark.confidence)) {
        Mark changed = mark;
        changed.confidence = toggled(mark.confidence, *pressed);
        change(changed, "confidence");
    }
}

void draw_author_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.author"));
    if (const auto author = choose(context, "mark.author.", all_authors(), std::optional(mark.author))) {
        Mark changed = mark;
        changed.author = *author;
        change(changed, "author");
    }
}

void draw_radiation_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    WindowState& state = context.state;
    start_typing(state, mark);
    muted_text(context.theme, context.tr("ui.editor.radiates"));
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText("##radiates", &state.radiates_text);
    report_typed(mark, state.radiates_text, &Mark::radiates_to, "radiates", change);
}

void draw_note_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    WindowState& state = context.state;
    start_typing(state, mark);
    muted_text(context.theme, context.tr("ui.editor.note"));
    ImGui::InputTextMultiline("##note", &state.note_text, {-1, context.theme.px(48)});
    report_typed(mark, state.note_text, &Mark::note, "note", change);
}

}  // namespace palpate
