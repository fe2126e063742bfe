#include "base/file_io.h"
#include "base/language.h"
#include "support/paths.h"
#include "ui/command_widgets.h"
#include "ui/key_chord.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <map>
#include <string>

using namespace palpate;
namespace fs = std::filesystem;

namespace {

/// All that the panels are written in.
std::string panel_sources() {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(k_source_dir) / "src" / "ui")) {
        if (entry.path().extension() == ".cpp") {
            all += read_text_file(entry.path());
        }
    }
    return all;
}

/// What the window does with single keys itself: ratings, arrows, zoom, Enter, Escape.
bool is_taken_by_the_body(const KeyChord& chord) {
    if (chord.control) {
        return false;
    }
    const bool digit = chord.key >= ImGuiKey_0 && chord.key <= ImGuiKey_9;
    const bool arrow = chord.key >= ImGuiKey_LeftArrow && chord.key <= ImGuiKey_DownArrow;
    return (digit && !chord.shift && !chord.alt) || arrow || chord.key == ImGuiKey_Enter ||
           chord.key == ImGuiKey_Escape || chord.key == ImGuiKey_Tab || (chord.key == ImGuiKey_X && !chord.shift);
}

}  // namespace

TEST_CASE("every command and every group of them has a name in every language", "[ui][commands]") {
    const fs::path i18n = fs::path(k_assets_dir) / "i18n";
    for (const Language& language : list_languages(i18n)) {
        const Translator words = Translator::load(i18n / language.code);
        for (const Command& command : builtin_commands()) {
            INFO(language.code << ": " << command.id);
            CHECK(words.has(command.label_key));
            CHECK(words.has("command-group." + std::string(group_of(command))));
        }
    }
}

TEST_CASE("every shortcut is a key, and no two commands share one", "[ui][commands]") {
    std::map<std::string, std::string> owner;
    for (const Command& command : builtin_commands()) {
        if (command.shortcut.empty()) {
            continue;
        }
        const auto chord = find_key_chord(command.shortcut);
        INFO(command.id << ": " << command.shortcut);
        REQUIRE(chord);
        CHECK_FALSE(is_taken_by_the_body(*chord));
        const std::string keys = std::to_string(chord->key) + (chord->control ? " control" : "") +
                                 (chord->alt ? " alt" : "") + (chord->shift ? " shift" : "");
        const auto [other, is_new] = owner.emplace(keys, command.id);
        INFO("shared with " << other->second);
        CHECK(is_new);
    }
}

TEST_CASE("every command is on screen: in the menu, by a key, or in a panel that says what it needs",
          "[ui][commands]") {
    const std::string panels = panel_sources();
    // What only scripts and the command line need: the window changes these by other commands or by hand.
    const std::map<std::string, std::string> elsewhere{
        {"atlas.use", "the menu of bodies"},
        {"app.theme", "the switch in the menu"},
        {"view.turn", "a drag"},
        {"view.layers", "the layers' switches"},
        {"view.show", "the boxes of the tree"},
        {"store.open", "the dialog for the passphrase"},
        {"client.add-sample", "the start"},
        {"search.go", "the search box"},
        {"view.select-also", "a click with Ctrl"},
        {"view.peel", "the slider"},
        {"view.map", "the chips of the maps"},
        {"view.sites", "the box of the caution areas"},
    };
    for (const Command& command : builtin_commands()) {
        INFO(command.id);
        CHECK((stands_alone(command) || panels.find('"' + command.id + '"') != std::string::npos ||
               elsewhere.contains(command.id)));
    }
}
