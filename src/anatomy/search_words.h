#pragma once

#include "anatomy/structure.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// How words are compared when people look for something: pure functions over UTF-8.

/// Words of a text as they are compared: small Latin letters and digits only, accents taken off, the German ones spelt out
/// ("Gesäß" is "gesaess"), parted at everything else ("runner's-knee" is "runners", "knee").
[[nodiscard]] std::vector<std::string> search_words(std::string_view text);

/// What was typed: the words that describe, and the side they name.
struct SearchQuery {
    std::vector<std::string> words;
    std::optional<Side> side;
    bool open_end = true;  ///< the last word may still be being typed: no blank stands behind it
};
/// "calf l" is the left calf, "linke Wade" too. A side is a whole word: "upright" names none. Little words ("in the") and
/// a vertebra's parted name ("L 5") are put right. Two sides that contradict are no side.
[[nodiscard]] SearchQuery parse_search(std::string_view text);

/// How well `typed` stands for `word`, both as search_words() gives them: 1 the same, less for a beginning, for a piece of
/// a compound, and for slips of the finger (a letter wrong, missing, too many, or two exchanged; one in 4 letters, at most
/// two), 0 for another word. `open_end`: `typed` may be only the beginning of what is meant. O(length of both).
[[nodiscard]] float word_likeness(std::string_view typed, std::string_view word, bool open_end);

}  // namespace palpate
