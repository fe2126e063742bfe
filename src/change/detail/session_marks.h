#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"

#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace palpate::detail {

/// A mark with its place, found once.
struct PlacedMark {
    const Mark* mark = nullptr;
    BodyPlace place{};
};

/// The strongest first; equal ones in the order of their ids, so that nothing depends on the order of marks.
[[nodiscard]] bool is_stronger(const Mark& one, const Mark& other);

/// What an author said in a session. "Nothing hurts today" is said by the client, so it says nothing of findings.
struct SaidMarks {
    const Session* session = nullptr;
    bool no_pain = false;
    std::vector<PlacedMark> marks{};  ///< confirmed ones, the strongest first

    /// Whether the session says anything of the body; if not, it is a gap.
    [[nodiscard]] bool has_map() const { return no_pain || !marks.empty(); }
};

/// One entry for each session, in their order. O(marks of the document).
[[nodiscard]] std::vector<SaidMarks> said_in(const CaseDocument& document, std::span<const Session> sessions,
                                             Author author, const BodyPlaces& places);

/// Marks by id, and the chains that carried_from makes of them.
class MarkChains {
public:
    explicit MarkChains(const CaseDocument& document);

    /// The mark it was carried from, at whatever distance, that belongs to the session; nullptr where there is none.
    [[nodiscard]] const Mark* ancestor_in(const Mark& mark, const SessionId& session) const;
    [[nodiscard]] bool descends(const Mark& mark, const MarkId& ancestor) const;

private:
    [[nodiscard]] const Mark* find_ancestor(const Mark& mark, const std::function<bool(const Mark&)>& wanted) const;

    std::unordered_map<MarkId, const Mark*> by_id_;
};

}  // namespace palpate::detail
