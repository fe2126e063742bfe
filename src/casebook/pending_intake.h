#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "casebook/client.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using IntakeId = StrongId<struct IntakeIdTag>;

/// Where a client answered before a visit: on a device of the practice, or at home.
enum class IntakeSource { Practice, Home };
/// "practice", "home", as stored; texts: intake.source.<name>.
[[nodiscard]] std::string_view name_of(IntakeSource source);
[[nodiscard]] std::optional<IntakeSource> find_intake_source(std::string_view name);

/// What became of what a client said before a visit.
enum class IntakeEnd { TakenOver, Declined };
/// "taken-over", "declined": words of the audit log.
[[nodiscard]] std::string_view name_of(IntakeEnd end);

// Every member has an initialiser, so that designated ones may name only what matters.

/// What a client said before a visit, until the therapist has gone through it. It is part of no record.
/// Invariant: the id is not empty; the answers hold at most k_most_intake_bytes.
struct PendingIntake {
    IntakeId id{};
    ClientId client{};  ///< whose it is, where that is known; empty: someone new, or nobody knows yet
    IntakeSource source = IntakeSource::Practice;
    bool warned = false;  ///< a warning question was answered with yes
    Timestamp started{};
    std::optional<Timestamp> finished{};  ///< empty: broken off, or going on
    std::string answers{};  ///< a casebook::CaseDocument as intake/said_case.h writes it; opaque to stores

    bool operator==(const PendingIntake&) const = default;
};
inline constexpr std::size_t k_most_intake_bytes = 4U << 20U;

/// Throws Error InvalidEdit when it breaks its invariant.
void check_intake(const PendingIntake& intake);

/// What seals answers at home, X25519: who has the public half can seal, who has the secret half can read.
struct IntakeKey {
    std::vector<std::uint8_t> public_half{};  ///< 32 bytes
    std::vector<std::uint8_t> secret_half{};  ///< 32 bytes
    Timestamp made{};

    bool operator==(const IntakeKey&) const = default;
};

/// That a client may send answers from home once. Whoever has the token is taken for the client, so the store keeps only
/// its hash.
struct IntakeInvitation {
    std::string token_hash{};  ///< 64 hex digits of BLAKE2b over the token
    ClientId client{};         ///< empty: someone new
    Timestamp made{};
    Timestamp expires{};
    std::optional<Timestamp> used{};

    bool operator==(const IntakeInvitation&) const = default;
};

}  // namespace palpate
