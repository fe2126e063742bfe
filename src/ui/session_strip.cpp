#include "ui/panels.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

/// Highest rating of a session's marks: what a person remembers of it.
std::optional<int> strongest(const CaseDocument& document, const SessionId& session) {
    std::optional<int> most;
    for (const Mark* mark : marks_of(document, session)) {
        most = std::max(most.value_or(0), mark->now);
    }
    return most;
}

void draw_rating_bar(const Theme& theme, int rating, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = theme.px(6);
    const glm::vec3 fill = rating_colours(rating).fill;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, ImGui::GetColorU32(theme.control), height / 2);
    if (rating > 0) {
        draw.AddRectFilled(at, {at.x + width * static_cast<float>(rating) / 10.0F, at.y + height},
                           ImGui::GetColorU32(ImVec4(fill.r, fill.g, fill.b, 1.0F)), height / 2);
        draw.AddRect(at, {at.x + width * static_cast<float>(rating) / 10.0F, at.y + height},
                     ImGui::GetColorU32(theme.muted), height / 2);
    }
    ImGui::Dummy({width, height});
}

void draw_session_words(PanelContext& context, const CaseDocument& document, const Session& session, float width) {
    const Theme& theme = context.theme;
    heading(theme, shown_date(context, session.date));
    muted_text(theme, session.title.empty() ? context.tr("session.type." + std::string(name_of(session.type)))
                                            : session.title);
    const auto most = strongest(document, session.id);
    if (!most) {
        muted_text(theme, context.tr("ui.session.no-marks"));
        return;
    }
    ImGui::PushFont(theme.fonts.small_text);
    ImGui::TextUnformatted(context.tr({"ui.session.strongest", {{"now", std::to_string(*most)}}}).c_str());
    ImGui::PopFont();
    draw_rating_bar(theme, *most, width);
}

/// The whole card is one button, drawn over its picture.
void draw_session_card(PanelContext& context, const CaseDocument& document, const Session& session, ImVec2 size) {
    const Theme& theme = context.theme;
    const bool chosen = session.id == context.workspace.session();
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 high{low.x + size.x, low.y + size.y};
    const bool lit = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(low, high, ImGui::GetColorU32(lit ? theme.control : theme.card), theme.px(9));
    if (chosen) {
        draw.AddRect(low, high, ImGui::GetColorU32(theme.accent_line), theme.px(9), 0, theme.px(2));
    }
    const float pad = theme.px(12);
    ImGui::SetCursorScreenPos({low.x + pad, low.y + theme.px(9)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {theme.px(6), theme.px(2)});
    ImGui::PushClipRect(low, high, true);
    ImGui::BeginGroup();
    draw_session_words(context, document, session, size.x - 2 * pad);
    ImGui::EndGroup();
    ImGui::PopClipRect();
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos(low);
    const std::string label =
        "session " + std::to_string(session_number(document, session.id)) + "##" + session.id.text();
    if (ImGui::InvisibleButton(label.c_str(), size)) {
        context.state.draft.reset();
        context.run("session.open", {{"session", session.id.text()}});
    }
    if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible) {
        draw.AddRect(low, high, ImGui::GetColorU32(theme.text), theme.px(9), 0, theme.px(2));
    }
    if (chosen && context.state.shown_session != session.id) {
        ImGui::SetScrollHereX(1.0F);
        context.state.shown_session = session.id;
    }
}

/// Type, day and title of a session, and removing it, asked twice; where it is signed, nothing can be changed.
void draw_session_editor(PanelContext& context) {
    SessionDraft& draft = context.state.session_draft;
    bool open = !draft.id.empty();
    draw_dialog(context, "##edit session", "ui.session.edit", open, [&] {
        const auto& types = all_session_types();
        const auto pressed = chip_row(
            context.theme, types.size(),
            [&](std::size_t i) { return context.tr("session.type." + std::string(name_of(types[i]))); },
            [&](std::size_t i) { return types[i] == draft.type; });
        draft.type = pressed ? types[*pressed] : draft.type;
        muted_text(context.theme, context.tr("ui.session.date"));
        ImGui::SetNextItemWidth(context.theme.px(180));
        ImGui::InputText("##session date", &draft.date);
        muted_text(context.theme, context.tr("ui.session.title"));
        ImGui::SetNextItemWidth(-1);
        ImGui::InputText("##session title", &draft.title);
        if (accent_button(context.theme, context.tr("ui.client-page.save")) &&
            context.run("session.edit", {{"session", draft.id.text()},
                                         {"type", std::string(name_of(draft.type))},
                                         {"date", draft.date},
                                         {"title", draft.title}})) {
            open = false;
        }
        ImGui::SameLine();
        if (ImGui::Button(context.tr("ui.close").c_str())) {
            open = false;
        }
        ImGui::Separator();
        ImGui::Checkbox(context.tr("ui.session.remove-sure").c_str(), &draft.remove);
        if (quiet_button(context.tr("ui.session.remove"), draft.remove) &&
            context.run("session.remove", {{"session", draft.id.text()}})) {
            open = false;
        }
    });
    if (!open) {
        draft = {};
    }
}

/// For the session on screen: type, day, title.
void draw_change_button(PanelContext& context, ImVec2 size) {
    const Session* session = find_session(*context.workspace.document(), context.workspace.session());
    const bool locked = session == nullptr || is_signed(*context.workspace.document(), session->id);
    if (quiet_button(context.tr("ui.session.change"), !locked, size)) {
        context.state.session_draft = {
            .id = session->id, .type = session->type, .date = session->date, .title = session->title};
    }
}

}  // namespace

void draw_session_strip(PanelContext& context, bool vertical) {
    const Theme& theme = context.theme;
    const CaseDocument* document = context.workspace.document();
    if (document == nullptr) {
        muted_text(theme, context.tr("ui.sessions.no-client"));
        return;
    }
    const auto add_button = [&](ImVec2 size) {
        if (quiet_button(context.tr("ui.session.new"), true, size)) {
            context.state.draft.reset();
            context.run("session.add");
        }
    };
    if (vertical) {
        const float width = ImGui::GetContentRegionAvail().x;
        for (const Session& session : document->sessions) {
            draw_session_card(context, *document, session, {width, theme.px(92)});
        }
        add_button({width, 0});
        draw_change_button(context, {width, 0});
        draw_session_editor(context);
        return;
    }
    // The visits scroll; the button for the next one stays where it is.
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float button = std::max(
        {theme.px(150), button_width(context.tr("ui.session.new")), button_width(context.tr("ui.session.change"))});
    ImGui::BeginChild(
        "##visits", {room.x - button - ImGui::GetStyle().ItemSpacing.x, room.y}, false,
        ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    const float height = std::max(theme.px(80), ImGui::GetContentRegionAvail().y - theme.px(4));
    for (const Session& session : document->sessions) {
        draw_session_card(context, *document, session, {theme.px(182), height});
        ImGui::SameLine();
    }
    ImGui::NewLine();
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginGroup();
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    add_button({button, (height - spacing) * 0.6F});
    draw_change_button(context, {button, (height - spacing) * 0.4F});
    ImGui::EndGroup();
    draw_session_editor(context);
}

}  // namespace palpate
