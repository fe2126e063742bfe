#include "change/change_map.h"

#include "base/error.h"
#include "change/detail/kept_map.h"
#include "change/detail/mark_pairs.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>

namespace palpate {
namespace {

using detail::MarkPair;

const Session& session_of(const CaseDocument& document, const SessionId& id) {
    const Session* session = find_session(document, id);
    if (session == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.change.no-session", {}});
    }
    return *session;
}

PlaceOutcome outcome_of(const Judgement& judgement) {
    if (judgement.difference == 0.0) {
        return PlaceOutcome::Same;
    }
    if (judgement.to == 0.0 || judgement.from == 0.0) {
        return judgement.to == 0.0 ? PlaceOutcome::Gone : PlaceOutcome::New;
    }
    if (judgement.verdict == Verdict::NotJudged) {
        return PlaceOutcome::NumbersOnly;
    }
    if (judgement.verdict == Verdict::NoChange) {
        return PlaceOutcome::Same;
    }
    return is_better(judgement.verdict) ? PlaceOutcome::Better : PlaceOutcome::Worse;
}

std::optional<Judgement> judge_if_said(std::optional<int> from, std::optional<int> to, const ChangeRule& rule) {
    return from && to ? std::optional(judge(*from, *to, rule)) : std::nullopt;
}

/// One author's view of the two sessions.
class AuthorChanges {
public:
    AuthorChanges(const CaseDocument& document, const Session& from, const Session& to, Author author,
                  const ChangeBasis& basis, const detail::KeptMap& kept)
        : document_(document), from_(from), to_(to), author_(author), basis_(basis), kept_(kept) {}

    [[nodiscard]] std::vector<PlaceChange> list() const {
        std::vector<PlaceChange> changes;
        for (const MarkPair& pair : detail::pair_marks(document_, from_.id, to_.id, author_, basis_.places)) {
            changes.push_back(change_of(pair));
        }
        std::ranges::sort(changes, comes_first);
        return changes;
    }

private:
    [[nodiscard]] static int size_of(const PlaceChange& change) {
        return change.outcome == PlaceOutcome::Ask ? -1 : std::abs(change.to.value_or(0) - change.from.value_or(0));
    }
    [[nodiscard]] static bool comes_first(const PlaceChange& one, const PlaceChange& other) {
        const auto rest = [](const PlaceChange& change) {
            return std::tie(change.place.id, change.kind, change.before, change.after);
        };
        return size_of(one) != size_of(other) ? size_of(one) > size_of(other) : rest(one) < rest(other);
    }

    /// The client's word for a whole session stands for a mark that is missing there.
    [[nodiscard]] std::optional<int> rating_in(const Session& session, const Mark* mark) const {
        if (mark != nullptr) {
            return mark->now;
        }
        return session.no_pain && author_ == Author::Client ? std::optional(0) : std::nullopt;
    }

    [[nodiscard]] PlaceChange change_of(const MarkPair& pair) const {
        const Mark& shown = pair.after != nullptr ? *pair.after : *pair.before;
        PlaceChange change{.author = author_,
                           .place = basis_.places.of(shown),
                           .kind = shown.kind,
                           .before = pair.before != nullptr ? pair.before->id : MarkId(),
                           .after = pair.after != nullptr ? pair.after->id : MarkId(),
                           .from = rating_in(from_, pair.before),
                           .to = rating_in(to_, pair.after)};
        const bool unconfirmed =
            (pair.before != nullptr && !pair.before->confirmed) || (pair.after != nullptr && !pair.after->confirmed);
        if (unconfirmed) {
            change.ground = OutcomeGround::NotConfirmed;
            return change;
        }
        settle(change, pair);
        return change;
    }

    void settle(PlaceChange& change, const MarkPair& pair) const {
        change.now = judge_if_said(change.from, change.to, basis_.rule);
        if (change.now) {
            change.outcome = outcome_of(*change.now);
            const bool both_marked = pair.before != nullptr && pair.after != nullptr;
            change.ground = both_marked ? OutcomeGround::Rated : OutcomeGround::NoPain;
        } else if (pair.after != nullptr) {
            change.outcome = PlaceOutcome::New;
            change.ground = OutcomeGround::Rated;
        } else if (kept_.was_taken_off(*pair.before)) {
            change.outcome = PlaceOutcome::Gone;
            change.ground = OutcomeGround::TakenOff;
        }
        if (pair.before != nullptr && pair.after != nullptr) {
            change.usual = judge_if_said(pair.before->usual, pair.after->usual, basis_.rule);
            change.worst = judge_if_said(pair.before->worst, pair.after->worst, basis_.rule);
        }
    }

    const CaseDocument& document_;
    const Session& from_;
    const Session& to_;
    Author author_;
    const ChangeBasis& basis_;
    const detail::KeptMap& kept_;
};

}  // namespace

std::string_view name_of(PlaceOutcome outcome) {
    constexpr std::array<std::string_view, 7> k_names{"better", "same", "worse", "new", "gone", "numbers-only", "ask"};
    return k_names[static_cast<std::size_t>(outcome)];
}

std::string_view name_of(OutcomeGround ground) {
    constexpr std::array<std::string_view, 5> k_names{"rated", "no-pain", "taken-off", "not-marked", "not-confirmed"};
    return k_names[static_cast<std::size_t>(ground)];
}

ChangeMap change_between(const CaseDocument& document, const SessionId& from, const SessionId& to,
                         const ChangeBasis& basis) {
    const Session& earlier = session_of(document, from);
    const Session& later = session_of(document, to);
    if (&earlier >= &later) {
        throw Error(ErrorCode::Usage, {"error.change.order", {}});
    }
    const detail::KeptMap kept(document, earlier, later, basis.places);
    const auto list = [&](Author author) {
        return AuthorChanges(document, earlier, later, author, basis, kept).list();
    };
    return {.from = from, .to = to, .client = list(Author::Client), .therapist = list(Author::Therapist)};
}

}  // namespace palpate
