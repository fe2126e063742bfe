// Techniques, types of mark, conditions, plans, steps round an event: what is done.

#include "clinical/detail/record_writer.h"

namespace palpate::detail {
namespace {

void write_strokes(RecordWriter& writer, const Technique& technique) {
    const StrokeFigure& strokes = technique.strokes;
    writer.value("stroke-direction", "stroke-direction", technique.stroke_direction);
    writer.value("stroke-path", "stroke-path", strokes.path);
    writer.value("stroke-contact", "stroke-contact", strokes.contact);
    if (strokes.speed_cm_s > 0.0) {
        writer.text("stroke-speed", writer.said("speed", {{"number", plain_number(strokes.speed_cm_s)}}));
    }
    if (strokes.hold_s > 0.0) {
        writer.text("stroke-hold", writer.said("seconds", {{"number", plain_number(strokes.hold_s)}}));
    }
    writer.text("stroke-repeats", std::to_string(strokes.repeats));
}

/// What the studies of the technique itself say, taken together.
void write_studies(RecordWriter& writer, const EvidenceSummary& studies) {
    if (studies.direction.empty()) {
        return;
    }
    writer.value("studies-direction", "direction", studies.direction);
    writer.value("studies-certainty", "certainty", name_of(studies.certainty));
    writer.links("studies-newest", {studies.newest_id});
}

}  // namespace

ContentRecord describe(const ContentSource& source, const Technique& technique) {
    RecordWriter writer(source, "technique", technique.id.text());
    writer.title(technique.name);
    writer.text("what-it-is", technique.what_it_is);
    writer.text("client-explanation", technique.client_explanation);
    writer.text("may-feel", technique.may_feel);
    writer.value("family", "family", technique.family);
    writer.value("scope", "scope", technique.scope);
    writer.links("goals", technique.goals, "goal");
    writer.links("suits-mark-types", technique.suits_mark_types, "mark-type");
    writer.values("suits-tissue", "tissue", technique.suits_tissue_depth);
    writer.values("suits-acuity", "acuity", technique.suits_acuity);
    writer.pressure("pressure", technique.pressure.min, technique.pressure.max);
    writer.range("minutes", technique.minutes.min, technique.minutes.max);
    writer.steps("steps", technique.steps);
    write_strokes(writer, technique);
    writer.places("only-at", technique.only_at);
    writer.places("not-at", technique.not_at);
    writer.links("only-for", technique.only_for);
    writer.yes_no("self-care", technique.self_care);
    writer.links("cautions", technique.cautions);
    write_studies(writer, technique.studies);
    writer.text("evidence-note", technique.evidence_note);
    writer.links("evidence", technique.evidence);
    return writer.take(technique.review);
}

ContentRecord describe(const ContentSource& source, const MarkTypeRule& type) {
    RecordWriter writer(source, "mark-type", kind_id("mark-type", type.mark_type));
    writer.title(type.name);
    writer.text("rule", type.rule);
    writer.pressure_max("pressure", type.pressure_max);
    writer.yes_no("needs-screen", type.needs_screen);
    std::vector<std::string> words;
    for (const MarkKind kind : type.kinds) {
        words.push_back(writer.tr("mark.kind." + std::string(name_of(kind))));
    }
    for (const std::string& quality : type.qualities) {
        words.push_back(writer.tr("mark.quality." + quality));
    }
    writer.list("client-words", words);
    return writer.take(type.review);
}

ContentRecord describe(const ContentSource& source, const Condition& condition) {
    RecordWriter writer(source, "condition", condition.id);
    writer.title(condition.name);
    writer.text("summary", condition.summary);
    writer.value("category", "condition-category", condition.category);
    writer.text("honest-expectation", condition.honest_expectation);
    writer.links("preferred-techniques", condition.preferred_techniques);
    writer.links("typical-mark-types", condition.typical_mark_types, "mark-type");
    writer.list("muscles", condition.muscles);
    writer.places("places", condition.places);
    writer.text("avoid-or-modify", condition.avoid_or_modify);
    writer.effects(condition.effects);
    writer.dose(condition.dose);
    writer.text("self-care-advice", condition.self_care);
    writer.text("referral", condition.referral);
    writer.links("red-flags", condition.red_flags);
    writer.links("contraindications", condition.contraindications);
    writer.links("outcome-measures", condition.outcome_measures);
    writer.links("claims", condition.claims);
    writer.links("evidence", condition.evidence);
    return writer.take(condition.review);
}

ContentRecord describe(const ContentSource& source, const SessionPlan& plan) {
    RecordWriter writer(source, "plan", plan.id);
    writer.title(plan.name);
    writer.text("aim", plan.aim);
    writer.links("conditions", plan.conditions);
    writer.range("total-minutes", plan.total_minutes, std::nullopt);
    for (std::size_t i = 0; i < plan.phases.size(); ++i) {
        writer.phase(plan.phases[i], i + 1);
    }
    writer.links("home-plan", plan.home_plan);
    writer.dose(plan.course);
    writer.text("review-or-stop", plan.review_or_stop);
    writer.value("evidence-grade", "certainty", plan.evidence_grade);
    writer.links("claims", plan.claims);
    writer.links("evidence", plan.evidence);
    return writer.take(plan.review);
}

ContentRecord describe(const ContentSource& source, const EventStage& stage) {
    RecordWriter writer(source, "event-stage", stage.id);
    writer.title(stage.label);
    writer.text("rule", stage.rule);
    writer.text("days",
                writer.said(stage.days_from == stage.days_to ? "day" : "days",
                            {{"from", std::to_string(stage.days_from)}, {"to", std::to_string(stage.days_to)}}));
    writer.value("on-the-day", "part-of-day", stage.on_the_day);
    writer.pressure_max("pressure", stage.pressure_max);
    if (stage.before_hard) {
        writer.text("before-hard-day",
                    writer.said("before-hard-day", {{"hours", std::to_string(*stage.before_hard)},
                                                    {"pressure", std::to_string(stage.before_hard_pressure_max)}}));
    }
    writer.links("plans", stage.plans);
    writer.links("techniques", stage.techniques);
    writer.links("avoid-techniques", stage.avoid);
    writer.value("basis", "basis", stage.basis);
    writer.links("evidence", stage.evidence);
    return writer.take(stage.review);
}

}  // namespace palpate::detail
