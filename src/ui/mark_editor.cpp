#include "anatomy/anatomy_names.h"
#include "scene/sign_layout.h"
#include "ui/command_widgets.h"
#include "ui/mark_fields.h"
#include "ui/panels.h"
#include "ui/widgets.h"
#include "workspace/mark_arguments.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <optional>

namespace palpate {
namespace {

constexpr float k_editor_width = 356;  // all eleven ratings in a row

/// Small letters and little padding: the editor must not hide the body it speaks of.
class CompactControls {
public:
    explicit CompactControls(const Theme& theme) {
        ImGui::PushFont(theme.fonts.small_text);
        const float padding_y = std::max(theme.px(4), (theme.least_target_px() - ImGui::GetFontSize()) / 2);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {theme.px(8), padding_y});
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {theme.px(5), theme.px(5)});
    }
    ~CompactControls() {
        ImGui::PopStyleVar(2);
        ImGui::PopFont();
    }
    CompactControls(const CompactControls&) = delete;
    CompactControls& operator=(const CompactControls&) = delete;
};

void draw_title(PanelContext& context, const std::string& words, const std::string& below) {
    ImGui::PushFont(context.theme.fonts.heading);
    body_text(words);
    ImGui::PopFont();
    if (!below.empty()) {
        muted_text(context.theme, below);
    }
}

/// The click becomes a mark; how it feels is as with the mark before.
void mark_draft(PanelContext& context, const MarkDraft& draft, int rating) {
    CommandArguments arguments = places_of(draft);
    arguments.insert(context.state.repeated.begin(), context.state.repeated.end());
    arguments["now"] = std::to_string(rating);
    if (client_marks(context)) {
        arguments["author"] = name_of(Author::Client);
        arguments["confirmed"] = "no";  // until it was read back and found right
    }
    if (const auto mark = context.run("mark.add", arguments)) {
        context.state.draft.reset();
        context.run("mark.select", {{"mark", *mark}});
    }
}

/// "Painted area: 24 cm2 of skin."
std::string words_of_drawing(const PanelContext& context, const MarkDraft& draft) {
    if (draft.extent == MarkExtent::Area && draft.shape != nullptr && draft.shape->painted != nullptr) {
        constexpr double k_mm2_per_cm2 = 100.0;
        const double area_cm2 = draft.shape->painted->measure().area_mm2 / k_mm2_per_cm2;
        return context.tr(Text{"ui.draft.area-size", {{"area", fmt::format("{:.0f}", area_cm2)}}});
    }
    return context.tr("ui.draft." + std::string(name_of(draft.extent)));
}

void draw_draft(PanelContext& context, const MarkDraft& draft) {
    const Structure* structure = context.workspace.require_atlas().find(draft.structure);
    if (structure == nullptr) {
        context.state.draft.reset();
        return;
    }
    const MuscleEntry* muscle = context.workspace.anatomy().find_muscle(structure->catalogue_id);
    if (draft.anchor.structure.empty()) {
        draw_title(context, context.workspace.title_of(*structure),
                   anatomical_name(context.workspace.words(), *structure));
    } else {
        draw_title(context, context.workspace.title_of(mark_of(draft)), words_of_drawing(context, draft));
    }
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

}  // namespace

void draw_side_warning(PanelContext& context, const Mark& mark) {
    const auto said = context.workspace.other_side_in_note(mark);
    if (!said || context.state.side_is_right == mark.id) {
        return;
    }
    card(
        context.theme, "##side warning",
        [&] {
            body_text(context.tr("ui.editor.note-says." + std::string(name_of(*said))));
            if (ImGui::Button(context.tr("ui.editor.move-there." + std::string(name_of(*said))).c_str())) {
                context.run("mark.other-side", {{"mark", mark.id.text()}});
            }
            same_line_if_fits(button_width(context.tr("ui.editor.side-is-right")));
            if (ImGui::Button(context.tr("ui.editor.side-is-right").c_str())) {
                context.state.side_is_right = mark.id;
            }
        },
        context.theme.warning_ground);
}

namespace {

void draw_carried_over(PanelContext& context, const Mark& mark) {
    if (mark.confirmed) {
        return;
    }
    card(context.theme, "##carried over", [&] {
        body_text(context.tr("ui.editor.carried-over"));
        if (accent_button(context.theme, context.tr("command.mark.confirm"))) {
            context.run("mark.confirm", {{"mark", mark.id.text()}});
        }
    });
}

void draw_more_fields(PanelContext& context, const Mark& mark, const ChangeMark& change) {
    bool& open = context.state.show_all_fields;
    if (ImGui::Button(context.tr(open ? "ui.editor.less" : "ui.editor.more").c_str(), {-1, 0})) {
        open = !open;
    }
    if (!open) {
        return;
    }
    draw_other_ratings(context, mark, change);
    draw_constancy_field(context, mark, change);
    draw_influence_fields(context, mark, change);
    draw_radiation_field(context, mark, change);
    draw_confidence_field(context, mark, change);
    draw_author_field(context, mark, change);
}

void draw_side_buttons(PanelContext& context, const Mark& mark) {
    command_button(context, "mark.other-side", {{"mark", mark.id.text()}});
    same_line_if_fits(button_width(context.tr("command.mark.both-sides")));
    command_button(context, "mark.both-sides", {{"mark", mark.id.text()}});
}

void draw_mark(PanelContext& context, const Mark& mark) {
    const ChangeMark change = edit_on_change(context);
    draw_title(context, context.workspace.title_of(mark), read_back(context, mark));
    draw_carried_over(context, mark);
    draw_rating_field(context, mark, change);
    draw_kind_field(context, mark, change);
    draw_quality_field(context, mark, change);
    draw_depth_field(context, mark, change);
    draw_onset_field(context, mark, change);
    draw_note_field(context, mark, change);
    draw_side_warning(context, mark);  // below the note: nothing above it moves while a hand is on its way there
    draw_more_fields(context, mark, change);
    ImGui::Spacing();
    if (accent_button(context.theme, context.tr("ui.editor.done"))) {
        context.workspace.select_mark(std::nullopt);
    }
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.editor.remove").c_str())) {
        context.run("mark.remove", {{"mark", mark.id.text()}});
        return;
    }
    draw_side_buttons(context, mark);
}

void draw_content(PanelContext& context) {
    // Copies: a command replaces the document these point into.
    const CompactControls compact(context.theme);
    if (const Mark* selected = context.workspace.selected_mark()) {
        const Mark mark = *selected;
        draw_mark(context, mark);
    } else if (context.state.draft) {
        const MarkDraft draft = *context.state.draft;
        draw_draft(context, draft);
    }
}

/// Across the body panel where the selected mark's sign stands; nothing where it stands in several views.
std::optional<float> find_mark_x(const Workspace& workspace) {
    const std::vector<SessionPane> panes = workspace.panes();
    const Mark* mark = workspace.selected_mark();
    if (panes.size() != 1 || mark == nullptr) {
        return std::nullopt;
    }
    const std::vector<MarkSign>& signs = workspace.scene().marks;
    const auto sign = std::ranges::find(signs, mark->id, &MarkSign::id);
    const auto pixel = sign != signs.end()
                           ? panes.front().pane.camera.project(sign->position_mm, panes.front().pane.viewport)
                           : std::nullopt;
    return pixel ? std::optional(pixel->x) : std::nullopt;
}

/// Left or right in the panel, so that the mark the editor has just opened for is not covered. It stays there while the
/// body turns.
float choose_edge_x(PanelContext& context, float room_px, float width_px, float margin_px) {
    EditorPlace& place = context.state.editor_place;
    const MarkId mark = context.workspace.selected_mark()->id;
    const float right_x = room_px - width_px - margin_px;
    if (place.mark != mark) {
        const float sign_px = 1.5F * k_sign_radius_px * context.theme.scale;
        const float mark_x = find_mark_x(context.workspace).value_or(0.0F);
        const float covered_right = mark_x + sign_px - right_x;
        const float covered_left = margin_px + width_px - (mark_x - sign_px);
        place = {mark, covered_right > 0.0F && covered_left < covered_right};
    }
    return place.left ? margin_px : right_x;
}

/// Inside the body panel: beside the click on the side with more room, or at the edge away from the mark.
ImVec2 editor_position(PanelContext& context, const PanelBox& room, float width) {
    const float gap = context.theme.px(26);
    float x = 0.0F;
    if (context.workspace.selected_mark() != nullptr) {
        x = choose_edge_x(context, room.size.x, width, gap / 2);
    } else {
        const float click_x = context.state.draft ? context.state.draft->pixel.x : room.size.x;
        const bool fits_right = click_x + gap + width <= room.size.x - gap / 2;
        const bool fits_left = context.state.draft && click_x > width + gap;
        x = fits_right ? click_x + gap : fits_left ? click_x - gap - width : room.size.x - width - gap / 2;
    }
    return {room.position.x + std::max(0.0F, x), room.position.y + gap / 2};
}

}  // namespace

void draw_draft_question(PanelContext& context) {
    if (context.state.draft) {
        const MarkDraft draft = *context.state.draft;
        draw_draft(context, draft);
    }
}

void edit_mark_field(PanelContext& context, const Mark& changed, const char* argument) {
    CommandArguments arguments{{"mark", changed.id.text()}, {argument, arguments_of(changed)[argument]}};
    if (client_marks(context) && !changed.confirmed) {
        arguments["confirmed"] = "no";
    }
    if (context.run("mark.edit", arguments)) {
        context.state.repeated = arguments_to_repeat(changed);
    }
}

ChangeMark edit_on_change(PanelContext& context) {
    return [&context](const Mark& changed, const char* argument) { edit_mark_field(context, changed, argument); };
}

void rate_what_the_editor_shows(PanelContext& context, int rating) {
    if (const Mark* selected = context.workspace.selected_mark()) {
        Mark mark = *selected;
        mark.now = rating;
        edit_mark_field(context, mark, "now");
    } else if (context.state.draft && !context.workspace.session().empty()) {
        const MarkDraft draft = *context.state.draft;
        mark_draft(context, draft, rating);
    }
}

bool editor_is_open(const PanelContext& context) {
    return !client_marks(context) && context.workspace.atlas() != nullptr &&
           (context.state.draft.has_value() || context.workspace.selected_mark() != nullptr);
}

void draw_mark_editor(PanelContext& context, const PanelBox& room, bool docked) {
    if (!editor_is_open(context)) {
        context.state.editor_place = {};
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
