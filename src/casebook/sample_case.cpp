#include "casebook/sample_case.h"

#include "anatomy/surface_anchor.h"
#include "casebook/edits.h"

#include <glm/geometric.hpp>

#include <limits>
#include <utility>

namespace palpate {
namespace {

constexpr std::int64_t k_minute_us = 60'000'000;
constexpr std::int64_t k_day_us = 24 * 60 * k_minute_us;
constexpr int k_planned_minutes = 60;

/// Where a hand would point: the surface of the structure that faces `outward`, nearest to a place in its box.
struct Place {
    std::string_view catalogue_id;
    Side side = Side::Mid;
    glm::vec3 outward{0.0F};     ///< unit, frame.h
    glm::vec3 box_target{0.5F};  ///< 0..1 per axis of the structure's box; x towards the subject's left
};

const glm::vec3 k_back{0.0F, 0.0F, -1.0F};
const glm::vec3 k_front{0.0F, 0.0F, 1.0F};
const glm::vec3 k_up_and_back{0.0F, 0.6F, -0.8F};

const Place k_right_shoulder{"upper-trapezius", Side::Right, k_up_and_back, {0.35F, 0.3F, 0.3F}};
const Place k_left_shoulder{"upper-trapezius", Side::Left, k_up_and_back, {0.65F, 0.3F, 0.3F}};
const Place k_right_neck{"levator-scapulae", Side::Right, k_back, {0.5F, 0.45F, 0.5F}};
const Place k_right_blade{"infraspinatus", Side::Right, k_back, {0.55F, 0.5F, 0.5F}};
const Place k_right_low_back{"multifidus-lumborum", Side::Right, k_back, {0.4F, 0.6F, 0.5F}};
const Place k_left_low_back{"multifidus-lumborum", Side::Left, k_back, {0.6F, 0.6F, 0.5F}};
const Place k_left_waist{"quadratus-lumborum", Side::Left, k_back, {0.5F, 0.5F, 0.5F}};
const Place k_left_knee{"patella", Side::Left, k_front, {0.5F, 0.5F, 0.5F}};

struct SampleMark {
    Place place;
    MarkKind kind = MarkKind::Pain;
    std::vector<std::string> qualities;
    int now = 0;
    int usual = 0;
    int worst = 0;
    Depth depth = Depth::Muscle;
    int duration_days = 0;  ///< on the day of the session
    Author author = Author::Client;
    std::string_view note_key;
};

struct SampleSession {
    int days_ago = 0;
    SessionType type = SessionType::Treatment;
    std::string_view title_key;
    std::vector<SampleMark> marks;
};

/// A step of the last session's plan.
struct SampleStep {
    PlanPart part = PlanPart::Session;
    std::string_view technique;
    std::vector<Place> places;  ///< empty: the whole body
    int minutes = 0;
    int pressure = 1;
    bool done = false;
};

SampleMark shoulder(int now, int usual, int worst, int since_days, std::string_view note_key = {}) {
    return {k_right_shoulder, MarkKind::Pain, {"ache", "tight"}, now,     usual, worst,
            Depth::Muscle,    since_days,     Author::Client,    note_key};
}

SampleMark neck(int now, int since_days, std::string_view note_key = {}) {
    return {k_right_neck, MarkKind::Tension, {"tight"},      now,     now, now + 1,
            Depth::Deep,  since_days,        Author::Client, note_key};
}

SampleMark blade(int now, std::string_view note_key = {}) {
    return {k_right_blade, MarkKind::TriggerPoint, {"tender"}, now, now, now + 2, Depth::Muscle, 0, Author::Therapist,
            note_key};
}

SampleMark low_back(const Place& place, int now, int since_days, std::string_view note_key = {}) {
    return {place, MarkKind::Stiffness, {"dull"}, now, now, now + 1, Depth::Deep, since_days, Author::Client, note_key};
}

std::vector<SampleSession> sample_sessions() {
    const SampleMark knee{k_left_knee, MarkKind::Soreness, {"dull"},          3, 2, 4, Depth::Joint,
                          2,           Author::Client,     "sample.knee.note"};
    const SampleMark other_shoulder{
        k_left_shoulder, MarkKind::Tension, {"tight", "heavy"}, 4, 3, 5, Depth::Muscle, 2, Author::Client, {}};
    return {
        {102,
         SessionType::Intake,
         {},
         {shoulder(8, 8, 9, 150, "sample.trapezius.first-note"), neck(6, 150, "sample.levator.note"),
          low_back(k_left_waist, 4, 20, "sample.low-back.note")}},
        {81, SessionType::Treatment, {}, {shoulder(7, 7, 9, 171), neck(6, 171), blade(5, "sample.infraspinatus.note")}},
        {60, SessionType::Treatment, {}, {shoulder(7, 7, 8, 192), blade(4), low_back(k_left_waist, 3, 62)}},
        {39,
         SessionType::Treatment,
         "sample.flare.title",
         {shoulder(8, 8, 9, 213, "sample.trapezius.flare-note"), neck(7, 213), other_shoulder,
          low_back(k_right_low_back, 5, 1), low_back(k_left_low_back, 5, 1)}},
        {18, SessionType::Treatment, {}, {shoulder(6, 6, 8, 234), neck(5, 234), knee}},
        {0,
         SessionType::Treatment,
         {},
         {shoulder(6, 6, 7, 252, "sample.trapezius.last-note"), neck(4, 252), blade(3),
          low_back(k_right_low_back, 2, 4), low_back(k_left_low_back, 2, 4)}},
    };
}

/// What was planned for the last session, and what of it was done; the rest is for home.
std::vector<SampleStep> sample_plan() {
    return {
        {PlanPart::Session, "effleurage", {k_right_shoulder, k_right_blade}, 8, 2, true},
        {PlanPart::Session, "petrissage-kneading", {k_right_shoulder}, 12, 3, true},
        {PlanPart::Session, "ischaemic-compression", {k_right_blade}, 5, 3, true},
        {PlanPart::Session, "myofascial-release", {k_right_low_back, k_left_low_back}, 10, 2, true},
        {PlanPart::Session, "feather-stroke", {}, 4, 1, false},
        {PlanPart::Home, "ball-self-release", {k_right_blade}, 4, 3, false},
        {PlanPart::Home, "static-stretching", {k_right_neck}, 4, 1, false},
        {PlanPart::Home, "breathing-coaching", {}, 5, 1, false},
    };
}

/// What the client wants and has said.
std::vector<ClientFact> sample_facts() {
    return {
        {.kind = FactKind::Goal, .subject = "pain-relief", .value = "1"},
        {.kind = FactKind::Goal, .subject = "sleep", .value = "2"},
        {.kind = FactKind::Condition, .subject = "neck-pain"},
        {.kind = FactKind::Trait, .subject = "age-band", .value = "45-64"},
        {.kind = FactKind::Answer, .subject = "ci-anticoagulants", .value = "no"},
        {.kind = FactKind::Answer, .subject = "ci-open-wound", .value = "no"},
    };
}

/// The vertex that faces outward and lies nearest to the line through the target along `outward`; of two on that line
/// the outer one. Falls back to the outermost vertex where none faces outward.
std::size_t outer_vertex(const TriangleMesh& mesh, const Place& place) {
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

const Structure* find_structure(const Atlas& atlas, const Place& place) {
    for (const Structure& structure : atlas.structures()) {
        if (structure.catalogue_id == place.catalogue_id && structure.side == place.side) {
            return &structure;
        }
    }
    return nullptr;
}

SurfaceAnchor anchor_at(const Atlas& atlas, const Structure& structure, const Place& place) {
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

CaseDocument with_session(CaseDocument document, const SampleSession& sample, const Atlas& atlas, Timestamp now,
                          IdGenerator& ids, const Translator& words) {
    const Timestamp day{now.microseconds_utc - sample.days_ago * k_day_us};
    // Before `now`, so that no mark of today's session lies in the future.
    Timestamp created{day.microseconds_utc - static_cast<std::int64_t>(sample.marks.size() + 1) * k_minute_us};
    const Session session{.id = SessionId(ids.make_id()),
                          .type = sample.type,
                          .date = local_date(day),
                          .title = words_of(sample.title_key, words),
                          .created = created};
    document = apply(document, AddSession{session});
    for (const SampleMark& sample_mark : sample.marks) {
        if (const Structure* structure = find_structure(atlas, sample_mark.place)) {
            Mark mark = make_mark(sample_mark, session.id, anchor_at(atlas, *structure, sample_mark.place),
                                  MarkId(ids.make_id()), words);
            created.microseconds_utc += k_minute_us;
            mark.created = created;
            document = apply(document, AddMark{mark});
        }
    }
    return document;
}

CaseDocument with_facts(CaseDocument document, Timestamp now) {
    for (ClientFact& fact : sample_facts()) {
        fact.recorded = now;
        document = apply(document, SetFact{std::move(fact)});
    }
    return document;
}

/// The plan of the last session. A step at places of which the atlas has none is left out, as its marks are.
CaseDocument with_plan(CaseDocument document, const Atlas& atlas, Timestamp now, IdGenerator& ids) {
    Session session = document.sessions.back();
    session.planned_minutes = k_planned_minutes;
    document = apply(document, EditSession{session});
    for (const SampleStep& step : sample_plan()) {
        PlanItem item{.id = PlanItemId(ids.make_id()),
                      .session = session.id,
                      .part = step.part,
                      .position = static_cast<int>(plan_of(document, session.id, step.part).size()),
                      .technique = std::string(step.technique),
                      .minutes = step.minutes,
                      .pressure = step.pressure,
                      .done = step.done,
                      .created = now};
        for (const Place& place : step.places) {
            if (const Structure* structure = find_structure(atlas, place)) {
                item.structures.push_back(structure->id);
            }
        }
        if (step.places.empty() || !item.structures.empty()) {
            document = apply(document, AddPlanItem{std::move(item)});
        }
    }
    return document;
}

}  // namespace

CaseDocument make_sample_case(const Atlas& atlas, const Clock& clock, IdGenerator& ids, const Translator& words) {
    const Timestamp now = clock.now();
    const std::vector<SampleSession> sessions = sample_sessions();
    CaseDocument document{.client = {.id = ClientId(ids.make_id()),
                                     .reference = "1001",
                                     .name = words.tr("sample.client"),
                                     .sample = true,
                                     .created = {now.microseconds_utc - sessions.front().days_ago * k_day_us}}};
    for (const SampleSession& session : sessions) {
        document = with_session(std::move(document), session, atlas, now, ids, words);
    }
    return with_plan(with_facts(std::move(document), now), atlas, now, ids);
}

}  // namespace palpate
