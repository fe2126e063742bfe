#include "change/widespread.h"

#include "anatomy/anatomy_catalogue.h"
#include "change/detail/session_marks.h"
#include "change/session_range.h"

#include <algorithm>
#include <set>

namespace palpate {
namespace {

bool is_painful(const Mark& mark) {
    const bool is_pain =
        mark.kind == MarkKind::Pain || mark.kind == MarkKind::Soreness || mark.kind == MarkKind::TriggerPoint;
    return is_pain && std::max({mark.now, mark.usual.value_or(0), mark.worst.value_or(0)}) > 0;
}

const std::string& area_on(const RegionEntry& region, Side side) {
    return side == Side::Left ? region.wpi_left : side == Side::Right ? region.wpi_right : region.wpi_mid;
}

/// The index's area of a place; empty where it has none. A bone of the midline may lie in a region that has two sides,
/// as the jaw: then the side of the mark on it counts.
std::string area_of(const BodyPlace& place, const Mark& mark, const AnatomyCatalogue& anatomy) {
    const RegionEntry* region = anatomy.find_region(place.region_id);
    if (region == nullptr) {
        return {};
    }
    if (region->sided && place.side == Side::Mid) {
        return area_on(*region, mark.anchor.box_position.x > 0.5F ? Side::Left : Side::Right);
    }
    return area_on(*region, region->sided ? place.side : Side::Mid);
}

}  // namespace

std::optional<WidespreadCount> count_widespread(const CaseDocument& document, const SessionId& session,
                                                const BodyPlaces& places) {
    const auto said = detail::said_in(document, sessions_between(document, session, session), Author::Client, places);
    if (!said.front().has_map()) {
        return std::nullopt;
    }
    std::set<std::string> marked;
    std::set<std::string> outside;
    for (const detail::PlacedMark& placed : said.front().marks) {
        if (!is_painful(*placed.mark)) {
            continue;
        }
        for (const BodyPlace& place : places.reached_by(*placed.mark)) {
            const std::string area = area_of(place, *placed.mark, places.anatomy());
            area.empty() ? outside.insert(place.id) : marked.insert(area);
        }
    }
    WidespreadCount count{.of = static_cast<int>(places.anatomy().wpi_areas().size()),
                          .outside = static_cast<int>(outside.size())};
    std::ranges::copy_if(places.anatomy().wpi_areas(), std::back_inserter(count.areas),
                         [&](const std::string& area) { return marked.contains(area); });
    return count;
}

}  // namespace palpate
