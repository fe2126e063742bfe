#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"
#include "change/judgement.h"

#include <optional>
#include <string_view>
#include <vector>

namespace palpate {

/// What became of a place from one session to another.
enum class PlaceOutcome {
    Better,       ///< less, slightly or clearly
    Same,         ///< no change worth naming
    Worse,        ///< more, slightly or clearly
    New,          ///< not there before, or said to be 0 before
    Gone,         ///< said to be 0 now, or taken off the map
    NumbersOnly,  ///< another number, but the baseline is too small for a verdict
    Ask           ///< nobody said: a question, not a result
};
/// "better", ..
[[nodiscard]] std::string_view name_of(PlaceOutcome outcome);

/// What the outcome rests on.
enum class OutcomeGround {
    Rated,        ///< ratings of marks
    NoPain,       ///< one of the two sessions was said to be without pain
    TakenOff,     ///< the client went through the map and left this mark out
    NotMarked,    ///< the later session holds no mark there, which may as well be forgotten as gone
    NotConfirmed  ///< one of the marks was carried over or not read back: its number is nobody's word
};
/// "rated", ..
[[nodiscard]] std::string_view name_of(OutcomeGround ground);

/// One place of one author.
struct PlaceChange {
    Author author = Author::Client;
    BodyPlace place{};  ///< of the later mark, where there is one
    MarkKind kind = MarkKind::Pain;
    MarkId before{};  ///< empty where the earlier session has no mark of it
    MarkId after{};   ///< the same of the later one; one of the two is always there
    std::optional<int>
        from{};  ///< rating "now" at the earlier session; 0 where it was without pain; open where nobody said
    std::optional<int> to{};
    PlaceOutcome outcome = PlaceOutcome::Ask;
    OutcomeGround ground = OutcomeGround::NotMarked;
    std::optional<Judgement> now{};  ///< where both ratings were said
    std::optional<Judgement> usual{};
    std::optional<Judgement> worst{};

    bool operator==(const PlaceChange&) const = default;
};

/// What changed from one session to another, the two authors apart. In each list the largest change of the rating comes
/// first, then by the place's id; questions, whose change nobody knows, come last.
struct ChangeMap {
    SessionId from{};
    SessionId to{};
    std::vector<PlaceChange> client{};
    std::vector<PlaceChange> therapist{};

    bool operator==(const ChangeMap&) const = default;
};

/// Pairs the marks of the two sessions, each once and those of one author only, and judges each pair by "now".
///
/// Pairs are found in this order, the strongest marks first in each step:
/// 1. the later mark was carried over from the earlier one, through any number of sessions; not where it was moved to
///    the other side of the body since, because then it speaks of another place;
/// 2. the same place and kind; 3. the same place.
///
/// An earlier mark without a pair is gone only where somebody said so:
/// - the later session is without pain (for the client's marks: it says nothing of a therapist's findings), or
/// - its map was begun as a copy of an earlier one (marks with carried_from), all its marks are confirmed, and on the
///   map that was copied stood this mark, one carried from it or one of this author at its place, which was not kept.
/// Else it is to be asked about. A map whose copied marks were all removed without a word looks like one nobody
/// touched, and is asked about, too. Whatever is unconfirmed at either session is asked about and never judged.
///
/// The result does not depend on the order of marks. O(marks of the document + m^2) for the m marks of both sessions,
/// and for each mark without a pair O(m * sessions) to follow what was copied. Throws Error NotFound for a session that
/// is not in the document, Usage where `from` does not come before `to`.
[[nodiscard]] ChangeMap change_between(const CaseDocument& document, const SessionId& from, const SessionId& to,
                                       const ChangeBasis& basis);

}  // namespace palpate
