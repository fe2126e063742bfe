#include "change/progress_report.h"

#include "change/session_range.h"

#include <utility>

namespace palpate {
namespace {

AuthorProgress progress_of(const CaseDocument& document, std::vector<PlaceChange> changes,
                           std::span<const Session> sessions, Author author, const ChangeBasis& basis) {
    return {.author = author,
            .changes = std::move(changes),
            .body = trend_of_body(document, sessions, author, basis),
            .trends = trends_of_places(document, sessions, author, basis),
            .often = composite_of(document, sessions, author, basis)};
}

}  // namespace

ProgressReport make_progress_report(const CaseDocument& document, const SessionId& from, const SessionId& to,
                                    const ChangeBasis& basis) {
    ChangeMap map = change_between(document, from, to, basis);
    const std::span<const Session> sessions = sessions_between(document, from, to);
    return {.from = from,
            .to = to,
            .rule = basis.rule,
            .authors = {progress_of(document, std::move(map.client), sessions, Author::Client, basis),
                        progress_of(document, std::move(map.therapist), sessions, Author::Therapist, basis)},
            .widespread = count_widespread(document, to, basis.places)};
}

}  // namespace palpate
