// The note of a session in its four parts: typed, drafted or carried over, signed, and what is added later.

#include "ui/command_widgets.h"
#include "ui/knowledge_panels.h"
#include "ui/people_panels.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr float k_part_height_px = 118.0F;

std::string part_key(const char* stem, NotePart part) { return std::string(stem) + std::string(name_of(part)); }

SessionNote shown_note(const PanelContext& context) {
    const SessionNote* note = find_note(*context.workspace.document(), context.workspace.session());
    return note != nullptr ? *note : SessionNote{.session = context.workspace.session()};
}

void write_part(PanelContext& context, NotePart part, const std::string& text) {
    context.run("note.write", {{"part", std::string(name_of(part))}, {"text", text}});
}

/// A draft or what was carried over says so until someone has read it.
void draw_origin(PanelContext& context, NotePart part, const NoteSection& section) {
    if (section.origin == NoteOrigin::Written || section.text.empty()) {
        return;
    }
    pill(context.theme, context.tr("note.origin." + std::string(name_of(section.origin))), context.theme.warning);
    const std::string words = context.tr("ui.note.read");
    same_line_if_fits(button_width(words));
    if (ImGui::Button((words + "##read").c_str())) {
        write_part(context, part, section.text);
    }
}

/// The words wrapped, until they are pressed to be changed: a field to type in does not wrap.
void draw_part_to_read(PanelContext& context, NotePart part, const NoteSection& section) {
    const std::string words = section.text.empty() ? context.tr("ui.note.empty") : section.text;
    if (link_button(context.theme, "##note " + std::string(name_of(part)), words)) {
        context.state.note_typing = NoteTyping{context.workspace.session(), part, section.text, ImGui::GetTime()};
        context.state.focus_note = true;
    }
}

void draw_part_to_type(PanelContext& context, NoteTyping& typing) {
    if (std::exchange(context.state.focus_note, false)) {
        focus_next_control();
    }
    if (ImGui::InputTextMultiline("##typed note", &typing.text, {-1, context.theme.px(k_part_height_px)})) {
        typing.typed_at_s = ImGui::GetTime();
        typing.changed = true;
    }
    if (ImGui::IsItemDeactivated()) {
        keep_typed_note(context, true);
    }
}

bool is_typed_into(const PanelContext& context, NotePart part) {
    const std::optional<NoteTyping>& typing = context.state.note_typing;
    return typing && typing->part == part && typing->session == context.workspace.session();
}

const std::string& typed_words(const PanelContext& context, NotePart part, const NoteSection& section) {
    return is_typed_into(context, part) ? context.state.note_typing->text : section.text;
}

/// As a sentence after what is there.
void add_phrase(PanelContext& context, NotePart part, const NoteSection& section, const std::string& phrase) {
    std::string text = typed_words(context, part, section);
    text += text.empty() || text.ends_with('\n') ? "" : " ";
    text += phrase;
    if (is_typed_into(context, part)) {
        context.state.note_typing->text = text;
        context.state.note_typing->changed = false;
    }
    write_part(context, part, text);
}

void draw_part(PanelContext& context, NotePart part, const NoteSection& section) {
    ImGui::PushID(static_cast<int>(part));
    heading(context.theme, context.tr(part_key("note.part.", part)));
    draw_origin(context, part, section);
    if (const auto phrase = draw_phrase_button(context, part, typed_words(context, part, section))) {
        add_phrase(context, part, section, *phrase);
    }
    if (is_typed_into(context, part)) {
        draw_part_to_type(context, *context.state.note_typing);
    } else {
        draw_part_to_read(context, part, section);
    }
    ImGui::PopID();
}

void draw_signing(PanelContext& context, const SessionNote& note) {
    ImGui::Separator();
    muted_text(context.theme, context.tr("ui.note.sign-why"));
    const bool read = std::ranges::all_of(note.sections, [](const NoteSection& section) {
        return section.text.empty() || section.origin == NoteOrigin::Written;
    });
    if (!read) {
        muted_text(context.theme, context.tr("ui.note.unread"));
    }
    std::string& name = context.state.note_signed_by;
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##signed by", context.tr("ui.note.by").c_str(), &name);
    if (quiet_button(context.tr("ui.note.sign"), read && !name.empty())) {
        context.run("note.sign", {{"by", name}});
    }
}

void draw_open_note(PanelContext& context, const SessionNote& note) {
    command_button(context, "note.draft", {}, {.words_key = "ui.note.draft"});
    same_line_if_fits(button_width(context.tr("ui.note.carry")));
    command_button(context, "note.carry", {}, {.words_key = "ui.note.carry"});
    for (const NotePart part : all_note_parts()) {
        draw_part(context, part, note.section(part));
    }
    draw_measures(context, false);
    draw_signing(context, note);
}

void draw_addenda(PanelContext& context) {
    heading(context.theme, context.tr("ui.note.addenda"));
    for (const NoteAddendum* addendum : addenda_of(*context.workspace.document(), context.workspace.session())) {
        card(context.theme, ("##addendum " + addendum->id.text()).c_str(), [&] {
            body_text(addendum->text);
            muted_text(context.theme, context.tr({"ui.note.signed",
                                                  {{"name", addendum->author},
                                                   {"date", shown_date(context, local_date(addendum->created))}}}));
        });
    }
    std::string& text = context.state.addendum;
    std::string& name = context.state.note_signed_by;
    ImGui::InputTextMultiline("##addendum", &text, {-1, context.theme.px(70)});
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##signed by", context.tr("ui.note.by").c_str(), &name);
    if (quiet_button(context.tr("ui.note.add"), !text.empty() && !name.empty()) &&
        context.run("note.addendum", {{"text", text}, {"by", name}})) {
        text.clear();
    }
}

void draw_signed_note(PanelContext& context, const SessionNote& note) {
    pill(context.theme,
         context.tr(
             {"ui.note.signed", {{"name", note.signed_by}, {"date", shown_date(context, local_date(note.signed_at))}}}),
         context.theme.accent_line);
    for (const NotePart part : all_note_parts()) {
        heading(context.theme, context.tr(part_key("note.part.", part)));
        const std::string& text = note.section(part).text;
        text.empty() ? muted_text(context.theme, context.tr("ui.note.empty")) : body_text(text);
    }
    draw_measures(context, true);
    draw_addenda(context);
}

}  // namespace

void keep_typed_note(PanelContext& context, bool all) {
    std::optional<NoteTyping>& typing = context.state.note_typing;
    const bool paused = typing && ImGui::GetTime() - typing->typed_at_s >= k_typing_pause_s;
    if (!typing || (!all && !(typing->changed && paused))) {
        return;
    }
    const NoteTyping kept = *typing;
    typing->changed = false;
    if (all) {
        typing.reset();
    }
    if (kept.changed && context.workspace.document() != nullptr && context.workspace.session() == kept.session) {
        write_part(context, kept.part, kept.text);
    }
}

void draw_note_panel(PanelContext& context) {
    const CaseDocument* document = context.workspace.document();
    if (document == nullptr || find_session(*document, context.workspace.session()) == nullptr) {
        muted_text(context.theme, context.tr("ui.note.no-session"));
        return;
    }
    const SessionNote note = shown_note(context);  // a copy: what is pressed changes it
    note.is_signed() ? draw_signed_note(context, note) : draw_open_note(context, note);
}

}  // namespace palpate
