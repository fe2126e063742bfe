// The list of clients: found by a few letters, opened by Enter, and a new one in one line.

#include "ui/command_widgets.h"
#include "ui/people_panels.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

namespace palpate {
namespace {

constexpr float k_list_height_px = 300.0F;

void open_client(PanelContext& context, const Client& client) {
    if (context.run("client.open", {{"client", client.id.text()}})) {
        context.state.people.show_list = false;
    }
}

void draw_row(PanelContext& context, const Client& client) {
    ImGui::TableNextRow(0, context.theme.px(30));
    ImGui::TableNextColumn();
    const bool hidden = context.workspace.view().hide_names;
    const std::string label = std::string(shown_name(client, hidden)) + "  " + client.reference;
    if (ImGui::Selectable((label + "##" + client.id.text()).c_str(), false,
                          ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_SpanAllColumns,
                          {0, context.theme.px(26)})) {
        open_client(context, client);
    }
    ImGui::TableNextColumn();
    if (!hidden && !client.birth.empty()) {
        ImGui::TextUnformatted(shown_date(context, client.birth).c_str());
    }
    ImGui::TableNextColumn();
    if (!hidden) {
        ImGui::TextUnformatted(client.phone.c_str());
    }
}

/// Only the rows in sight are drawn, so that 10,000 clients cost what ten do.
void draw_rows(PanelContext& context, const std::vector<const Client*>& found) {
    const ImGuiTableFlags look = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp;
    const float rows_px = static_cast<float>(std::max<std::size_t>(found.size(), 1) + 1) * 34.0F;
    const float height = context.theme.px(std::min(k_list_height_px, rows_px));
    if (found.empty() || !ImGui::BeginTable("##found", 3, look, {0, height})) {
        return;
    }
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn(context.tr("ui.clients.name").c_str(), 0, 3.0F);
    ImGui::TableSetupColumn(context.tr("ui.clients.birth").c_str(), 0, 1.4F);
    ImGui::TableSetupColumn(context.tr("ui.clients.phone").c_str(), 0, 1.8F);
    ImGui::TableHeadersRow();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(found.size()));
    while (clipper.Step()) {
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
            draw_row(context, *found[static_cast<std::size_t>(row)]);
        }
    }
    ImGui::EndTable();
}

void draw_new_client(PanelContext& context) {
    std::string& name = context.state.people.new_name;
    muted_text(context.theme, context.tr("ui.clients.new-hint"));
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputText("##new client", &name, ImGuiInputTextFlags_EnterReturnsTrue);
    const bool named = !name.empty();
    if ((quiet_button(context.tr("ui.clients.add"), named) || entered) && named &&
        context.run("client.add", {{"name", name}})) {
        name.clear();
        context.state.people.show_list = false;
    }
}

void draw_list(PanelContext& context) {
    PeopleState& people = context.state.people;
    if (ImGui::IsWindowAppearing()) {
        people.typed.clear();
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint("##find client", context.tr("ui.clients.search").c_str(),
                                                  &people.typed, ImGuiInputTextFlags_EnterReturnsTrue);
    const std::vector<const Client*> found = context.workspace.client_list().search(people.typed);
    if (found.empty() && !people.typed.empty()) {
        muted_text(context.theme, context.tr("ui.clients.nobody"));
    } else if (!people.typed.empty()) {
        muted_text(context.theme, context.tr({"ui.clients.found",
                                              {{"found", std::to_string(found.size())},
                                               {"all", std::to_string(context.workspace.clients().size())}}}));
    }
    draw_rows(context, found);
    if (entered && !people.typed.empty() && !found.empty()) {
        open_client(context, *found.front());
    }
    bool hidden = context.workspace.view().hide_names;
    if (ImGui::Checkbox(context.tr("ui.clients.hide-names").c_str(), &hidden)) {
        context.run("app.hide-names");
    }
    ImGui::Separator();
    draw_new_client(context);
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.close").c_str())) {
        people.show_list = false;
    }
}

}  // namespace

void draw_client_list(PanelContext& context) {
    draw_dialog(context, "##clients", "ui.clients.title", context.state.people.show_list, [&] { draw_list(context); });
}

}  // namespace palpate
