#pragma once

#include "base/clock.h"
#include "base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using ClientId = StrongId<struct ClientIdTag>;
using ConsentId = StrongId<struct ConsentIdTag>;

// Every member has an initialiser, so that designated ones may name only what matters.

/// Whom to call when something happens to the client.
struct EmergencyContact {
    std::string name{};
    std::string phone{};

    bool operator==(const EmergencyContact&) const = default;
};

/// One client as the rest of the program sees them: who they are and how to reach them, nothing of their health.
/// Invariant: the reference is not empty; every text is one line; the date of birth is empty or a day of the calendar.
struct Client {
    ClientId id{};
    std::string reference{};  ///< short number a person types: "1001"
    std::string name{};       ///< name or pseudonym
    std::string birth{};      ///< ISO date; empty where nobody said
    std::string phone{};
    std::string email{};
    EmergencyContact emergency{};
    bool sample = false;  ///< made by the program to try things out
    Timestamp created{};

    bool operator==(const Client&) const = default;
};

/// What a client agreed to, in the words they were shown. Never changed but for being withdrawn once.
/// Invariant: text, words and who gave it are not empty.
struct Consent {
    ConsentId id{};
    std::string text{};      ///< which text: "treatment", "records", "photo"
    std::string version{};   ///< of its words: "2026-11"
    std::string words{};     ///< as shown, in the language shown; up to 20,000 bytes
    std::string given_by{};  ///< the client, or who speaks for them; one line
    Timestamp given{};
    std::optional<Timestamp> withdrawn{};

    bool operator==(const Consent&) const = default;
};

/// A picture of the client, small, as PNG. Empty: none.
/// Invariant: at most k_most_photo_bytes.
struct ClientPhoto {
    std::vector<std::uint8_t> png{};

    bool operator==(const ClientPhoto&) const = default;
};
inline constexpr std::size_t k_most_photo_bytes = 400'000;

/// What people read in the place of the name while names are hidden: "1001".
[[nodiscard]] std::string_view shown_name(const Client& client, bool hide_names);

}  // namespace palpate
