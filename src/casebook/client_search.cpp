#include "casebook/client_search.h"

#include "anatomy/search_words.h"

#include <algorithm>
#include <numeric>

namespace palpate {
namespace {

constexpr float k_exact = 1.0F;
constexpr float k_beginning = 0.9F;
constexpr float k_within = 0.7F;
constexpr std::size_t k_least_phone_digits = 3;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string digits_of(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
    return digits;
}

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& letter : small) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return small;
}

/// Words parted at blanks, as typed: "30/123" and "1984-05-31" stay whole.
std::vector<std::string> typed_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char character : lower(text) + " ") {
        if (character != ' ' && character != '\t' && character != ',') {
            word += character;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

void raise(float& score, float to) { score = std::max(score, to); }

}  // namespace

ClientSearch::ClientSearch(std::span<const Client> clients) {
    std::unordered_map<std::string, std::size_t> place_of;
    entries_.reserve(clients.size());
    for (const Client& client : clients) {
        const auto number = static_cast<std::uint32_t>(entries_.size());
        entries_.push_back({.reference = lower(client.reference),
                            .lower_name = lower(client.name),
                            .phone_digits = digits_of(client.phone),
                            .birth = client.birth});
        for (std::string& word : search_words(client.name)) {
            const auto [found, is_new] = place_of.try_emplace(word, words_.size());
            if (is_new) {
                words_.push_back(std::move(word));
                uses_.emplace_back();
            }
            uses_[found->second].push_back(number);
        }
    }
}

void ClientSearch::score_digits(std::string_view word, std::vector<float>& scores) const {
    const std::string digits = digits_of(word);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        if (entry.reference.starts_with(word)) {
            raise(scores[i], entry.reference == word ? k_exact : k_beginning);
        } else if (entry.birth.starts_with(word) && !word.empty()) {
            raise(scores[i], k_beginning);
        } else if (digits.size() >= k_least_phone_digits && entry.phone_digits.find(digits) != std::string::npos) {
            raise(scores[i], k_within);
        }
    }
}

void ClientSearch::score_word(std::string_view word, bool open_end, std::vector<float>& scores) const {
    if (std::ranges::any_of(word, is_digit)) {
        score_digits(word, scores);
    }
    // "Anne-Marie" is two words of a name, and both are meant.
    for (const std::string& part : search_words(word)) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const float likeness = word_likeness(part, words_[i], open_end);
            if (likeness > 0.0F) {
                for (const std::uint32_t client : uses_[i]) {
                    raise(scores[client], likeness);
                }
            }
        }
    }
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (scores[i] == 0.0F && entries_[i].lower_name.find(word) != std::string::npos) {
            scores[i] = k_within;
        }
    }
}

std::vector<std::size_t> ClientSearch::search(std::string_view typed, std::size_t limit) const {
    std::vector<std::size_t> found(entries_.size());
    std::iota(found.begin(), found.end(), std::size_t{0});
    const std::vector<std::string> words = typed_words(typed);
    std::vector<float> total(entries_.size(), 1.0F);
    for (std::size_t word = 0; word < words.size(); ++word) {
        std::vector<float> scores(entries_.size(), 0.0F);
        const bool open_end = word + 1 == words.size() && !typed.ends_with(' ');
        score_word(words[word], open_end, scores);
        std::ranges::transform(total, scores, total.begin(), std::multiplies<>());
    }
    std::erase_if(found, [&](std::size_t i) { return total[i] == 0.0F; });
    std::ranges::stable_sort(found, [&](std::size_t a, std::size_t b) { return total[a] > total[b]; });
    found.resize(std::min(found.size(), limit));
    return found;
}

}  // namespace palpate
