// One record of the library, as it is read.

#include "ui/detail/library_parts.h"
#include "ui/library.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace palpate::detail {
namespace {

constexpr std::string_view k_field_keys = "clinical.field.";
/// What is said in a word under the title, and what of it warns.
constexpr std::array<std::string_view, 5> k_in_chips{"grade", "certainty", "severity", "urgency", "scope"};

std::string_view name_of(const ContentField& field) {
    return std::string_view(field.label_key).substr(k_field_keys.size());
}

bool stands_in_chips(const ContentField& field) {
    return std::ranges::find(k_in_chips, name_of(field)) != k_in_chips.end();
}

/// Numbers people carry to a library or a search: they can be selected and copied.
bool is_for_copying(const ContentField& field) { return name_of(field) == "doi" || name_of(field) == "pmid"; }

void draw_chips(const PanelContext& context, const ContentRecord& record) {
    const Theme& theme = context.theme;
    ImGui::Dummy({ImGui::GetContentRegionAvail().x, 0});  // never beside the title
    pill(theme, context.tr("clinical.kind." + record.kind), theme.muted);
    for (const ContentField& field : record.fields) {
        if (stands_in_chips(field)) {
            const bool warns = name_of(field) == "severity" || name_of(field) == "urgency";
            pill(theme, field.texts.front(), warns ? theme.warning : theme.text);
        }
    }
}

void draw_for_copying(const PanelContext& context, std::string text) {
    const std::string copy = context.tr("ui.library.copy");
    const float beside = button_width(copy) + ImGui::GetStyle().ItemSpacing.x;
    const float wanted = ImGui::CalcTextSize(text.c_str()).x + 3 * ImGui::GetStyle().FramePadding.x;
    ImGui::SetNextItemWidth(std::min(wanted, std::max(ImGui::GetContentRegionAvail().x - beside, beside)));
    ImGui::InputText("##number", &text, ImGuiInputTextFlags_ReadOnly | ImGuiInputTextFlags_AutoSelectAll);
    same_line_if_fits(button_width(copy));
    if (ImGui::Button(copy.c_str())) {
        ImGui::SetClipboardText(text.c_str());
    }
}

void draw_links(PanelContext& context, const std::vector<std::string>& links) {
    std::string pressed;
    bool first = true;
    for (const std::string& id : links) {
        const ContentRecord* record = find_listed(context.state.library, id);
        if (record == nullptr) {
            continue;
        }
        if (!std::exchange(first, false)) {
            same_line_if_fits(link_width(context.theme, record->title));
        }
        if (link_button(context.theme, "##link " + id, record->title)) {
            pressed = id;
        }
    }
    if (!pressed.empty()) {
        show_record(context, pressed);
    }
}

void draw_said(PanelContext& context, const ContentField& field) {
    for (const std::string& text : field.texts) {
        if (is_for_copying(field)) {
            draw_for_copying(context, text);
        } else {
            body_text(text);
        }
    }
    draw_links(context, field.links);
}

/// A label and what it says: side by side where there is room, else one below the other.
void draw_row(const Theme& theme, const std::string& label, const std::function<void()>& draw) {
    constexpr float k_side_by_side_from = 520.0F;
    const bool side_by_side = ImGui::GetContentRegionAvail().x >= theme.px(k_side_by_side_from);
    if (!ImGui::BeginTable("##row", side_by_side ? 2 : 1, ImGuiTableFlags_NoSavedSettings)) {
        return;
    }
    if (side_by_side) {
        ImGui::TableSetupColumn("##label", ImGuiTableColumnFlags_WidthFixed, theme.px(150));
    }
    ImGui::TableSetupColumn("##said", ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableNextColumn();
    muted_text(theme, label);
    ImGui::TableNextColumn();
    draw();
    ImGui::EndTable();
}

/// Fields of one name that follow each other (the parts of a plan) have their label once.
void draw_fields(PanelContext& context, const ContentRecord& record) {
    std::string_view above;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const ContentField& field = record.fields[i];
        if (stands_in_chips(field)) {
            continue;
        }
        const std::string label = field.label_key == above ? std::string() : context.tr(field.label_key);
        above = field.label_key;
        ImGui::PushID(static_cast<int>(i));
        draw_row(context.theme, label, [&] { draw_said(context, field); });
        ImGui::PopID();
    }
}

void draw_naming(PanelContext& context, const ContentRecord& record) {
    LibraryState& library = context.state.library;
    if (library.naming_of != record.id) {
        library.naming_of = record.id;
        library.naming = records_naming(library.records, record.id);
    }
    if (library.naming.empty()) {
        return;
    }
    std::vector<std::string> ids;
    std::ranges::transform(library.naming, std::back_inserter(ids), &ContentRecord::id);
    ImGui::PushID("##named by");
    ImGui::Separator();
    draw_row(context.theme, context.tr("clinical.named-by"), [&] { draw_links(context, ids); });
    ImGui::PopID();
}

/// Long records without links scroll by keys, too.
void scroll_by_keys() {
    const float page = ImGui::GetWindowHeight() * 0.8F;
    if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) {
        ImGui::SetScrollY(ImGui::GetScrollY() + page);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) {
        ImGui::SetScrollY(std::max(0.0F, ImGui::GetScrollY() - page));
    }
}

}  // namespace

const ContentRecord* find_listed(const LibraryState& library, std::string_view id) {
    const auto found = std::ranges::find(library.records, id, &ContentRecord::id);
    return found == library.records.end() ? nullptr : &*found;
}

void show_record(PanelContext& context, const std::string& id) {
    LibraryState& library = context.state.library;
    if (id == library.shown || (!id.empty() && find_listed(library, id) == nullptr)) {
        return;
    }
    if (!library.shown.empty()) {
        library.behind.push_back(library.shown);
    }
    library.ahead.clear();
    library.shown = id;
    library.take_focus = ImGui::GetIO().NavVisible;
}

void step_through_records(PanelContext& context, bool forward) {
    LibraryState& library = context.state.library;
    std::vector<std::string>& from = forward ? library.ahead : library.behind;
    std::vector<std::string>& to = forward ? library.behind : library.ahead;
    // What the content no longer has is passed over.
    while (!from.empty() && find_listed(library, from.back()) == nullptr) {
        from.pop_back();
    }
    if (from.empty()) {
        return;
    }
    if (!library.shown.empty()) {
        to.push_back(library.shown);
    }
    library.shown = from.back();
    from.pop_back();
}

void draw_record(PanelContext& context, const ContentRecord& record) {
    heading(context.theme, record.title);
    draw_chips(context, record);
    muted_text(context.theme, context.tr(review_words(record.review)));
    ImGui::Separator();
    draw_fields(context, record);
    draw_naming(context, record);
    scroll_by_keys();
}

}  // namespace palpate::detail
