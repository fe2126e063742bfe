#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace palpate::test {

/// How hard a text is to read, by counts alone. Both formulas answer with a school grade: 5 to 6 is an age of about 11.
struct Readability {
    int sentences = 0;
    int words = 0;
    int syllables = 0;
    int one_syllable = 0;      ///< words of one
    int three_syllables = 0;   ///< words of three or more
    int longer_than_six = 0;   ///< words of more than six letters
    int longest_sentence = 0;  ///< words

    /// Flesch-Kincaid grade level (Kincaid 1975), for English.
    [[nodiscard]] double flesch_kincaid_grade() const {
        return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    }
    /// First Wiener Sachtextformel (Bamberger and Vanecek 1984), for German.
    [[nodiscard]] double wiener_sachtext_grade() const {
        const auto percent = [&](int count) { return 100.0 * count / words; };
        return 0.1935 * percent(three_syllables) + 0.1672 * words / sentences + 0.1297 * percent(longer_than_six) -
               0.0327 * percent(one_syllable) - 0.875;
    }
};

/// Syllables by groups of vowels; in English a silent e at the end is none.
[[nodiscard]] inline int syllables_of(std::string word, bool english) {
    // Umlauts count as the one vowel they are.
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"\u00e4", "a"},
                                                                                   {"\u00f6", "o"},
                                                                                   {"\u00fc", "u"},
                                                                                   {"\u00df", "s"},
                                                                                   {"\u00c4", "a"},
                                                                                   {"\u00d6", "o"},
                                                                                   {"\u00dc", "u"}}) {
        for (std::size_t at = 0; (at = word.find(from, at)) != std::string::npos;) {
            word.replace(at, from.size(), to);
        }
    }
    std::ranges::transform(word, word.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto is_vowel = [](char letter) { return std::string_view("aeiouy").find(letter) != std::string_view::npos; };
    int count = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        count += is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1])) ? 1 : 0;
    }
    const bool silent_e =
        english && word.size() > 2 && word.ends_with('e') && !word.ends_with("le") && !is_vowel(word[word.size() - 2]);
    return std::max(1, count - (silent_e ? 1 : 0));
}

/// Sentences end at . ! ? and at the end of each text; digits count as words of one syllable.
[[nodiscard]] inline Readability read(const std::vector<std::string>& texts, bool english) {
    Readability result;
    for (const std::string& text : texts) {
        std::string word;
        int words = 0;
        const auto end_word = [&] {
            if (!word.empty()) {
                const int syllables = syllables_of(word, english);
                const auto letters = std::ranges::count_if(
                    word, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
                result.syllables += syllables;
                result.one_syllable += syllables == 1 ? 1 : 0;
                result.three_syllables += syllables >= 3 ? 1 : 0;
                result.longer_than_six += letters > 6 ? 1 : 0;
                ++words;
                word.clear();
            }
        };
        const auto end_sentence = [&] {
            end_word();
            if (words > 0) {
                ++result.sentences;
                result.words += words;
                result.longest_sentence = std::max(result.longest_sentence, words);
                words = 0;
            }
        };
        for (const char letter : text) {
            const auto byte = static_cast<unsigned char>(letter);
            if (letter == '.' || letter == '!' || letter == '?' || letter == ':') {
                end_sentence();
            } else if (byte >= 0x80 || std::isalnum(byte) != 0) {
                word += letter;
            } else {
                end_word();
            }
        }
        end_sentence();
    }
    return result;
}

}  // namespace palpate::test
