#include "change/detail/kept_map.h"

#include <algorithm>
#include <map>

namespace palpate::detail {

KeptMap::KeptMap(const CaseDocument& document, const Session& from, const Session& to, const BodyPlaces& places)
    : places_(places), chains_(document), now_(marks_of(document, to.id)) {
    if (!std::ranges::all_of(now_, &Mark::confirmed)) {
        return;
    }
    std::vector<MarkId> kept;
    std::map<SessionId, std::int64_t> copied_at;  // by copied session: when the first mark was carried over
    for (const Mark* mark : now_) {
        if (const Mark* source = find_mark(document, mark->carried_from)) {
            kept.push_back(source->id);
            const auto [place, first] = copied_at.emplace(source->session, mark->sequence);
            place->second = std::min(place->second, mark->sequence);
        }
    }
    // A copy of a map that is older than `from` says nothing of what was said at `from`.
    for (auto session = &from; session < &to; ++session) {
        const auto copied = copied_at.find(session->id);
        if (copied == copied_at.end()) {
            continue;
        }
        for (const Mark* mark : marks_of(document, session->id)) {
            const bool was_there = mark->sequence < copied->second;  // later ones were not on the map that was copied
            if (was_there && std::ranges::find(kept, mark->id) == kept.end()) {
                left_.push_back({mark, places.of(*mark)});
            }
        }
    }
}

bool KeptMap::was_taken_off(const Mark& mark) const {
    const bool moved = std::ranges::any_of(now_, [&](const Mark* now) { return chains_.descends(*now, mark.id); });
    if (moved || left_.empty()) {
        return false;
    }
    const std::string place = places_.of(mark).id;
    return std::ranges::any_of(left_, [&](const PlacedMark& left) {
        return left.mark->id == mark.id || chains_.descends(*left.mark, mark.id) ||
               (left.mark->author == mark.author && left.place.id == place);
    });
}

}  // namespace palpate::detail
