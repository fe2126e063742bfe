#include "anatomy/anatomy_names.h"
#include "base/locale_words.h"
#include "ui/command_widgets.h"
#include "ui/people_panels.h"
#include "ui/widgets.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr float k_shown_error_mm = 0.05F;  // less would read "0.0 mm off"

/// The structure's own name; on the skin, which is one structure, what was marked: "Painted area".
std::string describe_place(const PanelContext& context, const Mark& mark) {
    const auto& atlas = context.workspace.atlas();
    const Structure* structure = atlas ? atlas->find(mark.anchor.structure) : nullptr;
    if (structure == nullptr) {
        return {};
    }
    if (structure->structure_class != StructureClass::Skin) {
        return anatomical_name(context.workspace.words(), *structure);
    }
    const bool names_nothing = mark.extent == MarkExtent::Structure || mark.extent == MarkExtent::Group;
    return names_nothing ? std::string() : context.tr("ui.draft." + std::string(name_of(mark.extent)));
}

/// "Infraspinatus - ache, tight - muscle - client"
std::string describe(const PanelContext& context, const Mark& mark) {
    std::string words = describe_place(context, mark);
    words += words.empty() ? "" : " \xC2\xB7 ";
    words += context.tr("mark.kind." + std::string(name_of(mark.kind)));
    for (const auto& quality : mark.qualities) {
        words += ", " + context.tr("mark.quality." + quality);
    }
    words += " \xC2\xB7 " + context.tr("mark.depth." + std::string(name_of(mark.depth)));
    words += " \xC2\xB7 " + context.tr("mark.author." + std::string(name_of(mark.author)));
    return words;
}

void draw_place_error(PanelContext& context, const Mark& mark) {
    const auto error_mm = context.workspace.place_error_mm(mark);
    if (context.workspace.atlas() == nullptr) {
        return;
    }
    if (!error_mm) {
        muted_text(context.theme, context.tr("ui.mark.no-place"));
    } else if (*error_mm >= k_shown_error_mm) {
        muted_text(context.theme,
                   context.tr({"ui.mark.moved", {{"mm", shown_number(context.workspace.words(), *error_mm, 1)}}}));
    }
}

void draw_mark_row(PanelContext& context, const Mark& mark) {
    const Theme& theme = context.theme;
    const Mark* selected = context.workspace.selected_mark();
    const bool chosen = selected != nullptr && selected->id == mark.id;
    picture_card(
        theme, ("##mark " + mark.id.text()).c_str(),
        [&] {
            rating_sign(theme, mark.now, theme.px(30));
            ImGui::SameLine();
            ImGui::BeginGroup();
            heading(theme, context.workspace.title_of(mark));
            muted_text(theme, describe(context, mark));
            draw_place_error(context, mark);
            if (!mark.confirmed) {
                muted_text(theme, context.tr(mark.carried_from.empty() ? "ui.mark.unconfirmed" : "ui.mark.carried"));
            }
            ImGui::EndGroup();
        },
        chosen);
    // The whole card is the button: a large target, and reachable by keyboard.
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::SetCursorScreenPos(low);
    const std::string label = "mark " + context.workspace.title_of(mark) + "##" + mark.id.text();
    if (ImGui::InvisibleButton(label.c_str(), {high.x - low.x, high.y - low.y})) {
        context.state.draft.reset();
        context.run("mark.select", {{"mark", mark.id.text()}});
    }
    if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible) {
        ImGui::GetWindowDrawList()->AddRect(low, high, ImGui::GetColorU32(theme.accent_line), theme.px(9), 0,
                                            theme.px(2));
    }
}

/// The two maps of a session, the client's and the therapist's, each alone or both.
void draw_author_choice(PanelContext& context, const std::vector<const Mark*>& marks) {
    static const std::vector<std::string> k_words{"both", "client", "therapist"};
    const std::optional<Author> shown = context.workspace.view().settings.author;
    const auto is_by_client = [](const Mark* mark) { return mark->author == Author::Client; };
    const bool by_one = std::ranges::all_of(marks, is_by_client) || std::ranges::none_of(marks, is_by_client);
    if (by_one && !shown) {
        return;
    }
    const std::string now = shown ? std::string(name_of(*shown)) : k_words.front();
    const auto pressed = chip_row(
        context.theme, k_words.size(), [&](std::size_t i) { return context.tr("ui.marks.by." + k_words[i]); },
        [&](std::size_t i) { return k_words[i] == now; });
    if (pressed) {
        context.run("view.author", {{"author", k_words[*pressed]}});
    }
}

/// What can be said of the map as a whole, and handing the screen to the client.
void draw_map_buttons(PanelContext& context, bool empty, bool no_pain) {
    ImGui::Spacing();
    if (context.workspace.can_run(*find_command("session.confirm-all"))) {
        command_button(context, "session.confirm-all", {}, {.accent = true});
    }
    if (empty) {
        command_button(context, "session.start-from-last");
        command_button(context, "session.no-pain", {{"answer", no_pain ? "no" : "yes"}},
                       {.words_key = no_pain ? "ui.client.take-back" : nullptr});
    }
    command_button(context, "app.mode", {{"mode", "intake"}}, {.words_key = "ui.marks.client-marks"});
}

}  // namespace

void draw_marks_panel(PanelContext& context) {
    const Theme& theme = context.theme;
    heading(theme, context.tr("ui.marks.title"));
    const CaseDocument* document = context.workspace.document();
    if (document == nullptr) {
        muted_text(theme, context.tr("ui.marks.no-client"));
        if (context.workspace.store_open() && accent_button(theme, context.tr("ui.clients.choose"))) {
            context.state.people.show_list = true;
        }
        return;
    }
    if (!context.workspace.sees_health()) {
        muted_text(theme, context.tr("ui.front-desk.why"));
        return;
    }
    const auto marks = marks_of(*document, context.workspace.session());
    if (context.workspace.session().empty()) {
        muted_text(theme, context.tr("ui.marks.no-session"));
        return;
    }
    const bool no_pain = find_session(*document, context.workspace.session())->no_pain;
    const bool empty = marks.empty();
    if (empty) {
        muted_text(theme, context.tr(no_pain ? "ui.marks.no-pain" : "ui.marks.empty"));
    }
    draw_author_choice(context, marks);
    for (const Mark* mark : marks) {
        if (mark->author == context.workspace.view().settings.author.value_or(mark->author)) {
            draw_mark_row(context, *mark);
        }
    }
    draw_marks_to_ask_about(context);
    draw_map_buttons(context, empty, no_pain);
}

}  // namespace palpate
