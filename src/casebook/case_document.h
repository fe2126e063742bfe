#pragma once

#include "anatomy/surface_anchor.h"
#include "base/clock.h"
#include "base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using ClientId = StrongId<struct ClientIdTag>;
using SessionId = StrongId<struct SessionIdTag>;
using MarkId = StrongId<struct MarkIdTag>;

enum class MarkKind { Pain, Tension, Stiffness, Numbness, Tingling, Swelling, TriggerPoint, Soreness, Scar, Other };
enum class Depth { Skin, Muscle, Deep, Joint };
enum class Author { Client, Therapist };
enum class SessionType { Intake, Treatment, FollowUp };

/// Kebab-case names as stored, shown on the command line and used as i18n suffixes: "trigger-point", "follow-up".
/// Their texts: mark.kind.<name>, mark.depth.<name>, mark.author.<name>, mark.quality.<word>, session.type.<name>.
[[nodiscard]] std::string_view name_of(MarkKind kind);
[[nodiscard]] std::string_view name_of(Depth depth);
[[nodiscard]] std::string_view name_of(Author author);
[[nodiscard]] std::string_view name_of(SessionType type);
[[nodiscard]] std::optional<MarkKind> find_mark_kind(std::string_view name);
[[nodiscard]] std::optional<Depth> find_depth(std::string_view name);
[[nodiscard]] std::optional<Author> find_author(std::string_view name);
[[nodiscard]] std::optional<SessionType> find_session_type(std::string_view name);
[[nodiscard]] const std::vector<MarkKind>& all_mark_kinds();
[[nodiscard]] const std::vector<Depth>& all_depths();
[[nodiscard]] const std::vector<Author>& all_authors();
[[nodiscard]] const std::vector<SessionType>& all_session_types();
/// The quality words a mark may carry, kebab-case: ache, dull, sharp, burning, ..
[[nodiscard]] const std::vector<std::string>& quality_words();

// Every member has an initialiser, so that designated ones may name only what matters.

/// Where it hurts, how, how much, how deep, who says so and when.
/// Invariant: ratings are 0..10, qualities are known words without repeats.
struct Mark {
    MarkId id{};
    SessionId session{};
    SurfaceAnchor anchor{};
    MarkKind kind = MarkKind::Pain;
    std::vector<std::string> qualities{};
    int now = 0;
    std::optional<int> usual{};
    std::optional<int> worst{};
    Depth depth = Depth::Muscle;
    std::optional<int> duration_days{};  ///< since when, where said
    std::string note{};
    Author author = Author::Client;
    float radius_mm = 12.0F;
    Timestamp created{};
    std::int64_t sequence = 0;  ///< order of making, counted per client; apply(AddMark) gives the next one for 0

    bool operator==(const Mark&) const = default;
};

struct Session {
    SessionId id{};
    SessionType type = SessionType::Treatment;
    std::string date{};   ///< ISO, local: "2026-11-22"
    std::string title{};  ///< free words, may be empty
    Timestamp created{};
    std::int64_t sequence = 0;  ///< order of making, counted per client; apply(AddSession) gives the next one for 0

    bool operator==(const Session&) const = default;
};

/// One client as the rest of the program sees them.
struct Client {
    ClientId id{};
    std::string reference{};  ///< short number a person types: "1001"
    std::string name{};       ///< name or pseudonym
    bool sample = false;      ///< made by the program to try things out
    Timestamp created{};

    bool operator==(const Client&) const = default;
};

/// One client's whole record. An immutable value: an edit makes a new one.
/// Invariant: ids are unique; every mark's session exists; sessions are in date order, those of one day in the order
/// they were made; marks are in the order they were made (`sequence`, then id: clocks may jump, counts do not).
struct CaseDocument {
    Client client{};
    std::vector<Session> sessions{};
    std::vector<Mark> marks{};

    bool operator==(const CaseDocument&) const = default;
};

[[nodiscard]] const Session* find_session(const CaseDocument& document, const SessionId& id);
[[nodiscard]] const Mark* find_mark(const CaseDocument& document, const MarkId& id);
/// The marks of one session in the order they were made.
[[nodiscard]] std::vector<const Mark*> marks_of(const CaseDocument& document, const SessionId& session);
/// 1-based place of a session in the document, what people call "session 3". The session must exist.
[[nodiscard]] int session_number(const CaseDocument& document, const SessionId& id);

}  // namespace palpate
