#include "ui/widgets.h"

#include "scene/build_scene.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace palpate {
namespace {

ImVec4 colour_of(const glm::vec3& rgb) { return {rgb.r, rgb.g, rgb.b, 1.0F}; }

/// Button colours for one button.
class ButtonColours {
public:
    ButtonColours(const ImVec4& fill, const ImVec4& hovered, const ImVec4& ink) {
        ImGui::PushStyleColor(ImGuiCol_Button, fill);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, hovered);
        ImGui::PushStyleColor(ImGuiCol_ButtonActive, hovered);
        ImGui::PushStyleColor(ImGuiCol_Text, ink);
    }
    ~ButtonColours() { ImGui::PopStyleColor(4); }
    ButtonColours(const ButtonColours&) = delete;
    ButtonColours& operator=(const ButtonColours&) = delete;
};

ImVec4 lighter(ImVec4 colour, float amount) {
    colour.x = std::min(1.0F, colour.x + amount);
    colour.y = std::min(1.0F, colour.y + amount);
    colour.z = std::min(1.0F, colour.z + amount);
    return colour;
}

bool button_with(const ImVec4& fill, const ImVec4& ink, const std::string& label, ImVec2 size) {
    const ButtonColours colours(fill, lighter(fill, 0.06F), ink);
    return ImGui::Button(label.c_str(), size);
}

void draw_card(const Theme& theme, const char* id, const std::function<void()>& draw, const ImVec4& ground,
               bool outlined, ImGuiWindowFlags flags) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ground);
    ImGui::PushStyleColor(ImGuiCol_Border, theme.accent_line);
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, outlined ? theme.px(1.5F) : 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(10)});
    const ImGuiChildFlags shape = ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding |
                                  (outlined ? ImGuiChildFlags_Border : ImGuiChildFlags_None);
    if (ImGui::BeginChild(id, {0, 0}, shape, flags)) {
        draw();
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

float label_width(const std::string& label) {
    return ImGui::CalcTextSize(label.c_str(), nullptr, true).x + 2 * ImGui::GetStyle().FramePadding.x;
}

ImVec2 link_padding(const Theme& theme) {
    return theme.large_targets ? ImVec2{theme.px(14), theme.px(13)} : ImVec2{theme.px(10), theme.px(5)};
}

ImVec2 wrapped_size(const std::string& words, float room, const ImVec2& pad) {
    const ImVec2 text = ImGui::CalcTextSize(words.c_str(), nullptr, false, std::max(1.0F, room - 2 * pad.x));
    return {text.x + 2 * pad.x, text.y + 2 * pad.y};
}

void draw_words_on_last_item(const std::string& words, const ImVec2& pad, ImU32 ink) {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 size = ImGui::GetItemRectSize();
    const float height = wrapped_size(words, size.x, pad).y;
    const float room = size.x - 2 * pad.x;
    ImGui::GetWindowDrawList()->AddText(nullptr, 0.0F, {low.x + pad.x, low.y + (size.y - height) / 2 + pad.y}, ink,
                                        words.c_str(), nullptr, std::max(1.0F, room + 1.0F));
}

}  // namespace

void heading(const Theme& theme, const std::string& words) {
    ImGui::PushFont(theme.fonts.heading);
    ImGui::PushTextWrapPos(0.0F);
    ImGui::TextUnformatted(words.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
}

void draw_question(const Theme& theme, const std::string& words, const std::string& below) {
    ImGui::PushFont(theme.fonts.title);
    body_text(words);
    ImGui::PopFont();
    if (!below.empty()) {
        muted_text(theme, below);
    }
}

void muted_text(const Theme& theme, const std::string& words) {
    ImGui::PushFont(theme.fonts.small_text);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::PushTextWrapPos(0.0F);
    ImGui::TextUnformatted(words.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void body_text(const std::string& words) {
    ImGui::PushTextWrapPos(0.0F);
    ImGui::TextUnformatted(words.c_str());
    ImGui::PopTextWrapPos();
}

bool accent_button(const Theme& theme, const std::string& label, ImVec2 size) {
    return button_with(theme.accent, theme.accent_ink, label, size);
}

bool quiet_button(const std::string& label, bool enabled, ImVec2 size) {
    ImGui::BeginDisabled(!enabled);
    const bool pressed = ImGui::Button(label.c_str(), size);
    ImGui::EndDisabled();
    return pressed;
}

bool chip(const Theme& theme, const std::string& label, bool chosen) {
    return chosen ? accent_button(theme, label) : ImGui::Button(label.c_str());
}

void focus_next_control() {
    ImGui::SetWindowFocus();  // ImGui passes a control over that is in another window than the focused one
    ImGui::SetKeyboardFocusHere();
}

void same_line_if_fits(float width) {
    const float right_edge = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    if (ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width <= right_edge) {
        ImGui::SameLine();
    }
}

std::optional<std::size_t> chip_row(const Theme& theme, std::size_t count,
                                    const std::function<std::string(std::size_t)>& label,
                                    const std::function<bool(std::size_t)>& chosen) {
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string words = label(i);
        if (i > 0) {
            same_line_if_fits(label_width(words));
        }
        if (chip(theme, words, chosen(i))) {
            pressed = i;
        }
    }
    return pressed;
}

std::optional<int> rating_buttons(const Theme& theme, std::optional<int> current, float width) {
    constexpr int k_count = 11;
    constexpr int k_columns_of_two_rows = 6;
    const float gap = theme.px(4);
    const bool one_row = !theme.large_targets && width >= k_count * (theme.least_target_px() + gap);
    const int columns = one_row ? k_count : k_columns_of_two_rows;
    const auto count = static_cast<float>(columns);
    const ImVec2 size{(width - gap * (count - 1)) / count, std::max(theme.px(38), theme.least_target_px())};
    std::optional<int> pressed;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, ImGui::GetStyle().FramePadding.y});
    ImGui::PushFont(theme.fonts.heading);
    for (int rating = 0; rating < k_count; ++rating) {
        if (rating % columns != 0) {
            ImGui::SameLine();
        }
        char label[8];
        std::snprintf(label, sizeof label, "%d", rating);
        const RatingColours colours = rating_colours(rating);
        const bool chosen = current == rating;
        const ImVec4 fill = chosen ? colour_of(colours.fill) : theme.control;
        if (button_with(fill, chosen ? colour_of(colours.ink) : theme.text, label, size)) {
            pressed = rating;
        }
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ImVec2 low = ImGui::GetItemRectMin();
        const ImVec2 high = ImGui::GetItemRectMax();
        if (chosen) {
            draw.AddRect(low, high, ImGui::GetColorU32(theme.text), theme.px(7), 0, theme.px(2));
        } else {  // a bar in the palette's colour teaches what the number will look like on the body
            draw.AddRectFilled({low.x + theme.px(4), high.y - theme.px(6)},
                               {high.x - theme.px(4), high.y - theme.px(3)},
                               ImGui::GetColorU32(colour_of(colours.fill)), theme.px(2));
        }
    }
    ImGui::PopFont();
    ImGui::PopStyleVar(2);
    return pressed;
}

std::optional<int> small_rating_buttons(const Theme& theme, std::optional<int> current, float width) {
    constexpr int k_count = 11;
    const float gap = theme.px(3);
    const ImVec2 size{(width - gap * (k_count - 1)) / k_count, std::max(theme.px(26), theme.least_target_px())};
    std::optional<int> pressed;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, ImGui::GetStyle().FramePadding.y});
    ImGui::PushFont(theme.fonts.small_text);
    for (int rating = 0; rating < k_count; ++rating) {
        if (rating > 0) {
            ImGui::SameLine();
        }
        const RatingColours colours = rating_colours(rating);
        const bool chosen = current == rating;
        if (button_with(chosen ? colour_of(colours.fill) : theme.control, chosen ? colour_of(colours.ink) : theme.text,
                        std::to_string(rating), size)) {
            pressed = rating;
        }
    }
    ImGui::PopFont();
    ImGui::PopStyleVar(2);
    return pressed;
}

float button_width(const std::string& label) { return label_width(label); }

void rating_sign(const Theme& theme, int rating, float diameter) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 centre{at.x + diameter / 2, at.y + diameter / 2};
    const RatingColours colours = rating_colours(rating);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddCircleFilled(centre, diameter / 2, ImGui::GetColorU32(theme.text));
    draw.AddCircleFilled(centre, diameter / 2 - theme.px(2), ImGui::GetColorU32(colour_of(colours.fill)));
    char label[8];
    std::snprintf(label, sizeof label, "%d", rating);
    ImGui::PushFont(theme.fonts.heading);
    const ImVec2 size = ImGui::CalcTextSize(label);
    draw.AddText({centre.x - size.x / 2, centre.y - size.y / 2}, ImGui::GetColorU32(colour_of(colours.ink)), label);
    ImGui::PopFont();
    ImGui::Dummy({diameter, diameter});
}

void card(const Theme& theme, const char* id, const std::function<void()>& draw, std::optional<ImVec4> ground) {
    draw_card(theme, id, draw, ground.value_or(theme.card), false, ImGuiWindowFlags_None);
}

void picture_card(const Theme& theme, const char* id, const std::function<void()>& draw, bool outlined) {
    draw_card(theme, id, draw, theme.card, outlined, ImGuiWindowFlags_NoInputs);
}

void pill(const Theme& theme, const std::string& words, const ImVec4& ink) {
    ImGui::PushFont(theme.fonts.small_text);
    const ImVec2 text = ImGui::CalcTextSize(words.c_str());
    const ImVec2 pad{theme.px(9), theme.px(3)};
    const ImVec2 size{text.x + 2 * pad.x, text.y + 2 * pad.y};
    same_line_if_fits(size.x);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, ImGui::GetColorU32(theme.control), size.y / 2);
    draw.AddText({at.x + pad.x, at.y + pad.y}, ImGui::GetColorU32(ink), words.c_str());
    ImGui::Dummy(size);
    ImGui::PopFont();
}

ImVec2 splitter_size(const Theme& theme, bool vertical) {
    const float across = theme.px(24);
    const float along = theme.px(64);
    return vertical ? ImVec2{across, along} : ImVec2{along, across};
}

bool splitter(const Theme& theme, const char* id, bool vertical, float direction, float* size, float low, float high) {
    ImGui::InvisibleButton(id, splitter_size(theme, vertical));
    const bool busy = ImGui::IsItemActive();
    const bool lit = busy || ImGui::IsItemHovered();
    if (lit) {
        ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    }
    const ImVec2 low_corner = ImGui::GetItemRectMin();
    const ImVec2 high_corner = ImGui::GetItemRectMax();
    const ImVec2 middle{(low_corner.x + high_corner.x) / 2, (low_corner.y + high_corner.y) / 2};
    const float half = theme.px(18);
    ImGui::GetWindowDrawList()->AddLine(
        vertical ? ImVec2{middle.x, middle.y - half} : ImVec2{middle.x - half, middle.y},
        vertical ? ImVec2{middle.x, middle.y + half} : ImVec2{middle.x + half, middle.y},
        ImGui::GetColorU32(lit ? theme.accent_line : theme.muted), theme.px(3));
    if (busy && !ImGui::IsItemActivated()) {  // the way to the press is no drag
        const ImVec2 delta = ImGui::GetIO().MouseDelta;
        *size = std::clamp(*size + direction * (vertical ? delta.x : delta.y) / theme.scale, low, high);
    }
    return ImGui::IsItemDeactivated();
}

float link_width(const Theme& theme, const std::string& words) {
    return ImGui::CalcTextSize(words.c_str()).x + 2 * link_padding(theme).x;
}

bool link_button(const Theme& theme, const std::string& id, const std::string& words) {
    const ImVec2 pad = link_padding(theme);
    const float room = ImGui::GetContentRegionAvail().x;
    const ImVec2 wanted = wrapped_size(words, room, pad);
    const bool pressed = ImGui::Button(id.c_str(), {std::min(wanted.x, room), wanted.y});
    draw_words_on_last_item(words, pad, ImGui::GetColorU32(theme.text));
    return pressed;
}

bool choice_card(const Theme& theme, const std::string& id, const std::string& title, const std::string& below) {
    const ImVec2 pad{theme.px(14), theme.px(11)};
    const float width = ImGui::GetContentRegionAvail().x;
    const float room = std::max(1.0F, width - 2 * pad.x);
    ImGui::PushFont(theme.fonts.heading);
    const float title_height = ImGui::CalcTextSize(title.c_str(), nullptr, false, room).y;
    ImGui::PopFont();
    ImGui::PushFont(theme.fonts.small_text);
    const float below_height =
        below.empty() ? 0.0F : theme.px(3) + ImGui::CalcTextSize(below.c_str(), nullptr, false, room).y;
    ImGui::PopFont();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::Button(id.c_str(), {width, title_height + below_height + 2 * pad.y});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(theme.fonts.heading, theme.fonts.heading->FontSize, {at.x + pad.x, at.y + pad.y},
                 ImGui::GetColorU32(theme.text), title.c_str(), nullptr, room);
    if (!below.empty()) {
        draw.AddText(theme.fonts.small_text, theme.fonts.small_text->FontSize,
                     {at.x + pad.x, at.y + pad.y + title_height + theme.px(3)}, ImGui::GetColorU32(theme.muted),
                     below.c_str(), nullptr, room);
    }
    return pressed;
}

bool wrapped_line(const Theme& theme, const std::string& id, const std::string& words, bool chosen) {
    const ImVec2 pad{theme.px(10), theme.px(4)};
    const float room = ImGui::GetContentRegionAvail().x;
    const float height = std::max(wrapped_size(words, room, pad).y, theme.least_target_px());
    const bool pressed = ImGui::Selectable(id.c_str(), chosen, ImGuiSelectableFlags_DontClosePopups, {room, height});
    draw_words_on_last_item(words, pad, ImGui::GetColorU32(theme.text));
    return pressed;
}

}  // namespace palpate
