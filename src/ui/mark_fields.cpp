#include "ui/mark_fields.h"

#include "clinical/matching_rules.h"
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

/// What a field asks, how its answers are called, and the argument of mark.edit it changes.
struct Question {
    const char* words_key;
    const char* answers_key;
    const char* argument;
};

/// A field that always has one of the values.
template <class Value>
void choose_one(PanelContext& context, const Question& question, const std::vector<Value>& values, const Mark& mark,
                Value Mark::*field, const ChangeMark& change) {
    muted_text(context.theme, context.tr(question.words_key));
    if (const auto pressed = choose(context, question.answers_key, values, std::optional(mark.*field))) {
        Mark changed = mark;
        changed.*field = *pressed;
        change(changed, question.argument);
    }
}

/// A field that may be left open.
template <class Value>
void choose_or_leave_open(PanelContext& context, const Question& question, const std::vector<Value>& values,
                          const Mark& mark, std::optional<Value> Mark::*field, const ChangeMark& change) {
    muted_text(context.theme, context.tr(question.words_key));
    if (const auto pressed = choose(context, question.answers_key, values, mark.*field)) {
        Mark changed = mark;
        changed.*field = toggled(mark.*field, *pressed);
        change(changed, question.argument);
    }
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

void draw_rating_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    if (const auto rating = rating_buttons(context.theme, mark.now, ImGui::GetContentRegionAvail().x)) {
        Mark changed = mark;
        changed.now = *rating;
        change(changed, "now");
    }
}

void draw_kind_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    choose_one(context, {"ui.editor.kind", "mark.kind.", "kind"}, all_mark_kinds(), mark, &Mark::kind, change);
}

void draw_quality_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    muted_text(context.theme, context.tr("ui.editor.quality"));
    Mark changed = mark;
    if (choose_words(context, "mark.quality.", "##quality", quality_words(), changed.qualities)) {
        change(changed, "quality");
    }
}

void draw_depth_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    choose_one(context, {"ui.editor.depth", "mark.depth.", "depth"}, all_depths(), mark, &Mark::depth, change);
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
    choose_or_leave_open(context, {"ui.editor.constancy", "mark.constancy.", "constancy"}, all_constancies(), mark,
                         &Mark::constancy, change);
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
    choose_or_leave_open(context, {"ui.editor.confidence", "mark.confidence.", "confidence"}, all_confidences(), mark,
                         &Mark::confidence, change);
}

void draw_author_field(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    choose_one(context, {"ui.editor.author", "mark.author.", "author"}, all_authors(), mark, &Mark::author, change);
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
