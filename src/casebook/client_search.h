#pragma once

#include "casebook/client.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

/// Finds clients while someone types: by name, number, phone or date of birth, with slips of the finger forgiven in names.
/// Immutable; making it takes some 10 ms for 10,000 clients.
class ClientSearch {
public:
    /// Copies what it needs.
    explicit ClientSearch(std::span<const Client> clients);

    /// Places in `clients`, the best first, at most `limit`; in their order for an empty text. Every word typed must be
    /// found in the client. Digits are looked for at the beginning of the number and anywhere in the phone number,
    /// whatever its blanks. Below 10 ms for 10,000 clients.
    [[nodiscard]] std::vector<std::size_t> search(std::string_view typed, std::size_t limit) const;

private:
    struct Entry {
        std::string reference;
        std::string lower_name;  ///< ASCII letters small, all else as it is: for names in other scripts
        std::string phone_digits;
        std::string birth;
    };
    void score_word(std::string_view word, bool open_end, std::vector<float>& scores) const;
    void score_digits(std::string_view word, std::vector<float>& scores) const;

    std::vector<Entry> entries_;
    std::vector<std::string> words_;                ///< of all names, each once
    std::vector<std::vector<std::uint32_t>> uses_;  ///< clients with each word
};

}  // namespace palpate
