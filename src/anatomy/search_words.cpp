#include "anatomy/search_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace palpate {
namespace {

constexpr float k_prefix_floor = 0.72F;    // a beginning, however short
constexpr float k_prefix_span = 0.22F;     // .. and more the more of the word it is
constexpr float k_piece_likeness = 0.55F;  // "wade" in "zwillingswadenmuskel"
constexpr std::size_t k_shortest_piece = 4;
constexpr float k_slip_likeness = 0.78F;  // one slip in a long word
constexpr float k_slip_cost = 0.8F;       // per share of the word that is wrong
constexpr std::size_t k_longest_compared = 40;

/// Latin-1 letters from U+00C0, as they are compared; those from U+00E0 are the same ones small.
constexpr std::array<std::string_view, 32> k_folded{"a",  "a", "a", "a", "ae", "a", "ae", "c", "e",  "e", "e",
                                                    "e",  "i", "i", "i", "i",  "d", "n",  "o", "o",  "o", "o",
                                                    "oe", "",  "o", "u", "u",  "u", "ue", "y", "th", "ss"};

/// The next letter or digits of UTF-8 text as compared; empty where it parts words. Moves `at` on.
std::string_view next_folded(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0xC3 && at + 1 < text.size()) {
        const auto second = static_cast<unsigned char>(text[at + 1]);
        at += 2;
        return second >= 0x80 && second <= 0xBF ? k_folded[(second - 0x80U) % k_folded.size()] : std::string_view();
    }
    ++at;
    constexpr std::string_view k_small = "abcdefghijklmnopqrstuvwxyz";
    if (byte >= 'A' && byte <= 'Z') {
        return k_small.substr(byte - 'A', 1);
    }
    const bool kept = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    return kept ? text.substr(at - 1, 1) : std::string_view();
}

bool is_one_of(std::string_view word, auto&& list) { return std::ranges::find(list, word) != std::end(list); }

std::optional<Side> side_word(std::string_view word) {
    static constexpr auto left =
        std::to_array<std::string_view>({"left", "l", "lt", "links", "linke", "linker", "linkes", "linken", "linkem"});
    static constexpr auto right = std::to_array<std::string_view>(
        {"right", "r", "rt", "rechts", "rechte", "rechter", "rechtes", "rechten", "rechtem"});
    if (is_one_of(word, left)) {
        return Side::Left;
    }
    return is_one_of(word, right) ? std::optional(Side::Right) : std::nullopt;
}

bool is_little_word(std::string_view word) {
    static constexpr auto little = std::to_array<std::string_view>(
        {"a",   "an",   "the",   "of",     "in",     "on",     "at",  "my",   "your", "and", "to",  "with",
         "der", "die",  "das",   "des",    "dem",    "den",    "ein", "eine", "im",   "am",  "auf", "vom",
         "von", "mein", "meine", "meinem", "meinen", "meiner", "ihr", "ihre", "und",  "zum", "bei"});
    return is_one_of(word, little);
}

bool is_number(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// "l", "5" -> "l5": so a vertebra is not taken for a side.
void join_vertebrae(std::vector<std::string>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool level = words[i].size() == 1 && std::string_view("clts").find(words[i][0]) != std::string_view::npos;
        if (level && is_number(words[i + 1])) {
            words[i] += words[i + 1];
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    }
}

/// Fewest slips from a to b, at most `most` + 1; two neighbours exchanged are one slip. With `open_end` b may go on.
std::size_t count_slips(std::string_view a, std::string_view b, std::size_t most, bool open_end) {
    if (a.size() > k_longest_compared || b.size() > k_longest_compared || a.size() > b.size() + most ||
        (!open_end && b.size() > a.size() + most)) {
        return most + 1;
    }
    std::array<std::array<std::size_t, k_longest_compared + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[0][j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], rows[(i + 1) % 3][j - 2] + 1);
            }
            least = std::min(least, row[j]);
        }
        if (least > most) {
            return most + 1;
        }
    }
    const auto& last = rows[a.size() % 3];
    return open_end ? *std::min_element(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(b.size()) + 1)
                    : last[b.size()];
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < text.size();) {
        const bool apostrophe = text[at] == '\'' || text.substr(at).starts_with("\xE2\x80\x99");
        if (apostrophe) {  // "runner's" is one word
            at += text[at] == '\'' ? 1 : 3;
            continue;
        }
        const std::string_view letters = next_folded(text, at);
        if (!letters.empty()) {
            words.back() += letters;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

SearchQuery parse_search(std::string_view text) {
    std::vector<std::string> words = search_words(text);
    join_vertebrae(words);
    SearchQuery query;
    query.open_end = !text.empty() && text.back() != ' ';
    bool left = false;
    bool right = false;
    std::vector<std::string> little;
    bool after_side = false;
    for (std::string& word : words) {
        const auto side = side_word(word);
        if (side) {
            left |= *side == Side::Left;
            right |= *side == Side::Right;
        } else if (is_little_word(word) || (after_side && (word == "side" || word == "seite"))) {
            little.push_back(std::move(word));
        } else {
            query.words.push_back(std::move(word));
        }
        after_side = side.has_value();
    }
    if (left != right) {
        query.side = left ? Side::Left : Side::Right;
    }
    if (query.words.empty()) {  // "hand" alone is what is looked for
        query.words = std::move(little);
    }
    return query;
}

float word_likeness(std::string_view typed, std::string_view word, bool open_end) {
    if (typed == word) {
        return 1.0F;
    }
    const auto share = [](std::size_t part, std::size_t whole) {
        return static_cast<float>(part) / static_cast<float>(std::max<std::size_t>(1, whole));
    };
    if (word.starts_with(typed)) {
        const float length = share(typed.size(), word.size());
        return (open_end || typed.size() >= k_shortest_piece ? k_prefix_floor : 0.0F) + k_prefix_span * length;
    }
    if (typed.size() >= k_shortest_piece && word.find(typed) != std::string_view::npos) {
        return k_piece_likeness + k_prefix_span * share(typed.size(), word.size());
    }
    constexpr std::size_t k_letters_per_slip = 4;
    const std::size_t allowed = std::min<std::size_t>(2, typed.size() / k_letters_per_slip);
    if (allowed == 0) {
        return 0.0F;
    }
    std::size_t slips = count_slips(typed, word, allowed, false);
    float whole = 1.0F;
    if (slips > allowed && open_end) {  // a slip in a word that is not finished
        slips = count_slips(typed, word, allowed, true);
        whole = share(typed.size(), word.size());
    }
    if (slips > allowed) {
        return 0.0F;
    }
    const float wrong = share(slips, typed.size());
    return std::max(0.0F, k_slip_likeness - k_slip_cost * wrong - 0.1F * (1.0F - whole));
}

}  // namespace palpate
