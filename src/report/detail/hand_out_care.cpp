#include "report/detail/hand_out_care.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/calendar_date.h"
#include "base/locale_words.h"
#include "base/translator.h"
#include "matching/home_care.h"
#include "matching/plan_proposal.h"

#include <algorithm>

namespace palpate::detail {
namespace {

Knowledge knowledge_of(const HandOutSources& sources) { return {sources.atlas, sources.anatomy, sources.clinical}; }

/// Nothing where the technique itself says it and the therapist named no part of it.
std::string place_of(const PlanItem& item, const Technique& technique, const HandOutSources& sources) {
    if (item.structures.empty() && !technique.only_at.empty()) {
        return {};
    }
    const std::vector<StructureId> everywhere;
    const auto& structures = is_for_whole_person(technique) ? everywhere : item.structures;
    return step_place_words(structures, knowledge_of(sources), sources.translator);
}

HandOutHomeStep build_step(const PlanItem& item, const Technique& technique, const HandOutSources& sources) {
    HandOutHomeStep step{.technique = technique.id.text(),
                         .name = technique.name,
                         .explanation = technique.client_explanation,
                         .steps = technique.steps,
                         .for_helping_hands = technique.scope != "self-care",
                         .place = place_of(item, technique, sources),
                         .minutes = item.minutes,
                         .dose = {},
                         .picture = {}};
    for (const Text& sentence : home_dose(technique, item.minutes)) {
        step.dose.push_back(sources.translator.tr(sentence));
    }
    const auto picture = std::ranges::find(sources.step_pictures, item.id, &HandOutStepPicture::item);
    if (picture != sources.step_pictures.end()) {
        step.picture = picture->picture;
    }
    return step;
}

void add_questions(std::vector<std::string>& questions, const Technique& technique, const ClinicalCatalogue& clinical) {
    for (const std::string& caution : technique.cautions) {
        const std::string question = clinical.caution_text(caution);
        if (std::ranges::find(questions, question) == questions.end()) {
            questions.push_back(question);
        }
    }
}

}  // namespace

std::vector<HandOutDone> build_done(const HandOutSources& sources) {
    std::vector<HandOutDone> done;
    for (const PlanItem* item : plan_of(sources.document, sources.session, PlanPart::Session)) {
        const Technique* technique = sources.clinical.find_technique(item->technique);
        if (item->done && technique != nullptr) {
            done.push_back({.technique = item->technique,
                            .name = technique->name,
                            .place = place_of(*item, *technique, sources),
                            .minutes = item->minutes});
        }
    }
    return done;
}

HandOutHome build_home(const HandOutSources& sources) {
    HandOutHome home;
    for (const PlanItem* item : plan_of(sources.document, sources.session, PlanPart::Home)) {
        if (!may_be_done_at_home(*item, sources.match, sources.facts, knowledge_of(sources))) {
            home.held_back = true;
            continue;
        }
        const Technique& technique = *sources.clinical.find_technique(item->technique);
        home.steps.push_back(build_step(*item, technique, sources));
        add_questions(home.questions, technique, sources.clinical);
    }
    if (!home.steps.empty()) {
        home.see_a_doctor = when_to_see_a_doctor(sources.facts, sources.match, sources.clinical);
    }
    return home;
}

std::optional<HandOutNextVisit> build_next_visit(const Session& session, const HandOutSources& sources) {
    const auto today = find_date(session.date);
    const auto visit =
        today ? propose_next_visit(*today, sources.facts, sources.match, sources.clinical) : std::nullopt;
    if (!visit) {
        return std::nullopt;
    }
    const Condition* condition = sources.clinical.find_condition(visit->source);
    const SessionPlan* plan = sources.clinical.find_plan(visit->source);
    const Dose* course = condition != nullptr ? &condition->dose : plan != nullptr ? &plan->course : nullptr;
    return HandOutNextVisit{.from = iso_date(visit->from),
                            .to = iso_date(visit->to),
                            .course = course != nullptr ? course_words(*course, sources.translator) : std::string(),
                            .tested = visit->tested};
}

}  // namespace palpate::detail

namespace palpate {
namespace {

std::string minutes_words(int minutes, const Translator& translator) {
    return minutes == 1 ? translator.tr("report.minute")
                        : translator.tr(Text{"report.minutes", {{"minutes", std::to_string(minutes)}}});
}

std::string done_line(const HandOutDone& step, const Translator& translator) {
    Text line{"report.done-line", {{"technique", step.name}, {"minutes", minutes_words(step.minutes, translator)}}};
    if (step.place.empty()) {
        line.key = "report.done-anywhere";
    } else {
        line.arguments.emplace_back("place", step.place);
    }
    return translator.tr(line);
}

}  // namespace

std::vector<std::string> done_lines(const HandOut& hand_out, const Translator& translator) {
    std::vector<std::string> lines;
    for (const HandOutDone& step : hand_out.done) {
        lines.push_back(done_line(step, translator));
    }
    return lines;
}

std::vector<std::string> next_visit_lines(const HandOutNextVisit& visit, const Translator& translator) {
    std::vector<std::string> lines{
        translator.tr(Text{visit.from == visit.to ? "report.next-on" : "report.next-between",
                           {{"from", shown_date(translator, visit.from)}, {"to", shown_date(translator, visit.to)}}})};
    if (!visit.course.empty()) {
        lines.push_back(translator.tr(
            Text{visit.tested ? "report.next-tested" : "report.next-practice", {{"course", visit.course}}}));
    }
    return lines;
}

}  // namespace palpate
