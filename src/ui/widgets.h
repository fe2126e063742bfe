#pragma once

#include "ui/theme.h"

#include <imgui.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace palpate {

/// The few controls the panels are made of. Labels are translated words; add "##id" where two could be alike.

void heading(const Theme& theme, const std::string& words);
/// The one question of a page, large, and quiet words below it.
void draw_question(const Theme& theme, const std::string& words, const std::string& below = {});
/// Quiet words, wrapped at the panel's edge.
void muted_text(const Theme& theme, const std::string& words);
void body_text(const std::string& words);
/// A filled button for the one thing to do next.
bool accent_button(const Theme& theme, const std::string& label, ImVec2 size = {0, 0});
bool quiet_button(const std::string& label, bool enabled = true, ImVec2 size = {0, 0});
/// A button that stays pressed; for choices in a row.
bool chip(const Theme& theme, const std::string& label, bool chosen);
/// Chips that wrap at the panel's edge. Returns the index that was pressed.
std::optional<std::size_t> chip_row(const Theme& theme, std::size_t count,
                                    const std::function<std::string(std::size_t)>& label,
                                    const std::function<bool(std::size_t)>& chosen);
/// Big buttons 0..10 in their palette colours, the current one outlined. Returns the number pressed.
std::optional<int> rating_buttons(const Theme& theme, std::optional<int> current, float width);
/// The same in one low row, for ratings that matter less.
std::optional<int> small_rating_buttons(const Theme& theme, std::optional<int> current, float width);
/// Width of a button with this label.
[[nodiscard]] float button_width(const std::string& label);
/// The round sign of a rating, with its number, inline.
void rating_sign(const Theme& theme, int rating, float diameter);
/// A rounded card; `draw` fills it. Height follows the content. Hands pass through it to what is drawn over it.
void picture_card(const Theme& theme, const char* id, const std::function<void()>& draw, bool outlined);
/// A rounded card; `draw` fills it, controls too. Height follows the content.
void card(const Theme& theme, const char* id, const std::function<void()>& draw,
          std::optional<ImVec4> ground = std::nullopt);
/// A button with words that wrap: as wide as they need, at most as wide as the room. `id` begins with "##".
bool link_button(const Theme& theme, const std::string& id, const std::string& words);
/// A button as wide as the room: a heading, and quiet words below it (empty: none). Both wrap. `id` begins with "##".
bool choice_card(const Theme& theme, const std::string& id, const std::string& title, const std::string& below);
/// A line of a list whose words wrap.
bool wrapped_line(const Theme& theme, const std::string& id, const std::string& words, bool chosen);
/// Width of link_button() with words on one line.
[[nodiscard]] float link_width(const Theme& theme, const std::string& words);
/// Small rounded label, not a control.
void pill(const Theme& theme, const std::string& words, const ImVec4& ink);
/// Size of the grip between two panels side by side (`vertical`) or one above the other.
[[nodiscard]] ImVec2 splitter_size(const Theme& theme, bool vertical);
/// The grip itself, where the cursor is. Changes `size` (px at 100 %) within the limits; true when let go after a change.
bool splitter(const Theme& theme, const char* id, bool vertical, float direction, float* size, float low, float high);
/// Gives the keyboard to the control that is drawn next, wherever it was before.
void focus_next_control();
/// Moves to the same line when `width` still fits there, else to the next.
void same_line_if_fits(float width);

}  // namespace palpate
