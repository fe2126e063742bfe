#include "anatomy/anatomy_names.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr float k_editor_width = 348;  // six rating buttons of a comfortable size

void draw_title(PanelContext& context, const std::string& words, const std::string& below) {
    ImGui::PushFont(context.theme.fonts.heading);
    body_text(words);
    ImGui::PopFont();
    if (!below.empty()) {
        muted_text(context.theme, below);
    }
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ",") + word;
    }
    return text;
}

/// Changes one field of a mark through the command.
void edit(PanelContext& context, const Mark& mark, const char* field, std::string value) {
    context.run("mark.edit", {{"mark", mark.id.text()}, {field, std::move(value)}});
}

/// The click becomes a mark; kind and depth are those of the mark before.
void mark_draft(PanelContext& context, const MarkDraft& draft, int rating) {
    const auto& at = draft.position_mm;
    const auto mark = context.run("mark.add", {{"structure", draft.structure.text()},
                                               {"at", fmt::format("{},{},{}", at.x, at.y, at.z)},
                                               {"now", std::to_string(rating)},
                                               {"kind", std::string(name_of(context.state.last_kind))},
                                               {"depth", std::string(name_of(context.state.last_depth))}});
    if (mark) {
        context.state.draft.reset();
        context.run("mark.select", {{"mark", *mark}});
    }
}

void draw_draft(PanelContext& context, const MarkDraft& draft) {
    const Structure* structure = context.workspace.require_atlas().find(draft.structure);
    if (structure == nullptr) {
        context.state.draft.reset();
        return;
    }
    const MuscleEntry* muscle = context.workspace.anatomy().find_muscle(structure->catalogue_id);
    draw_title(context, context.workspace.title_of(*structure), anatomical_name(context.workspace.words(), *structure));
    if (muscle != nullptr) {
        muted_text(context.theme, muscle->client_text);
    }
    if (context.workspace.document() == nullptr) {
        muted_text(context.theme, context.tr("ui.editor.no-client"));
        return;
    }
    if (context.workspace.session().empty()) {
        muted_text(context.theme, context.tr("ui.editor.no-session"));
        if (accent_button(context.theme, context.tr("ui.session.new") + "##from editor")) {
            context.run("session.add");
        }
        return;
    }
    body_text(context.tr("ui.editor.how-strong"));
    const auto rating = rating_buttons(context.theme, std::nullopt, ImGui::GetContentRegionAvail().x);
    muted_text(context.theme, context.tr("ui.editor.scale"));
    if (rating) {
        mark_draft(context, draft, *rating);
    }
}

void draw_kind(PanelContext& context, const Mark& mark) {
    const auto& kinds = all_mark_kinds();
    muted_text(context.theme, context.tr("ui.editor.kind"));
    const auto kind = chip_row(
        context.theme, kinds.size(),
        [&](std::size_t i) { return context.tr("mark.kind." + std::string(name_of(kinds[i]))) + "##kind"; },
        [&](std::size_t i) { return kinds[i] == mark.kind; });
    if (kind) {
        context.state.last_kind = kinds[*kind];
        edit(context, mark, "kind", std::string(name_of(kinds[*kind])));
    }
}

void draw_qualities(PanelContext& context, const Mark& mark) {
    const auto& words = quality_words();
    muted_text(context.theme, context.tr("ui.editor.quality"));
    const auto has = [&](std::size_t i) { return std::ranges::find(mark.qualities, words[i]) != mark.qualities.end(); };
    const auto quality = chip_row(
        context.theme, words.size(),
        [&](std::size_t i) { return context.tr("mark.quality." + words[i]) + "##quality"; }, has);
    if (!quality) {
        return;
    }
    auto qualities = mark.qualities;
    if (has(*quality)) {
        std::erase(qualities, words[*quality]);
    } else {
        qualities.push_back(words[*quality]);
    }
    edit(context, mark, "quality", joined(qualities));
}

void draw_depth(PanelContext& context, const Mark& mark) {
    const auto& depths = all_depths();
    muted_text(context.theme, context.tr("ui.editor.depth"));
    const auto depth = chip_row(
        context.theme, depths.size(),
        [&](std::size_t i) { return context.tr("mark.depth." + std::string(name_of(depths[i]))) + "##depth"; },
        [&](std::size_t i) { return depths[i] == mark.depth; });
    if (depth) {
        context.state.last_depth = depths[*depth];
        edit(context, mark, "depth", std::string(name_of(depths[*depth])));
    }
}

/// The note is saved when the field is left, as one step of undo.
void draw_note(PanelContext& context, const Mark& mark) {
    WindowState& state = context.state;
    if (state.edited_mark != mark.id) {
        state.edited_mark = mark.id;
        state.note_text = mark.note;
    }
    muted_text(context.theme, context.tr("ui.editor.note"));
    ImGui::InputTextMultiline("##note", &state.note_text, {-1, context.theme.px(54)});
    if (ImGui::IsItemDeactivatedAfterEdit() && state.note_text != mark.note) {
        edit(context, mark, "note", state.note_text);
    } else if (!ImGui::IsItemActive()) {
        state.note_text = mark.note;  // undo may have changed it
    }
}

void draw_mark(PanelContext& context, const Mark& mark) {
    draw_title(context, context.workspace.title_of(mark), read_back(context, mark));
    if (const auto rating = rating_buttons(context.theme, mark.now, ImGui::GetContentRegionAvail().x)) {
        edit(context, mark, "now", std::to_string(*rating));
    }
    draw_kind(context, mark);
    draw_qualities(context, mark);
    draw_depth(context, mark);
    draw_note(context, mark);
    ImGui::Spacing();
    if (accent_button(context.theme, context.tr("ui.editor.done"))) {
        context.workspace.select_mark(std::nullopt);
    }
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.editor.remove").c_str())) {
        context.run("mark.remove", {{"mark", mark.id.text()}});
    }
}

void draw_content(PanelContext& context) {
    // Copies: a command replaces the document these point into.
    if (const Mark* selected = context.workspace.selected_mark()) {
        const Mark mark = *selected;
        draw_mark(context, mark);
    } else if (context.state.draft) {
        const MarkDraft draft = *context.state.draft;
        draw_draft(context, draft);
    }
}

/// Beside the click, inside the body panel, on the side with more room.
ImVec2 editor_position(const PanelContext& context, const PanelBox& room, float width) {
    const float gap = context.theme.px(26);
    const float click_x = context.state.draft ? context.state.draft->pixel.x : room.size.x;
    float x = click_x + gap;
    if (x + width > room.size.x - gap / 2) {
        x = context.state.draft && click_x > width + gap ? click_x - gap - width : room.size.x - width - gap / 2;
    }
    return {room.position.x + std::max(0.0F, x), room.position.y + gap / 2};
}

}  // namespace

void rate_what_the_editor_shows(PanelContext& context, int rating) {
    if (const Mark* selected = context.workspace.selected_mark()) {
        const Mark mark = *selected;
        edit(context, mark, "now", std::to_string(rating));
    } else if (context.state.draft && !context.workspace.session().empty()) {
        const MarkDraft draft = *context.state.draft;
        mark_draft(context, draft, rating);
    }
}

bool editor_is_open(const PanelContext& context) {
    return context.workspace.atlas() != nullptr &&
           (context.state.draft.has_value() || context.workspace.selected_mark() != nullptr);
}

void draw_mark_editor(PanelContext& context, const PanelBox& room, bool docked) {
    if (!editor_is_open(context)) {
        return;
    }
    if (docked) {
        draw_content(context);
        return;
    }
    const Theme& theme = context.theme;
    const float width = std::min(theme.px(k_editor_width), room.size.x);
    const float highest = room.size.y - theme.px(26);
    ImGui::SetNextWindowPos(editor_position(context, room, width), ImGuiCond_Always);
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, highest});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.card);
    ImGui::PushStyleColor(ImGuiCol_Border, theme.accent_line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1.5F));
    if (context.state.focus_editor) {
        ImGui::SetNextWindowFocus();
        context.state.focus_editor = false;
    }
    ImGui::Begin("##mark editor", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
    draw_content(context);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
}

}  // namespace palpate
