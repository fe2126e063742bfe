#include "change/detail/mark_pairs.h"

#include "change/detail/session_marks.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace palpate::detail {
namespace {

struct OpenMark {
    PlacedMark placed;
    bool paired = false;
};

std::vector<OpenMark> marks_in(const CaseDocument& document, const SessionId& session, Author author,
                               const BodyPlaces& places) {
    std::vector<OpenMark> marks;
    for (const Mark* mark : marks_of(document, session)) {
        if (mark->author == author) {
            marks.push_back({.placed = {mark, places.of(*mark)}});
        }
    }
    std::ranges::sort(marks, [](const OpenMark& one, const OpenMark& other) {
        return is_stronger(*one.placed.mark, *other.placed.mark);
    });
    return marks;
}

/// The mark of the earlier session that each was carried from; a chain is walked once, not once for every pair.
std::unordered_map<const Mark*, const Mark*> find_origins(const CaseDocument& document,
                                                          const std::vector<OpenMark>& after, const SessionId& from) {
    const MarkChains chains(document);
    std::unordered_map<const Mark*, const Mark*> origins;
    for (const OpenMark& open : after) {
        origins.emplace(open.placed.mark, chains.ancestor_in(*open.placed.mark, from));
    }
    return origins;
}

bool is_other_side(const BodyPlace& one, const BodyPlace& other) {
    return one.side != other.side && one.side != Side::Mid && other.side != Side::Mid;
}

class Pairing {
public:
    Pairing(std::vector<OpenMark> before, std::vector<OpenMark> after)
        : before_(std::move(before)), after_(std::move(after)) {}

    using Match = std::function<bool(const PlacedMark& before, const PlacedMark& after)>;

    /// Both lists are in the order of strength, so the first that match are the strongest that do.
    void pair_those(const Match& match) {
        for (OpenMark& before : before_) {
            const auto found = before.paired ? after_.end() : std::ranges::find_if(after_, [&](const OpenMark& after) {
                return !after.paired && match(before.placed, after.placed);
            });
            if (found != after_.end()) {
                before.paired = found->paired = true;
                pairs_.push_back({before.placed.mark, found->placed.mark});
            }
        }
    }

    [[nodiscard]] std::vector<MarkPair> with_the_rest() {
        for (const OpenMark& before : before_) {
            if (!before.paired) {
                pairs_.push_back({.before = before.placed.mark});
            }
        }
        for (const OpenMark& after : after_) {
            if (!after.paired) {
                pairs_.push_back({.after = after.placed.mark});
            }
        }
        return std::move(pairs_);
    }

private:
    std::vector<OpenMark> before_;
    std::vector<OpenMark> after_;
    std::vector<MarkPair> pairs_;
};

}  // namespace

std::vector<MarkPair> pair_marks(const CaseDocument& document, const SessionId& from, const SessionId& to,
                                 Author author, const BodyPlaces& places) {
    std::vector<OpenMark> later = marks_in(document, to, author, places);
    const auto origins = find_origins(document, later, from);
    Pairing pairing(marks_in(document, from, author, places), std::move(later));
    pairing.pair_those([&](const PlacedMark& before, const PlacedMark& after) {
        return origins.at(after.mark) == before.mark && !is_other_side(before.place, after.place);
    });
    pairing.pair_those([](const PlacedMark& before, const PlacedMark& after) {
        return before.place.id == after.place.id && before.mark->kind == after.mark->kind;
    });
    pairing.pair_those(
        [](const PlacedMark& before, const PlacedMark& after) { return before.place.id == after.place.id; });
    return pairing.with_the_rest();
}

}  // namespace palpate::detail
