#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "casebook/client.h"
#include "casebook/client_fact.h"
#include "casebook/mark.h"
#include "casebook/measurement.h"
#include "casebook/plan_item.h"
#include "casebook/session_note.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

enum class SessionType { Intake, Treatment, FollowUp };

/// Kebab-case names as stored, shown on the command line and used as i18n suffixes: "follow-up"; session.type.<name>.
[[nodiscard]] std::string_view name_of(SessionType type);
[[nodiscard]] std::optional<SessionType> find_session_type(std::string_view name);
[[nodiscard]] const std::vector<SessionType>& all_session_types();

// Every member has an initialiser, so that designated ones may name only what matters.

struct Session {
    SessionId id{};
    SessionType type = SessionType::Treatment;
    std::string date{};    ///< ISO, local: "2026-11-22"
    std::string title{};   ///< free words, may be empty
    bool no_pain = false;  ///< the client said: nothing hurts today. Then no mark of the session is rated above 0
    std::optional<int> planned_minutes{};  ///< how long the visit is to last, 10 to 240; open where nobody said
    Timestamp created{};
    std::int64_t sequence = 0;  ///< order of making, counted per client; apply(AddSession) gives the next one for 0

    bool operator==(const Session&) const = default;
};

/// One client's whole record. An immutable value: an edit makes a new one.
/// Invariant: ids are unique; every mark's session exists; sessions are in date order, those of one day in the order
/// they were made; a session said to be without pain holds no mark rated above 0; marks are in the order they were made
/// (`sequence`, then id: clocks may jump, counts do not); facts are in the order of their keys, one of each key; every
/// plan item's session exists; the plan is in the order of sessions, parts and positions, and positions within a
/// session's part count from 0 without gaps; measurements are in the order they were made; a session has one note at most;
/// notes are in the order of their sessions' ids, addenda in the order of time, and only signed notes have addenda. What a
/// signed note speaks of is locked: edits.h. Former facts are in the order of their keys and of what was recorded first;
/// consents in the order they were given, then by id.
struct CaseDocument {
    Client client{};
    std::vector<Session> sessions{};
    std::vector<Mark> marks{};
    std::vector<ClientFact> facts{};
    std::vector<PlanItem> plan{};
    std::vector<Measurement> measurements{};
    std::vector<SessionNote> notes{};
    std::vector<NoteAddendum> addenda{};
    std::vector<FormerFact> former_facts{};
    std::vector<Consent> consents{};
    ClientPhoto photo{};

    bool operator==(const CaseDocument&) const = default;
};

[[nodiscard]] const Session* find_session(const CaseDocument& document, const SessionId& id);
[[nodiscard]] const Mark* find_mark(const CaseDocument& document, const MarkId& id);
[[nodiscard]] const PlanItem* find_plan_item(const CaseDocument& document, const PlanItemId& id);
/// What is known of the client under this kind and subject; nullptr where nothing is. O(log facts).
[[nodiscard]] const ClientFact* find_fact(const CaseDocument& document, FactKind kind, std::string_view subject);
/// What was known before under this kind and subject, oldest first.
[[nodiscard]] std::vector<const FormerFact*> former_facts_of(const CaseDocument& document, FactKind kind,
                                                             std::string_view subject);
/// The consent to a text that holds now, the latest given; nullptr where there is none.
[[nodiscard]] const Consent* find_consent(const CaseDocument& document, std::string_view text);
/// The marks of one session in the order they were made.
[[nodiscard]] std::vector<const Mark*> marks_of(const CaseDocument& document, const SessionId& session);
/// The items of one part of a session's plan by their positions.
[[nodiscard]] std::vector<const PlanItem*> plan_of(const CaseDocument& document, const SessionId& session,
                                                   PlanPart part);
/// Minutes that the items of one part of a session's plan take together.
[[nodiscard]] int planned_minutes_total(const CaseDocument& document, const SessionId& session, PlanPart part);
/// What is written of a session; nullptr where nothing is.
[[nodiscard]] const SessionNote* find_note(const CaseDocument& document, const SessionId& session);
[[nodiscard]] bool is_signed(const CaseDocument& document, const SessionId& session);
/// Addenda of a session, oldest first.
[[nodiscard]] std::vector<const NoteAddendum*> addenda_of(const CaseDocument& document, const SessionId& session);
/// Measurements of one session in the order they were made.
[[nodiscard]] std::vector<const Measurement*> measurements_of(const CaseDocument& document, const SessionId& session);
/// 1-based place of a session in the document, what people call "session 3". The session must exist.
[[nodiscard]] int session_number(const CaseDocument& document, const SessionId& id);

}  // namespace palpate
