#include "matching/side_words.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

/// "the knee on the left" has two words between; further away the side speaks of something else.
constexpr std::size_t k_most_words_between = 2;
/// "knees", "shoulders'": endings the word list need not spell out.
constexpr std::size_t k_longest_ending = 2;

using Words = std::vector<std::string>;

/// Letters, hyphens and apostrophes make words; bytes beyond ASCII count as letters. A full stop, comma, or the like ends
/// a phrase and becomes a word of its own: "".
Words split_words(std::string_view text) {
    Words words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    };
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (std::isalpha(byte) != 0 || byte >= 0x80 || character == '-' || character == '\'') {
            word += static_cast<char>(std::tolower(byte));
            continue;
        }
        finish();
        if (std::string_view(".,;:!?\n").find(character) != std::string_view::npos) {
            words.emplace_back();
        }
    }
    finish();
    return words;
}

/// The entries of a list with commas between them, each as its words.
std::vector<Words> entries_of(std::string_view list) {
    std::vector<Words> entries;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (Words entry = split_words(list.substr(0, comma)); !entry.empty()) {
            entries.push_back(std::move(entry));
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return entries;
}

bool is_single(const std::vector<Words>& entries, const std::string& word) {
    return std::ranges::any_of(entries, [&](const Words& entry) { return entry.size() == 1 && entry[0] == word; });
}

bool is_body_word(const std::vector<Words>& entries, const std::string& word) {
    return std::ranges::any_of(entries, [&](const Words& entry) {
        return entry.size() == 1 && word.starts_with(entry[0]) && word.size() <= entry[0].size() + k_longest_ending;
    });
}

/// Marks the words that belong to phrases such as "right now".
std::vector<bool> find_phrases(const Words& words, const std::vector<Words>& phrases) {
    std::vector<bool> inside(words.size(), false);
    for (const Words& phrase : phrases) {
        for (std::size_t start = 0; start + phrase.size() <= words.size(); ++start) {
            if (std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(start))) {
                std::fill_n(inside.begin() + static_cast<std::ptrdiff_t>(start), phrase.size(), true);
            }
        }
    }
    return inside;
}

/// A body word a few words before or behind, without the end of a phrase between.
bool stands_by_body_word(const Words& words, std::size_t side, const std::vector<Words>& body) {
    for (const int step : {-1, 1}) {
        auto place = static_cast<std::ptrdiff_t>(side) + step;
        for (std::size_t between = 0; between <= k_most_words_between; ++between, place += step) {
            if (place < 0 || place >= std::ssize(words) || words[static_cast<std::size_t>(place)].empty()) {
                break;
            }
            if (is_body_word(body, words[static_cast<std::size_t>(place)])) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

NamedSides find_sides(std::string_view text, const Translator& language) {
    const auto left = entries_of(language.tr("side-check.left"));
    const auto right = entries_of(language.tr("side-check.right"));
    const auto body = entries_of(language.tr("side-check.body"));
    const Words words = split_words(text);
    const std::vector<bool> phrase = find_phrases(words, entries_of(language.tr("side-check.not-a-side")));
    NamedSides sides;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool says_left = is_single(left, words[i]);
        if (phrase[i] || !(says_left || is_single(right, words[i])) || !stands_by_body_word(words, i, body)) {
            continue;
        }
        (says_left ? sides.left : sides.right) = true;
    }
    return sides;
}

}  // namespace palpate
