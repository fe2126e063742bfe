#include "casebook/detail/sample_stories.h"

namespace palpate::detail {
namespace {

// Places.

const glm::vec3 k_back{0.0F, 0.0F, -1.0F};
const glm::vec3 k_front{0.0F, 0.0F, 1.0F};
const glm::vec3 k_up_and_back{0.0F, 0.6F, -0.8F};

const SamplePlace k_right_shoulder{"upper-trapezius", Side::Right, k_up_and_back, {0.35F, 0.3F, 0.3F}};
const SamplePlace k_left_shoulder{"upper-trapezius", Side::Left, k_up_and_back, {0.65F, 0.3F, 0.3F}};
const SamplePlace k_right_neck{"levator-scapulae", Side::Right, k_back, {0.5F, 0.45F, 0.5F}};
const SamplePlace k_right_blade{"infraspinatus", Side::Right, k_back, {0.55F, 0.5F, 0.5F}};
const SamplePlace k_right_low_back{"multifidus-lumborum", Side::Right, k_back, {0.4F, 0.6F, 0.5F}};
const SamplePlace k_left_low_back{"multifidus-lumborum", Side::Left, k_back, {0.6F, 0.6F, 0.5F}};
const SamplePlace k_left_waist{"quadratus-lumborum", Side::Left, k_back, {0.5F, 0.5F, 0.5F}};
const SamplePlace k_left_knee{"patella", Side::Left, k_front, {0.5F, 0.5F, 0.5F}};
const SamplePlace k_right_erector{"iliocostalis-lumborum", Side::Right, k_back, {0.5F, 0.35F, 0.5F}};
const SamplePlace k_left_erector{"iliocostalis-lumborum", Side::Left, k_back, {0.5F, 0.35F, 0.5F}};
const SamplePlace k_right_buttock{"gluteus-medius", Side::Right, k_back, {0.5F, 0.6F, 0.5F}};
const SamplePlace k_right_calf{"gastrocnemius-medial", Side::Right, k_back, {0.5F, 0.6F, 0.5F}};
const SamplePlace k_left_calf{"gastrocnemius-medial", Side::Left, k_back, {0.5F, 0.6F, 0.5F}};
const SamplePlace k_right_hamstring{"biceps-femoris", Side::Right, k_back, {0.5F, 0.5F, 0.5F}};
const SamplePlace k_left_thigh{"vastus-lateralis", Side::Left, k_front, {0.5F, 0.5F, 0.5F}};
const SamplePlace k_right_sole{"plantar-fascia", Side::Right, {0.0F, -1.0F, 0.0F}, {0.5F, 0.5F, 0.4F}};

// ---- a neck and shoulder with a flare ------------------------------------------------------------------------------

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

SampleMark low_back(const SamplePlace& place, int now, int since_days, std::string_view note_key = {}) {
    return {place, MarkKind::Stiffness, {"dull"}, now, now, now + 1, Depth::Deep, since_days, Author::Client, note_key};
}

std::vector<SampleSession> neck_sessions() {
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
std::vector<SampleStep> neck_plan() {
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
std::vector<ClientFact> neck_facts() {
    return {
        {.kind = FactKind::Goal, .subject = "pain-relief", .value = "1"},
        {.kind = FactKind::Goal, .subject = "sleep", .value = "2"},
        {.kind = FactKind::Condition, .subject = "neck-pain"},
        {.kind = FactKind::Trait, .subject = "age-band", .value = "45-64"},
        {.kind = FactKind::Answer, .subject = "ci-anticoagulants", .value = "no"},
        {.kind = FactKind::Answer, .subject = "ci-open-wound", .value = "no"},
    };
}

// ---- a low back, slowly better -------------------------------------------------------------------------------------

SampleMark long_back_pain(const SamplePlace& place, int now, int usual, int worst, int since_days,
                          std::string_view note_key = {}) {
    return {place,       MarkKind::Pain, {"ache", "dull"}, now,     usual, worst,
            Depth::Deep, since_days,     Author::Client,   note_key};
}

SampleMark tight_buttock(int now) {
    return {k_right_buttock, MarkKind::Tension, {"tight"}, now, now, now + 1, Depth::Deep, 0, Author::Therapist, {}};
}

std::vector<SampleMeasure> back_measures(double sitting, double gardening, double bend_degrees, double sleep,
                                         double stress_before, double stress_after) {
    return {{"psfs", sitting, MeasureMoment::Anytime, {}, "sample.back.sitting"},
            {"psfs", gardening, MeasureMoment::Anytime, {}, "sample.back.gardening"},
            {"rom", bend_degrees, MeasureMoment::Anytime, "trunk-flexion", {}},
            {"sleep-quality", sleep, MeasureMoment::Anytime, {}, {}},
            {"stress-now", stress_before, MeasureMoment::Before, {}, {}},
            {"stress-now", stress_after, MeasureMoment::After, {}, {}}};
}

std::vector<SampleSession> back_sessions() {
    const auto both = [](int right, int left, int since_days, std::string_view note_key = {}) {
        return std::vector{long_back_pain(k_right_erector, right, right, right + 2, since_days, note_key),
                           long_back_pain(k_left_erector, left, left, left + 1, since_days)};
    };
    const auto with_buttock = [](std::vector<SampleMark> marks, int buttock) {
        marks.push_back(tight_buttock(buttock));
        return marks;
    };
    return {
        {119, SessionType::Intake, {}, both(7, 6, 1500, "sample.back.first-note"), back_measures(3, 2, 45, 4, 7, 5)},
        {105, SessionType::Treatment, {}, with_buttock(both(7, 6, 1514), 6), back_measures(3, 3, 45, 4, 6, 4)},
        {91, SessionType::Treatment, {}, with_buttock(both(6, 5, 1528), 5), back_measures(4, 3, 50, 5, 7, 4)},
        {77, SessionType::Treatment, {}, with_buttock(both(6, 5, 1542), 5), back_measures(5, 4, 50, 5, 5, 3)},
        {56, SessionType::Treatment, "sample.back.walks", with_buttock(both(5, 4, 1563, "sample.back.walks-note"), 4),
         back_measures(5, 5, 55, 6, 5, 3)},
        {35, SessionType::Treatment, {}, with_buttock(both(5, 3, 1584), 4), back_measures(6, 5, 60, 6, 4, 2)},
        {14, SessionType::Treatment, {}, with_buttock(both(4, 3, 1605), 3), back_measures(6, 6, 60, 7, 4, 2)},
        {0,
         SessionType::FollowUp,
         {},
         with_buttock(both(3, 2, 1619, "sample.back.last-note"), 3),
         back_measures(7, 6, 65, 7, 3, 2)},
    };
}

std::vector<SampleStep> back_plan() {
    return {
        {PlanPart::Session, "effleurage", {k_right_erector, k_left_erector}, 8, 2, true},
        {PlanPart::Session, "petrissage-kneading", {k_right_erector, k_left_erector}, 10, 3, true},
        {PlanPart::Session, "myofascial-release", {k_right_buttock}, 8, 2, true},
        {PlanPart::Session, "feather-stroke", {}, 4, 1, true},
        {PlanPart::Home, "breathing-coaching", {}, 5, 1, false},
    };
}

std::vector<ClientFact> back_facts() {
    return {
        {.kind = FactKind::Goal, .subject = "pain-relief", .value = "1"},
        {.kind = FactKind::Goal, .subject = "stress-reduction", .value = "2"},
        {.kind = FactKind::Condition, .subject = "low-back-pain"},
        {.kind = FactKind::Trait, .subject = "age-band", .value = "45-64"},
        {.kind = FactKind::Answer, .subject = "ci-anticoagulants", .value = "no"},
        {.kind = FactKind::Answer, .subject = "ci-osteoporosis", .value = "no"},
    };
}

// ---- a runner before a marathon ------------------------------------------------------------------------------------

SampleMark run_soreness(const SamplePlace& place, int now, int since_days, std::string_view note_key = {}) {
    return {place,         MarkKind::Soreness, {"tight", "dull"}, now,     now, now + 1,
            Depth::Muscle, since_days,         Author::Client,    note_key};
}

std::vector<SampleMeasure> run_measures(double ready, double sleep, double right_ankle, double left_ankle) {
    return {{"recovery-readiness", ready, MeasureMoment::Anytime, {}, {}},
            {"sleep-quality", sleep, MeasureMoment::Anytime, {}, {}},
            {"rom", right_ankle, MeasureMoment::Anytime, "ankle-dorsiflexion.right", {}},
            {"rom", left_ankle, MeasureMoment::Anytime, "ankle-dorsiflexion.left", {}}};
}

std::vector<SampleSession> run_sessions() {
    const SampleMark knot{k_right_calf,      MarkKind::TriggerPoint, {"tender"}, 5, 5, 6, Depth::Muscle, 0,
                          Author::Therapist, "sample.run.knot"};
    const SampleMark sole{k_right_sole,   MarkKind::Pain,   {"sharp"}, 4, 3, 6, Depth::Deep, 6,
                          Author::Client, "sample.run.sole"};
    return {
        {63,
         SessionType::Intake,
         {},
         {run_soreness(k_right_calf, 4, 10, "sample.run.first-note"), run_soreness(k_left_calf, 3, 10)},
         run_measures(6, 7, 12, 16)},
        {49,
         SessionType::Treatment,
         "sample.run.hills",
         {run_soreness(k_right_calf, 6, 2), run_soreness(k_left_calf, 5, 2), run_soreness(k_right_hamstring, 4, 2),
          knot},
         run_measures(4, 6, 11, 15)},
        {35,
         SessionType::Treatment,
         {},
         {run_soreness(k_right_calf, 4, 3), run_soreness(k_left_calf, 2, 3), run_soreness(k_right_hamstring, 3, 3)},
         run_measures(6, 7, 13, 16)},
        {21,
         SessionType::Treatment,
         "sample.run.longest",
         {run_soreness(k_right_calf, 6, 1), run_soreness(k_left_calf, 5, 1), run_soreness(k_left_thigh, 5, 1), sole},
         run_measures(3, 6, 13, 17)},
        {7,
         SessionType::Treatment,
         "sample.run.taper",
         {run_soreness(k_right_calf, 3, 2), run_soreness(k_left_calf, 2, 2), run_soreness(k_left_thigh, 2, 2)},
         run_measures(6, 7, 15, 18)},
        {0,
         SessionType::Treatment,
         {},
         {run_soreness(k_right_calf, 2, 3), run_soreness(k_left_calf, 1, 3)},
         run_measures(8, 8, 16, 18)},
    };
}

std::vector<SampleStep> run_plan() {
    return {
        {PlanPart::Session, "effleurage", {k_right_calf, k_left_calf}, 8, 2, true},
        {PlanPart::Session, "petrissage-kneading", {k_right_calf, k_left_calf}, 10, 2, true},
        {PlanPart::Session, "effleurage", {k_left_thigh, k_right_hamstring}, 8, 2, false},
        {PlanPart::Home, "static-stretching", {k_right_calf, k_left_calf}, 4, 1, false},
    };
}

std::vector<ClientFact> run_facts() {
    return {
        {.kind = FactKind::Goal, .subject = "performance", .value = "1"},
        {.kind = FactKind::Goal, .subject = "mobility", .value = "2"},
        {.kind = FactKind::Trait, .subject = "age-band", .value = "18-44"},
        {.kind = FactKind::Answer, .subject = "ci-anticoagulants", .value = "no"},
        {.kind = FactKind::Answer, .subject = "ci-open-wound", .value = "no"},
    };
}

}  // namespace

std::vector<SampleStory> sample_stories() {
    return {{.reference = "1001",
             .name_key = "sample.client",
             .sessions = neck_sessions(),
             .plan = neck_plan(),
             .facts = neck_facts(),
             .event = std::nullopt},
            {.reference = "1002",
             .name_key = "sample.back.client",
             .sessions = back_sessions(),
             .plan = back_plan(),
             .facts = back_facts(),
             .event = std::nullopt},
            {.reference = "1003",
             .name_key = "sample.run.client",
             .sessions = run_sessions(),
             .plan = run_plan(),
             .facts = run_facts(),
             .event = SampleEvent{.in_days = 6, .name_key = "sample.run.event"}}};
}

}  // namespace palpate::detail
