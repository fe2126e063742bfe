#pragma once

#include "anatomy/surface_anchor.h"
#include "base/clock.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// What kind of thing is known of a client.
enum class FactKind { Answer, Condition, Medicine, Trait, Goal, AvoidArea, Event, HardDay };

/// Kebab-case names as stored: "answer", "condition", "medicine", "trait", "goal", "avoid-area", "event", "hard-day".
[[nodiscard]] std::string_view name_of(FactKind kind);
[[nodiscard]] std::optional<FactKind> find_fact_kind(std::string_view name);
[[nodiscard]] const std::vector<FactKind>& all_fact_kinds();

/// What a fact is known by: a client has one of each.
struct FactKey {
    FactKind kind = FactKind::Answer;
    std::string subject{};

    /// Kinds in the order of FactKind, subjects byte by byte: the order of facts in a document.
    auto operator<=>(const FactKey&) const = default;
};

// Every member has an initialiser, so that designated ones may name only what matters.

/// Where exactly in a part of the body it is, pointed at on the body.
struct FactSpot {
    std::string place{};  ///< the part it lies in: "<region id>.<left|right|mid>"
    SurfaceAnchor anchor{};

    bool operator==(const FactSpot&) const = default;
};

/// One thing known of a client. Subjects are ids of the clinical content ("ci-anticoagulants", "rf-back-kidney",
/// "low-back-pain", "pain-relief"), region ids with a side ("knee-front.left"), traits ("pregnancy-week", "age-band",
/// "pressure", "minutes", "scope"), or dates of the calendar (events, hard days: "2026-11-22").
/// Invariant: the subject is not empty and one line; the value is one its kind takes; at most 50 places, each once; at most
/// 50 spots, each in one of the places, or in the area to avoid.
struct ClientFact {
    FactKind kind = FactKind::Answer;
    std::string subject{};
    /// Answer: "yes", "no", "unsure". Goal: its rank, "1" to "7". Trait: its value, never empty. Event: "", "before",
    /// "between" or "after", when in its course it is worked on. Other kinds: empty.
    std::string value{};
    std::vector<std::string> places{};  ///< of answers about a place: "<region id>.<left|right|mid>"
    /// Of answers and areas to avoid. A part of the body with spots is meant only round them.
    std::vector<FactSpot> spots{};
    std::string note{};  ///< free words (an event's name), up to 20,000 bytes
    Timestamp recorded{};

    bool operator==(const ClientFact&) const = default;
};

/// What was known of the client before they said otherwise: answers have a history.
/// Invariant: the fact is one of is_health_fact() and valid; its exact spots are not kept.
struct FormerFact {
    ClientFact fact{};
    Timestamp until{};  ///< when something else was said, or it was taken away

    bool operator==(const FormerFact&) const = default;
};

/// What a former fact is known by.
struct FormerFactKey {
    FactKey fact{};
    std::int64_t recorded_us = 0;  ///< microseconds UTC

    auto operator<=>(const FormerFactKey&) const = default;
};

/// Whether what was said before is kept when something else is: goals, events and hard days are plans, not health.
[[nodiscard]] bool is_health_fact(FactKind kind);
[[nodiscard]] FormerFactKey key_of(const FormerFact& former);
[[nodiscard]] FactKey key_of(const ClientFact& fact);
/// The order of facts in a document, that of their keys.
[[nodiscard]] bool fact_before(const ClientFact& a, const ClientFact& b);

}  // namespace palpate
