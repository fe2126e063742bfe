#include "change/composite.h"

#include "change/detail/session_marks.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace palpate {
namespace {

using detail::PlacedMark;
using detail::SaidMarks;

/// Adds up the sessions of one kind of place. `mean` is a sum until list() divides it.
class Counter {
public:
    /// Marks of one session, the strongest first: the first one of a place is the session's rating there.
    void count(std::string id, const PlacedMark& placed, std::size_t session) {
        const auto [entry, is_new] = counted_.try_emplace(std::move(id));
        auto& [often, last_session] = entry->second;
        if (!is_new && last_session == session) {
            return;
        }
        last_session = session;
        often.place = placed.place;
        often.latest = placed.mark->id;
        often.sessions += 1;
        often.mean += placed.mark->now;
        often.highest = std::max(often.highest, placed.mark->now);
    }

    [[nodiscard]] std::vector<MarkedOften> list(int with_map) const {
        std::vector<MarkedOften> all;
        for (const auto& [id, entry] : counted_) {
            MarkedOften often = entry.first;
            often.id = id;
            often.mean /= often.sessions;
            often.share = static_cast<double>(often.sessions) / with_map;
            all.push_back(std::move(often));
        }
        std::ranges::sort(all, [](const MarkedOften& one, const MarkedOften& other) {
            return std::tuple(-one.sessions, -one.mean, std::string_view(one.id)) <
                   std::tuple(-other.sessions, -other.mean, std::string_view(other.id));
        });
        return all;
    }

private:
    std::map<std::string, std::pair<MarkedOften, std::size_t>> counted_;
};

}  // namespace

Composite composite_of(const CaseDocument& document, std::span<const Session> sessions, Author author,
                       const ChangeBasis& basis) {
    Composite composite{.sessions = static_cast<int>(sessions.size())};
    Counter places;
    Counter regions;
    const std::vector<SaidMarks> said = detail::said_in(document, sessions, author, basis.places);
    for (std::size_t i = 0; i < said.size(); ++i) {
        composite.with_map += said[i].has_map() ? 1 : 0;
        for (const PlacedMark& placed : said[i].marks) {
            places.count(placed.place.id, placed, i);
            if (!placed.place.region_id.empty()) {
                regions.count(placed.place.region_id + '.' + std::string(name_of(placed.place.side)), placed, i);
            }
        }
    }
    composite.places = places.list(composite.with_map);
    composite.regions = regions.list(composite.with_map);
    return composite;
}

CaseDocument counted_part(const CaseDocument& document, std::span<const Session> sessions, Author author) {
    CaseDocument part{.client = document.client};
    for (const Session& session : sessions) {
        const std::size_t before = part.marks.size();
        std::ranges::copy_if(document.marks, std::back_inserter(part.marks), [&](const Mark& mark) {
            return mark.session == session.id && mark.author == author && mark.confirmed;
        });
        if (part.marks.size() > before || (session.no_pain && author == Author::Client)) {
            part.sessions.push_back(session);
        }
    }
    return part;
}

}  // namespace palpate
