// Everything the program knows, to look up: the records of the clinical content by kind, and each of them to read.

#include "ui/library.h"

#include "anatomy/search_words.h"
#include "ui/detail/library_parts.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr float k_one_column_below = 760.0F;  // px at 100 %
constexpr float k_low_below = 330.0F;         // then the whole of it scrolls

/// Where the library's parts stand: list and record side by side, or one at a time.
struct Layout {
    bool one_column = false;
    bool low = false;
    float list_width = 0.0F;
};

/// Every typed word begins a word of the text, or is nearly one where slips are allowed for.
bool answers(const std::vector<std::string>& typed, std::string_view text, bool nearly) {
    constexpr float k_alike = 0.5F;
    const std::vector<std::string> words = search_words(text);
    return std::ranges::all_of(typed, [&](const std::string& wanted) {
        return std::ranges::any_of(words, [&](const std::string& word) {
            return nearly ? word_likeness(wanted, word, true) >= k_alike : word.starts_with(wanted);
        });
    });
}

std::string all_words_of(const ContentRecord& record) {
    std::string all = record.title + " " + record.id;
    for (const ContentField& field : record.fields) {
        for (const std::string& text : field.texts) {
            all += " " + text;
        }
    }
    return all;
}

/// Reads the records where they are not those of the content in use.
void read_again(PanelContext& context) {
    LibraryState& library = context.state.library;
    const Workspace& workspace = context.workspace;
    if (library.read_from == workspace.services().clinical && library.language == workspace.language()) {
        return;
    }
    library.read_from = workspace.services().clinical;
    library.language = workspace.language();
    library.records =
        read_records({.clinical = workspace.clinical(), .anatomy = workspace.anatomy(), .words = workspace.words()});
    library.listed_for.reset();
    library.naming_of.clear();
    if (detail::find_listed(library, library.shown) == nullptr) {
        library.shown.clear();
    }
}

void list_again(LibraryState& library) {
    if (library.listed_for != library.typed) {
        library.listed_for = library.typed;
        library.groups = list_library(library.records, library.typed);
    }
}

void draw_group(PanelContext& context, const LibraryGroup& group) {
    const LibraryState& library = context.state.library;
    const ContentRecord* shown = detail::find_listed(library, library.shown);
    const bool searching = !library.typed.empty();
    if (searching || (shown != nullptr && shown->kind == group.kind && ImGui::IsWindowAppearing())) {
        ImGui::SetNextItemOpen(true);
    }
    const std::string label = fmt::format("{}  {}##{}", context.tr("clinical.kinds." + group.kind),
                                          group.records.size(), searching ? group.kind + " found" : group.kind);
    ImGui::PushStyleColor(ImGuiCol_Header, context.theme.panel);  // calm: nineteen of them stand in a row
    const bool open = ImGui::CollapsingHeader(label.c_str());
    ImGui::PopStyleColor();
    if (!open) {
        return;
    }
    const float indent = context.theme.px(18);
    ImGui::Indent(indent);
    std::string pressed;
    for (const std::size_t place : group.records) {
        const ContentRecord& record = library.records[place];
        if (wrapped_line(context.theme, "##entry " + record.id, record.title, record.id == library.shown)) {
            pressed = record.id;
        }
    }
    ImGui::Unindent(indent);
    if (!pressed.empty()) {
        detail::show_record(context, pressed);
    }
}

/// The first record found, for Enter.
std::string first_of(const LibraryState& library) {
    return library.groups.empty() ? std::string() : library.records[library.groups.front().records.front()].id;
}

void draw_search(PanelContext& context) {
    LibraryState& library = context.state.library;
    if (ImGui::IsWindowAppearing() || (ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_F, false))) {
        focus_next_control();
    }
    ImGui::SetNextItemWidth(-1);
    const bool entered =
        ImGui::InputTextWithHint("##library words", context.tr("ui.library.hint").c_str(), &library.typed,
                                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    list_again(library);
    if (entered && !library.typed.empty() && !library.groups.empty()) {
        detail::show_record(context, first_of(library));
        library.take_focus = true;
    }
}

void draw_groups(PanelContext& context) {
    const LibraryState& library = context.state.library;
    if (library.groups.empty()) {
        muted_text(context.theme, context.tr({"workspace.nothing-found", {{"words", library.typed}}}));
    }
    for (const LibraryGroup& group : library.groups) {
        draw_group(context, group);
    }
}

void draw_welcome(const PanelContext& context) {
    heading(context.theme, context.tr("ui.library.welcome"));
    body_text(context.tr("ui.library.welcome.what"));
    ImGui::Spacing();
    muted_text(context.theme, context.tr("ui.library.welcome.review"));
}

/// Back, forward, in one column back to the list, and close.
void draw_steps(PanelContext& context, const Layout& layout) {
    LibraryState& library = context.state.library;
    const bool take_focus = std::exchange(library.take_focus, false);
    const auto step = [&](const char* key, bool forward, bool possible) {
        if (take_focus && !forward && possible) {
            ImGui::SetKeyboardFocusHere();
        }
        if (quiet_button(context.tr(key), possible)) {
            detail::step_through_records(context, forward);
        }
    };
    step("ui.library.back", false, !library.behind.empty());
    same_line_if_fits(button_width(context.tr("ui.library.forward")));
    step("ui.library.forward", true, !library.ahead.empty());
    if (layout.one_column && !library.shown.empty()) {
        const std::string list = context.tr("ui.library.list");
        same_line_if_fits(button_width(list));
        if (ImGui::Button(list.c_str())) {
            detail::show_record(context, {});
        }
    }
    const std::string close = context.tr("ui.close");
    same_line_if_fits(button_width(close));
    if (take_focus && library.behind.empty()) {
        ImGui::SetKeyboardFocusHere();
    }
    if (ImGui::Button(close.c_str())) {
        library.open = false;
    }
}

/// A part is as high as the room; where that is low as high as what it holds.
ImGuiChildFlags part_flags(const Layout& layout) {
    return layout.low ? ImGuiChildFlags_AutoResizeY : ImGuiChildFlags_None;
}

void draw_shown(PanelContext& context, const Layout& layout) {
    const LibraryState& library = context.state.library;
    // A child of its own for each record: each stays scrolled to where it was left.
    const std::string name = "##library record " + library.shown;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, context.theme.card);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {context.theme.px(16), context.theme.px(12)});
    ImGui::BeginChild(name.c_str(), {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding | part_flags(layout),
                      ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleVar();
    if (const ContentRecord* record = detail::find_listed(library, library.shown)) {
        detail::draw_record(context, *record);
    } else {
        draw_welcome(context);
    }
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

void draw_left(PanelContext& context, const Layout& layout) {
    ImGui::BeginChild("##library left", {layout.list_width, 0}, part_flags(layout), ImGuiWindowFlags_NavFlattened);
    draw_search(context);
    if (layout.low) {
        draw_groups(context);
    } else {
        ImGui::BeginChild("##library list", {0, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NavFlattened);
        draw_groups(context);
        ImGui::EndChild();
    }
    ImGui::EndChild();
}

Layout calc_layout_here(const Theme& theme) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    Layout layout;
    layout.one_column = room.x < theme.px(k_one_column_below);
    layout.low = room.y < theme.px(k_low_below);
    layout.list_width = layout.one_column ? 0.0F : std::clamp(room.x * 0.34F, theme.px(250), theme.px(380));
    return layout;
}

void draw_parts(PanelContext& context, const Layout& layout) {
    const bool reads = !context.state.library.shown.empty();
    if (layout.one_column) {
        draw_steps(context, layout);
        reads ? draw_shown(context, layout) : draw_left(context, layout);
        return;
    }
    draw_left(context, layout);
    ImGui::SameLine(0, context.theme.px(14));
    ImGui::BeginGroup();
    draw_steps(context, layout);
    draw_shown(context, layout);
    ImGui::EndGroup();
}

void handle_keys(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyAlt && ImGui::IsKeyPressed(ImGuiKey_LeftArrow, false)) {
        detail::step_through_records(context, false);
    }
    if (io.KeyAlt && ImGui::IsKeyPressed(ImGuiKey_RightArrow, false)) {
        detail::step_through_records(context, true);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        context.state.library.open = false;
    }
}

}  // namespace

std::vector<LibraryGroup> list_library(const std::vector<ContentRecord>& records, std::string_view typed) {
    const std::vector<std::string> words = search_words(typed);
    std::vector<LibraryGroup> groups;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!words.empty() && !answers(words, records[i].title, true) &&
            !answers(words, all_words_of(records[i]), false)) {
            continue;
        }
        if (groups.empty() || groups.back().kind != records[i].kind) {
            groups.push_back({.kind = records[i].kind, .records = {}});
        }
        groups.back().records.push_back(i);
    }
    const auto in_title = [&](std::size_t place) { return answers(words, records[place].title, true); };
    for (LibraryGroup& group : groups) {
        if (!words.empty()) {
            std::ranges::stable_partition(group.records, in_title);
        }
    }
    std::ranges::stable_partition(
        groups, [&](const LibraryGroup& group) { return words.empty() || in_title(group.records.front()); });
    return groups;
}

void open_library(PanelContext& context, std::string_view id) {
    if (client_marks(context)) {
        return;
    }
    context.state.library.open = true;
    read_again(context);
    if (!id.empty()) {
        detail::show_record(context, std::string(id));
    }
}

void draw_library(PanelContext& context) {
    LibraryState& library = context.state.library;
    library.open = library.open && !client_marks(context);
    if (!library.open) {
        return;
    }
    const std::string name = context.tr("ui.library.title") + "##library";
    if (!ImGui::IsPopupOpen(name.c_str())) {
        ImGui::OpenPopup(name.c_str());
    }
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen.GetCenter(), ImGuiCond_Always, {0.5F, 0.5F});
    const bool small = screen.Size.y < context.theme.px(k_low_below) * 2;
    ImGui::SetNextWindowSize({std::min(context.theme.px(1180), screen.Size.x * (small ? 1.0F : 0.96F)),
                              screen.Size.y * (small ? 1.0F : 0.92F)});
    if (!ImGui::BeginPopupModal(name.c_str(), nullptr, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize)) {
        return;
    }
    read_again(context);
    list_again(library);
    draw_parts(context, calc_layout_here(context.theme));
    handle_keys(context);
    if (!library.open) {
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

}  // namespace palpate
