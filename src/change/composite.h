#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"

#include <span>
#include <string>
#include <vector>

namespace palpate {

/// How often one place, or one region, was marked.
struct MarkedOften {
    std::string id{};    ///< BodyPlace::id; of a region "shoulder-top.right"
    BodyPlace place{};   ///< of the latest mark there
    MarkId latest{};     ///< the newest mark there, for its words
    int sessions = 0;    ///< in which it was marked; several marks of one session count once
    double share = 0.0;  ///< of the sessions with a map, 0..1
    double mean = 0.0;   ///< of the highest "now" of each of these sessions
    int highest = 0;     ///< "now"

    bool operator==(const MarkedOften&) const = default;
};

/// All sessions laid over each other.
struct Composite {
    int sessions = 0;
    int with_map = 0;                   ///< those with a confirmed mark of the author, or, for the client, without pain
    std::vector<MarkedOften> places{};  ///< most often first, then the highest mean, then by id
    std::vector<MarkedOften>
        regions{};  ///< the same of the regions they lie in; marks whose region nobody knows are left out

    bool operator==(const Composite&) const = default;
};

/// Counts the author's confirmed marks, whatever their rating. A session without a map is not counted as one in which
/// nothing hurt. O(marks of the document, log of them each).
[[nodiscard]] Composite composite_of(const CaseDocument& document, std::span<const Session> sessions, Author author,
                                     const ChangeBasis& basis);

/// What composite_of() counts, as a record of its own: the sessions with a map, and in them the author's confirmed marks.
[[nodiscard]] CaseDocument counted_part(const CaseDocument& document, std::span<const Session> sessions, Author author);

}  // namespace palpate
