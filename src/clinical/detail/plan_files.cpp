// conditions.json, session_plans.json.

#include "clinical/detail/read_parts.h"

namespace palpate::detail {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 3> k_parts_of_the_day{"before", "between", "after"};

Dose read_dose(Reading& reading, const Record& record, const Record& words, std::string_view field) {
    const Record dose = record.object(field);
    const bool has_words = words.has(field);
    return {.sessions_per_week = read_dose_range(dose, "sessions_per_week"),
            .minutes = read_dose_range(dose, "minutes"),
            .weeks = read_dose_range(dose, "weeks"),
            .basis = dose.word("basis", k_bases),
            .extra = has_words ? words.object(field).text_or_empty("extra") : std::string(),
            .note = has_words ? words.object(field).text_or_empty("note") : std::string(),
            .evidence = reading.references.ids_or_none(dose, "evidence", Kind::Evidence)};
}

Condition read_condition(Reading& reading, const Record& record, const Record& words) {
    References& names = reading.references;
    Condition condition{.id = record.label(),
                        .category = record.text("category"),
                        .name = words.text("name"),
                        .summary = words.text("summary"),
                        .muscles = words.texts("muscles"),
                        .places = read_places(reading, record, "places"),
                        .typical_mark_types = names.ids(record, "typical_mark_types", Kind::MarkType),
                        .preferred_techniques = names.ids(record, "preferred_techniques", Kind::Technique),
                        .avoid_or_modify = words.text("avoid_or_modify"),
                        .effects = read_effects(reading, record),
                        .dose = read_dose(reading, record, words, "dosing"),
                        .honest_expectation = words.text("honest_expectation"),
                        .self_care = words.text("self_care"),
                        .referral = words.text("referral"),
                        .red_flags = names.ids(record, "red_flags", Kind::RedFlag),
                        .contraindications = names.ids(record, "contraindications", Kind::Contraindication),
                        .outcome_measures = names.ids(record, "outcome_measures", Kind::Measure),
                        .claims = names.ids(record, "claims", Kind::Claim),
                        .evidence = names.ids(record, "evidence", Kind::Evidence),
                        .review = record.review()};
    names.declare(Kind::Condition, condition.id);
    return condition;
}

PlanPhase read_phase(Reading& reading, const Record& record, const Record& words) {
    return {.name = words.text("name"),
            .minutes = record.integer("minutes", 1, k_minutes_most),
            .techniques = reading.references.ids(record, "techniques", Kind::Technique),
            .areas = words.texts_or_none("areas"),
            .places = read_places(reading, record, "places"),
            .pressure_min = record.integer("pressure_min", 0, k_pressure_highest),
            .pressure_max = record.integer("pressure_max", 0, k_pressure_highest),
            .note = words.text_or_empty("note")};
}

std::vector<PlanPhase> read_phases(Reading& reading, const Record& record, const Record& words) {
    const std::vector<Record> phases = record.objects("phases");
    const std::vector<Record> phase_words = words.objects("phases");
    if (phases.size() != phase_words.size()) {
        words.fail("error.clinical.list-length", "phases", {{"expected", std::to_string(phases.size())}});
    }
    std::vector<PlanPhase> read;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        read.push_back(read_phase(reading, phases[i].labelled(record.label() + "." + phases[i].label()),
                                  phase_words[i].labelled(record.label() + "." + phases[i].label())));
    }
    return read;
}

SessionPlan read_plan(Reading& reading, const Record& record, const Record& words) {
    References& names = reading.references;
    SessionPlan plan{.id = record.label(),
                     .name = words.text("name"),
                     .aim = words.text("aim"),
                     .conditions = names.ids(record, "conditions", Kind::Condition),
                     .total_minutes = record.integer("total_minutes", 1, k_minutes_most),
                     .course = read_dose(reading, record, words, "course"),
                     .phases = read_phases(reading, record, words),
                     .home_plan = names.ids(record, "home_plan", Kind::Technique),
                     .evidence_grade = record.word("evidence_grade", k_certainties),
                     .review_or_stop = words.text("review_or_stop"),
                     .claims = names.ids(record, "claims", Kind::Claim),
                     .evidence = names.ids(record, "evidence", Kind::Evidence),
                     .review = record.review()};
    int minutes = 0;
    for (const PlanPhase& phase : plan.phases) {
        minutes += phase.minutes;
    }
    if (minutes != plan.total_minutes) {
        record.fail("error.clinical.minutes", "phases",
                    {{"sum", std::to_string(minutes)}, {"total", std::to_string(plan.total_minutes)}});
    }
    names.declare(Kind::Plan, plan.id);
    return plan;
}

EventStage read_stage(Reading& reading, const Record& record, const Record& words) {
    References& names = reading.references;
    const int from = record.integer("days_from", -365, 365);
    EventStage stage{
        .id = record.label(),
        .label = words.text("label"),
        .rule = words.text("rule"),
        .days_from = from,
        .days_to = record.integer("days_to", from, 365),
        .on_the_day = record.has("on_the_day") ? record.word("on_the_day", k_parts_of_the_day) : std::string(),
        .before_hard = std::nullopt,
        .plans = names.ids(record, "plans", Kind::Plan),
        .techniques = names.ids(record, "techniques", Kind::Technique),
        .pressure_max = record.integer("pressure_max", k_pressure_lowest, k_pressure_highest),
        .avoid = names.ids(record, "avoid", Kind::Technique),
        .basis = record.word("basis", k_bases),
        .evidence = names.ids(record, "evidence", Kind::Evidence),
        .review = record.review()};
    if (record.has("before_hard_day")) {
        const Record hard = record.object("before_hard_day");
        stage.before_hard = hard.integer("hours", 1, 240);
        stage.before_hard_pressure_max = hard.integer("pressure_max", k_pressure_lowest, k_pressure_highest - 1);
    }
    names.declare(Kind::EventStage, stage.id);
    names.declare(Kind::Context, stage.id);
    return stage;
}

}  // namespace

std::vector<Condition> read_conditions(Reading& reading) {
    const FilePair files(reading.folder, k_conditions_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("conditions")); });
    std::vector<Condition> conditions;
    read_each(reading, files.rules, "conditions", files.words, [&](const Record& record, const Record& words) {
        conditions.push_back(read_condition(reading, record, words));
    });
    return conditions;
}

PlanFile read_session_plans(Reading& reading) {
    const FilePair files(reading.folder, k_plans_file);
    PlanFile read;
    read_each(reading, files.rules, "plans", files.words, [&](const Record& record, const Record& words) {
        read.plans.push_back(read_plan(reading, record, words));
    });
    read_each(reading, files.rules, "event_timeline", files.words, [&](const Record& record, const Record& words) {
        read.stages.push_back(read_stage(reading, record, words));
    });
    return read;
}

}  // namespace palpate::detail
