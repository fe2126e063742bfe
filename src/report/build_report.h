#pragma once

#include "change/judgement.h"
#include "matching/case_match.h"
#include "report/report_document.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate {

class Translator;
class BodyPlaces;

/// A step for home with its picture.
struct ReportStepPicture {
    PlanItemId item{};
    ReportPicture picture{};
};

/// What all reports are made of; borrowed for the call.
struct ReportSources {
    const CaseDocument& document;
    SessionId session;                ///< the one reported of; of a progress report the later one
    std::optional<SessionId> before;  ///< the one it is compared with; of a progress report the earlier one
    const Knowledge& knowledge;
    const CaseFacts& facts;  ///< of the session
    const CaseMatch& match;  ///< of the session and these facts
    const BodyPlaces& places;
    ChangeRule rule{};
    const Translator& words;
    std::string date{};  ///< ISO: when the report is written
    Letterhead letterhead{};
    std::array<RatingInk, 11> ratings{};
    std::vector<ReportPicture> body_now{};     ///< the body with the session's marks
    std::vector<ReportPicture> body_before{};  ///< with those of the earlier one
    std::vector<ReportStepPicture> step_pictures{};
};

/// Whose marks a hand-out shows: the client's, and the therapist's only where the client said nothing of the body.
[[nodiscard]] Author hand_out_author(const CaseDocument& document, const SessionId& session);
/// The latest session before that one in which this author, or either where none is named, said something of the body.
/// O(marks).
[[nodiscard]] std::optional<SessionId> find_earlier_map(const CaseDocument& document, const SessionId& session,
                                                        std::optional<Author> author = std::nullopt);

// Pure: the same sources give the same document. Throw Error NotFound for a session that is not in the record.

/// What a client takes home: where it hurts, today and last time, what was done, what to expect, what to do at home, when
/// to see a doctor, when to come again. No therapist's note is in it, no reason for an override, no note of a visit.
[[nodiscard]] ReportDocument build_hand_out_report(const ReportSources& sources);
/// For the records, or for a doctor: what is written of the session, all its marks, what changed, what was measured, what
/// was done and is planned, with lines to sign on.
[[nodiscard]] ReportDocument build_session_report(const ReportSources& sources);
/// From one session to another: each place with both ratings and what they come to, trends, how often, what was measured,
/// as charts with their values; and the rule that all verdicts are by. Throws Error Usage too where `before` is missing or
/// not the earlier one.
[[nodiscard]] ReportDocument build_progress_report(const ReportSources& sources);

}  // namespace palpate
