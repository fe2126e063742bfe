#include "ui/key_chord.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

using NamedKey = std::pair<std::string_view, ImGuiKey>;
constexpr std::array<NamedKey, 23> k_named_keys{{{"Escape", ImGuiKey_Escape},
                                                 {"Delete", ImGuiKey_Delete},
                                                 {"Home", ImGuiKey_Home},
                                                 {"Tab", ImGuiKey_Tab},
                                                 {"Enter", ImGuiKey_Enter},
                                                 {"Space", ImGuiKey_Space},
                                                 {"Left", ImGuiKey_LeftArrow},
                                                 {"Right", ImGuiKey_RightArrow},
                                                 {"Up", ImGuiKey_UpArrow},
                                                 {"Down", ImGuiKey_DownArrow},
                                                 {"F1", ImGuiKey_F1},
                                                 {"F2", ImGuiKey_F2},
                                                 {"F3", ImGuiKey_F3},
                                                 {"F4", ImGuiKey_F4},
                                                 {"F6", ImGuiKey_F6},
                                                 {"PageUp", ImGuiKey_PageUp},
                                                 {"PageDown", ImGuiKey_PageDown},
                                                 {",", ImGuiKey_Comma},
                                                 {"[", ImGuiKey_LeftBracket},
                                                 {"]", ImGuiKey_RightBracket},
                                                 {".", ImGuiKey_Period},
                                                 {"+", ImGuiKey_KeypadAdd},
                                                 {"-", ImGuiKey_KeypadSubtract}}};

std::optional<ImGuiKey> find_key(std::string_view name) {
    if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') {
        return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'A'));
    }
    if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') {
        return static_cast<ImGuiKey>(ImGuiKey_0 + (name[0] - '0'));
    }
    const auto* const found = std::ranges::find(k_named_keys, name, &NamedKey::first);
    return found == k_named_keys.end() ? std::nullopt : std::optional(found->second);
}

bool take_prefix(std::string_view& words, std::string_view prefix) {
    if (!words.starts_with(prefix)) {
        return false;
    }
    words.remove_prefix(prefix.size());
    return true;
}

}  // namespace

std::optional<KeyChord> find_key_chord(std::string_view words) {
    KeyChord chord;
    chord.control = take_prefix(words, "Ctrl+");
    chord.alt = take_prefix(words, "Alt+");
    chord.shift = take_prefix(words, "Shift+");
    const auto key = find_key(words);
    if (!key) {
        return std::nullopt;
    }
    chord.key = *key;
    return chord;
}

bool is_pressed(const KeyChord& chord, bool repeat) {
    // A quick hand lets go of Ctrl within the same slow frame that brings the key: what went up just now still counts.
    const auto held = [](ImGuiKey modifier) { return ImGui::IsKeyDown(modifier) || ImGui::IsKeyReleased(modifier); };
    return ImGui::IsKeyPressed(chord.key, repeat) && held(ImGuiMod_Ctrl) == chord.control &&
           held(ImGuiMod_Shift) == chord.shift && held(ImGuiMod_Alt) == chord.alt;
}

}  // namespace palpate
