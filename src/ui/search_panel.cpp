#include "ui/search_panel.h"

#include "ui/command_widgets.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t k_most_hits = 12;
constexpr const char* k_box = "##search";

void close(SearchState& search) { search = {}; }

/// Up and Down walk through what was found while the words are being typed.
int walk_hits(ImGuiInputTextCallbackData* data) {
    auto& search = *static_cast<SearchState*>(data->UserData);
    if (!search.hits.empty()) {
        const std::size_t count = search.hits.size();
        search.chosen = (search.chosen + (data->EventKey == ImGuiKey_UpArrow ? count - 1 : 1)) % count;
    }
    return 0;
}

void search_again(PanelContext& context) {
    SearchState& search = context.state.search;
    if (search.typed == search.searched || context.workspace.atlas() == nullptr) {
        return;
    }
    search.searched = search.typed;
    search.complaint.reset();
    search.chosen = 0;
    search.hits = context.workspace.search_index().search(search.typed, k_most_hits);
}

/// The muscles a complaint often involves stand in the list, to go on from there.
void list_muscles_of(PanelContext& context, const NamedPlace& complaint) {
    SearchState& search = context.state.search;
    const Atlas& atlas = context.workspace.require_atlas();
    search.complaint = complaint;
    search.hits.clear();
    search.chosen = 0;
    for (const StructureId& id : structures_of(complaint, atlas, context.workspace.anatomy())) {
        const Structure& structure = atlas.structure(id);
        const std::string place =
            structure.part.empty() ? structure.catalogue_id : structure.catalogue_id + "." + structure.part;
        search.hits.push_back({{PlaceKind::Structure, place, structure.side}, 1.0F});
    }
}

/// By value: the list of hits, where the place comes from, is made anew on the way.
void go_to(PanelContext& context, NamedPlace place) {  // NOLINT(performance-unnecessary-value-param)
    CommandArguments arguments{{"kind", std::string(name_of(place.kind))}, {"id", place.id}};
    if (place.side) {
        arguments["side"] = name_of(*place.side);
    }
    context.state.draft.reset();
    if (!context.run("view.fly-to", arguments)) {
        return;
    }
    ImGui::SetWindowFocus(nullptr);  // the keys go to the body again
    // Enter goes on to mark: what was flown to, and of a region the place in its middle.
    context.state.aim_by_keyboard = place.kind == PlaceKind::Region || place.kind == PlaceKind::Landmark;
    if (place.kind == PlaceKind::Complaint) {
        list_muscles_of(context, place);
        context.state.search.take_focus = true;
    } else {
        close(context.state.search);
    }
}

/// The whole line is the button: what it is called, and at the right what kind of place it is.
void draw_hit(PanelContext& context, std::size_t number) {
    SearchState& search = context.state.search;
    const Theme& theme = context.theme;
    const NamedPlace place = search.hits[number].place;
    const std::string label = context.workspace.title_of(place) + "##hit " + std::to_string(number);
    ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, {0.0F, 0.5F});
    const bool pressed = ImGui::Selectable(label.c_str(), number == search.chosen, 0, {0, ImGui::GetFrameHeight()});
    ImGui::PopStyleVar();
    const std::string kind = context.tr("place-kind." + std::string(name_of(place.kind)));
    ImGui::PushFont(theme.fonts.small_text);
    const ImVec2 size = ImGui::CalcTextSize(kind.c_str());
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddText({high.x - size.x - theme.px(8), (low.y + high.y - size.y) / 2},
                                        ImGui::GetColorU32(theme.muted), kind.c_str());
    ImGui::PopFont();
    if (pressed) {
        search.chosen = number;
        go_to(context, place);
    }
}

float widest_title(const PanelContext& context) {
    float width = context.theme.px(200);
    for (const SearchHit& hit : context.state.search.hits) {
        width = std::max(width, ImGui::CalcTextSize(context.workspace.title_of(hit.place).c_str()).x);
    }
    return width + context.theme.px(8);
}

}  // namespace

void draw_search_box(PanelContext& context, float width) {
    SearchState& search = context.state.search;
    ImGui::BeginDisabled(context.workspace.atlas() == nullptr);
    ImGui::SetNextItemWidth(width);
    if (std::exchange(search.take_focus, false)) {
        focus_next_control();
        search.open = true;
    }
    const bool entered = ImGui::InputTextWithHint(
        k_box, context.tr("ui.search.hint").c_str(), &search.typed,
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory | ImGuiInputTextFlags_AutoSelectAll,
        walk_hits, &search);
    ImGui::EndDisabled();
    search.open |= ImGui::IsItemActivated();
    if (!ImGui::IsItemActive() && !search.open) {
        tip_of_command(context, "app.search");
    }
    const bool stopped = ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    if (stopped) {
        close(search);
        return;
    }
    search_again(context);
    if (entered && search.chosen < search.hits.size()) {
        go_to(context, search.hits[search.chosen].place);
    }
}

void draw_search_results(PanelContext& context) {
    SearchState& search = context.state.search;
    if (!search.open || search.typed.empty()) {
        return;
    }
    const Theme& theme = context.theme;
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    const float titles = std::min(widest_title(context), screen.Size.x * 0.6F);
    const float width = std::min(titles + theme.px(190), screen.Size.x - theme.px(16));
    ImGui::SetNextWindowPos({screen.Size.x - theme.px(8), theme.px(52)}, ImGuiCond_Always, {1.0F, 0.0F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.Size.y * 0.7F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.card);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1));
    ImGui::Begin("##search results", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar();
    if (search.complaint) {
        heading(theme, context.tr({"ui.search.muscles-of", {{"what", context.workspace.title_of(*search.complaint)}}}));
        muted_text(theme, context.tr("ui.search.no-diagnosis"));
    } else if (search.hits.empty()) {
        muted_text(theme, context.tr({"workspace.nothing-found", {{"words", search.typed}}}));
    }
    for (std::size_t i = 0; i < search.hits.size(); ++i) {
        draw_hit(context, i);
    }
    const bool pressed_elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                                   !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                                           ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                                   ImGui::GetIO().MousePos.y > theme.px(52);
    ImGui::End();
    ImGui::PopStyleColor();
    if (pressed_elsewhere) {
        close(search);
    }
}

}  // namespace palpate
