// What a client sees while marking: one plain question at a time, large targets, and each mark read back in words.

#include "matching/mark_words.h"
#include "ui/command_widgets.h"
#include "ui/intake_kiosk.h"
#include "ui/mark_fields.h"
#include "ui/widgets.h"

namespace palpate {
namespace {

const ImVec2 k_full_width{-1, 0};

/// "Your left shoulder, at the back": a client need not know the muscle's name.
std::string place_in_words(const PanelContext& context, const Mark& mark) {
    const auto place = context.workspace.place_of(mark);
    return context.tr(place_words(place ? &*place : nullptr));
}

/// "Your left shoulder, at the back: an ache, 6 of 10. Is this right?"
void draw_read_back(PanelContext& context, const Mark& mark, bool may_change) {
    card(
        context.theme, ("##read back " + mark.id.text()).c_str(),
        [&] {
            body_text(context.workspace.read_back(mark));
            if (mark.confirmed) {
                return;
            }
            body_text(context.tr("ui.client.is-this-right"));
            if (command_button(context, "mark.confirm", {{"mark", mark.id.text()}},
                               {.words_key = "ui.client.yes", .accent = true})) {
                context.workspace.select_mark(std::nullopt);
            }
            same_line_if_fits(button_width(context.tr("ui.client.other-side")));
            command_button(context, "mark.other-side", {{"mark", mark.id.text()}},
                           {.words_key = "ui.client.other-side"});
            same_line_if_fits(button_width(context.tr("ui.client.not-there")));
            command_button(context, "mark.remove", {{"mark", mark.id.text()}}, {.words_key = "ui.client.not-there"});
            if (may_change) {
                same_line_if_fits(button_width(context.tr("ui.client.change")));
                command_button(context, "mark.select", {{"mark", mark.id.text()}}, {.words_key = "ui.client.change"});
            }
        },
        context.theme.card);
}

void draw_done_button(PanelContext& context, const Mark& mark) {
    if (mark.confirmed && accent_button(context.theme, context.tr("ui.editor.done"), k_full_width)) {
        context.workspace.select_mark(std::nullopt);
    }
}

void draw_selected_mark(PanelContext& context, const Mark& mark) {
    const ChangeMark change = edit_on_change(context);
    draw_question(context.theme, context.tr("ui.client.how-strong"), place_in_words(context, mark));
    draw_rating_field(context, mark, change);
    draw_read_back(context, mark, false);
    if (context.workspace.intakes().is_handed_over()) {  // how it feels, and since when, have pages of their own
        draw_done_button(context, mark);
        return;
    }
    draw_quality_field(context, mark, change);
    draw_onset_field(context, mark, change);
    draw_constancy_field(context, mark, change);
    draw_depth_field(context, mark, change);
    draw_influence_fields(context, mark, change);
    draw_radiation_field(context, mark, change);
    draw_note_field(context, mark, change);
    draw_side_warning(context, mark);
    draw_confidence_field(context, mark, change);
    draw_done_button(context, mark);
}

void draw_confirmed_row(PanelContext& context, const Mark& mark) {
    rating_sign(context.theme, mark.now, context.theme.px(34));
    ImGui::SameLine();
    const std::string label = place_in_words(context, mark) + "##" + mark.id.text();
    if (ImGui::Button(label.c_str(), k_full_width)) {
        context.run("mark.select", {{"mark", mark.id.text()}});
    }
}

void draw_marks(PanelContext& context, const std::vector<Mark>& marks) {
    for (const Mark& mark : marks) {
        ImGui::PushID(mark.id.text().c_str());
        mark.confirmed ? draw_confirmed_row(context, mark) : draw_read_back(context, mark, true);
        ImGui::PopID();
    }
}

/// Nothing is chosen: what there is, and what can be said of the map as a whole.
void draw_overview(PanelContext& context, const Session& session) {
    draw_question(context.theme, context.tr("ui.client.where"), context.tr("ui.client.where-how"));
    // Copies: a command replaces the document these point into.
    std::vector<Mark> marks;
    bool all_confirmed = true;
    for (const Mark* mark : marks_of(*context.workspace.document(), session.id)) {
        marks.push_back(*mark);
        all_confirmed = all_confirmed && mark->confirmed;
    }
    if (session.no_pain) {
        card(context.theme, "##no pain", [&] { body_text(context.tr("ui.client.no-pain-said")); });
    }
    if (!all_confirmed) {
        command_button(context, "session.confirm-all", {}, {.accent = true, .size = k_full_width});
    }
    draw_marks(context, marks);
    if (marks.empty()) {
        command_button(context, "session.start-from-last", {}, {.size = k_full_width});
        command_button(
            context, "session.no-pain", {{"answer", session.no_pain ? "no" : "yes"}},
            {.words_key = session.no_pain ? "ui.client.take-back" : "ui.client.no-pain", .size = k_full_width});
    }
    if (context.workspace.intakes().is_handed_over()) {
        return;  // the way on is at the foot of the page
    }
    ImGui::Spacing();
    command_button(
        context, "app.mode", {{"mode", "session"}},
        {.words_key = "ui.client.finish", .accent = !marks.empty() || session.no_pain, .size = k_full_width});
}

void draw_without_session(PanelContext& context) {
    draw_question(context.theme, context.tr("ui.client.welcome"), context.tr("ui.client.welcome-how"));
    command_button(context, "session.add", {{"type", "intake"}},
                   {.words_key = "ui.client.begin", .accent = true, .size = k_full_width});
    command_button(context, "app.mode", {{"mode", "session"}}, {.words_key = "ui.client.leave", .size = k_full_width});
}

}  // namespace

bool client_marks(const PanelContext& context) { return context.workspace.view().mode == AppMode::Intake; }

void draw_client_panel(PanelContext& context) {
    const CaseDocument* document = context.workspace.document();
    if (document == nullptr || context.workspace.atlas() == nullptr) {
        return;
    }
    const Session* open = find_session(*document, context.workspace.session());
    if (open == nullptr) {
        draw_without_session(context);
        return;
    }
    const Session session = *open;
    if (const Mark* selected = context.workspace.selected_mark()) {
        const Mark mark = *selected;
        draw_selected_mark(context, mark);
    } else if (context.state.draft) {
        draw_draft_question(context);
    } else {
        draw_overview(context, session);
    }
}

}  // namespace palpate
