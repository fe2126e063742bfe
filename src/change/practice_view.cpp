#include "change/practice_view.h"

#include "base/calendar_date.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace palpate {
namespace {

using AreaKey = std::pair<std::string, Side>;

std::chrono::sys_days monday_of(std::chrono::sys_days day) {
    return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

std::vector<SessionsInWeek> weeks_of(const PracticeCounts& counts, std::chrono::sys_days today, int weeks) {
    const std::chrono::sys_days last = monday_of(today);
    const std::chrono::sys_days first = last - std::chrono::weeks(weeks - 1);
    std::vector<SessionsInWeek> list;
    for (std::chrono::sys_days monday = first; monday <= last; monday += std::chrono::weeks(1)) {
        list.push_back({.monday = iso_date(monday)});
    }
    for (const SessionsOnDay& day : counts.days) {
        const auto date = find_date(day.date);
        if (date && *date >= first && *date < last + std::chrono::weeks(1)) {
            list[static_cast<std::size_t>((monday_of(*date) - first).count() / 7)].sessions +=
                static_cast<int>(day.sessions);
        }
    }
    return list;
}

/// Which area each place lies in; empty region ids where nobody knows.
std::vector<AreaKey> areas_of(const PracticeCounts& counts, const BodyPlaces& places) {
    std::vector<AreaKey> areas;
    areas.reserve(counts.places.size());
    for (const SurfaceAnchor& anchor : counts.places) {
        const BodyPlace place = places.of(Mark{.anchor = anchor});
        areas.emplace_back(place.region_id, place.side);
    }
    return areas;
}

}  // namespace

PracticeView make_practice_view(const PracticeCounts& counts, const BodyPlaces& places, std::chrono::sys_days today,
                                int weeks) {
    PracticeView view{.clients = counts.clients, .weeks = weeks_of(counts, today, weeks)};
    for (const SessionsOnDay& day : counts.days) {
        view.sessions += static_cast<int>(day.sessions);
    }
    const std::vector<AreaKey> areas = areas_of(counts, places);
    view.places_unknown = static_cast<int>(std::ranges::count(areas, std::string(), &AreaKey::first));
    std::map<AreaKey, std::set<std::uint32_t>> clients_in;
    std::set<std::uint32_t> marked_clients;
    for (const ClientAtPlace& marked : counts.marked) {
        marked_clients.insert(marked.client);
        if (!areas[marked.place].first.empty()) {
            clients_in[areas[marked.place]].insert(marked.client);
        }
    }
    view.clients_marked = static_cast<int>(marked_clients.size());
    for (const auto& [area, clients] : clients_in) {
        const int count = static_cast<int>(clients.size());
        if (count < k_fewest_clients_shown) {
            ++view.areas_withheld;
            continue;
        }
        view.areas.push_back({.region_id = area.first,
                              .side = area.second,
                              .clients = count,
                              .share = static_cast<double>(count) / static_cast<double>(view.clients_marked)});
    }
    std::ranges::stable_sort(view.areas, std::greater<>(), &CommonArea::clients);
    return view;
}

}  // namespace palpate
