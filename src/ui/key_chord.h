#pragma once

#include <imgui.h>

#include <optional>
#include <string_view>

namespace palpate {

/// A key with its modifiers, as commands spell it: "Ctrl+Shift+Z", "Alt+Z", "Home", "F". Modifiers in this order.
struct KeyChord {
    bool control = false;
    bool alt = false;
    bool shift = false;
    ImGuiKey key = ImGuiKey_None;
};

/// nullopt for words that name no key.
[[nodiscard]] std::optional<KeyChord> find_key_chord(std::string_view words);
/// True in the frame in which exactly this chord goes down.
[[nodiscard]] bool is_pressed(const KeyChord& chord, bool repeat = false);

}  // namespace palpate
