#include "casebook/sample_case.h"

#include "anatomy/surface_anchor.h"
#include "casebook/detail/sample_stories.h"
#include "casebook/edits.h"

#include <glm/geometric.hpp>

#include <limits>
#include <utility>

namespace palpate {
namespace {

using detail::SampleEvent;
using detail::SampleMark;
using detail::SampleMeasure;
using detail::SamplePlace;
using detail::SampleSession;
using detail::SampleStep;
using detail::SampleStory;

constexpr std::int64_t k_minute_us = 60'000'000;
constexpr std::int64_t k_day_us = 24 * 60 * k_minute_us;
constexpr int k_planned_minutes = 60;

/// What a record is made with.
struct Making {
    const Atlas& atlas;
    Timestamp now;
    IdGenerator& ids;
    const Translator& words;
};

/// The vertex that faces outward and lies nearest to the line through the target along `outward`; of two on that line
/// the outer one. Falls back to the outermost vertex where none faces outward.
std::size_t outer_vertex(const TriangleMesh& mesh, const SamplePlace& place) {
    const Box box = bounds(mesh);
    const glm::vec3 target = box.low + place.box_target * box.size();
    float best_cost = std::numeric_limits<float>::max();
    std::size_t best = 0;
    for (std::size_t vertex = 0; vertex < mesh.positions_mm.size(); ++vertex) {
        const glm::vec3 offset = mesh.positions_mm[vertex] - target;
        const float along = glm::dot(offset, place.outward);
        const float aside = glm::length(offset - along * place.outward);
        const bool faces_outward = glm::dot(mesh.normals[vertex], place.outward) > 0.6F;
        const float size = glm::length(box.size());
        const float cost = faces_outward ? aside - 0.25F * along : 2.0F * size - along;
        if (cost < best_cost) {
            best_cost = cost;
            best = vertex;
        }
    }
    return best;
}

const Structure* find_structure(const Atlas& atlas, const SamplePlace& place) {
    for (const Structure& structure : atlas.structures()) {
        if (structure.catalogue_id == place.catalogue_id && structure.side == place.side) {
            return &structure;
        }
    }
    return nullptr;
}

SurfaceAnchor anchor_at(const Atlas& atlas, const Structure& structure, const SamplePlace& place) {
    const TriangleMesh& mesh = *structure.mesh;
    return make_anchor(atlas, structure, closest_point(mesh, mesh.positions_mm[outer_vertex(mesh, place)]));
}

/// The words of a key, or none for no key.
std::string words_of(std::string_view key, const Translator& words) {
    return key.empty() ? std::string() : words.tr(key);
}

Mark make_mark(const SampleMark& sample, const SessionId& session, SurfaceAnchor anchor, MarkId id,
               const Translator& words) {
    return {.id = std::move(id),
            .session = session,
            .anchor = std::move(anchor),
            .kind = sample.kind,
            .qualities = sample.qualities,
            .now = sample.now,
            .usual = sample.usual,
            .worst = sample.worst,
            .depth = sample.depth,
            .duration_days = sample.author == Author::Client ? std::optional(sample.duration_days) : std::nullopt,
            .note = words_of(sample.note_key, words),
            .author = sample.author};
}

Measurement make_measurement(const SampleMeasure& sample, const SessionId& session, Timestamp created,
                             const Making& making) {
    return {.id = MeasurementId(making.ids.make_id()),
            .session = session,
            .measure = std::string(sample.measure),
            .item = sample.item_key.empty() ? std::string(sample.item) : making.words.tr(sample.item_key),
            .moment = sample.moment,
            .value = sample.value,
            .created = created};
}

CaseDocument with_marks(CaseDocument document, const SampleSession& sample, const Session& session,
                        const Making& making) {
    Timestamp created = session.created;
    for (const SampleMark& sample_mark : sample.marks) {
        if (const Structure* structure = find_structure(making.atlas, sample_mark.place)) {
            Mark mark = make_mark(sample_mark, session.id, anchor_at(making.atlas, *structure, sample_mark.place),
                                  MarkId(making.ids.make_id()), making.words);
            created.microseconds_utc += k_minute_us;
            mark.created = created;
            document = apply(document, AddMark{mark});
        }
    }
    return document;
}

CaseDocument with_session(CaseDocument document, const SampleSession& sample, const Making& making) {
    const Timestamp day{making.now.microseconds_utc - sample.days_ago * k_day_us};
    // Before `now`, so that no mark of today's session lies in the future.
    const Timestamp created{day.microseconds_utc - static_cast<std::int64_t>(sample.marks.size() + 1) * k_minute_us};
    const Session session{.id = SessionId(making.ids.make_id()),
                          .type = sample.type,
                          .date = local_date(day),
                          .title = words_of(sample.title_key, making.words),
                          .created = created};
    document = with_marks(apply(document, AddSession{session}), sample, session, making);
    for (const SampleMeasure& measure : sample.measures) {
        document = apply(document, AddMeasurement{make_measurement(measure, session.id, day, making)});
    }
    return document;
}

CaseDocument with_facts(CaseDocument document, const SampleStory& story, const Making& making) {
    for (ClientFact fact : story.facts) {
        fact.recorded = making.now;
        document = apply(document, SetFact{std::move(fact)});
    }
    if (story.event) {
        const Timestamp day{making.now.microseconds_utc + story.event->in_days * k_day_us};
        document = apply(document, SetFact{{.kind = FactKind::Event,
                                            .subject = local_date(day),
                                            .value = "before",
                                            .note = making.words.tr(story.event->name_key),
                                            .recorded = making.now}});
    }
    return document;
}

/// The plan of the last session. A step at places of which the atlas has none is left out, as its marks are.
CaseDocument with_plan(CaseDocument document, const SampleStory& story, const Making& making) {
    Session session = document.sessions.back();
    session.planned_minutes = k_planned_minutes;
    document = apply(document, EditSession{session});
    for (const SampleStep& step : story.plan) {
        PlanItem item{.id = PlanItemId(making.ids.make_id()),
                      .session = session.id,
                      .part = step.part,
                      .position = static_cast<int>(plan_of(document, session.id, step.part).size()),
                      .technique = std::string(step.technique),
                      .minutes = step.minutes,
                      .pressure = step.pressure,
                      .done = step.done,
                      .created = making.now};
        for (const SamplePlace& place : step.places) {
            if (const Structure* structure = find_structure(making.atlas, place)) {
                item.structures.push_back(structure->id);
            }
        }
        if (step.places.empty() || !item.structures.empty()) {
            document = apply(document, AddPlanItem{std::move(item)});
        }
    }
    return document;
}

CaseDocument make_case(const SampleStory& story, const Making& making) {
    CaseDocument document{
        .client = {.id = ClientId(making.ids.make_id()),
                   .reference = std::string(story.reference),
                   .name = making.words.tr(story.name_key),
                   .sample = true,
                   .created = {making.now.microseconds_utc - story.sessions.front().days_ago * k_day_us}}};
    for (const SampleSession& session : story.sessions) {
        document = with_session(std::move(document), session, making);
    }
    return with_plan(with_facts(std::move(document), story, making), story, making);
}

}  // namespace

CaseDocument make_sample_case(const Atlas& atlas, const Clock& clock, IdGenerator& ids, const Translator& words) {
    return make_case(detail::sample_stories().front(), {atlas, clock.now(), ids, words});
}

std::vector<CaseDocument> make_sample_cases(const Atlas& atlas, const Clock& clock, IdGenerator& ids,
                                            const Translator& words) {
    std::vector<CaseDocument> cases;
    for (const SampleStory& story : detail::sample_stories()) {
        cases.push_back(make_case(story, {atlas, clock.now(), ids, words}));
    }
    return cases;
}

}  // namespace palpate
