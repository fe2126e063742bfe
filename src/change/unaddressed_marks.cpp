#include "change/unaddressed_marks.h"

#include <algorithm>

namespace palpate {
namespace {

bool means_a_region(const BodyPlace& place) { return place.id.starts_with("region:"); }

bool are_at_one_place(const BodyPlace& a, const BodyPlace& b) {
    const bool same_region = !a.region_id.empty() && a.region_id == b.region_id && a.side == b.side;
    return a.id == b.id || (same_region && (means_a_region(a) || means_a_region(b)));
}

/// Where the therapist found something or works in this session.
std::vector<BodyPlace> worked_places(const CaseDocument& document, const SessionId& session, const BodyPlaces& places) {
    std::vector<BodyPlace> worked;
    for (const Mark* mark : marks_of(document, session)) {
        if (mark->author == Author::Therapist) {
            for (BodyPlace& place : places.reached_by(*mark)) {
                worked.push_back(std::move(place));
            }
        }
    }
    for (const PlanItem* item : plan_of(document, session, PlanPart::Session)) {
        for (const StructureId& structure : item->structures) {
            Mark there;
            there.anchor.structure = structure;
            worked.push_back(places.of(there));
        }
    }
    return worked;
}

}  // namespace

std::vector<MarkId> unaddressed_marks(const CaseDocument& document, const SessionId& session,
                                      const BodyPlaces& places) {
    const std::vector<BodyPlace> worked = worked_places(document, session, places);
    std::vector<MarkId> open;
    for (const Mark* mark : marks_of(document, session)) {
        if (mark->author != Author::Client || mark->addressed || mark->now == 0) {
            continue;
        }
        const std::vector<BodyPlace> reached = places.reached_by(*mark);
        const bool is_worked = std::ranges::any_of(reached, [&](const BodyPlace& place) {
            return std::ranges::any_of(worked, [&](const BodyPlace& other) { return are_at_one_place(place, other); });
        });
        if (!is_worked) {
            open.push_back(mark->id);
        }
    }
    return open;
}

}  // namespace palpate
