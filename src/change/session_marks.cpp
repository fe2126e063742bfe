#include "change/detail/session_marks.h"

#include <algorithm>
#include <tuple>

namespace palpate::detail {

bool is_stronger(const Mark& one, const Mark& other) {
    const auto strength = [](const Mark& mark) {
        return std::tuple(mark.now, mark.worst.value_or(-1), mark.usual.value_or(-1));
    };
    return strength(one) != strength(other) ? strength(one) > strength(other) : one.id < other.id;
}

std::vector<SaidMarks> said_in(const CaseDocument& document, std::span<const Session> sessions, Author author,
                               const BodyPlaces& places) {
    std::vector<SaidMarks> said;
    std::unordered_map<SessionId, std::size_t> index;
    for (const Session& session : sessions) {
        index.emplace(session.id, said.size());
        said.push_back({.session = &session, .no_pain = session.no_pain && author == Author::Client, .marks = {}});
    }
    for (const Mark& mark : document.marks) {
        const auto found = mark.author == author && mark.confirmed ? index.find(mark.session) : index.end();
        if (found != index.end()) {
            said[found->second].marks.push_back({&mark, places.of(mark)});
        }
    }
    for (SaidMarks& one : said) {
        std::ranges::sort(one.marks,
                          [](const PlacedMark& a, const PlacedMark& b) { return is_stronger(*a.mark, *b.mark); });
    }
    return said;
}

MarkChains::MarkChains(const CaseDocument& document) {
    for (const Mark& mark : document.marks) {
        by_id_.emplace(mark.id, &mark);
    }
}

const Mark* MarkChains::find_ancestor(const Mark& mark, const std::function<bool(const Mark&)>& wanted) const {
    const Mark* at = &mark;
    // A record from elsewhere may hold a ring: no chain is longer than all marks.
    for (std::size_t step = 0; step < by_id_.size() && !at->carried_from.empty(); ++step) {
        const auto earlier = by_id_.find(at->carried_from);
        if (earlier == by_id_.end()) {
            return nullptr;
        }
        at = earlier->second;
        if (wanted(*at)) {
            return at;
        }
    }
    return nullptr;
}

const Mark* MarkChains::ancestor_in(const Mark& mark, const SessionId& session) const {
    return find_ancestor(mark, [&](const Mark& earlier) { return earlier.session == session; });
}

bool MarkChains::descends(const Mark& mark, const MarkId& ancestor) const {
    return find_ancestor(mark, [&](const Mark& earlier) { return earlier.id == ancestor; }) != nullptr;
}

}  // namespace palpate::detail
