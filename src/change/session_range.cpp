#include "change/session_range.h"

#include "base/error.h"

#include <algorithm>

namespace palpate {
namespace {

const Session* require_session(const CaseDocument& document, const SessionId& id) {
    const Session* session = find_session(document, id);
    if (session == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.change.no-session", {}});
    }
    return session;
}

}  // namespace

std::span<const Session> sessions_in(const CaseDocument& document, const DateRange& range) {
    // Sessions are in the order of their dates, and ISO dates in the order of their letters.
    const auto first =
        std::ranges::find_if(document.sessions, [&](const Session& session) { return session.date >= range.first; });
    const auto last = std::find_if(first, document.sessions.end(), [&](const Session& session) {
        return !range.last.empty() && session.date > range.last;
    });
    return {first, last};
}

std::span<const Session> sessions_between(const CaseDocument& document, const SessionId& first, const SessionId& last) {
    const Session* begin = require_session(document, first);
    const Session* end = require_session(document, last);
    if (begin > end) {
        throw Error(ErrorCode::Usage, {"error.change.order", {}});
    }
    return {begin, end + 1};
}

}  // namespace palpate
